import Language
import Tensors

/// One signature of an operation, with the operation.
final class Overload {
    let operation: Operation
    let signature: CallSignature
    /// For calls with nothing but tensors and numbers by position; made when first needed.
    private(set) lazy var plainCall = PlainCall(operation, signature)

    init(_ operation: Operation) {
        self.operation = operation
        signature = CallSignature(operation.signature)
    }
}

/// All signatures of one name, in the order in which they are tried.
///
///     OverloadSet(named: "max", .function)   // max(input), max(input, dim, keepdim=False), max(input, other)
final class OverloadSet {
    let name: String
    let overloads: [Overload]
    /// Whether torch writes the function in Python, which words the complaint about a missing argument.
    let isWrittenInPython: Bool
    private let face: Operation.Faces
    /// The memory of the last call's arguments, empty; a call within a call finds none and makes its own.
    private var room: [Argument] = []

    /// nil when no operation has the name and the face.
    init?(named name: String, _ face: Operation.Faces) {
        overloads = Operation.named(name).filter { $0.faces.contains(face) }.map(Overload.init)
        self.name = name
        self.face = face
        isWrittenInPython = face == .functional && !OverloadSet.nativeFunctions.contains(name)
        if overloads.isEmpty { return nil }
    }

    /// Functions of `torch.nn.functional` that torch writes in C++.
    private static let nativeFunctions: Set<String> = [
        "adaptive_avg_pool1d", "avg_pool1d", "avg_pool2d", "avg_pool3d", "conv1d", "conv2d", "conv3d", "gelu",
        "hardshrink", "linear", "logsigmoid", "one_hot", "prelu", "scaled_dot_product_attention", "softplus",
        "softshrink", "cosine_similarity", "pairwise_distance",
    ]

    /// What torch's messages put before the name: `linalg_eigh(): argument …`.
    var home: String {
        switch face {
        case .linalg: "linalg_"
        case .fft: "fft_"
        case .special: "special_"
        default: ""
        }
    }

    /// Whether torch's messages call the matrix `A` of a signature `input`.
    var namesInput: Bool { face != .linalg || OverloadSet.functionsOfInput.contains(name) }

    private static let functionsOfInput: Set<String> = [
        "eig", "eigvals", "eigh", "eigvalsh", "cholesky", "cholesky_ex", "pinv", "matrix_norm", "vector_norm", "norm",
        "cond", "matrix_power", "matrix_exp", "lstsq", "cross", "matrix_rank",
    ]

    var summary: String { overloads.first?.operation.summary ?? "" }

    /// Calls the first signature that fits; TypeError when none does.
    func call(_ arguments: borrowing Language.Arguments, isMethod: Bool, _ evaluator: Evaluator) throws -> Value {
        var bound: [Argument] = []
        swap(&bound, &room)
        for overload in overloads {
            guard try overload.signature.bind(arguments, isMethod: isMethod, into: &bound, evaluator) == nil else {
                bound.removeAll(keepingCapacity: true)
                continue
            }
            let outcome = try translating { try overload.operation.call(bound) }
            try Warnings.showPending(evaluator)
            bound.removeAll(keepingCapacity: true)
            swap(&bound, &room)
            return Value(outcome)
        }
        return try callWithOptions(arguments, isMethod: isMethod, evaluator)
    }

    /// Calls the first signature that fits; `.undefined` when the general way has to find out which one that is.
    func callPlainly(
        _ values: UnsafePointer<Value>, _ count: Int, isMethod: Bool, _ evaluator: Evaluator
    ) throws -> Value {
        for overload in overloads {
            switch overload.plainCall.take(values, count, isMethod: isMethod) {
            case .fits:
                let outcome = try overload.plainCall.run()
                try Warnings.showPending(evaluator)
                return Value(outcome)
            case .differs: continue
            case .open: return .undefined
            }
        }
        return .undefined
    }

    /// Overwrites the first argument with the result and gives that argument back.
    func callInPlace(_ arguments: borrowing Language.Arguments, _ evaluator: Evaluator) throws -> Value {
        for overload in overloads {
            var bound: [Argument] = []
            if try overload.signature.bind(arguments, isMethod: true, into: &bound, evaluator) == nil {
                try translating { _ = try overload.operation.callInPlace(bound) }
                if arguments.count == 0, case .tensor(let target) = bound[0] { return Value(target) }
                return arguments[0]
            }
        }
        throw try misfit(arguments, isMethod: true, name: name + "_", evaluator)
    }

    private func takes(option: String, isMethod: Bool) -> Bool {
        switch option {
        case "requires_grad", "layout", "pin_memory", "names":
            name.hasPrefix("new_") || name.hasSuffix("_like") || name.hasSuffix("_window")
                || TorchFactories.names.contains(name)
        case "out": !isMethod && !isWrittenInPython
        case "inplace", "_stacklevel": face == .functional
        default: true
        }
    }

    /// Options such as `out=` and `requires_grad=` say what happens to a result; they belong to no operation.
    private func callWithOptions(
        _ arguments: borrowing Language.Arguments, isMethod: Bool, _ evaluator: Evaluator
    ) throws -> Value {
        if name == "einsum", let values = try EinsumSublists.equation(of: arguments, evaluator) {
            let rewritten = Language.Arguments(values)
            return try call(rewritten, isMethod: false, evaluator)
        }
        let options = CallOptions(arguments) { takes(option: $0, isMethod: isMethod) }
        guard !options.isEmpty else { throw try misfit(arguments, isMethod: isMethod, name: name, evaluator) }
        let plain = Language.Arguments(arguments.positionals, keywords: options.others)
        if try options.isInPlace(evaluator) { return try callInPlace(plain, evaluator) }
        return try options.finish(try call(plain, isMethod: isMethod, evaluator), of: name, evaluator)
    }
}

/// The keywords that any operation takes: where its result goes, and what is done to it.
private struct CallOptions {
    private(set) var others: [(name: Symbol, value: Value)] = []
    private var known: [Symbol: Value] = [:]

    private static let names: Set<Symbol> = [
        "out", "inplace", "requires_grad", "_stacklevel", "layout", "pin_memory", "names", "memory_format",
        "non_blocking",
    ]

    init(_ arguments: borrowing Language.Arguments, takes: (String) -> Bool) {
        for (name, value) in arguments.keywords {
            if CallOptions.names.contains(name), takes(name.text) {
                known[name] = value
            } else {
                others.append((name, value))
            }
        }
    }

    var isEmpty: Bool { known.isEmpty }

    func isInPlace(_ evaluator: Evaluator) throws -> Bool {
        try known["inplace"].map { try evaluator.truth($0) } ?? false
    }

    func finish(_ result: Value, of name: String, _ evaluator: Evaluator) throws -> Value {
        if let flag = known["requires_grad"], try evaluator.truth(flag) {
            if let dtype = result.tensor?.dtype, !dtype.isDifferentiable {
                throw PythonError(
                    .runtimeError, "Only Tensors of floating point and complex dtype can require gradients")
            }
            try translating { try result.tensor?.setRequiresGrad(true) }
        }
        guard let out = known["out"]?.ifNotNone else { return result }
        try CallOptions.write(result, of: name, into: out)
        try Warnings.showPending(evaluator)
        return out
    }

    private static func write(_ result: Value, of name: String, into out: Value) throws {
        if let target = out.tensor, let source = result.tensor {
            try translating { try target.receive(source, of: name) }
        } else if let targets = out.sequenceElements, let sources = result.tupleElements {
            for (target, source) in zip(targets, sources) { try write(source, of: name, into: target) }
        }
    }
}
