import Language
import Networks

/// `module.__dict__`: the tables of members and the settings of the layer, then the attributes set on the instance.
extension ModuleObject {
    /// The dict; what is set in it becomes an attribute of the instance.
    func attributeDictionary(_ evaluator: Evaluator) -> Value {
        let namespace = ownNamespace() ?? Namespace()
        return .object(NamespaceMapping(namespace, showing: { [module] in Self.settings(of: module, evaluator) }))
    }

    private static func settings(of module: Module, _ evaluator: Evaluator) -> [(name: Symbol, value: Value)] {
        let face = Value(module)
        let tables = tableNames.compactMap { name in
            (try? evaluator.attribute(name, of: face)).map { (name: name, value: $0) }
        }
        let layer = (module.layer as? ScriptedLayer)?.native ?? module.layer
        let settings = (LayerType.named(layer.typeName)?.signature.parameters ?? []).compactMap { parameter in
            layer.setting(parameter.name).map { (name: Symbol(parameter.name), value: Value(tree: $0)) }
        }
        return tables + settings
    }

    private static let tableNames: [Symbol] =
        ["training", "_parameters", "_buffers", "_non_persistent_buffers_set"]
        + HookTables.Kind.allCases.map { Symbol($0.rawValue) } + ["_modules"]
}
