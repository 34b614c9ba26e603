import Language

/// The operators by the names that a saved graph has for them.
enum OperatorActions {
    static func action(_ function: String) -> Action? {
        guard function.hasPrefix("_operator.") else { return nil }
        return table[String(function.dropFirst("_operator.".count))]
    }

    nonisolated(unsafe) private static let table: [String: Action] = {  // Filled once, read on the cell thread.
        var table: [String: Action] = [:]
        let actions =
            BinaryOperator.allCases.map { Action.binary($0) } + UnaryOperator.allCases.map { .unary($0) }
            + ComparisonOperator.allCases.map { .compare($0) } + [.contains, .getItem, .setItem, .deleteItem]
        for action in actions where table[action.title] == nil { table[action.title] = action }
        return table
    }()
}
