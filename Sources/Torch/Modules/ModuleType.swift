import Language
import Networks
import Tensors

/// The classes of modules: `torch.nn.Module`, one for each layer, and one for each kind of module in a checkpoint.
package enum ModuleType {
    // Built once; read on the cell thread only, like all objects of the language.
    nonisolated(unsafe) package static let module: TypeObject = {
        let type = TypeObject(
            native: "Module", module: "torch.nn.modules.module",
            documentation: "Base class for all neural network modules.",
            methods: ModuleMethods.all,
            allocate: { _, _, evaluator in Value(scripted(evaluator)) })
        for property in properties { type.namespace[Symbol(property.name)] = .object(property) }
        return type
    }()

    /// A module whose class is the user's.
    static func scripted(_ evaluator: Evaluator) -> Module {
        Module(ScriptedLayer(evaluator))
    }

    /// The class of a module that no user class made.
    package static func type(of module: Module) -> TypeObject {
        if module.layer is ScriptedLayer { return self.module }
        let name = module.layer.typeName
        if let known = types[name] { return known }
        let made = maker?(module) ?? TypeObject(native: name, module: "torch.nn.modules", bases: [self.module])
        types[name] = made
        return made
    }

    /// Gives the classes of modules that floors above know, such as those of transformers.
    // Set once, before the first cell runs.
    nonisolated(unsafe) package static var maker: ((Module) -> TypeObject?)?

    /// Makes a class known under its printed name.
    package static func register(_ type: TypeObject) { types[type.name] = type }

    // Read and written on the cell thread only, like all objects of the language.
    nonisolated(unsafe) private static var types: [String: TypeObject] = [:]

    private static var properties: [NativeProperty] {
        [
            NativeProperty(
                "training", "Whether dropout and batch statistics are on.",
                set: { instance, value, evaluator in instance.module?.isTraining = try evaluator.truth(value) }
            ) { instance, _ in
                .bool(instance.module?.isTraining ?? false)
            },
            members("_parameters") { $0.parameters.map { ($0.0, $0.1.map { Value($0) } ?? .none) } },
            members("_buffers") { $0.buffers.map { ($0.0, $0.1.map { Value($0) } ?? .none) } },
            volatileBuffers,
            members("_modules") { $0.children.map { ($0.0, $0.1.map { Value($0) } ?? .none) } },
        ]
    }

    private static var volatileBuffers: NativeProperty {
        NativeProperty("_non_persistent_buffers_set", "The buffers that a state leaves out.") { instance, evaluator in
            let names = SetObject()
            guard let module = instance.module else { return .object(names) }
            for name in module.buffers.names where !module.keepsInState(buffer: name) {
                try names.add(Value(name), evaluator)
            }
            return .object(names)
        }
    }

    /// A snapshot of the members of one kind.
    private static func members(_ name: String, _ list: @escaping (Module) -> [(String, Value)]) -> NativeProperty {
        NativeProperty(name, "The members of this kind, by name.") { instance, evaluator in
            let dictionary = Dict()
            for (name, value) in instance.module.map(list) ?? [] {
                try dictionary.set(Value(name), to: value, evaluator)
            }
            return .object(dictionary)
        }
    }
}
