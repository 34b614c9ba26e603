import BigInt

/// What literals are as values.
extension Constant {
    var value: Value {
        switch self {
        case .none: .none
        case .ellipsis: .ellipsis
        case .boolean(let bool): .bool(bool)
        case .integer(let digits, let base): Constant.integer(digits, base)
        case .float(let double): .float(double)
        case .imaginary(let double): .object(ComplexNumber(Complex(0, double)))
        case .string(let text): Value(text)
        case .bytes(let bytes): .object(Bytes(bytes))
        }
    }

    /// The constant with a minus in front, for numbers.
    var negated: Value? {
        switch self {
        case .integer(let digits, let base):
            if case .int(let int) = value { return .int(0 - int) }
            return BigInt(digits, radix: base).map { Value(-$0) }
        case .float(let double): return .float(-double)
        default: return nil
        }
    }

    private static func integer(_ digits: String, _ base: Int) -> Value {
        if let int = Int(digits, radix: base) { return .int(int) }
        return BigInt(digits, radix: base).map { Value($0) } ?? .int(0)
    }
}

extension Expression {
    /// The value of a literal (also negative) that fits in an instruction.
    var smallInteger: Int? {
        switch kind {
        case .constant(.integer(let digits, let base)):
            return Int32(digits, radix: base).map { Int($0) }
        case .unary(.minus, let operand): return operand.smallInteger.map { -$0 }
        default: return nil
        }
    }
}

/// Operators as small numbers in instructions, and back.
extension BinaryOperator {
    private static let all = BinaryOperator.allCases
    static func code(_ operation: BinaryOperator) -> Int { all.firstIndex(of: operation) ?? 0 }
    static func operation(_ code: Int) -> BinaryOperator { all.indices.contains(code) ? all[code] : .add }
}

extension UnaryOperator {
    private static let all = UnaryOperator.allCases
    static func code(_ operation: UnaryOperator) -> Int { all.firstIndex(of: operation) ?? 0 }
    static func operation(_ code: Int) -> UnaryOperator { all.indices.contains(code) ? all[code] : .plus }
}

extension ComparisonOperator {
    private static let all = ComparisonOperator.allCases
    static func code(_ operation: ComparisonOperator) -> Int { all.firstIndex(of: operation) ?? 0 }
    static func operation(_ code: Int) -> ComparisonOperator { all.indices.contains(code) ? all[code] : .equal }
}
