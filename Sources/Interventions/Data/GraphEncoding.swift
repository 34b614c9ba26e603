import Language
import Tensors
import Torch

/// A graph as JSON, in nnsight 0.3.7's form: nodes by name, each with its target and arguments.
///
///     {"type_name": "GRAPH", "schema": 1, "id": 0, "sequential": false, "nodes": {"add_0": {...}}}
///
/// What 0.3.7 has as nodes of their own (saving, conditions) are nodes here, too.
struct GraphEncoding {
    /// The version of the form; it rises when something is added that older readers do not know.
    ///
    /// 1: the graph of a trace. 2: graphs inside graphs, and references to their nodes.
    static let schema = 2

    private let record: GraphRecord
    let evaluator: Evaluator
    /// Finds the path of a module that a step calls.
    let path: (Value) -> String?
    /// This graph's number; the outermost is 0.
    private let number: Int
    let names: Names
    private let nodes = Dict()
    private var conditionNames: [String: String] = [:]
    private var counts: [String: Int] = [:]

    /// The names of the nodes in all graphs, by the numbers of the graphs.
    final class Names { var ofGraphs: [Int: [String]] = [:] }

    init(
        _ record: GraphRecord, number: Int = 0, names: Names = Names(), path: @escaping (Value) -> String?,
        _ evaluator: Evaluator
    ) {
        self.record = record
        self.number = number
        self.names = names
        self.path = path
        self.evaluator = evaluator
        names.ofGraphs[number] = record.entries.map(\.name)
    }

    /// The whole graph as a dict that `json.dumps` writes.
    mutating func dict() throws -> Dict {
        for entry in record.entries {
            let condition = try conditionName(entry.condition)
            try nodes.set(Value(entry.name), to: .object(try node(entry, condition: condition)), evaluator)
            if entry.isSaved { try addLock(on: entry.name) }
        }
        return try made([
            ("type_name", "GRAPH"), ("schema", .int(record.hasBodies ? GraphEncoding.schema : 1)),
            ("id", .int(number)), ("sequential", .bool(record.isSequential)), ("nodes", .object(nodes)),
        ])
    }

    private mutating func addLock(on name: String) throws {
        let lock = try made([
            ("type_name", "NODE"), ("name", Value(next("LockProtocol"))),
            ("target", .object(try function("nnsight.tracing.protocols.LockProtocol"))),
            ("args", Value([.object(try reference(name))])),
        ])
        try nodes.set(try lock.get("name", evaluator) ?? .none, to: .object(lock), evaluator)
    }

    private mutating func next(_ title: String) -> String {
        defer { counts[title, default: 0] += 1 }
        return "\(title)_\(counts[title, default: 0])"
    }

    /// The node that tests a condition, made when it is met first.
    private mutating func conditionName(_ condition: GraphRecord.Condition?) throws -> String? {
        guard let condition else { return nil }
        let outer = try conditionName(condition.outer)
        let test: Value
        switch condition {
        case .constant(let holds, _): test = .bool(holds)
        case .entry(let position, let graph, _): test = .object(NodeReference(position, graph: graph))
        }
        let key = "\(outer ?? "") \(try evaluator.repr(test))"
        if let known = conditionNames[key] { return known }
        let name = next("ConditionalProtocol")
        conditionNames[key] = name
        let node = try made([
            ("type_name", "NODE"), ("name", Value(name)),
            ("target", .object(try function("nnsight.tracing.protocols.ConditionalProtocol"))),
            ("args", Value([try encoded(test)])),
        ])
        if let outer { try node.set("condition", to: .object(try reference(outer)), evaluator) }
        try nodes.set(Value(name), to: .object(node), evaluator)
        return name
    }

