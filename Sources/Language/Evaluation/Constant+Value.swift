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
        case .imaginary(let double): .object(Complex(0, double))
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

/// Operators as small numbers in instructions, and back. An enumeration without payload is the number of its case.
extension BinaryOperator {
    static func code(_ operation: BinaryOperator) -> Int { Int(unsafeBitCast(operation, to: UInt8.self)) }
    @inline(__always)
    static func operation(_ code: Int) -> BinaryOperator {
        unsafeBitCast(UInt8(truncatingIfNeeded: code), to: BinaryOperator.self)
    }
}

extension UnaryOperator {
    static func code(_ operation: UnaryOperator) -> Int { Int(unsafeBitCast(operation, to: UInt8.self)) }
    @inline(__always)
    static func operation(_ code: Int) -> UnaryOperator {
        unsafeBitCast(UInt8(truncatingIfNeeded: code), to: UnaryOperator.self)
    }
}

extension ComparisonOperator {
    static func code(_ operation: ComparisonOperator) -> Int { Int(unsafeBitCast(operation, to: UInt8.self)) }
    @inline(__always)
    static func operation(_ code: Int) -> ComparisonOperator {
        unsafeBitCast(UInt8(truncatingIfNeeded: code), to: ComparisonOperator.self)
    }
}
