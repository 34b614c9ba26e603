import Language

extension Action {
    /// The result of an action that needs nothing but its arguments, on real values or on previews.
    /// nil for the actions that belong to a run: those of the model, of loops and of the graph itself.
    func perform(
        _ arguments: [Value], _ keywords: [(name: Symbol, value: Value)], _ evaluator: Evaluator
    ) throws -> Value? {
        switch self {
        case .binary(let operation): return try evaluator.binary(operation, arguments[0], arguments[1])
        case .unary(let operation): return try evaluator.unary(operation, arguments[0])
        case .compare(let operation): return try evaluator.compare(operation, arguments[0], arguments[1])
        case .contains: return .bool(try evaluator.contains(arguments[0], arguments[1]))
        case .getItem: return try evaluator.getItem(arguments[0], arguments[1])
        case .setItem:
            try evaluator.setItem(arguments[0], arguments[1], to: arguments[2])
            return Value.none
        case .deleteItem:
            try evaluator.deleteItem(arguments[0], arguments[1])
            return Value.none
        case .getAttribute(let name): return try evaluator.requiredAttribute(name, of: arguments[0])
        case .setAttribute(let name):
            try evaluator.setAttribute(name, of: arguments[0], to: arguments[1])
            return Value.none
        case .call:
            return try evaluator.call(arguments[0], Arguments(Array(arguments.dropFirst()), keywords: keywords))
        case .callModule, .log, .update, .module, .swap, .gradient, .given, .choose, .skip, .stop, .exit, .subgraph:
            return nil
        }
    }
}
