import Synchronization

/// One tensor operation: its signature and documentation, where it can be called, and the function that carries it out.
///
///     Operation("roll(Tensor input, int[] shifts, int[] dims=()) -> Tensor", "Rolls elements along dimensions.",
///         [.function, .method], roll)
///
/// The function holds the shape rule (it runs on `meta` tensors), the kernel and the derivative, in this order.
/// From the record come the language's functions, methods, keyword arguments, completion and help.
package struct Operation: Sendable {
    /// The signature in the manner of PyTorch's native_functions.yaml, starting with the name.
    package let schema: String
    /// One line for help.
    package let summary: String
    package let faces: Faces
    private let body: @Sendable (borrowing Arguments) throws -> Outcome
    private let parsed: ParsedSignature
    /// Whether the last argument tells to write the result into the first.
    private let takesInPlace: Bool

    /// The places from which an operation can be called.
    package struct Faces: OptionSet, Sendable {
        package let rawValue: Int
        package init(rawValue: Int) { self.rawValue = rawValue }

        /// `torch.name`
        package static let function = Faces(rawValue: 1)
        /// `tensor.name`
        package static let method = Faces(rawValue: 2)
        /// `tensor.name_`, which overwrites the tensor with the result
        package static let inPlace = Faces(rawValue: 4)
        /// `torch.nn.functional.name`
        package static let functional = Faces(rawValue: 8)
        /// `torch.linalg.name`
        package static let linalg = Faces(rawValue: 16)
        /// `torch.special.name`
        package static let special = Faces(rawValue: 32)
        /// `torch.fft.name`
        package static let fft = Faces(rawValue: 64)

        /// A function and a method.
        package static let both: Faces = [.function, .method]
        /// A function, a method and a method in place.
        package static let all: Faces = [.function, .method, .inPlace]
    }

    package init(
        _ schema: String, _ summary: String, _ faces: Faces,
        arguments body: @escaping @Sendable (borrowing Arguments) throws -> Outcome
    ) {
        self.schema = schema
        self.summary = summary
        self.faces = faces
        self.body = body
        parsed = ParsedSignature(schema)
        takesInPlace = schema.hasSuffix("bool inplace=False) -> Tensor")
    }

    /// The same operation, which looks at its arguments first.
    func checking(_ check: @escaping @Sendable (borrowing Arguments) throws -> Void) -> Operation {
        let body = body
        return Operation(
            schema, summary, faces,
            arguments: { arguments in
                try check(arguments)
                return try body(arguments)
            })
    }

    /// The name without its overload: "max" for "max.dim(…)".
    package var name: String { String(schema.prefix { $0 != "(" && $0 != "." }) }

    /// The parsed signature.
    package var signature: Signature { parsed.signature }

    /// Carries the operation out; arguments stand in the order of the signature, one for each parameter.
    package func call(_ arguments: [Argument]) throws -> Outcome {
        try arguments.withUnsafeBufferPointer { try call($0) }
    }

    /// The same with arguments that stay where they are during the call.
    package func call(_ arguments: UnsafeBufferPointer<Argument>) throws -> Outcome {
        if Autocast.dtype != nil, let widened = try Autocast.widened(name, Array(arguments)) {
            return try widened.withUnsafeBufferPointer { try carryOut($0) }
        }
        return try carryOut(arguments)
    }

    // The optimiser of Swift 6.3 stops on `Arguments`, which cannot be copied, when it inlines this.
    @inline(never)
    private func carryOut(_ arguments: UnsafeBufferPointer<Argument>) throws -> Outcome {
        try Interrupt.check()
        if takesInPlace, case .bool(true)? = arguments.last { return try overwriteFirst(of: Array(arguments)) }
        let outcome = try body(Arguments(values: arguments, schema: schema))
        // Kernels stop between tiles; what they have not written must not be seen.
        try Interrupt.check()
        return outcome
    }

    /// Those that may write to elements which are one: they write the same there.
    private static let writesAlike: Set<String> = ["masked_fill", "index_fill", "index_put", "tril", "triu"]

    /// Overwrites the first argument with the result, as the methods that end in `_` do.
    package func callInPlace(_ arguments: [Argument]) throws -> Tensor {
        guard case .tensor(let target)? = arguments.first else {
            throw TensorError.type("\(name)_(): argument 'self' must be Tensor")
        }
        try overwrite(target, arguments)
        return target
    }

    /// The same as an option: `relu(x, inplace=True)`.
    private func overwriteFirst(of arguments: [Argument]) throws -> Outcome {
        guard case .tensor(let target)? = arguments.first else {
            throw TensorError.type("\(name)(): argument 'input' must be Tensor")
        }
        try overwrite(target, arguments.dropLast() + [.bool(false)])
        return .tensor(target)
    }

    private func overwrite(_ target: Tensor, _ arguments: [Argument]) throws {
        if !Operation.writesAlike.contains(name) {
            try target.checkOwnOverlap()
            for case .tensor(let other) in arguments.dropFirst() { try target.checkOverlap(with: other) }
        }
        try target.overwrite { source in
            var replaced = arguments
            replaced[0] = .tensor(source)
            guard case .tensor(let result) = try call(replaced) else {
                throw TensorError.type("\(name)_ is not an operation in place")
            }
            return result
        }
        if let node = target.gradientNode, Operation.namedApart.contains(node.name) {
            node.name = String(node.name.dropLast()) + "1"
        }
    }

    /// Nodes whose names tell whether the operation was in place.
    private static let namedApart: Set<String> = [
        "EluBackward0", "CeluBackward0", "LeakyReluBackward0", "ThresholdBackward0",
    ]
}

/// A signature that is parsed when it is first asked for: parsing all of the table would delay the start.
private final class ParsedSignature: Sendable {
    private let schema: String
    private let known = Mutex<Signature?>(nil)

    init(_ schema: String) { self.schema = schema }

    var signature: Signature {
        known.withLock { known in
            if let known { return known }
            let parsed = Signature(schema)
            known = parsed
            return parsed
        }
    }
}

/// What an operation gives back.
package enum Outcome {
    case tensor(Tensor)
    /// A tuple, such as `unbind` gives.
    case tuple([Tensor])
    /// A tuple whose fields have names, such as `torch.return_types.max`.
    case named(type: String, fields: [String], [Tensor])
    case list([Tensor])
    case scalar(Scalar)
    case ints([Int])
    case text(String)
    case dtype(DType)
    case none
}
