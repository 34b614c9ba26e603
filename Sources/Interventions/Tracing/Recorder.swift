import Language
import Torch

/// Takes over the calls of factories and random functions inside a block: `torch.rand(3)` draws when the graph runs,
/// again in each pass of a loop.
final class Recorder: Object {
    // The tracing installs the recorder for the time of a block, and the model owns the tracing.
    private unowned let tracing: Tracing

    /// What is recorded even if all of its arguments are known.
    static func records(_ callee: Object) -> Bool {
        guard let type = callee as? TypeObject else { return TorchFactories.contains(callee) }
        return type === TensorType.parameter || type.name == "DataLoader"
            || type.moduleName.hasPrefix("torch.optim.") && !type.moduleName.hasSuffix("lr_scheduler")
    }

    init(_ tracing: Tracing) { self.tracing = tracing }

    override var interceptsCalls: Bool { true }

    override func intercept(
        call function: Object, _ arguments: borrowing Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let name = (function as? NativeFunction)?.name ?? (function as? TypeObject)?.name ?? "call"
        guard let block = tracing.innermost else { return .none }
        let values = [.object(function)] + arguments.positionals
        let action = Action.call(name)
        let preview = try Preview.result(of: action, values, arguments.keywords, evaluator)
        return tracing.append(action, values, arguments.keywords, preview, to: block, evaluator)
    }
}
