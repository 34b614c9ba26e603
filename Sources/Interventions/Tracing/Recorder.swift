import Language

/// Takes over the calls of factories and random functions inside a block: `torch.rand(3)` draws when the graph runs,
/// again in each pass of a loop.
final class Recorder: Object {
    private unowned let tracing: Tracing

    init(_ tracing: Tracing) { self.tracing = tracing }

    override var interceptsCalls: Bool { true }

    override func intercept(
        call function: Object, _ arguments: borrowing Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let name = (function as? NativeFunction)?.name ?? "call"
        guard let block = tracing.innermost else { return .none }
        let values = [.object(function)] + arguments.positionals
        let action = Action.call(name)
        let preview = try Preview.result(of: action, values, arguments.keywords, evaluator)
        return tracing.append(action, values, arguments.keywords, preview, to: block, evaluator)
    }
}
