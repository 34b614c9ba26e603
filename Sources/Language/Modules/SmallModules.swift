/// `gc`: references are counted and cycles are not looked for, so that its functions have nothing to do.
enum GarbageModule {
    /// What programs asked for, which changes nothing.
    private final class Setting {
        var isEnabled = true
    }

    static func make() -> ModuleObject {
        let setting = Setting()
        return ModuleObject(
            "gc", documentation: "Memory management: references are counted, cycles are not looked for.",
            functions: [
                NativeFunction(
                    "collect", "(generation=2)", "0: cycles are not looked for, they stay until the kernel ends.",
                    module: "gc"
                ) { _, _ in
                    0
                },
                NativeFunction("enable", "()", "Is remembered alone.", module: "gc") { _, _ in
                    setting.isEnabled = true
                    return .none
                },
                NativeFunction("disable", "()", "Is remembered alone.", module: "gc") { _, _ in
                    setting.isEnabled = false
                    return .none
                },
                NativeFunction("isenabled", "()", "Whether it was not disabled.", module: "gc") { _, _ in
                    .bool(setting.isEnabled)
                },
                NativeFunction("get_objects", "(generation=None)", "An empty list.", module: "gc") { _, _ in Value([])
                },
                NativeFunction("get_count", "()", "Zeros.", module: "gc") { _, _ in Value(tuple: [0, 0, 0]) },
                NativeFunction("get_threshold", "()", "CPython's numbers.", module: "gc") { _, _ in
                    Value(tuple: [700, 10, 10])
                },
                NativeFunction("set_threshold", "(*numbers)", "Nothing.", module: "gc") { _, _ in .none },
                NativeFunction("get_referrers", "(*objs)", "An empty list.", module: "gc") { _, _ in Value([]) },
                NativeFunction("freeze", "()", "Nothing.", module: "gc") { _, _ in .none },
            ])
    }
}

/// `__future__`: what it names is the rule here already.
enum FutureModule {
    static func make() -> ModuleObject {
        let names = [
            "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
            "unicode_literals", "barry_as_FLUFL", "generator_stop", "annotations",
        ]
        return ModuleObject("__future__", attributes: names.map { (Symbol($0), true) })
    }
}

/// `types`: names of built-in classes, and SimpleNamespace.
enum TypesModule {
    static func make() -> ModuleObject {
        let names: [(String, TypeObject)] = [
            ("FunctionType", Function.typeObject), ("LambdaType", Function.typeObject),
            ("BuiltinFunctionType", NativeFunction.typeObject), ("BuiltinMethodType", NativeFunction.typeObject),
            ("MethodType", BoundMethod.typeObject), ("ModuleType", ModuleObject.typeObject),
            ("NoneType", .noneType), ("EllipsisType", .ellipsis), ("NotImplementedType", .notImplemented),
            ("SimpleNamespace", SimpleNamespace.typeObject), ("MappingProxyType", MappingProxy.typeObject),
            ("GeneratorType", GeneratorIterator.typeObject), ("TracebackType", TracebackObject.typeObject),
            ("FrameType", FrameFace.typeObject), ("CodeType", ProgramText.typeObject),
            ("GenericAlias", GenericAlias.typeObject), ("UnionType", UnionType.typeObject),
            ("MethodDescriptorType", .methodDescriptor), ("WrapperDescriptorType", .wrapperDescriptor),
            ("MethodWrapperType", .methodWrapper), ("GetSetDescriptorType", NativeProperty.typeObject),
        ]
        let module = ModuleObject("types", documentation: "Names of built-in classes.")
        for (name, type) in names { module.namespace[Symbol(name)] = .object(type) }
        return module
    }
}

/// `types.SimpleNamespace`: an object whose attributes are what it was given.
final class SimpleNamespace: Object {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "SimpleNamespace", module: "types", documentation: "An object with any attributes.",
        allocate: { _, arguments, _ in
            guard arguments.count == 0 else { throw PythonError(.typeError, "no positional arguments expected") }
            let result = SimpleNamespace()
            for (name, value) in arguments.keywords { result.ownNamespace()?[name] = value }
            return .object(result)
        })

    override class var nativeType: TypeObject { typeObject }
    override var acceptsAttributes: Bool { true }

    private var items: [(name: Symbol, value: Value)] { derivation?.namespace?.items ?? [] }

    override func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .equal || operation == .notEqual, let other = other.as(SimpleNamespace.self) else {
            return nil
        }
        let (mine, theirs) = (Dict(), Dict())
        for (name, value) in items { try mine.set(name.text, to: value, evaluator) }
        for (name, value) in other.items { try theirs.set(name.text, to: value, evaluator) }
        return try mine.compare(operation, .object(theirs), evaluator)
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        try OpenRepresentations.text(of: self, whenRepeated: "namespace(...)", evaluator) {
            let texts = try items.map { "\($0.name)=\(try evaluator.repr($0.value))" }
            return "namespace(\(texts.joined(separator: ", ")))"
        }
    }
}
