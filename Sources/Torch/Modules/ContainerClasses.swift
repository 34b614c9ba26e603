import Language
import Networks
import Tensors

/// `nn.Sequential`, `nn.ModuleList`, `nn.ModuleDict` and the lists and dicts of parameters.
enum ContainerClasses {
    // Built once; read on the cell thread only, like all objects of the language.
    nonisolated(unsafe) static let all: [TypeObject] = {
        let types = [sequential, moduleList, moduleDict, parameterList, parameterDict]
        types.forEach(ModuleType.register)
        return types
    }()

    private static var sequential: TypeObject {
        NativeModuleClass.make(
            "Sequential", summary: "Modules one after the other.", signature: "(self, *args)", methods: sequenceMethods
        ) { arguments, evaluator in
            if arguments.count == 1, arguments[0].as(Dict.self) != nil {
                let named = try namedModules(arguments[0], of: "Sequential", evaluator)
                return try translatingModules { try Sequential.module(named) }
            }
            let children = try arguments.positionals.map(child)
            return try translatingModules { try Sequential.module(children) }
        }
    }

    private static var moduleList: TypeObject {
        NativeModuleClass.make(
            "ModuleList", summary: "Modules in a list.", signature: "(self, modules=None)", methods: sequenceMethods
        ) { arguments, evaluator in
            let given = arguments[0].ifDefined ?? arguments[keyword: "modules"] ?? .none
            let children = given.isNone ? [] : try evaluator.array(from: given).map(child)
            return try translatingModules { try ModuleList.module(children) }
        }
    }

    private static var moduleDict: TypeObject {
        NativeModuleClass.make(
            "ModuleDict", summary: "Modules under names.", signature: "(self, modules=None)", methods: dictionaryMethods
        ) { arguments, evaluator in
            let given = arguments[0].ifDefined ?? arguments[keyword: "modules"] ?? .none
            let named = given.isNone ? [] : try namedModules(given, of: "ModuleDict", evaluator)
            return try translatingModules { try ModuleDict.module(named) }
        }
    }

    private static var parameterList: TypeObject {
        NativeModuleClass.make(
            "ParameterList", summary: "Parameters in a list.", signature: "(self, values=None)",
            methods: ParameterContainerMethods.list
        ) { arguments, evaluator in
            let given = arguments[0].ifDefined ?? arguments[keyword: "values"] ?? .none
            let tensors = given.isNone ? [] : try evaluator.array(from: given).compactMap(\.tensor)
            return try translatingModules { try ParameterContainer.list(tensors) }
        }
    }

    private static var parameterDict: TypeObject {
        NativeModuleClass.make(
            "ParameterDict", summary: "Parameters under names.", signature: "(self, parameters=None)",
            methods: ParameterContainerMethods.dictionary
        ) { arguments, evaluator in
            let given = arguments[0].ifDefined ?? arguments[keyword: "parameters"] ?? .none
            let pairs = given.isNone ? [] : try items(given, evaluator)
            return try translatingModules {
                try ParameterContainer.dictionary(pairs.compactMap { name, value in value.tensor.map { (name, $0) } })
            }
        }
    }

    static func child(_ value: Value) throws -> Module {
        if let module = value.module { return module }
        throw PythonError(.typeError, "\(value.classText) is not a Module subclass")
    }

    /// The entries of a dict, or pairs of a list.
    static func items(_ value: Value, _ evaluator: Evaluator) throws -> [(String, Value)] {
        let pairs: [Value]
        if let dictionary = value.as(Dict.self) {
            pairs = dictionary.items.map { Value(tuple: [$0.key, $0.value]) }
        } else if let module = value.module, module.hasNamedItems {
            return module.children.map { ($0.0, $0.1.map { Value($0) } ?? .none) }
        } else {
            pairs = try evaluator.array(from: value)
        }
        return try pairs.map { pair in
            guard let parts = pair.sequenceElements, parts.count == 2 else {
                throw PythonError(.valueError, "ModuleDict update sequence element has length 1; 2 is required")
            }
            return (try evaluator.str(parts[0]), parts[1])
        }
    }

    private static func namedModules(
        _ value: Value, of container: String, _ evaluator: Evaluator
    ) throws -> [(name: String, module: Module)] {
        let type = all.first { $0.name == container }
        return try items(value, evaluator).map { name, value in
            guard type?.lookup(Symbol(name)) == nil else { throw ModuleMethods.taken(name) }
            return (name, try child(value))
        }
    }

    /// Refuses the name of a method or attribute for a new child.
    static func checkFree(_ name: String, in module: Module) throws {
        guard module.children.position(of: name) == nil, Value(module).type.lookup(Symbol(name)) != nil else { return }
        throw ModuleMethods.taken(name)
    }

