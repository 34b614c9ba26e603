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

    private static let methods = allCases.map { Symbol("__\($0.name)__") }
    private static let reflectedMethods = allCases.map { Symbol("__r\($0.name)__") }
    private static let inPlaceMethods = allCases.map { Symbol("__i\($0.name)__") }

    /// `__add__`
    package var method: Symbol { BinaryOperator.methods[BinaryOperator.code(self)] }
    /// `__radd__`
    package var reflectedMethod: Symbol { BinaryOperator.reflectedMethods[BinaryOperator.code(self)] }
    /// `__iadd__`
    package var inPlaceMethod: Symbol { BinaryOperator.inPlaceMethods[BinaryOperator.code(self)] }
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
    private static let methods: [Symbol] = ["__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"]

    /// `__lt__`; nil for `is` and `in`, which are no rich comparisons.
    package var method: Symbol? {
        let number = ComparisonOperator.code(self)
        return number < ComparisonOperator.methods.count ? ComparisonOperator.methods[number] : nil
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
