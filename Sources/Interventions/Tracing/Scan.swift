import Language
import Tensors
import Networks
import Torch

/// A run of the model on tensors without elements, which shows the shapes of everything that passes.
package final class Scan {
    private var values: [ModulePoint: Value] = [:]
    /// When each value passed, counted from 0.
    private var order: [ModulePoint: Int] = [:]

    /// What the model's forward would do with the inputs of an invoke; nil when that depends on elements.
    static func run(_ tracer: Tracer, _ invocation: Invocation, _ evaluator: Evaluator) throws -> Scan? {
        guard let call = try tracer.model.callToScan(of: invocation, tracer, evaluator) else { return nil }
        return try tracer.model.scans.scan(of: call, tracer.model) { try run(tracer, call, evaluator) }
    }

    /// A new scan, even if one of the same inputs was made before.
    static func runAnew(_ tracer: Tracer, _ invocation: Invocation, _ evaluator: Evaluator) throws -> Scan? {
        guard let call = try tracer.model.callToScan(of: invocation, tracer, evaluator) else { return nil }
        return try run(tracer, call, evaluator)
    }

    private static func run(_ tracer: Tracer, _ call: ModelCall, _ evaluator: Evaluator) throws -> Scan? {
        guard let prepared = call.withoutElements else { return nil }
        let scan = Scan()
        do {
            try tracer.tracing.suspended(evaluator) {
                try Muting.run(evaluator) {
                    try GradientMode.disabled { try scan.observe(tracer.model, prepared, evaluator) }
                }
            }
        } catch let error as PythonError where error.isDataDependent || error.isInstance(of: .notImplementedError) {
            return nil
        }
        scan.shareShapes(of: tracer.model)
        return scan
    }

    /// Keeps the shapes of what the modules gave for completion and help.
    func shareShapes(of model: NNsight) {
        for (path, module) in model.modulePaths {
            guard let value = values[ModulePoint(path: path, side: .output, call: 0, group: 0)] else { continue }
            module.note(output: value)
        }
    }

    /// What passes at a place, as new tensors: a trace may change the shape of its own in place.
    func value(at point: ModulePoint) -> Value? {
        var place = point
        place.group = 0
        return values[place].map { value in TensorValues.map(value) { detach($0) } }
    }

    /// When a value passes during a run, counted from 0; nil when it does not.
    func moment(of point: ModulePoint) -> Int? {
        var place = point
        place.group = 0
        return order[place]
    }

    /// How often the module that is called most runs.
    var mostCalls: Int { (values.keys.map(\.call).max() ?? -1) + 1 }

    /// How often a module runs.
    func calls(of path: String) -> Int {
        (values.keys.filter { $0.path == path }.map(\.call).max() ?? -1) + 1
    }

    /// The outputs in the order in which they come.
    var outputs: [(point: ModulePoint, value: Value)] {
        values.filter { $0.key.side == .output }.map { (point: $0.key, value: $0.value) }
            .sorted { (order[$0.point] ?? 0) < (order[$1.point] ?? 0) }
    }

    private func observe(_ model: NNsight, _ call: ModelCall, _ evaluator: Evaluator) throws {
        var handles: [HookHandle] = []
        defer { for handle in handles { handle.remove() } }
        for (path, module) in model.modulePaths {
            let counter = CallCounter()
            handles.append(
                module.addForwardPreHook(prepend: true) { [weak self] _, inputs in
                    self?.note(try inputs.value(evaluator), path, .inputs, counter.calls)
                    return nil
                })
            handles.append(
                module.addForwardHook(prepend: true) { [weak self] _, _, output in
                    self?.note(Value(tree: output), path, .output, counter.calls)
                    counter.calls += 1
                    return nil
                })
        }
        let kept = AttributeSnapshot(of: model.modulePaths.map(\.module))
        defer { kept.restore() }
        _ = try model.execute(call, evaluator)
    }

    private func note(_ value: Value, _ path: String, _ side: ModulePoint.Side, _ call: Int) {
        let point = ModulePoint(path: path, side: side, call: call, group: 0)
        values[point] = value
        order[point] = order.count
    }
}

/// How often a module was called in a scan.
private final class CallCounter { var calls = 0 }

/// The attributes of modules written by the user, put back after a scan has run their code.
private struct AttributeSnapshot {
    private let kept: [(namespace: Namespace, items: [(name: Symbol, value: Value)])]

    init(of modules: [Module]) {
        kept = modules.compactMap { module in
            (module.face as? Object)?.derivation?.namespace.map { ($0, $0.items) }
        }
    }

    func restore() {
        for (namespace, items) in kept {
            for name in namespace.definedNames { _ = namespace.remove(name) }
            for (name, value) in items { namespace[name] = value }
        }
    }
}
