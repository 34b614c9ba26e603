import Language
import Tensors
import Torch

/// The inverse of `GraphEncoding`: reads a graph that a file or a client wrote. Whatever the text holds, it gives a
/// record or a Python exception.
struct GraphDecoding {
    let evaluator: Evaluator
    /// Finds the module of a path in the model with a number, for steps that call one.
    typealias Modules = (_ model: Int, _ path: String) -> Value?
    private let modules: Modules
    /// The model that the steps are about.
    let model: Int
    /// All graphs that are read.
    let family: Family
    private var number = 0
    private var record = GraphRecord()
    private var positions: [String: Int] = [:]
    private var conditions: [String: GraphRecord.Condition] = [:]

    init(_ modules: @escaping Modules, model: Int = 0, family: Family = Family(), _ evaluator: Evaluator) {
        self.modules = modules
        self.model = model
        self.family = family
        self.evaluator = evaluator
    }

    static func record(_ value: Value, modules: @escaping Modules, _ evaluator: Evaluator) throws -> GraphRecord {
        var decoding = GraphDecoding(modules, evaluator)
        try decoding.read(value)
        return decoding.record
    }

    /// A graph inside this one; with its number.
    func body(_ value: Value, model: Int) throws -> (number: Int, decoding: GraphDecoding) {
        guard family.depth < GraphDecoding.depthLimit else { throw malformed("graphs nested too deep") }
        family.depth += 1
        defer { family.depth -= 1 }
        var inner = GraphDecoding(modules, model: model, family: family, evaluator)
        try inner.read(value)
        return (inner.number, inner)
    }

    private static let depthLimit = 32

    /// What was read.
    var result: GraphRecord { record }

    /// The graphs of one text: their numbers by the identities in the text, and the places of their nodes.
    final class Family {
        var numbers: [Int: Int] = [:]
        var positions: [Int: [String: Int]] = [:]
        var depth = 0
    }

    private mutating func read(_ value: Value) throws {
        guard let graph = value.as(Dict.self), try text("type_name", of: graph) == "GRAPH",
            let nodes = try graph.get("nodes", evaluator)?.as(Dict.self)
        else { throw malformed("no GRAPH with nodes") }
        if case .int(let schema)? = try graph.get("schema", evaluator), schema > GraphEncoding.schema {
            throw malformed("schema \(schema) is newer than \(GraphEncoding.schema)")
        }
        number = family.positions.count
        family.positions[number] = [:]
        if case .int(let id)? = try graph.get("id", evaluator) { family.numbers[id] = number }
        record.isSequential = try evaluator.truth(try graph.get("sequential", evaluator) ?? false)
        for (key, node) in nodes.items {
            guard let name = key.as(Text.self)?.string, let node = node.as(Dict.self) else {
                throw malformed("a node that is no object")
            }
            try read(node, name)
        }
    }

    private mutating func read(_ node: Dict, _ name: String) throws {
        guard let target = try node.get("target", evaluator)?.as(Dict.self),
            let function = try text("function_name", of: target)
        else { throw malformed("node '\(name)' has no target") }
        if function == TargetForm.protocols + "LocalBackendExecuteProtocol" { return try readBody(node, name) }
        let arguments = try (node.get("args", evaluator)?.as(List.self)?.elements ?? []).map { try decoded($0) }
        var keywords = try (node.get("kwargs", evaluator)?.as(Dict.self)?.items ?? []).map { key, value in
            (name: Symbol(try evaluator.str(key)), value: try decoded(value))
        }
        let condition = try condition(node.get("condition", evaluator) ?? .none)
        switch function {
        case TargetForm.protocols + "LockProtocol":
            guard let position = arguments.first?.referencedEntry else { throw malformed("'\(name)' locks nothing") }
            record.entries[position].isSaved = true
        case TargetForm.protocols + "ConditionalProtocol":
            if let reference = arguments.first?.as(NodeReference.self) {
                conditions[name] = .entry(reference.position, graph: reference.graph, inside: condition)
            } else {
                conditions[name] = .constant(try evaluator.truth(arguments.first ?? false), inside: condition)
            }
        default:
            let (action, values) = try action(function, arguments, &keywords, name)
            append(
                GraphRecord.Entry(
                    name: name, action: action, arguments: values, keywords: keywords, condition: condition,
                    isSaved: false))
        }
    }