    private static func moduleClass(_ evaluator: Evaluator) throws -> String {
        try evaluator.str(.object(ModuleType.module))
    }

    // MARK: Methods

    private static var sequenceMethods: [NativeFunction] {
        [
            ModuleMethods.method("append", "(self, module)", "Adds a module at the end.") { module, arguments, _ in
                try module.register(child: child(arguments[1]), named: String(module.children.count))
                return arguments[0]
            },
            ModuleMethods.method("extend", "(self, modules)", "Adds modules at the end.") {
                module, arguments, evaluator in
                let added = try evaluator.array(from: arguments[1]).map(child)
                try module.replaceChildren(module.orderedChildren + added)
                return arguments[0]
            },
            ModuleMethods.method("insert", "(self, index, module)", "Adds a module at a place.") {
                module, arguments, evaluator in
                var children = module.orderedChildren
                let index = try evaluator.index(arguments[1])
                let place = index < 0 ? index + children.count : index
                if module.container is Sequential {
                    guard arguments[2].module != nil else {
                        throw PythonError(.assertionError, "module should be of type: \(try moduleClass(evaluator))")
                    }
                    guard (0...children.count).contains(place) else {
                        throw PythonError(.indexError, "Index out of range: \(index)")
                    }
                }
                children.insert(try child(arguments[2]), at: min(max(place, 0), children.count))
                try module.replaceChildren(children)
                return arguments[0]
            },
            ModuleMethods.method("pop", "(self, key=-1)", "Takes a module out.") { module, arguments, evaluator in
                let key: Value = arguments[1]
                let taken = try ContainerItems(module).get(key, evaluator)
                try ContainerItems(module).delete(key, evaluator)
                return taken
            },
        ]
    }

    private static var dictionaryMethods: [NativeFunction] {
        [
            ModuleMethods.method("keys", "(self)", "The names.") { module, _, _ in
                Value(module.children.names.map { Value($0) })
            },
            ModuleMethods.method("values", "(self)", "The modules.") { module, _, _ in
                Value(module.orderedChildren.map { Value($0) })
            },
            ModuleMethods.method("items", "(self)", "Names with modules.") { module, _, _ in
                Value(module.namedChildren.map { Value(tuple: [Value($0.name), Value($0.module)]) })
            },
            ModuleMethods.method("update", "(self, modules)", "Adds or replaces modules.") {
                module, arguments, evaluator in
                for (name, value) in try items(arguments[1], evaluator) {
                    try checkFree(name, in: module)
                    try module.register(child: child(value), named: name)
                }
                return .none
            },
            ModuleMethods.method("pop", "(self, key)", "Takes a module out.") { module, arguments, evaluator in
                let taken = try ContainerItems(module).get(arguments[1], evaluator)
                try ContainerItems(module).delete(arguments[1], evaluator)
                return taken
            },
            ModuleMethods.method("clear", "(self)", "Takes all modules out.") { module, _, _ in
                for name in module.children.names { _ = module.remove(name) }
                return .none
            },
        ]
    }
}

extension Value {
    /// `torch.nn.Linear` or `int`: the class as messages of modules name it.
    fileprivate var classText: String {
        type.moduleName == "builtins" ? type.name : "\(type.moduleName).\(type.name)"
    }
}

/// Methods of lists and dicts of parameters.
enum ParameterContainerMethods {
    static var list: [NativeFunction] {
        [
            ModuleMethods.method("append", "(self, value)", "Adds a parameter at the end.") { module, arguments, _ in
                let tensor = try parameter(arguments[1])
                try module.register(parameter: tensor, named: String(module.parameters.count))
                return arguments[0]
            },
            ModuleMethods.method("extend", "(self, values)", "Adds parameters at the end.") {
                module, arguments, evaluator in
                for value in try evaluator.array(from: arguments[1]) {
                    try module.register(parameter: parameter(value), named: String(module.parameters.count))
                }
                return arguments[0]
            },
        ]
    }

    static var dictionary: [NativeFunction] {
        [
            ModuleMethods.method("keys", "(self)", "The names.") { module, _, _ in
                Value(module.parameters.names.map { Value($0) })
            },
            ModuleMethods.method("values", "(self)", "The parameters.") { module, _, _ in
                Value(module.parameters.values.map { $0.map { Value($0) } ?? .none })
            },
            ModuleMethods.method("items", "(self)", "Names with parameters.") { module, _, _ in
                Value(module.parameters.map { Value(tuple: [Value($0.0), $0.1.map { Value($0) } ?? .none]) })
            },
        ]
    }

    static func parameter(_ value: Value) throws -> Tensor {
        guard let tensor = value.tensor else {
            throw PythonError(.typeError, "expected a torch.Tensor, got \(value.typeName)")
        }
        return tensor.isParameter ? tensor : try tensor.asParameter()
    }
}
