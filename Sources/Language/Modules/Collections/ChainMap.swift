/// `collections.ChainMap`: several mappings seen as one; the first that has a key answers.
final class ChainMap: Object {
    private let maps: List

    init(_ maps: List) { self.maps = maps }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "ChainMap", module: "collections", documentation: "Several mappings seen as one: ChainMap(*maps).",
        methods: methods,
        attributes: [
            (
                "maps",
                .object(
                    NativeProperty("maps") { value, _ in value.as(ChainMap.self).map { .object($0.maps) } ?? .none })
            ),
            (
                "parents",
                .object(
                    NativeProperty("parents") { value, _ in
                        let rest = value.as(ChainMap.self)?.maps.elements.dropFirst() ?? []
                        return .object(ChainMap(List(rest.isEmpty ? [.object(Dict())] : Array(rest))))
                    })
            ),
        ],
        allocate: { _, arguments, _ in
            .object(ChainMap(List(arguments.count > 0 ? arguments.positionals : [.object(Dict())])))
        })

    override class var nativeType: TypeObject { typeObject }

    /// All entries, those of the first maps last so that they win.
    private func merged(_ evaluator: Evaluator) throws -> Dict {
        let result = Dict()
        for map in maps.elements.reversed() { try DictMethods.update(result, from: map, evaluator) }
        return result
    }

    override func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        for map in maps.elements where try evaluator.contains(map, key) { return try evaluator.getItem(map, key) }
        throw PythonError(.keyError, [key])
    }

    override func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        guard let first = maps.elements.first else { return }
        try evaluator.setItem(first, key, to: value)
    }

    override func deleteItem(_ key: Value, _ evaluator: Evaluator) throws {
        guard let first = maps.elements.first, try evaluator.contains(first, key) else {
            throw PythonError(.keyError, "Key not found in the first mapping: \(try evaluator.repr(key))")
        }
        try evaluator.deleteItem(first, key)
    }

    override func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        try maps.elements.contains { try evaluator.contains($0, value) }
    }

    override func length(_ evaluator: Evaluator) throws -> Int? { try merged(evaluator).count }
    override func iterate(_ evaluator: Evaluator) throws -> ValueIterator? { try merged(evaluator).iterate(evaluator) }

    override func repr(_ evaluator: Evaluator) throws -> String {
        try Sequences.text(maps.elements, "\(type.name)(", ")", evaluator)
    }

    private static var methods: [NativeFunction] {
        ["keys", "values", "items"].map { name in
            NativeFunction(name, "(self)") { arguments, evaluator in
                guard let chain = arguments[0].as(ChainMap.self) else { return .none }
                return try evaluator.callMethod(Symbol(name), of: .object(chain.merged(evaluator)))
            }
        } + [
            NativeFunction("get", "(self, key, default=None)", "The value of a key, or the default.") {
                arguments, evaluator in
                let found = try evaluator.contains(arguments[0], arguments[1])
                return found ? try evaluator.getItem(arguments[0], arguments[1]) : arguments[2]
            },
            NativeFunction("new_child", "(self, m=None)", "The same with a new mapping in front.") { arguments, _ in
                let maps = arguments[0].as(ChainMap.self)?.maps.elements ?? []
                return .object(ChainMap(List([arguments[1].ifNotNone ?? .object(Dict())] + maps)))
            },
        ]
    }
}
