import Language

/// The names that nnsight gives to the nodes of operators.
extension BinaryOperator {
    var title: String { self == .and || self == .or ? name + "_" : name }
}

extension UnaryOperator {
    var title: String {
        switch self {
        case .plus: "pos"
        case .minus: "neg"
        case .invert: "invert"
        case .not: "not_"
        }
    }
}

extension ComparisonOperator {
    var title: String {
        switch self {
        case .equal: "eq"
        case .notEqual: "ne"
        case .less: "lt"
        case .lessOrEqual: "le"
        case .greater: "gt"
        case .greaterOrEqual: "ge"
        case .is: "is_"
        case .isNot: "is_not"
        case .in: "contains"
        case .notIn: "not_contains"
        }
    }
}
