import Language
import Torch

/// One run of a graph: values arrive, and every node runs as soon as its last argument is there.
///
/// After a value has arrived its listeners run in the order in which they were made, and before the next listener of
/// the same value the listeners of the result: depth first, as nnsight does.
package final class Execution {
    let graph: Graph
    let evaluator: Evaluator
    /// Called after each trace or loop that is a node of the graph.
    var onSubgraph: () -> Void = {}
    /// How many backward passes have started.
    private var backwardPasses = 0

    init(_ graph: Graph, _ evaluator: Evaluator) {
        self.graph = graph
        self.evaluator = evaluator
    }

    /// Runs what needs nothing from the model.
    func start() throws {
        graph.reset()
        for node in graph.nodes where node.dependencies.isEmpty && !node.action.isFilledFromOutside {
            try run(node)
        }
    }

    /// Runs the nodes in the order in which they were written, as sessions and loops do.
    func runInOrder() throws {
        graph.reset()
        try continueInOrder()
    }

    /// Like `runInOrder`, for a graph that was reset and given values before.
    func continueInOrder() throws {
        for node in graph.nodes where !node.action.isFilledFromOutside && node.missing == 0 {
            try evaluator.interrupt.check()
            if try perform(node) { notifyListeners(of: node) { _ in } }
        }
    }

    /// Gives a node that waits for the outside its value, and runs what waited for it.
    func fill(_ node: Node, with value: Value) throws {
        node.finish(with: value)
        try cascade(from: node)
    }

    /// Gives a node its value without running anything: the items of loops.
    func give(_ node: Node, _ value: Value) {
        node.isShared = true
        node.finish(with: value)
        notifyListeners(of: node) { _ in }
    }

    private func run(_ node: Node) throws {
        if try perform(node) { try cascade(from: node) }
    }

    /// Runs the listeners of a node that has ended, depth first, without recursion.
    private func cascade(from node: Node) throws {
        var stack: [(node: Node, next: Int)] = [(node, 0)]
        while let top = stack.last {
            guard top.next < top.node.listeners.count else {
                stack.removeLast()
                continue
            }
            let listener = top.node.listeners[top.next]
            // The last listener takes the place of what it waited for, so that a chain needs one place.
            if top.next + 1 == top.node.listeners.count {
                stack.removeLast()
            } else {
                stack[stack.count - 1].next += 1
            }
            guard listener.dependencyEnded(skipped: top.node.state == .skipped) else { continue }
            if try perform(listener) { stack.append((listener, 0)) }
        }
    }

    private func notifyListeners(of node: Node, _ ready: (Node) -> Void) {
        for listener in node.listeners where listener.dependencyEnded(skipped: node.state == .skipped) {
            ready(listener)
        }
    }

    /// Runs one node; false when it goes on waiting for a value from outside.
    private func perform(_ node: Node) throws -> Bool {
        guard node.state == .waiting else { return false }
        guard try mayRun(node) else {
            node.skip()
            release(node)
            return true
        }
        do {
            return try performAction(of: node)
        } catch let error as PythonError {
            throw Blame.error(error, on: node)
        }
    }

    private func mayRun(_ node: Node) throws -> Bool {
        if node.mayNotRun { return false }
        if case .choose = node.action, node.isUndecided { return false }
        var condition = node.condition
        while let current = condition {
            switch current.test {
            case .constant(let holds, _): if !holds { return false }
            case .node(let test):
                guard let value = test.value, try evaluator.truth(value) else { return false }
            }
            condition = current.outer
        }
        return true
    }

    private func performAction(of node: Node) throws -> Bool {
        if case .choose = node.action {
            // The other side may have been left out, so only one of them is looked at.
            let side = try evaluator.truth(try resolve(node.arguments[0])) ? 1 : 2
            guard !isLeftOut(node.arguments[side]) else {
                node.skip()
                release(node)
                return true
            }
            end(node, with: try resolve(node.arguments[side]))
            return true
        }
        if case .binary(let operation) = node.action {
            end(node, with: try evaluator.binary(operation, resolve(node.arguments[0]), resolve(node.arguments[1])))
            return true
        }
        let arguments = try node.arguments.map(resolve)
        let keywords = try node.keywords.map { (name: $0.name, value: try resolve($0.value)) }
        switch node.action {
        case .gradient(let pass):
            release(node)
            try Gradient.await(node, of: arguments[0], pass: pass, in: self)
            return false
        case .module, .given, .choose: return false
        case .swap, .skip: end(node, with: arguments[1])
        case .update:
            try update(node, to: arguments[1])
            end(node, with: arguments[1])
        case .log:
            try Log.write(arguments, evaluator)
            end(node, with: .none)
        case .callModule(let withHooks):
            end(node, with: try ModuleCall.run(arguments, keywords, withHooks: withHooks, evaluator))
        case .stop: throw EarlyStop()
        case .exit(let identity): throw GraphExit(identity: identity)
        case .subgraph(let subgraph):
            end(node, with: try subgraph.run(arguments, evaluator))
            onSubgraph()
        case .binary, .unary, .compare, .contains, .getItem, .setItem, .deleteItem, .getAttribute, .setAttribute, .call:
            if node.isBackward { backwardPasses += 1 }
            end(node, with: try node.action.perform(arguments, keywords, evaluator) ?? .none)
        }
        return true
    }

    /// Whether a value needs a node that a condition excluded.
    private func isLeftOut(_ value: Value) -> Bool {
        var isSkipped = false
        Substitution.forEachNode(in: value) { if $0.state == .skipped { isSkipped = true } }
        return isSkipped
    }

    /// The number of the backward pass that runs now, from 1.
    var currentBackwardPass: Int { backwardPasses }

    private func end(_ node: Node, with value: Value) {
        node.finish(with: value)
        release(node)
    }

    private func release(_ node: Node) {
        for dependency in node.dependencies { dependency.readerEnded() }
    }

    /// The target of an update is the node itself, not its value.
    private func update(_ node: Node, to value: Value) throws {
        guard let target = node.arguments[0].proxy?.node else { return }
        target.replaceValue(with: value)
    }

    @inline(__always)
    private func resolve(_ value: Value) throws -> Value {
        guard case .object = value else { return value }
        if let known = value.proxy?.node.value { return known }
        return try Substitution.replacing(value) { node in
            guard let value = node.value else { throw InterventionError.valueNotSet(node).pythonError }
            return value
        }
    }
}

/// Ends the run of a model without an error.
struct EarlyStop: Error {}

/// Ends the session or the loop that owns a graph.
struct GraphExit: Error {
    let identity: GraphIdentity
}
