import Language

/// Reads graphs inside a graph: TRACER, ITERATOR and LOOP.
extension GraphDecoding {
    /// The body of a node with the arguments that the node has in a record.
    func bodyRecord(_ form: Dict, _ name: String) throws -> (BodyRecord, [Value]) {
        guard let graph = try form.get("graph", evaluator) else { throw malformed("'\(name)' has no graph") }
        switch try text("type_name", of: form) {
        case "TRACER":
            let trace = try trace(form, graph, name)
            return (trace, trace.ownValues)
        case "ITERATOR":
            let (number, inner) = try body(graph, model: model)
            guard inner.result.startsWithGiven(1) else { throw malformed("'\(name)' has no item") }
            return (
                BodyRecord(number: number, kind: .iteration, record: inner.result), [try value("data", of: form)]
            )
        case "LOOP": return try loop(form, graph, name)
        case let type: throw malformed("'\(name)' runs something unknown: '\(type ?? "")'")
        }
    }

    private func trace(_ form: Dict, _ graph: Value, _ name: String) throws -> BodyRecord {
        let model = try count("model", of: form, name) ?? 0
        let keywords = try members(try form.get("kwargs", evaluator))
        let positional = try (form.get("invoker_inputs", evaluator)?.as(List.self)?.elements ?? []).map {
            let inputs = try decoded($0)
            return inputs.elements ?? [inputs]
        }
        let named = try (form.get("invoker_kwargs", evaluator)?.as(List.self)?.elements ?? []).map { try members($0) }
        let invokes = positional.enumerated().map { index, values in
            Inputs(positional: values, keywords: named.indices.contains(index) ? named[index] : [])
        }
        let isGeneration = try text("run", of: form) == "generate"
        let (number, inner) = try body(graph, model: model)
        return BodyRecord(
            number: number,
            kind: .trace(
                model: model, invokes: invokes, run: isGeneration ? .generate : .forward, keywords: keywords),
            record: inner.result)
    }

    private func loop(_ form: Dict, _ graph: Value, _ name: String) throws -> (BodyRecord, [Value]) {
        let (data, initials) = (try value("data", of: form), try value("initials", of: form))
        guard let variables = try count("variables", of: form, name), initials.elements?.count == variables else {
            throw malformed("'\(name)' has other first values than variables")
        }
        let (number, inner) = try body(graph, model: model)
        guard inner.result.startsWithGiven(1 + variables) else { throw malformed("'\(name)' has other variables") }
        let leaves = try inner.value("leaves", of: form)
        let ending = TurnEnd(
            nextTest: try inner.value("next", of: form), isLeft: leaves.isNone ? .undefined : leaves,
            finals: try inner.list("finals", of: form), extras: try inner.list("extras", of: form),
            growth: try inner.list("growth", of: form))
        let isFor = try evaluator.truth(try form.get("for", evaluator) ?? .none)
        return (
            BodyRecord(
                number: number, kind: .loop(isFor: isFor, variables: variables, ending: ending),
                record: inner.result),
            [data, initials]
        )
    }

    func exit(_ arguments: [Value], _ name: String) throws -> Action {
        guard case .int(let id)? = arguments.first, arguments.count == 1, let number = family.numbers[id],
            number == id
        else { throw malformed("'\(name)' ends no graph") }
        return .exit(GraphDecoding.nowhere)
    }

    /// Which graph an exit ends is known when the record is put into one.
    private static let nowhere = ObjectIdentifier(GraphDecoding.Family.self)

    // MARK: Members

    private func value(_ key: String, of form: Dict) throws -> Value {
        try decoded(try form.get(Value(key), evaluator) ?? .none)
    }

    private func list(_ key: String, of form: Dict) throws -> [Value] {
        guard let elements = try value(key, of: form).elements else { throw malformed("'\(key)' is no list") }
        return elements
    }

    private func members(_ value: Value?) throws -> [(name: Symbol, value: Value)] {
        guard let value, !value.isNone else { return [] }
        guard let dict = value.as(Dict.self) else { throw malformed("keyword arguments that are no object") }
        return try dict.items.map { key, value in
            (name: Symbol(try evaluator.str(key)), value: try decoded(value))
        }
    }

    private func count(_ key: String, of form: Dict, _ name: String) throws -> Int? {
        guard let value = try form.get(Value(key), evaluator) else { return nil }
        guard case .int(let count) = value, (0..<10_000).contains(count) else {
            throw malformed("'\(name)' has a '\(key)' that is no count")
        }
        return count
    }
}

extension GraphRecord {
    /// Whether the first entries are values that a loop fills.
    fileprivate func startsWithGiven(_ count: Int) -> Bool {
        entries.count >= count
            && entries.prefix(count).allSatisfy { if case .given = $0.action { true } else { false } }
    }
}
