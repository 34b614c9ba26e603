import Language
import Networks
import Tensors

/// `copy.copy(module)`, which shares the members, and `copy.deepcopy(module)`, in which what was tied stays tied.
extension ModuleMethods {
    static var copies: [NativeFunction] {
        [
            method("__copy__", "(self)", "Another module with the same members.") { module, arguments, evaluator in
                let copy = Module(module.layer.copy(evaluator))
                copy.takeOver(module, tensor: { $0 }, child: { $0 })
                copy.computed = module.computed
                copy.foreignHooks = (module.foreignHooks as? HookTables)?.copied { $0 }
                return try face(of: copy, like: arguments[0], module.layer) { $0 }
            },
            method("__deepcopy__", "(self, memo=None)", "A module with copies of all members.") {
                module, arguments, evaluator in
                let memo = CopyMemo(arguments[1].as(Dict.self) ?? Dict(), evaluator)
                if let known = try memo.copy(of: module) { return known }
                let copy = Module(module.layer.copy(evaluator))
                // Attributes may lead back here, so the copy is known before it is whole.
                let result = try face(of: copy, like: arguments[0], module.layer) { value in
                    try memo.note(copy, of: module)
                    return try memo.deepCopy(value)
                }
                try memo.note(copy, of: module)
                try copy.takeOver(module, tensor: memo.deepCopy, child: memo.deepCopy)
                copy.foreignHooks = try (module.foreignHooks as? HookTables)?.copied { try memo.deepCopy($0) }
                for name in module.computed.keys { try Parametrization.install(name, on: copy, evaluator) }
                return result
            },
        ]
    }

    /// The object of a copy, with the class and the attributes of the original's.
    private static func face(
        of copy: Module, like original: Value, _ layer: any Layer, _ attribute: (Value) throws -> Value
    ) throws -> Value {
        guard let derivation = original.object?.derivation else { return Value(copy) }
        let attributes = derivation.namespace.map { _ in Namespace() }
        let own = Derivation(type: derivation.type, namespace: attributes)
        if let scripted = copy.layer as? ScriptedLayer, let source = layer as? ScriptedLayer {
            scripted.initialize(own, native: source.native?.copy())
        }
        let face = ModuleObject(copy)
        face.derivation = own
        for (name, value) in derivation.namespace?.items ?? [] { attributes?[name] = try attribute(value) }
        return .object(face)
    }
}

extension Layer {
    /// The layer for a copy of its module; that of a user's class begins without members.
    fileprivate func copy(_ evaluator: Evaluator) -> any Layer {
        self is ScriptedLayer ? ScriptedLayer(evaluator) : copy()
    }
}

/// What `copy.deepcopy` has copied so far, known by the tensors and modules behind their faces.
struct CopyMemo {
    private let entries: Dict
    private let evaluator: Evaluator

    init(_ entries: Dict, _ evaluator: Evaluator) {
        self.entries = entries
        self.evaluator = evaluator
    }

    private func key(_ original: AnyObject) -> Value { .int(Int(bitPattern: ObjectIdentifier(original))) }

    func copy(of original: AnyObject) throws -> Value? { try entries.get(key(original), evaluator) }

    func note(_ copy: Module, of original: Module) throws {
        try entries.set(key(original), to: Value(copy), evaluator)
    }

    func deepCopy(_ value: Value) throws -> Value { try CopyModule.deep(value, entries, evaluator) }

    func deepCopy(_ module: Module) throws -> Module { try deepCopy(Value(module)).module ?? module }

    func deepCopy(_ tensor: Tensor) throws -> Tensor {
        if let known = try copy(of: tensor)?.tensor { return known }
        let made = try tensor.deepCopy()
        try entries.set(key(tensor), to: Value(made), evaluator)
        return made
    }
}
