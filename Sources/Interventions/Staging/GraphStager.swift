import Language

/// Turns Python's own branches and loops on values of the graph into parts of the graph.
///
///     if h.sum() > 0:          both sides are read once, each under its condition;
///         h = h * 2            afterwards h is choose(%2, %3, %0)
final class GraphStager: Stager {
    private unowned let tracing: Tracing

    init(_ tracing: Tracing) { self.tracing = tracing }

    func isUnknown(_ value: Value) -> Bool {
        guard let proxy = value.proxy else { return false }
        return proxy.settled == nil && proxy.node.isRecorded
    }

    // MARK: Branches

    func openSide(of test: Value, isTrue: Bool, _ evaluator: Evaluator) throws {
        guard let block = tracing.innermost else { return }
        let decider = isTrue ? test : try negated(test, evaluator)
        guard let node = decider.proxy?.node else { return }
        tracing.open(BranchSide(of: block, Condition(.node(node), inside: block.condition)), evaluator)
    }

    func closeSide(_ evaluator: Evaluator) {
        if let side = tracing.innermost as? BranchSide { tracing.close(side, evaluator) }
    }

    func negated(_ test: Value, _ evaluator: Evaluator) throws -> Value {
        let known = test.proxy?.node.listeners.first { $0.isNegation(under: tracing.innermost) }
        return try known.map { .object(Proxy($0, tracing)) } ?? tracing.record(.unary(.not), [test], evaluator)
    }

    func merge(_ test: Value, _ whenTrue: Value, _ whenFalse: Value, _ evaluator: Evaluator) throws -> Value {
        let merged = try tracing.record(.choose, [test, whenTrue, whenFalse], evaluator)
        // Plain variables are plain variables after the block.
        if [whenTrue, whenFalse].allSatisfy({ $0.proxy?.node.isSaved ?? true }) {
            merged.proxy?.node.isSaved = true
        }
        return merged
    }

    func raise(_ exception: Value, _ evaluator: Evaluator) throws {
        guard let exception = exception.as(ExceptionObject.self) else { return }
        _ = try append(GraphStager.raising, [.object(exception.type), Value(exception.arguments)], evaluator)
    }

    /// Raises an exception of a class with some arguments when the graph runs.
    nonisolated(unsafe) private static let raising = NativeFunction("raise", "(type, arguments)") {  // Without state.
        arguments, _ in
        guard let type = arguments[0].as(TypeObject.self) else { return .none }
        throw PythonError(type, arguments[1].elements ?? [])
    }

    // MARK: Texts and lists

    func format(_ value: Value, conversion: Int, _ specification: Value, _ evaluator: Evaluator) throws -> Value {
        guard !tracing.showsPreviews else { return Value(try evaluator.str(value)) }
        return try append(GraphStager.formatting, [value, .int(conversion), specification], evaluator)
    }

    nonisolated(unsafe) private static let formatting = NativeFunction(  // Without state.
        "format", "(value, conversion, specification)"
    ) { arguments, evaluator in
        var converted = arguments[0]
        if case .int(let conversion) = arguments[1], conversion > 0 {
            converted = Value(try conversion == 1 ? evaluator.str(converted) : evaluator.repr(converted))
        }
        return Value(try evaluator.format(converted, arguments[2].ifNotNone.map { try evaluator.str($0) } ?? ""))
    }

    func joined(_ pieces: [Value], _ evaluator: Evaluator) throws -> Value {
        try append(GraphStager.joining, [Value(pieces)], evaluator)
    }

    nonisolated(unsafe) private static let joining = NativeFunction("join", "(pieces)") {  // Without state.
        arguments, evaluator in
        Value(try (arguments[0].elements ?? []).map { try evaluator.str($0) }.joined())
    }

    func length(of value: Value, _ evaluator: Evaluator) throws -> Value? {
        guard isUnknown(value), let node = value.proxy?.node, let function = evaluator.builtins["len"],
            let block = tracing.innermost
        else { return nil }
        // A container of the graph may have grown by the time its length is asked for.
        if let preview = node.preview, !Preview.isContainer(preview) { return nil }
        return tracing.append(.call("len"), [function, value], [], nil, to: block, evaluator)
    }

    func extended(_ list: Value, with elements: Value, _ evaluator: Evaluator) throws -> Value {
        let sum = try append(GraphStager.extending, [list, elements], evaluator)
        // It stands for a plain list of the program.
        sum.proxy?.node.isSaved = true
        return sum
    }

    nonisolated(unsafe) private static let extending = NativeFunction("extend", "(list, elements)") {  // Without state.
        arguments, _ in
        Value((arguments[0].elements ?? []) + (arguments[1].elements ?? []))
    }

    private func append(_ function: NativeFunction, _ arguments: [Value], _ evaluator: Evaluator) throws -> Value {
        guard let block = tracing.innermost else {
            return try evaluator.call(.object(function), try arguments.map(tracing.settled))
        }
        return tracing.append(.call(function.name), [.object(function)] + arguments, [], nil, to: block, evaluator)
    }

    // MARK: Loops

    func openLoop(over elements: Value?, carrying values: [Value], _ evaluator: Evaluator) throws -> StagedLoop {
        guard tracing.innermost != nil else {
            throw PythonError(.typeError, "a loop over a value of a graph stands inside a trace or a session")
        }
        let body = Repetition(over: elements, count: values.count, tracing)
        tracing.open(body, evaluator)
        return StagedLoop(body: body, item: body.itemProxy, carried: body.carriedProxies)
    }

    func closeLoop(_ loop: StagedLoop, _ ending: StagedLoop.Ending, _ evaluator: Evaluator) throws -> [Value] {
        guard let body = loop.body as? Repetition else { return [] }
        body.end(TurnEnd(ending))
        tracing.close(body, evaluator)
        guard let outer = tracing.innermost else { return [] }
        let first = body.elements ?? ending.test
        let result = tracing.append(
            .subgraph(body), [first, Value(ending.initials), Value(body.outerValues)], [], nil, to: outer, evaluator)
        return try (ending.finals + ending.extras + ending.growth).enumerated().map { index, last in
            let output = try tracing.record(.getItem, [result, .int(index)], evaluator)
            // Plain variables are plain variables after the block, and saved ones are saved.
            let isPlain = ending.initials.indices.contains(index) && ending.initials[index].proxy == nil
            if isPlain || last.proxy?.node.isSaved == true { output.proxy?.node.isSaved = true }
            return output
        }
    }

    func abandonLoop(_ loop: StagedLoop, _ evaluator: Evaluator) {
        guard let body = loop.body as? Repetition else { return }
        tracing.close(body, evaluator)
    }
}

extension Node {
    /// Whether the node is `not value`, made in a block under the same condition.
    fileprivate func isNegation(under block: (any Block)?) -> Bool {
        guard case .unary(.not) = action else { return false }
        return graph === block?.graph && condition === block?.condition
    }
}

/// One side of a branch while it is read: what is recorded runs only if its condition holds.
private final class BranchSide: Block {
    private let outer: any Block
    let condition: Condition?

    init(of outer: any Block, _ condition: Condition) {
        self.outer = outer
        self.condition = condition
    }

    var graph: Graph { outer.graph }
}
