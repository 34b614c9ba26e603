/// `collections.abc` and `abc`: classes that are recognised by the methods they have.
enum AbstractClasses {
    static func make() -> ModuleObject {
        let module = ModuleObject("collections.abc", documentation: "Abstract classes of containers.")
        for type in all { module.namespace[Symbol(type.name)] = .object(type) }
        return module
    }

    private static let name = "collections.abc"

    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) static let all: [AbstractType] = [
        AbstractType("Hashable", module: name, test: { isHashable($0.type) }, testClass: isHashable),
        AbstractType("Iterable", module: name, methods: [.__iter__], kinds: [.iterator]),
        AbstractType("Iterator", module: name, methods: [.__next__, .__iter__], kinds: [.iterator]),
        AbstractType("Reversible", module: name, methods: [.__reversed__]),
        AbstractType("Sized", module: name, methods: [.__len__]),
        AbstractType("Container", module: name, methods: [.__contains__]),
        AbstractType("Collection", module: name, methods: [.__len__, .__iter__, .__contains__]),
        AbstractType("Callable", module: name, test: AttributeFunctions.isCallable) { $0.lookup(.__call__) != nil },
        AbstractType("Sequence", module: name, methods: [], kinds: [.list, .tuple, .str, .bytes, .byteArray, .range]),
        AbstractType("MutableSequence", module: name, methods: [], kinds: [.list, .byteArray, Deque.typeObject]),
        AbstractType("Set", module: name, methods: [], kinds: [.set, .frozenSet]),
        AbstractType("MutableSet", module: name, methods: [], kinds: [.set]),
        AbstractType("Mapping", module: name, methods: [], kinds: [.dict, ChainMap.typeObject]),
        AbstractType("MutableMapping", module: name, methods: [], kinds: [.dict, ChainMap.typeObject]),
        AbstractType("Generator", module: name, test: { $0.typeName == "generator" }) { $0.name == "generator" },
        AbstractType("ByteString", module: name, methods: [], kinds: [.bytes, .byteArray]),
        AbstractType("KeysView", module: name, test: { $0.typeName.hasSuffix("dict_keys") }) {
            $0.name.hasSuffix("dict_keys")
        },
        AbstractType("ValuesView", module: name, test: { $0.typeName.hasSuffix("dict_values") }) {
            $0.name.hasSuffix("dict_values")
        },
        AbstractType("ItemsView", module: name, test: { $0.typeName.hasSuffix("dict_items") }) {
            $0.name.hasSuffix("dict_items")
        },
        AbstractType("Awaitable", module: name, methods: ["__await__"]),
        AbstractType("Coroutine", module: name, methods: ["__await__", "send"]),
    ]

    private static func isHashable(_ type: TypeObject) -> Bool {
        if let hash = type.lookup(.__hash__), hash.isNone { return false }
        return ![TypeObject.list, .dict, .set, .byteArray, Deque.typeObject].contains { type.isSubclass(of: $0) }
    }
}
