import Language
import Networks
import Tensors

/// The layer of a module whose class was written in a cell: `forward` is the user's, or that of the layer it derives from.
final class ScriptedLayer: Layer {
    private unowned let evaluator: Evaluator
    /// The user's class and the attributes of the instance; the module keeps them when its face is gone.
    private(set) var derivation: Derivation?
    /// What the class derives from, when that is a layer of torch.
    private(set) var native: (any Layer)?

    init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    /// Whether `super().__init__()` has run.
    var isInitialized: Bool { derivation != nil }

    /// What `super().__init__(…)` does: from here on the module has members.
    func initialize(_ derivation: Derivation?, native: (any Layer)? = nil) {
        self.derivation = derivation ?? Derivation(type: nil)
        if let native { self.native = native }
    }

    var typeName: String { derivation?.type?.name ?? native?.typeName ?? "Module" }
    var foldsChildren: Bool { native?.foldsChildren ?? false }

    func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let face = Value(module)
        guard let object = face.object, let method = try evaluator.userForward(of: object) else {
            guard let native else { throw missingForward }
            return try native.forward(inputs, of: module)
        }
        return TensorTree(try evaluator.call(method, inputs.arguments))
    }

    private var missingForward: ModuleError { .notCallable(type: typeName) }

    func setting(_ name: String) -> TensorTree? { native?.setting(name) }
    func change(_ name: String, to value: TensorTree) -> Bool { native?.change(name, to: value) ?? false }

    /// What the user's `extra_repr` says, or the settings of the layer.
    func ownDescription(of module: Module) throws -> String? {
        guard let type = derivation?.type, type.userLookup(.__repr__)?.as(Function.self) != nil else { return nil }
        return try evaluator.nested { try evaluator.repr(Value(module)) }
    }

    func extraDescription(of module: Module) -> String {
        guard let method = derivation?.type?.userLookup("extra_repr") else {
            return native?.extraDescription(of: module) ?? ""
        }
        let text = try? evaluator.call(method, [Value(module)])
        return text?.as(Text.self)?.string ?? ""
    }
}

extension Evaluator {
    /// The `forward` that a user wrote: in the class, or set on the instance.
    fileprivate func userForward(of object: Object) throws -> Value? {
        if let own = object.derivation?.namespace?[.forward] { return own }
        return try userMethod(.forward, of: object)
    }
}

extension Symbol {
    static let forward: Symbol = "forward"
}

extension Module {
    /// Whether the class of the module was written in a cell.
    package var isScripted: Bool { layer is ScriptedLayer }
}
