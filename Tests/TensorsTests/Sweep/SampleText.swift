import Tensors

/// Arguments written as short text, with numbers that are the same in every run.
///
///     try SampleText("x2,3 1 keepdim=true").call(of: operation)
///
/// `x` numbers of both signs, `p` positive, `u` between 0 and 1, `g` above 1, `i` int64 (`i2,3<5`: below 5), `m` bool,
/// `c` complex, `s` a symmetric positive definite matrix, `w` a well-conditioned one, `l` a lower triangle; each with its
/// shape. `x2+x3` is a list of tensors, `(1,2)` a list of integers, `'sum'` a text, `int64` a dtype, and `1`, `0.5`, `true`, `None` are
/// themselves.
struct SampleText {
    private let parts: [(name: String?, value: Substring)]

    init(_ text: String) {
        parts = text.split(separator: " ").map { part in
            guard let equals = part.firstIndex(of: "="), part.first?.isLetter == true, part.first != "'" else {
                return (nil, part)
            }
            return (String(part[..<equals]), part[part.index(after: equals)...])
        }
    }

    /// The arguments in the order of the signature, or nil when they do not fit it.
    func arguments(for operation: Tensors.Operation) throws -> [Argument]? {
        let parameters = operation.signature.parameters
        var bound = [Argument?](repeating: nil, count: parameters.count)
        var seed: UInt64 = 7
        for (position, part) in parts.enumerated() {
            let index = part.name.map { name in parameters.firstIndex { $0.name == name } } ?? position
            guard let index, index < parameters.count, bound[index] == nil else { return nil }
            bound[index] = try Self.argument(part.value, &seed)
        }
        for (index, parameter) in parameters.enumerated() where bound[index] == nil {
            guard let standard = parameter.defaultArgument else { return nil }
            bound[index] = standard
        }
        for (argument, parameter) in zip(bound, parameters) {
            guard let argument, parameter.accepts(argument) else { return nil }
        }
        return bound.compactMap { $0 }
    }

    /// Whether a tensor stands among the arguments: what is made from nothing has no device to follow.
    func hasTensors(for operation: Tensors.Operation) throws -> Bool {
        try arguments(for: operation)?.contains { argument in
            switch argument {
            case .tensor, .tensors: true
            default: false
            }
        } ?? false
    }

    private static func argument(_ text: Substring, _ seed: inout UInt64) throws -> Argument {
        if text == "None" { return .none }
        if text == "true" || text == "false" { return .bool(text == "true") }
        if let dtype = DType.allCases.first(where: { $0.name == text }) { return .dtype(dtype) }
        if text.first == "'" { return .text(String(text.dropFirst().dropLast())) }
        if text.first == "(" { return .ints(text.dropFirst().dropLast().split(separator: ",").compactMap { Int($0) }) }
        if let integer = Int(text) { return .int(integer) }
        if let number = Double(text) { return .float(number) }
        if text.contains("+") {
            return .tensors(try text.split(separator: "+").map { try tensor($0, &seed) })
        }
        return .tensor(try tensor(text, &seed))
    }

    private static func tensor(_ text: Substring, _ seed: inout UInt64) throws -> Tensor {
        let halves = text.dropFirst().split(separator: "<", omittingEmptySubsequences: false)
        let shape = Dimensions(halves[0].split(separator: ",").compactMap { Int($0) })
        let numbers = (0..<shape.elementCount).map { _ in next(&seed) }
        switch text.first {
        case "p": return try Tensor(numbers.map { 0.3 + 1.5 * $0 }, shape: shape)
        case "u": return try Tensor(numbers.map { 0.05 + 0.9 * $0 }, shape: shape)
        case "g": return try Tensor(numbers.map { 1.1 + $0 }, shape: shape)
        case "m": return try Tensor(numbers.map { $0 < 0.5 }, shape: shape)
        case "i":
            let below = halves.count > 1 ? Int(halves[1]) ?? 3 : 3
            return try Tensor(numbers.map { Int($0 * Double(below)) }, shape: shape)
        case "c":
            return try viewAsComplex(Tensor((numbers + numbers.map { 1 - $0 * $0 }), shape: shape.appending(2)))
        case "s", "w", "l": return try matrix(text.first, numbers, shape)
        default: return try Tensor(numbers.map { $0 < 0.5 ? -0.2 - 3 * $0 : 0.2 + 3 * ($0 - 0.5) }, shape: shape)
        }
    }

    /// A square matrix with a strong diagonal, whose entries are far apart.
    private static func matrix(_ kind: Character?, _ numbers: [Double], _ shape: Dimensions) throws -> Tensor {
        let size = shape[shape.count - 1]
        let entries = numbers.indices.map { place -> Double in
            let (row, column) = (place / size % size, place % size)
            if row == column { return 3 + 2 * Double(row) + numbers[place] }
            if kind == "l" { return row > column ? numbers[place] : 0 }
            let mirrored = place - row * size - column + Swift.max(row, column) * size + Swift.min(row, column)
            return kind == "s" ? numbers[mirrored] - 0.5 : numbers[place] - 0.5
        }
        return try Tensor(entries, shape: shape)
    }

    /// Numbers of [0, 1), spread evenly.
    private static func next(_ seed: inout UInt64) -> Double {
        seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Double(seed >> 40) / Double(1 << 24)
    }
}
