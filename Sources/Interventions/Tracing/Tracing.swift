import Language
import Torch

/// A block that is being read: a trace, a session, a loop or a condition.
package protocol Block: AnyObject {
    /// Where operations on proxies are recorded while this block is the innermost one.
    var graph: Graph { get }
    /// What must hold for the nodes made now to run.
    var condition: Condition? { get }
}

/// The blocks that are open in a notebook, innermost last, and the rule that turns operations into nodes.
package final class Tracing {
    package private(set) var blocks: [any Block] = []
    /// The innermost trace.
    package private(set) var tracer: Tracer?

    private lazy var stager = GraphStager(self)
    private lazy var recorder = Recorder(self)
    /// What an evaluator asks for each call whether it is recorded, while a block is open.
    private lazy var choice: (Object) -> Object? = { [recorder] in Recorder.records($0) ? recorder : nil }

    package init() {}

    /// Whether values are shown as the shapes that a scan found, since they will not be there or were asked for so.
    var showsPreviews: Bool { tracer.map { $0.backend is ScanBackend || $0.isScanned } ?? false }

    package var innermost: (any Block)? { blocks.last }

    /// The innermost session, if one is open.
    package var session: Session? { blocks.last { $0 is Session } as? Session }

    package func open(_ block: any Block, _ evaluator: Evaluator) {
        blocks.append(block)
        if let trace = block as? Tracer { tracer = trace }
        install(evaluator)
    }

    /// Has factories and random functions recorded from now on.
    private func install(_ evaluator: Evaluator) {
        guard evaluator.callRecorder == nil else { return }
        evaluator.stager = stager
        evaluator.callRecorder = choice
    }

    /// Ends a block, with all blocks inside it that an error left open.
    package func close(_ block: any Block, _ evaluator: Evaluator) {
        if let last = blocks.last, last === block {
            blocks.removeLast()
        } else if let index = blocks.lastIndex(where: { $0 === block }) {
            blocks.removeSubrange(index...)
        }
        tracer = blocks.last { $0 is Tracer } as? Tracer
        guard blocks.isEmpty else { return }
        evaluator.callRecorder = nil
        evaluator.stager = nil
    }

    /// Performs an action now when everything in it is known, and appends it to the innermost graph otherwise.
    package func record(
        _ action: Action, _ arguments: [Value], keywords: [(name: Symbol, value: Value)] = [], _ evaluator: Evaluator
    ) throws -> Value {
        guard let block = blocks.last else { return try performNow(action, arguments, keywords, evaluator) }
        let uses = Uses(arguments, keywords)
        if let lost = uses.lost { throw InterventionError.otherGraph(lost).pythonError }
        if !uses.isLive, uses.isAny, action.isImmediate {
            let value = try performNow(action, arguments, keywords, evaluator)
            return uses.isKnown ? known(value, basis: Uses.basis(arguments, keywords)) : value
        }
        let preview = try previewed(action, arguments, keywords, evaluator)
        if let preview, Preview.isKnownResult(of: action, arguments, preview) {
            return known(preview, basis: Uses.basis(arguments, keywords))
        }
        return append(action, arguments, keywords, preview, to: block, evaluator)
    }

    /// The shape of what an action will give; an error of it tells the shapes of its arguments.
    private func previewed(
        _ action: Action, _ arguments: [Value], _ keywords: [(name: Symbol, value: Value)], _ evaluator: Evaluator
    ) throws -> Value? {
        do {
            return try Preview.result(of: action, arguments, keywords, evaluator)
        } catch let error as PythonError {
            Blame.label(error, arguments + keywords.map(\.value))
            throw error
        }
    }

    /// `not value`, now or in the graph.
    func negated(_ value: Value, _ evaluator: Evaluator) throws -> Value {
        guard stager.isUnknown(value) else { return .bool(try !evaluator.truth(value)) }
        return try stager.negated(value, evaluator)
    }

    /// Appends a node to the innermost graph whatever its arguments are.
    package func append(
        _ action: Action, _ arguments: [Value], _ keywords: [(name: Symbol, value: Value)] = [], _ preview: Value?,
        to block: any Block, _ evaluator: Evaluator
    ) -> Value {
        let node = block.graph.add(
            action, arguments, keywords: keywords, origin: evaluator.currentOrigin, condition: block.condition)
        node.preview = preview
        if node.isBackward { tracer?.backwardCount += 1 }
        return .object(Proxy(node, self))
    }

    /// Runs a model, whose own code must not be recorded even if a block is open.
    package func suspended<Result>(_ evaluator: Evaluator, _ body: () throws -> Result) rethrows -> Result {
        let (open, trace, recorder, stager) = (blocks, tracer, evaluator.callRecorder, evaluator.stager)
        blocks = []
        tracer = nil
        evaluator.callRecorder = nil
        evaluator.stager = nil
        defer {
            blocks = open
            tracer = trace
            evaluator.callRecorder = recorder
            evaluator.stager = stager
        }
        return try body()
    }

    /// A proxy with a value: it can be saved and read at once.
    package func known(_ value: Value, basis: [Node]) -> Value {
        if value.isNone || value.proxy != nil { return value }
        return .object(Proxy(Node(known: value, basis: basis), self))
    }

    private func performNow(
        _ action: Action, _ arguments: [Value], _ keywords: [(name: Symbol, value: Value)], _ evaluator: Evaluator
    ) throws -> Value {
        let values = try arguments.map(settled)
        let named = try keywords.map { (name: $0.name, value: try settled($0.value)) }
        return try action.perform(values, named, evaluator) ?? .none
    }

    /// The value with the values of its proxies in it; throws when one has none.
    package func settled(_ value: Value) throws -> Value {
        try Substitution.replacing(value) { node in
            guard node.state == .done, let value = node.value else {
                throw InterventionError.valueNotSet(node).pythonError
            }
            return value
        }
    }

    /// An attribute of what a proxy stands for: known from the preview if it is one of the shape, a node otherwise.
    func attribute(_ name: Symbol, of proxy: Proxy, _ evaluator: Evaluator) throws -> Value? {
        if name == .grad { return try gradient(of: proxy, evaluator) }
        if !proxy.node.isRecorded { throw InterventionError.valueNotSet(proxy.node).pythonError }
        if let preview = proxy.node.preview, Preview.shapeAttributes.contains(name),
            let value = try evaluator.attribute(name, of: preview)
        {
            return known(value, basis: [proxy.node])
        }
        return try record(.getAttribute(name), [.object(proxy)], evaluator)
    }
}

