import Language
import Networks
import Torch

/// Runs a model with a graph: hooks stand only where the graph reads or replaces something, and feed its nodes.
final class Interleaver {
    private let model: NNsight
    private let execution: Execution
    private var batch = Batch(sizes: [])
    /// The nodes at each place of the model, in the order in which they were written.
    private var places: [Place: Visitors] = [:]
    private var handles: [HookHandle] = []
    /// The modules that were given an output in place of a run.
    private var skipped: [Module] = []
    /// The replacement that last gave a value another form: the model may fail because of it.
    private var suspect: Node?

    private struct Place: Hashable {
        let path: String
        let side: ModulePoint.Side
    }

    /// The nodes that wait at one place, and how often the model has come by.
    private final class Visitors {
        var nodes: [(node: Node, point: ModulePoint)] = []
        var calls = 0
    }

    init(_ model: NNsight, _ execution: Execution) {
        self.model = model
        self.execution = execution
        for node in execution.graph.nodes {
            guard case .module(let point) = node.action else { continue }
            let place = Place(path: point.path, side: point.side)
            let visitors = places[place] ?? Visitors()
            visitors.nodes.append((node, point))
            places[place] = visitors
        }
    }

    /// Runs what needs nothing from the model, then the model on the inputs that `prepare` gives.
    func run(_ evaluator: Evaluator, _ prepare: () throws -> ModelCall) throws {
        defer { removeHooks() }
        do {
            try execution.start()
            let call = try prepare()
            batch = call.batch
            try addHooks()
            _ = try model.execute(call, evaluator)
        } catch is EarlyStop {
        } catch let error as PythonError {
            throw suspect.map { Blame.error(error, on: $0) } ?? error
        }
    }

    private func addHooks() throws {
        // The hooks hold this run, and go when it ends.
        for (place, visitors) in places {
            guard let module = model.module(at: place.path) else { continue }
            switch place.side {
            case .inputs:
                handles.append(
                    module.addForwardPreHook(prepend: true) { [self] _, inputs in
                        let value = try inputs.value(execution.evaluator)
                        let new = try visit(visitors, place, value)
                        return new.isSame(as: value) && inputs.keyword.isEmpty ? nil : try ModuleInputs(new)
                    })
            case .output:
                handles.append(
                    module.addForwardHook(prepend: true) { [self] module, _, output in
                        let value = Value(tree: output)
                        model.tracing.note(output: value, of: module)
                        let new = try visit(visitors, place, value)
                        return new.isSame(as: value) ? nil : TensorTree(new)
                    })
            }
        }
    }

    /// Lets the module give a value instead of running, if the graph asks for it.
    private func skip(_ place: Place, after node: Node, group: Int) throws {
        guard let request = node.listeners.last(where: { $0.isSkip(of: node) && !$0.mayNotRun }) else { return }
        guard request.state == .done, let value = request.value else {
            guard request.state == .waiting else { return }
            throw Blame.error(
                InterventionError.replacementTooLate(path: place.path, side: "value to skip with").pythonError,
                on: request)
        }
        guard batch.groups.count < 2 || group < 0 else {
            throw Blame.error(InterventionError.skipInOneInvoke(path: place.path).pythonError, on: request)
        }
        guard let module = model.module(at: place.path) else { return }
        module.givenOutput = TensorTree(value)
        skipped.append(module)
    }

    private func removeHooks() {
        for module in skipped { module.givenOutput = nil }
        for handle in handles { handle.remove() }
        handles = []
    }

    /// Feeds a value to the nodes that wait at a place; returns what takes its place.
    private func visit(_ visitors: Visitors, _ place: Place, _ value: Value) throws -> Value {
        try execution.evaluator.interrupt.check()
        let call = visitors.calls
        visitors.calls += 1
        var current = value
        for (node, point) in visitors.nodes where point.call == call {
            let part = try batch.part(of: current, group: point.group)
            try execution.fill(node, with: part)
            if TensorPairs.carryGradient(part, of: current) {
                // The rows are a view: gradients reach it only if what flows on is made of it.
                current = try batch.whole(current, replacing: point.group, with: part, path: place.path)
            }
            if let late = node.pendingReplacement, late.isStillPossible {
                throw Blame.error(
                    InterventionError.replacementTooLate(path: place.path, side: place.side.name).pythonError, on: late)
            }
            if place.side == .inputs { try skip(place, after: node, group: point.group) }
            if let request = node.finishedReplacement, let new = request.value {
                if !TensorPairs.haveOneForm(part, new) { suspect = request }
                current = try batch.whole(current, replacing: point.group, with: new, path: place.path)
            }
        }
        return current
    }
}

extension ModulePoint.Side {
    var name: String {
        switch self {
        case .inputs: "inputs"
        case .output: "output"
        }
    }
}

extension Node {
    /// Whether the node asks for a module to be skipped when the inputs that `node` stands for are there.
    func isSkip(of node: Node) -> Bool {
        guard case .skip = action else { return false }
        return arguments.first?.as(Proxy.self)?.node === node
    }

    /// Whether a node that waits has not been excluded by a condition.
    var isStillPossible: Bool { !mayNotRun }
}

/// A run of a model, ready to go.
package struct ModelCall {
    package var inputs: Inputs
    package var keywords: [(name: Symbol, value: Value)]
    package var batch: Batch
    package var run: ModelRun
}

extension ModuleInputs {
    /// `((args...), {kwargs})`, as `.inputs` shows them.
    func value(_ evaluator: Evaluator) throws -> Value {
        let named = Dict()
        for (name, tree) in keyword { try named.set(name, to: Value(tree: tree), evaluator) }
        return Value(tuple: [Value(tuple: positional.map { Value(tree: $0) }), .object(named)])
    }

    /// The inverse of `value`; throws when the value has another form.
    package init(_ value: Value) throws {
        guard let pair = value.as(Tuple.self)?.elements, pair.count == 2, let positional = pair[0].elements,
            let named = pair[1].as(Dict.self)
        else {
            throw PythonError(
                .valueError, "inputs are a tuple of positional arguments and a dict of keyword arguments")
        }
        self.init(
            positional.map { TensorTree($0) },
            keyword: named.items.compactMap { key, value in
                key.as(Text.self).map { (name: $0.string, value: TensorTree(value)) }
            })
    }
}

extension Value {
    /// The elements of a list or a tuple.
    var elements: [Value]? { self.as(Tuple.self)?.elements ?? self.as(List.self)?.elements }
}
