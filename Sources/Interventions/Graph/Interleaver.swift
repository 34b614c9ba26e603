import Language
import Networks
import Torch

/// Runs a model with a graph: stations stand only where the graph reads or replaces something, and feed its nodes.
final class Interleaver {
    private let model: NNsight
    let execution: Execution
    private var batch = Batch(sizes: [])
    /// The modules that the graph names, each with the nodes that wait there.
    private var stations: [Station] = []
    /// The modules that were given an output in place of a run.
    private var skipped: [Module] = []
    /// The replacement that last gave a value another form: the model may fail because of it.
    private var suspect: Node?

    init(_ model: NNsight, _ execution: Execution) {
        self.model = model
        self.execution = execution
        var positions: [String: Int] = [:]
        for node in execution.graph.nodes {
            guard case .module(let point) = node.action else { continue }
            // Most steps are about the module before them.
            if let last = stations.last, last.path == point.path {
                last.add(node, point.side)
            } else if let position = positions[point.path] {
                stations[position].add(node, point.side)
            } else {
                let station = Station(point.path, self)
                station.add(node, point.side)
                positions[point.path] = stations.count
                stations.append(station)
            }
        }
    }

    /// Runs what needs nothing from the model, then the model on the inputs that `prepare` gives.
    func run(_ evaluator: Evaluator, _ prepare: () throws -> ModelCall) throws {
        defer { leave() }
        do {
            try execution.start()
            let call = try prepare()
            batch = call.batch
            for station in stations { station.open(at: model.module(at: station.path)) }
            _ = try model.execute(call, evaluator)
        } catch is EarlyStop {
        } catch let error as PythonError {
            throw suspect.map { Blame.error(error, on: $0) } ?? error
        }
    }

    private func leave() {
        for module in skipped { module.givenOutput = nil }
        for station in stations { station.close() }
        stations = []
    }

    /// Lets the module give a value instead of running, if the graph asks for it.
    private func skip(_ path: String, after node: Node, group: Int) throws {
        guard let request = node.listeners.last(where: { $0.isSkip(of: node) && !$0.mayNotRun }) else { return }
        guard request.state == .done, let value = request.value else {
            guard request.state == .waiting else { return }
            throw Blame.error(
                InterventionError.replacementTooLate(path: path, side: "value to skip with").pythonError,
                on: request)
        }
        guard batch.isWhole || group < 0 else {
            throw Blame.error(InterventionError.skipInOneInvoke(path: path).pythonError, on: request)
        }
        guard let module = model.module(at: path) else { return }
        module.givenOutput = TensorTree(value)
        skipped.append(module)
    }

    /// Feeds a value to the nodes that wait for one call of a place; returns what takes its place.
    func visit(_ nodes: NodeList, call: Int, _ path: String, _ side: ModulePoint.Side, _ value: Value) throws -> Value {
        try execution.evaluator.interrupt.check()
        var current = value
        for node in nodes {
            guard case .module(let point) = node.action, point.call == call else { continue }
            let part = try batch.part(of: current, group: point.group)
            try execution.fill(node, with: part)
            if !batch.isWhole, TensorPairs.carryGradient(part, of: current) {
                // The rows are a view: gradients reach it only if what flows on is made of it.
                current = try batch.whole(current, replacing: point.group, with: part, path: path)
            }
            guard execution.graph.changesModel else { continue }
            if let late = node.pendingReplacement, late.isStillPossible {
                throw Blame.error(
                    InterventionError.replacementTooLate(path: path, side: side.name).pythonError, on: late)
            }
            if side == .inputs { try skip(path, after: node, group: point.group) }
            if let request = node.finishedReplacement, let new = request.value {
                if !TensorPairs.haveOneForm(part, new) { suspect = request }
                current = try batch.whole(current, replacing: point.group, with: new, path: path)
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
        return arguments.first?.proxy?.node === node
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

    /// The same call with tensors that have a shape only; nil when a shape is not known yet.
    var withoutElements: ModelCall? {
        guard let values = inputs.positional.mapAll({ Preview.preview(of: $0) }),
            let named = (inputs.keywords + keywords).mapAll({ pair in
                Preview.preview(of: pair.value).map { (name: pair.name, value: $0) }
            })
        else { return nil }
        return ModelCall(inputs: Inputs(positional: values), keywords: named, batch: batch, run: run)
    }
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
