import Tensors

/// One line of `operations.txt`: a call, and the results, gradients and node names that PyTorch 2.13 gave for it.
struct ReferenceCall {
    let line: Int
    let name: String
    let positional: [Argument]
    let named: [(name: String, argument: Argument)]
    /// Results as text, or an error.
    let results: [Substring]
    let gradients: [Substring]

    init(_ text: Substring, line: Int) throws {
        self.line = line
        let fields = text.split(separator: "|", omittingEmptySubsequences: false)
        name = String(fields[0])
        var (positional, named) = ([Argument](), [(name: String, argument: Argument)]())
        for part in fields[1].split(separator: ";") {
            if let equals = part.firstIndex(of: "="), !part[..<equals].contains(":") {
                let argument = try ReferenceCall.argument(part[part.index(after: equals)...])
                named.append((String(part[..<equals]), argument))
            } else {
                positional.append(try ReferenceCall.argument(part))
            }
        }
        (self.positional, self.named) = (positional, named)
        let isError = fields[2].hasPrefix("E:")
        results = isError ? [fields[2]] : fields[2].split(separator: " ")
        gradients = fields[3].split(separator: " ")
    }

    static func argument(_ text: Substring) throws -> Argument {
        let body = text.dropFirst(2)
        switch text.first {
        case "N": return .none
        case "T": return .tensor(try tensor(text))
        case "B": return .bool(body == "1")
        case "I": return .int(Int(body) ?? 0)
        case "F": return .float(number(body))
        case "S": return .text(String(body))
        case "D": return .dtype(DType.allCases.first { $0.name == body } ?? .float32)
        case "L": return .tensors(try body.split(separator: "~").map { try tensor($0) })
        case "G": return .floats(body.split(separator: ",").map(number))
        default: return .ints(body.split(separator: ",").compactMap { Int($0) })
        }
    }

    /// "T:float32:2,3:1,2,3,4,5,6"
    static func tensor(_ text: Substring) throws -> Tensor {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        let dtype = DType.allCases.first { $0.name == parts[1] } ?? .float32
        let shape = Dimensions(parts[2].split(separator: ",").compactMap { Int($0) })
        let values = parts[3].split(separator: ",")
        if dtype.isComplex {
            let pairs = values.flatMap { $0.split(separator: "_").map(number) }
            return try Tensors.to(viewAsComplex(Tensor(pairs, shape: shape.appending(2))), dtype)
        }
        if dtype == .int64 { return try Tensor(values.compactMap { Int($0) }, shape: shape) }
        return try Tensor(values.map(number), shape: shape, dtype: dtype)
    }

    static func number(_ text: Substring) -> Double { text == "nan" ? .nan : Double(text) ?? 0 }

    /// The tensors among the arguments that can carry gradients, in order.
    var differentiable: [Tensor] {
        (positional + named.map(\.argument)).flatMap { argument -> [Tensor] in
            switch argument {
            case .tensor(let tensor): [tensor]
            case .tensors(let tensors): tensors.compactMap { $0 }
            default: []
            }
        }.filter { $0.dtype == .float32 || $0.dtype == .float64 }
    }

    /// Binds the arguments to the parameters of an operation, or nil when they do not fit.
    func bound(to operation: Operation) -> [Argument]? {
        let parameters = operation.signature.parameters
        var bound = [Argument?](repeating: nil, count: parameters.count)
        for (index, argument) in positional.enumerated() {
            guard index < parameters.count, !parameters[index].isKeywordOnly else { return nil }
            bound[index] = argument
        }
        for (name, argument) in named {
            guard let index = parameters.firstIndex(where: { $0.name == name }), bound[index] == nil else { return nil }
            bound[index] = argument
        }
        for (index, parameter) in parameters.enumerated() {
            guard let argument = bound[index] ?? parameter.defaultArgument else { return nil }
            guard parameter.accepts(argument) else { return nil }
            bound[index] = argument
        }
        return bound.compactMap { $0 }
    }
}

extension Signature.Parameter {
    /// Whether an argument has a type that this parameter takes.
    func accepts(_ argument: Argument) -> Bool {
        switch (type, argument) {
        case (_, .none): return isOptional
        case (.tensor, .tensor), (.tensorOrScalar, .tensor), (.tensors, .tensors), (.optionalTensors, .tensors),
            (.text, .text), (.dtype, .dtype):
            return true
        case (.tensorOrScalar, .int), (.tensorOrScalar, .float), (.tensorOrScalar, .scalar), (.tensorOrScalar, .bool):
            return true
        case (.scalar, .int), (.scalar, .float), (.scalar, .scalar), (.scalar, .bool): return true
        case (.scalarOrText, .int), (.scalarOrText, .float), (.scalarOrText, .text), (.scalarOrText, .scalar):
            return true
        case (.int, .int), (.int, .scalar), (.float, .float), (.float, .int), (.float, .scalar), (.bool, .bool):
            return true
        case (.ints, .ints), (.intOrIntsOrNones, .ints), (.intOrIntsOrNones, .int), (.intOrIntsOrNones, .scalar),
            (.intOrInts, .ints), (.intOrInts, .int), (.intOrInts, .scalar), (.floats, .floats):
            return true
        case (.intOrIntsOrText, .int), (.intOrIntsOrText, .scalar), (.intOrIntsOrText, .ints),
            (.intOrIntsOrText, .text):
            return true
        default: return false
        }
    }
}
