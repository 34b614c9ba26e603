import Language
import Torch

/// A module of the model called on values inside a trace, as in `model.lm_head(model.ln_f(hidden_states))`.
enum ModuleCall {
    /// The first argument is the module. Without hooks its own input and output are not seen by the graph.
    static func run(
        _ arguments: [Value], _ keywords: [(name: Symbol, value: Value)], withHooks: Bool, _ evaluator: Evaluator
    ) throws -> Value {
        let inputs = Arguments(Array(arguments.dropFirst()), keywords: keywords)
        if withHooks { return try evaluator.call(arguments[0], inputs) }
        return try evaluator.call(try evaluator.requiredAttribute("forward", of: arguments[0]), inputs)
    }
}
