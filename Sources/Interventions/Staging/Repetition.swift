import Language

/// A `for` over values of the graph or a `while` on one: its body is a graph that runs once for each turn.
package final class Repetition: Block, Subgraph {
    package let graph: Graph
    package var condition: Condition? { nil }
    /// What a `for` goes over; nil for a `while`.
    let elements: Value?
    private let tracing: Tracing
    private let item: Node
    /// What stands for the variables that the body assigns.
    private let carried: [Node]
    private var ending: TurnEnd?

    init(over elements: Value?, count: Int, _ tracing: Tracing) {
        self.elements = elements
        self.tracing = tracing
        let graph = Graph(isSequential: true)
        self.graph = graph
        item = graph.add(.given, [])
        carried = (0..<count).map { _ in graph.add(.given, []) }
    }

    /// The same loop over copies of the values around it.
    func copied(with copies: GraphCopy) -> Repetition {
        let copy = Repetition(over: elements.map(copies.value), count: carried.count, tracing)
        var copies = copies
        copies.stand(copy.item, for: item)
        for (new, old) in zip(copy.carried, carried) { copies.stand(new, for: old) }
        for node in graph.nodes.dropFirst(1 + carried.count) { copies.copy(node, to: copy.graph) }
        if let ending { copy.end(ending.mapped(copies.value)) }
        return copy
    }

    var itemProxy: Value { .object(Proxy(item, tracing)) }
    var carriedProxies: [Value] { carried.map { .object(Proxy($0, tracing)) } }

    var variableCount: Int { carried.count }

    /// What a turn gives; nothing before the body has ended.
    var recordedEnding: TurnEnd { ending ?? TurnEnd() }

    func end(_ ending: TurnEnd) {
        self.ending = ending
        for value in ending.results { Substitution.forEachNode(in: value) { $0.isShared = true } }
    }

    /// The values of graphs around this one that the body reads: it can run only when they are there.
    var outerValues: [Value] {
        var nodes = graph.externals
        for value in ending?.results ?? [] {
            Substitution.forEachNode(in: value) { if $0.graph !== graph { nodes.append($0) } }
        }
        let inner = graph.innerGraphs
        return nodes.filter { node in !node.isKnown && !inner.contains { $0 === node.graph } }
            .map { .object(Proxy($0, tracing)) }
    }

    /// The arguments are the elements or the first test, the first values of the variables, and values of the graph around.
    package func run(_ arguments: [Value], _ evaluator: Evaluator) throws -> Value {
        guard let ending else { return .none }
        var progress = Progress(variables: arguments[1].elements ?? [], ending)
        if elements != nil {
            let iterator = try evaluator.iterate(arguments[0])
            while let element = try iterator.next(evaluator) {
                guard try turn(element, ending, &progress, evaluator) else { break }
            }
        } else {
            var goesOn = try evaluator.truth(arguments[0])
            while goesOn {
                try evaluator.interrupt.check()
                goesOn = try turn(.none, ending, &progress, evaluator) && evaluator.truth(resolved(ending.nextTest))
            }
        }
        return Value(tuple: progress.variables + progress.extras + progress.grown.map { Value($0) })
    }

    /// What the loop has computed so far.
    private struct Progress {
        var variables: [Value]
        var extras: [Value]
        var grown: [[Value]]

        init(variables: [Value], _ ending: TurnEnd) {
            self.variables = variables
            extras = ending.extras.map { _ in .none }
            grown = ending.growth.map { _ in [] }
        }
    }

    /// Runs the body once; false when it leaves the loop.
    private func turn(
        _ element: Value, _ ending: TurnEnd, _ progress: inout Progress, _ evaluator: Evaluator
    ) throws -> Bool {
        graph.reset()
        let execution = Execution(graph, evaluator)
        execution.give(item, element)
        for (node, value) in zip(carried, progress.variables) { execution.give(node, value) }
        try execution.continueInOrder()
        progress.variables = try ending.finals.map(resolved)
        progress.extras = ending.extras.map { (try? resolved($0)) ?? .none }
        for (index, value) in ending.growth.enumerated() {
            progress.grown[index] += try resolved(value).elements ?? []
        }
        return try ending.isLeft.isUndefined || !evaluator.truth(resolved(ending.isLeft))
    }

    private func resolved(_ value: Value) throws -> Value {
        try Substitution.replacing(value) { node in
            guard let value = node.value else { throw InterventionError.valueNotSet(node).pythonError }
            return value
        }
    }

    package func close() { graph.close() }

    package var body: Graph? { graph }
    package var label: String { elements == nil ? "while" : "for" }
}

extension Graph {
    /// The graphs that run as nodes of this one, however deep.
    fileprivate var innerGraphs: [Graph] {
        nodes.flatMap { node -> [Graph] in
            guard case .subgraph(let subgraph) = node.action, let body = subgraph.body else { return [] }
            return [body] + body.innerGraphs
        }
    }
}
