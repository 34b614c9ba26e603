/// `a + b` and, in an augmented assignment, `a += b`.
public enum BinaryOperator: String, Sendable, CaseIterable {
    case add = "+", subtract = "-", multiply = "*", matrixMultiply = "@", divide = "/", floorDivide = "//"
    case modulo = "%", power = "**", leftShift = "<<", rightShift = ">>", and = "&", or = "|", xor = "^"
}

/// `-a`
public enum UnaryOperator: String, Sendable, CaseIterable {
    case plus = "+", minus = "-", invert = "~", not = "not"
}

/// `a and b`
public enum BooleanOperator: String, Sendable, CaseIterable {
    case and, or
}

/// `a < b`
public enum ComparisonOperator: String, Sendable, CaseIterable {
    case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    case `is` = "is", isNot = "is not", `in` = "in", notIn = "not in"
}
