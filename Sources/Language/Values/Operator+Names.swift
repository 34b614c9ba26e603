/// The data model's names of the operators: `+` is `__add__`, `__radd__` and `__iadd__`.
extension BinaryOperator {
    /// `add` for `+`.
    package var name: String {
        switch self {
        case .add: "add"
        case .subtract: "sub"
        case .multiply: "mul"
        case .matrixMultiply: "matmul"
        case .divide: "truediv"
        case .floorDivide: "floordiv"
        case .modulo: "mod"
        case .power: "pow"
        case .leftShift: "lshift"
        case .rightShift: "rshift"
        case .and: "and"
        case .or: "or"
        case .xor: "xor"
        }
    }

    /// `__add__`
    package var method: Symbol { Symbol(id: number) }
    /// `__radd__`
    package var reflectedMethod: Symbol { Symbol(id: 13 + number) }
    /// `__iadd__`
    package var inPlaceMethod: Symbol { Symbol(id: 26 + number) }

    /// The place of its methods among those of `Symbol.fixedNames`.
    private var number: Int32 { Int32(truncatingIfNeeded: BinaryOperator.code(self)) }
}

extension UnaryOperator {
    /// `__neg__`; `not` has none, it asks for the truth.
    package var method: Symbol? {
        switch self {
        case .plus: "__pos__"
        case .minus: "__neg__"
        case .invert: "__invert__"
        case .not: nil
        }
    }
}

extension ComparisonOperator {
    /// `__lt__`; nil for `is` and `in`, which are no rich comparisons.
    package var method: Symbol? {
        let number = ComparisonOperator.code(self)
        return number < 6 ? Symbol(id: Int32(truncatingIfNeeded: 39 + number)) : nil
    }

    /// The operator with its sides exchanged: `a < b` is `b > a`.
    package var swapped: ComparisonOperator {
        switch self {
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        case .equal, .notEqual, .is, .isNot, .in, .notIn: self
        }
    }
}
