import Language
import Networks
import Tensors

/// Settings and memory of an optimizer as dicts.
struct OptimizerState {
    private let optimizer: Optimizer

    init(_ optimizer: Optimizer) { self.optimizer = optimizer }

    /// `{'state': {0: {…}}, 'param_groups': [{…, 'params': [0, 1]}]}`
    func dictionary(_ evaluator: Evaluator) throws -> Value {
        let state = Dict()
        var groups: [Value] = []
        var number = 0
        for group in optimizer.groups {
            let settings = try dictionary(group.options.entries, evaluator)
            var numbers: [Value] = []
            for parameter in group.parameters {
                let memory = optimizer.state(of: parameter)
                if !memory.isEmpty {
                    try state.set(.int(number), to: .object(try dictionary(memory, evaluator)), evaluator)
                }
                numbers.append(.int(number))
                number += 1
            }
            try settings.set(Value("params"), to: Value(numbers), evaluator)
            groups.append(.object(settings))
        }
        let result = Dict()
        try result.set(Value("state"), to: .object(state), evaluator)
        try result.set(Value("param_groups"), to: Value(groups), evaluator)
        return .object(result)
    }

    /// What is remembered, by parameter; nothing for one that was not stepped.
    func byParameter(_ evaluator: Evaluator) throws -> Value {
        let result = DefaultDict(factory: .object(TypeObject.dict))
        for parameter in optimizer.groups.flatMap(\.parameters) {
            let memory = optimizer.state(of: parameter)
            guard !memory.isEmpty else { continue }
            try result.set(Value(parameter), to: .object(try dictionary(memory, evaluator)), evaluator)
        }
        return .object(result)
    }

    /// Takes over what `dictionary` gave, for as many parameters in as many groups.
    func load(_ value: Value, _ evaluator: Evaluator) throws {
        let groups = try evaluator.array(from: try evaluator.getItem(value, Value("param_groups")))
        guard groups.count == optimizer.groups.count else {
            throw PythonError(.valueError, "loaded state dict has a different number of parameter groups")
        }
        let state = try evaluator.getItem(value, Value("state"))
        for (saved, group) in zip(groups, optimizer.groups) {
            let numbers = try evaluator.array(from: try evaluator.getItem(saved, Value("params")))
            guard numbers.count == group.parameters.count else {
                throw PythonError(
                    .valueError,
                    "loaded state dict contains a parameter group that doesn't match the size of optimizer's group")
            }
            for (number, parameter) in zip(numbers, group.parameters) where try evaluator.contains(state, number) {
                try load(try evaluator.getItem(state, number), for: parameter, evaluator)
            }
            guard let settings = saved.as(Dict.self) else { continue }
            for (key, setting) in settings.items {
                let name = try evaluator.str(key)
                if name != "params" { group.options[name] = TensorTree(setting: setting) }
            }
        }
    }

    private func load(_ memory: Value, for parameter: Tensor, _ evaluator: Evaluator) throws {
        guard let entries = memory.as(Dict.self) else { return }
        var step = 0
        var buffers: [(name: String, tensor: Tensor)] = []
        for (key, value) in entries.items {
            let name = try evaluator.str(key)
            if name == "step" {
                step = Int(exactly: (try value.floatingNumber(evaluator) ?? 0).rounded()) ?? 0
            } else if let tensor = value.tensor {
                buffers.append((name, tensor))
            }
        }
        try translating { try optimizer.restore(parameter, step: step, buffers: buffers) }
    }

    func defaults(_ evaluator: Evaluator) throws -> Value {
        .object(try dictionary(optimizer.defaults.entries, evaluator))
    }

    private func dictionary(_ entries: [(name: String, value: TensorTree)], _ evaluator: Evaluator) throws -> Dict {
        let result = Dict()
        for (name, value) in entries { try result.set(Value(name), to: Value(tree: value), evaluator) }
        return result
    }
}

/// One dict of `optimizer.param_groups`: changes go to the optimizer.
final class ParameterGroupObject: Object {
    private let group: ParameterGroup

    init(_ group: ParameterGroup) { self.group = group }

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) private static let groupType = TypeObject(native: "dict", bases: [.dict], methods: methods)

    override class var nativeType: TypeObject { groupType }

    private var entries: [(name: String, value: Value)] {
        [("params", Value(group.parameters.map { Value($0) }))]
            + group.options.entries.map { ($0.name, Value(tree: $0.value)) }
    }

    override func isSame(as other: Object) -> Bool { (other as? ParameterGroupObject)?.group === group }

    override func length(_ evaluator: Evaluator) throws -> Int? { entries.count }

    override func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        ArrayIterator(entries.map { Value($0.name) })
    }

    override func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        let name = try evaluator.str(value)
        return entries.contains { $0.name == name }
    }

    override func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        guard let name = key.as(Text.self), let entry = entries.first(where: { $0.name == name.string }) else {
            throw PythonError(.keyError, [key])
        }
        return entry.value
    }

    override func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        let name = try evaluator.str(key)
        if name == "params" {
            group.parameters = try AutogradNamespace.tensors(value, evaluator)
        } else {
            group.options[name] = TensorTree(setting: value)
        }
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        let words = try entries.map { "'\($0.name)': \(try evaluator.repr($0.value))" }
        return "{\(words.joined(separator: ", "))}"
    }

    /// A view of the entries as they are now.
    private func view(_ name: Symbol, _ evaluator: Evaluator) throws -> Value {
        let dictionary = Dict()
        for entry in entries { try dictionary.set(Value(entry.name), to: entry.value, evaluator) }
        return try evaluator.call(evaluator.requiredAttribute(name, of: .object(dictionary)), [])
    }

    private static var methods: [NativeFunction] {
        [
            method("keys", "(self)") { face, _, evaluator in try face.view("keys", evaluator) },
            method("values", "(self)") { face, _, evaluator in try face.view("values", evaluator) },
            method("items", "(self)") { face, _, evaluator in try face.view("items", evaluator) },
            method("setdefault", "(self, key, default=None)") { face, arguments, evaluator in
                if try !face.contains(arguments[1], evaluator) {
                    try face.setItem(arguments[1], to: arguments[2], evaluator)
                }
                return try face.getItem(arguments[1], evaluator)
            },
            method("update", "(self, other=(), /, **kwargs)", isRaw: true) { face, arguments, evaluator in
                let entries = try evaluator.call(.object(TypeObject.dict), arguments.dropFirst())
                for (key, value) in entries.as(Dict.self)?.items ?? [] {
                    try face.setItem(key, to: value, evaluator)
                }
                return .none
            },
            method("copy", "(self)") { face, _, evaluator in
                try evaluator.call(.object(TypeObject.dict), [face.view("items", evaluator)])
            },
            method("get", "(self, key, default=None)") { face, arguments, evaluator in
                try face.contains(arguments[1], evaluator) ? face.getItem(arguments[1], evaluator) : arguments[2]
            },
        ]
    }

    private static func method(
        _ name: String, _ signature: Language.Signature, isRaw: Bool = false,
        _ body: @escaping (ParameterGroupObject, borrowing Language.Arguments, Evaluator) throws -> Value
    ) -> NativeFunction {
        NativeFunction(name, signature, isRaw: isRaw) { arguments, evaluator in
            guard let face = arguments[0].as(ParameterGroupObject.self) else {
                throw PythonError(.typeError, "descriptor '\(name)' requires a dict")
            }
            return try body(face, arguments, evaluator)
        }
    }
}