    private mutating func readBody(_ node: Dict, _ name: String) throws {
        guard let form = try node.get("args", evaluator)?.as(List.self)?.elements.first?.as(Dict.self) else {
            throw malformed("'\(name)' runs no graph")
        }
        let (body, arguments) = try bodyRecord(form, name)
        append(
            GraphRecord.Entry(
                name: name, action: .subgraph(body), arguments: arguments, keywords: [],
                condition: try condition(node.get("condition", evaluator) ?? .none), isSaved: false))
    }

    private mutating func append(_ entry: GraphRecord.Entry) {
        positions[entry.name] = record.entries.count
        family.positions[number]?[entry.name] = record.entries.count
        record.entries.append(entry)
    }

    private func action(
        _ function: String, _ arguments: [Value], _ keywords: inout [(name: Symbol, value: Value)], _ name: String
    ) throws -> (Action, [Value]) {
        if let action = OperatorActions.action(function) { return (action, arguments) }
        if function.hasPrefix(TargetForm.protocols) {
            return try protocolAction(
                String(function.dropFirst(TargetForm.protocols.count)), arguments, &keywords, name)
        }
        switch function {
        case TargetForm.moduleValue: return (.module(try point(arguments, name)), [])
        case TargetForm.attribute:
            guard arguments.count == 2, let attribute = arguments[1].as(Text.self)?.string else {
                throw malformed("'\(name)' names no attribute")
            }
            return (.getAttribute(try checked(attribute)), [arguments[0]])
        case "builtins.setattr":
            guard arguments.count == 3, let attribute = arguments[1].as(Text.self)?.string else {
                throw malformed("'\(name)' names no attribute")
            }
            return (.setAttribute(try checked(attribute)), [arguments[0], arguments[2]])
        case TargetForm.methodCall: return (.call("proxy_call"), arguments)
        case "builtins.print" where keywords.isEmpty: return (.log, arguments)
        case "nnsight.choose" where arguments.count == 3: return (.choose, arguments)
        case "nnsight.skip" where arguments.count == 2: return (.skip, arguments)
        case "nnsight.exit": return (try exit(arguments, name), arguments)
        default:
            let found = try FunctionNames.function(named: function, evaluator)
            let title = function.split(separator: ".").last.map(String.init) ?? function
            return (.call(title), [found] + arguments)
        }
    }

    private func protocolAction(
        _ kind: String, _ arguments: [Value], _ keywords: inout [(name: Symbol, value: Value)], _ name: String
    ) throws -> (Action, [Value]) {
        switch (kind, arguments.count) {
        case ("SwapProtocol", 2): return (.swap, arguments)
        case ("UpdateProtocol", 2): return (.update, arguments)
        case ("ValueProtocol", _): return (.given, arguments)
        case ("EarlyStopProtocol", _): return (.stop, arguments)
        case ("GradProtocol", 2):
            guard case .int(let pass) = arguments[1] else { break }
            return (.gradient(pass: pass &+ 1), [arguments[0]])
        case ("ApplyModuleProtocol", 1...):
            guard let path = arguments[0].as(Text.self)?.string, let module = modules(model, path) else { break }
            let hook = keywords.first { $0.name == "hook" }?.value
            keywords.removeAll { $0.name == "hook" }
            let withHooks = try hook.map { try evaluator.truth($0) } ?? false
            return (.callModule(withHooks: withHooks), [module] + arguments.dropFirst())
        default: break
        }
        throw malformed("'\(name)' has a target or arguments that are not known here: \(kind)")
    }