extension Action {
    /// Whether the action may be done at once when all its arguments are known.
    var isImmediate: Bool {
        switch self {
        case .binary, .unary, .compare, .contains, .getItem, .setItem, .deleteItem, .getAttribute, .setAttribute, .call:
            true
        case .callModule, .log, .update, .module, .swap, .gradient, .given, .choose, .skip, .stop, .exit, .subgraph:
            false
        }
    }
}

/// What the proxies among the arguments of an action are.
private struct Uses {
    /// There is a proxy.
    private(set) var isAny = false
    /// One of them has no value yet.
    private(set) var isLive = false
    /// One of them was known while the block was read.
    private(set) var isKnown = false
    /// One that belongs to a trace that has ended, and was not kept.
    private(set) var lost: Node?

    init(_ arguments: [Value], _ keywords: [(name: Symbol, value: Value)]) {
        for argument in arguments { look(into: argument) }
        for (_, value) in keywords { look(into: value) }
    }

    private mutating func look(into value: Value) {
        guard case .object = value else { return }
        if let proxy = value.proxy { return look(at: proxy.node) }
        Substitution.forEachNode(in: value) { look(at: $0) }
    }

    private mutating func look(at node: Node) {
        isAny = true
        if node.isKnown { isKnown = true }
        guard node.state != .done || node.value == nil else { return }
        isLive = true
        if node.graph?.isClosed ?? true { lost = node }
    }

    /// The nodes that wait, and those behind what is known.
    static func basis(_ arguments: [Value], _ keywords: [(name: Symbol, value: Value)]) -> [Node] {
        var nodes: [Node] = []
        for value in arguments + keywords.map(\.value) {
            Substitution.forEachNode(in: value) { nodes += $0.isKnown ? $0.basis : [$0] }
        }
        return nodes
    }
}
