/// A function that remembers its results: what `lru_cache` and `cache` make.
final class CachedFunction: Object {
    private let function: Value
    /// How many results are kept; nil for all.
    private let limit: Int?
    /// Whether arguments of different types, as 1 and 1.0, have results of their own.
    private let isTyped: Bool
    private let results = Dict()
    private var hits = 0
    private var misses = 0

    init(_ function: Value, limit: Int?, isTyped: Bool = false) {
        self.function = function
        self.isTyped = isTyped
        self.limit = limit
    }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "_lru_cache_wrapper", module: "functools",
        methods: [
            NativeFunction("cache_info", "(self)", "Hits, misses, and how many results are kept.") {
                arguments, evaluator in
                guard let cached = arguments[0].as(CachedFunction.self) else { return .none }
                let values: [Value] = [
                    .int(cached.hits), .int(cached.misses), cached.limit.map { .int($0) } ?? .none,
                    .int(cached.results.count),
                ]
                return try evaluator.call(.object(CachedFunction.information(evaluator)), values)
            },
            NativeFunction("cache_parameters", "(self)", "How the cache was made.") { arguments, evaluator in
                let result = Dict()
                let limit = arguments[0].as(CachedFunction.self)?.limit
                try result.set("maxsize", to: limit.map { .int($0) } ?? .none, evaluator)
                try result.set(
                    "typed", to: .bool(arguments[0].as(CachedFunction.self)?.isTyped ?? false), evaluator)
                return .object(result)
            },
            NativeFunction("cache_clear", "(self)", "Forgets all results.") { arguments, _ in
                guard let cached = arguments[0].as(CachedFunction.self) else { return .none }
                cached.results.removeAll()
                (cached.hits, cached.misses) = (0, 0)
                return .none
            },
        ])

    override class var nativeType: TypeObject { typeObject }
    override var isCallable: Bool { true }
    override var acceptsAttributes: Bool { true }
    override var signature: Signature? { function.object?.signature }
    override var documentation: String? { function.object?.documentation }

    /// The named tuple of `cache_info`.
    private static func information(_ evaluator: Evaluator) throws -> TypeObject {
        try evaluator.attached("functools.CacheInfo") {
            try NamedTuples.make("CacheInfo", ["hits", "misses", "maxsize", "currsize"], module: "functools")
        }
    }

    override func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let key = key(arguments)
        if let known = try results.get(key, evaluator) {
            hits += 1
            if limit != nil {
                // The newest use goes to the end; the first entry is the one to give up.
                try results.remove(key, evaluator)
                try results.set(key, to: known, evaluator)
            }
            return known
        }
        misses += 1
        let result = try evaluator.call(function, Arguments(arguments.positionals, keywords: arguments.keywords))
        guard limit != 0 else { return result }
        if let limit, results.count >= limit, let oldest = results.table.next(from: 0) {
            _ = results.table.remove(at: oldest)
        }
        try results.set(key, to: result, evaluator)
        return result
    }

    private func key(_ arguments: borrowing Arguments) -> Value {
        guard isTyped else { return untypedKey(arguments) }
        let types = (arguments.positionals + arguments.keywords.map(\.value)).map { Value.object($0.type) }
        return Value(tuple: [untypedKey(arguments), Value(tuple: types)])
    }

    private func untypedKey(_ arguments: borrowing Arguments) -> Value {
        if arguments.keywordNames.isEmpty {
            return arguments.count == 1 ? arguments[0] : Value(tuple: arguments.positionals)
        }
        let names = arguments.keywords.flatMap { [Value($0.name.text), $0.value] }
        return Value(tuple: arguments.positionals + [.object(self)] + names)
    }

    override func bind(to instance: Value?, of owner: TypeObject, _ evaluator: Evaluator) throws -> Value? {
        instance.map { .object(BoundMethod(.object(self), receiver: $0)) }
    }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if name == .__wrapped__ { return function }
        return try genericAttribute(name, evaluator) ?? evaluator.attribute(name, of: function)
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        let name = try evaluator.attribute(.__qualname__, of: function).map { try evaluator.str($0) } ?? "?"
        return "<functools._lru_cache_wrapper object \(name) at \(address)>"
    }
}

/// `functools.cached_property`: computed once, then an attribute of the instance.
final class CachedProperty: Object {
    private let function: Value
    private var name: Symbol?

    init(_ function: Value) { self.function = function }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "cached_property", module: "functools", documentation: "A property that is computed once.",
        methods: [
            NativeFunction("__set_name__", "(self, owner, name)") { arguments, evaluator in
                arguments[0].as(CachedProperty.self)?.name = Symbol(try evaluator.str(arguments[2]))
                return .none
            }
        ],
        allocate: { _, arguments, _ in .object(CachedProperty(arguments[0])) })

    override class var nativeType: TypeObject { typeObject }
    override var documentation: String? { function.object?.documentation }

    override func bind(to instance: Value?, of owner: TypeObject, _ evaluator: Evaluator) throws -> Value? {
        guard let instance else { return .object(self) }
        let value = try evaluator.call(function, [instance])
        let name = try name ?? Symbol(evaluator.str(try evaluator.requiredAttribute(.__name__, of: function)))
        try evaluator.setAttribute(name, of: instance, to: value)
        return value
    }
}