    /// `.layer1.output`, invoke, call
    private func point(_ arguments: [Value], _ name: String) throws -> ModulePoint {
        guard let place = arguments.first?.as(Text.self)?.string, let dot = place.lastIndex(of: "."),
            arguments.count == 3, case .int(let group) = arguments[1], case .int(let call) = arguments[2]
        else { throw malformed("'\(name)' names no input or output of a module") }
        let side = place[place.index(after: dot)...]
        guard side == "output" || side == "input" else { throw malformed("'\(name)' is no input or output") }
        return ModulePoint(
            path: String(place[..<dot]), side: side == "output" ? .output : .inputs, call: call, group: group)
    }

    /// Attributes with two underscores lead out of the data and into the machinery.
    private func checked(_ name: String) throws -> Symbol {
        guard !name.hasPrefix("__") else { throw InterventionError.functionNotListed(name).pythonError }
        return Symbol(name)
    }

    private func condition(_ value: Value) throws -> GraphRecord.Condition? {
        guard !value.isNone else { return nil }
        guard let dict = value.as(Dict.self), let name = try text("name", of: dict), let known = conditions[name]
        else { throw malformed("a condition that was not made before") }
        return known
    }

    // MARK: Values

    /// A node of this graph, or of the one that the reference names.
    private func reference(_ dict: Dict) throws -> NodeReference {
        var other: Int?
        if case .int(let id)? = try dict.get("graph", evaluator) {
            guard let known = family.numbers[id] else { throw malformed("a reference to a graph that was not read") }
            other = known == number ? nil : known
        }
        guard let name = try text("name", of: dict), let position = family.positions[other ?? number]?[name] else {
            throw malformed("a reference to a node that was not made before")
        }
        return NodeReference(position, graph: other)
    }

    func decoded(_ value: Value) throws -> Value {
        if let list = value.as(List.self) { return Value(try list.elements.map { try decoded($0) }) }
        guard let dict = value.as(Dict.self) else { return value }
        let values = try dict.get("values", evaluator)
        switch try text("type_name", of: dict) {
        case "NODE_REFERENCE":
            return .object(try reference(dict))
        case "LIST": return Value(try (values?.as(List.self)?.elements ?? []).map { try decoded($0) })
        case "TUPLE": return Value(tuple: try (values?.as(List.self)?.elements ?? []).map { try decoded($0) })
        case "DICT":
            let result = Dict()
            for (key, element) in values?.as(Dict.self)?.items ?? [] {
                try result.set(key, to: try decoded(element), evaluator)
            }
            return .object(result)
        case "SLICE":
            let bounds = try ["start", "stop", "step"].map { try decoded(try dict.get(Value($0), evaluator) ?? .none) }
            return .object(Slice(bounds[0], bounds[1], bounds[2]))
        case "ELLIPSIS": return .ellipsis
        case "TENSOR": return try tensor(values ?? .none, dtype: try text("dtype", of: dict) ?? "float32")
        case "DTYPE": return try torch(try text("name", of: dict) ?? "float32")
        case "FUNCTION": return try FunctionNames.function(named: try text("function_name", of: dict) ?? "", evaluator)
        case let type: throw malformed("a value of the unknown kind '\(type ?? "")'")
        }
    }

    private func tensor(_ values: Value, dtype: String) throws -> Value {
        let make = try evaluator.requiredAttribute(
            "tensor", of: .object(try evaluator.modules.import("torch", evaluator)))
        return try evaluator.call(make, Arguments([values], keywords: [(name: "dtype", value: try torch(dtype))]))
    }

    private func torch(_ dtype: String) throws -> Value {
        let found = try evaluator.attribute(
            Symbol(dtype), of: .object(try evaluator.modules.import("torch", evaluator)))
        guard let found, found.dtype != nil else { throw malformed("an unknown dtype '\(dtype)'") }
        return found
    }

    func text(_ name: String, of dict: Dict) throws -> String? {
        try dict.get(Value(name), evaluator)?.as(Text.self)?.string
    }

    func malformed(_ reason: String) -> PythonError {
        PythonError(.valueError, "not a graph that can be read: \(reason)")
    }
}
