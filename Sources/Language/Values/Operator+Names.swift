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
    package var method: Symbol { Symbol("__\(name)__") }
    /// `__radd__`
    package var reflectedMethod: Symbol { Symbol("__r\(name)__") }
    /// `__iadd__`
    package var inPlaceMethod: Symbol { Symbol("__i\(name)__") }
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
        switch self {
        case .equal: "__eq__"
        case .notEqual: "__ne__"
        case .less: "__lt__"
        case .lessOrEqual: "__le__"
        case .greater: "__gt__"
        case .greaterOrEqual: "__ge__"
        case .is, .isNot, .in, .notIn: nil
        }
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