    private func node(_ entry: GraphRecord.Entry, condition: String?) throws -> Dict {
        let form = try TargetForm(entry, path: path)
        let node = try made([
            ("type_name", "NODE"), ("name", Value(entry.name)), ("target", .object(try function(form.target))),
        ])
        var arguments = try form.arguments.map { try encoded($0) }
        if case .subgraph(let body as BodyRecord) = entry.action { arguments = [.object(try encoded(body, entry))] }
        if !arguments.isEmpty { try node.set("args", to: Value(arguments), evaluator) }
        if !form.keywords.isEmpty {
            let keywords = Dict()
            for (name, value) in form.keywords { try keywords.set(name.text, to: try encoded(value), evaluator) }
            try node.set("kwargs", to: .object(keywords), evaluator)
        }
        if let condition { try node.set("condition", to: .object(try reference(condition)), evaluator) }
        if let origin = entry.origin { try node.set("line", to: Value(origin.label), evaluator) }
        return node
    }

    // MARK: Values

    func encoded(_ value: Value) throws -> Value {
        guard case .object(let object) = value else { return value }
        switch object {
        case is Text: return value
        case let reference as NodeReference:
            guard let names = names.ofGraphs[reference.graph ?? number], names.indices.contains(reference.position)
            else { return .none }
            return .object(try self.reference(names[reference.position], graph: reference.graph))
        case let proxy as Proxy:
            guard let known = proxy.settled else { throw InterventionError.otherGraph(proxy.node).pythonError }
            return try encoded(known)
        case let list as List: return try values("LIST", list.elements)
        case let slice as Slice:
            return .object(
                try made([
                    ("type_name", "SLICE"), ("start", try encoded(slice.start)), ("stop", try encoded(slice.stop)),
                    ("step", try encoded(slice.step)),
                ]))
        case let dict as Dict:
            let members = Dict()
            for (key, element) in dict.items { try members.set(key, to: try encoded(element), evaluator) }
            return .object(try made([("type_name", "DICT"), ("values", .object(members))]))
        default: return try encodedConstant(value)
        }
    }

    private func encodedConstant(_ value: Value) throws -> Value {
        if let elements = value.as(Tuple.self)?.elements ?? value.as(TupleFace.self)?.elements {
            return try values("TUPLE", elements)
        }
        if value.isSame(as: .ellipsis) { return .object(try made([("type_name", "ELLIPSIS")])) }
        if value.tensor != nil {
            let list = try evaluator.callMethod("tolist", of: value)
            let dtype = try evaluator.str(try evaluator.requiredAttribute("dtype", of: value))
            return .object(
                try made([
                    ("type_name", "TENSOR"), ("values", list),
                    ("dtype", Value(String(dtype.dropFirst("torch.".count)))),
                ]))
        }
        if value.dtype != nil {
            let name = try evaluator.str(value).dropFirst("torch.".count)
            return .object(try made([("type_name", "DTYPE"), ("name", Value(String(name)))]))
        }
        if let name = FunctionNames.name(of: value) { return .object(try function(name)) }
        throw InterventionError.notData(try evaluator.repr(value)).pythonError
    }

    private func values(_ type: String, _ elements: [Value]) throws -> Value {
        .object(try made([("type_name", Value(type)), ("values", Value(try elements.map { try encoded($0) }))]))
    }

    private func function(_ name: String) throws -> Dict {
        try made([("type_name", "FUNCTION"), ("function_name", Value(name))])
    }

    private func reference(_ name: String, graph: Int? = nil) throws -> Dict {
        let reference = try made([("type_name", "NODE_REFERENCE"), ("name", Value(name))])
        if let graph { try reference.set("graph", to: .int(graph), evaluator) }
        return reference
    }

    /// A graph inside this one, as a dict.
    func graph(of body: BodyRecord) throws -> Value {
        var inner = GraphEncoding(body.record, number: body.number, names: names, path: path, evaluator)
        return .object(try inner.dict())
    }

    func made(_ members: [(String, Value)]) throws -> Dict {
        let dict = Dict()
        for (name, value) in members { try dict.set(name, to: value, evaluator) }
        return dict
    }
}
