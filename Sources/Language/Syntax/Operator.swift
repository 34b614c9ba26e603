/// `a + b` and, in an augmented assignment, `a += b`.
package enum BinaryOperator: String, Sendable, CaseIterable {
    case add = "+", subtract = "-", multiply = "*", matrixMultiply = "@", divide = "/", floorDivide = "//"
    case modulo = "%", power = "**", leftShift = "<<", rightShift = ">>", and = "&", or = "|", xor = "^"
}

/// `-a`
package enum UnaryOperator: String, Sendable, CaseIterable {
    case plus = "+", minus = "-", invert = "~", not = "not"
}

/// `a and b`
package enum BooleanOperator: String, Sendable, CaseIterable {
    case and, or
}

/// `a < b`
package enum ComparisonOperator: String, Sendable, CaseIterable {
    case equal = "==", notEqual = "!=", less = "<", lessOrEqual = "<=", greater = ">", greaterOrEqual = ">="
    case `is` = "is", isNot = "is not", `in` = "in", notIn = "not in"
}
