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
    private var nextTest = Value.undefined
    private var finals: [Value] = []
    private var growth: [Value] = []

    init(over elements: Value?, count: Int, _ tracing: Tracing) {
        self.elements = elements
        self.tracing = tracing
        let graph = Graph()
        self.graph = graph
        item = graph.add(.given, [])
        carried = (0..<count).map { _ in graph.add(.given, []) }
    }

    var itemProxy: Value { .object(Proxy(item, tracing)) }
    var carriedProxies: [Value] { carried.map { .object(Proxy($0, tracing)) } }

    func end(_ ending: StagedLoop.Ending) {
        nextTest = ending.nextTest
        finals = ending.finals
        growth = ending.growth
        for value in [nextTest] + finals + growth { Substitution.forEachNode(in: value) { $0.isShared = true } }
    }

    /// The values of graphs around this one that the body reads: it can run only when they are there.
    var outerValues: [Value] {
        var nodes = graph.externals
        for value in [nextTest] + finals + growth {
            Substitution.forEachNode(in: value) { if $0.graph !== graph { nodes.append($0) } }
        }
        let inner = graph.innerGraphs
        return nodes.filter { node in !node.isKnown && !inner.contains { $0 === node.graph } }
            .map { .object(Proxy($0, tracing)) }
    }

    /// The arguments are the elements or the first test, the first values of the variables, and values of the graph around.
    package func run(_ arguments: [Value], _ evaluator: Evaluator) throws -> Value {
        var values = arguments[1].elements ?? []
        var grown = growth.map { _ in [Value]() }
        func turn(_ element: Value) throws {
            graph.reset()
            let execution = Execution(graph, evaluator)
            execution.give(item, element)
            for (node, value) in zip(carried, values) { execution.give(node, value) }
            try execution.continueInOrder()
            values = try finals.map(resolved)
            for (index, value) in growth.enumerated() { grown[index] += try resolved(value).elements ?? [] }
        }
        if elements != nil {
            let iterator = try evaluator.iterate(arguments[0])
            while let element = try iterator.next(evaluator) { try turn(element) }
        } else {
            var goesOn = try evaluator.truth(arguments[0])
            while goesOn {
                try evaluator.interrupt.check()
                try turn(.none)
                goesOn = try evaluator.truth(try resolved(nextTest))
            }
        }
        return Value(tuple: values + grown.map { Value($0) })
    }

    private func resolved(_ value: Value) throws -> Value {
        try Substitution.replacing(value) { node in
            guard let value = node.value else { throw InterventionError.valueNotSet(node).pythonError }
            return value
        }
    }

    package func close() {
        graph.close()
        finals = []
        growth = []
        nextTest = .undefined
    }

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
