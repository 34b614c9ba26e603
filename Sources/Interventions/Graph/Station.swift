import Language
import Networks
import Torch

/// The place of one module in a run: the nodes that wait for what it receives and for what it gives.
final class Station: ModuleWatcher {
    let path: String
    // The run owns its stations, and closes them before it goes.
    private unowned let interleaver: Interleaver
    private var inputs = NodeList()
    private var outputs = NodeList()
    private var module: Module?
    /// Who looked on before; a run may be inside another one.
    private var outer: (any ModuleWatcher)?
    private var inputCalls = 0
    private var outputCalls = 0

    init(_ path: String, _ interleaver: Interleaver) {
        self.path = path
        self.interleaver = interleaver
    }

    /// Nodes are fed in the order in which they were written.
    func add(_ node: Node, _ side: ModulePoint.Side) {
        switch side {
        case .inputs: inputs.append(node)
        case .output: outputs.append(node)
        }
    }

    func open(at module: Module?) {
        guard let module else { return }
        self.module = module
        outer = module.watcher
        module.watcher = self
    }

    func close() {
        module?.watcher = outer
        module = nil
        outer = nil
    }

    // MARK: While the module runs

    var readsInputs: Bool { !inputs.isEmpty || outer?.readsInputs ?? false }

    func willRun(_ module: Module, _ given: ModuleInputs) throws -> ModuleInputs? {
        var current: ModuleInputs?
        if !inputs.isEmpty {
            let call = inputCalls
            inputCalls += 1
            let value = try given.value(interleaver.execution.evaluator)
            let new = try interleaver.visit(inputs, call: call, path, .inputs, value)
            if !new.isSame(as: value) || !given.keyword.isEmpty { current = try ModuleInputs(new) }
        }
        guard let outer, outer.readsInputs else { return current }
        return try outer.willRun(module, current ?? given) ?? current
    }

    func didRun(_ module: Module, _ output: LayerOutput) throws -> LayerOutput? {
        var current: LayerOutput?
        if !outputs.isEmpty {
            let call = outputCalls
            outputCalls += 1
            let value = Value(output)
            module.note(output: value)
            let new = try interleaver.visit(outputs, call: call, path, .output, value)
            if !new.isSame(as: value) { current = LayerOutput(TensorTree(new)) }
        }
        guard let outer else { return current }
        return try outer.didRun(module, current ?? output) ?? current
    }
}
