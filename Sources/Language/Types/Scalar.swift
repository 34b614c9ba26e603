/// Arithmetic, comparison and text of `int`, `float`, `bool` and `None`: what the evaluator asks when both operands are
/// scalars, or one is and the other has no answer.
package enum Scalar {
    /// nil when the operation is not defined for these two.
    package static func binary(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
        guard case .int(let a) = left, case .int(let b) = right else { return nil }
        switch operation {
        case .add: return .int(a &+ b)
        case .subtract: return .int(a &- b)
        default: return nil
        }
    }

    package static func unary(_ operation: UnaryOperator, _ value: Value) throws -> Value? {
        guard case .int(let a) = value, operation == .minus else { return nil }
        return .int(0 &- a)
    }

    package static func compare(_ operation: ComparisonOperator, _ left: Value, _ right: Value) -> Value? {
        guard case .int(let a) = left, case .int(let b) = right else { return nil }
        switch operation {
        case .equal: return .bool(a == b)
        case .less: return .bool(a < b)
        default: return nil
        }
    }

    package static func hash(_ value: Value) -> Int {
        if case .int(let int) = value { return int }
        return 0
    }

    package static func repr(_ value: Value) -> String {
        switch value {
        case .int(let int): String(int)
        case .float(let double): "\(double)"
        case .bool(let bool): bool ? "True" : "False"
        case .none, .undefined, .object: "None"
        }
    }

    package static func format(_ value: Value, _ specification: String) throws -> String { repr(value) }
}
