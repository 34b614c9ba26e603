/// `functools`: partial, reduce, caches, wraps, cmp_to_key, total_ordering, cached_property, singledispatch.
enum FunctionModule {
    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject("functools", documentation: "Tools for functions.", functions: functions)
        module.namespace["partial"] = .object(Partial.typeObject)
        module.namespace["cached_property"] = .object(CachedProperty.typeObject)
        let names: [Value] = ["__module__", "__name__", "__qualname__", "__doc__", "__annotations__"]
        module.namespace["WRAPPER_ASSIGNMENTS"] = Value(tuple: names)
        try SourceModules.add(to: module, FunctionSource.text, evaluator)
        return module
    }

    private static var functions: [NativeFunction] {
        [
            NativeFunction(
                "reduce", "(function, iterable, initial=..., /)", "Combines the elements from left to right.",
                module: "functools"
            ) {
                arguments, evaluator in
                let iterator = try evaluator.iterate(arguments[1])
                guard var total = try arguments[2].ifDefined ?? iterator.next(evaluator) else {
                    throw PythonError(.typeError, "reduce() of empty iterable with no initial value")
                }
                while let value = try iterator.next(evaluator) {
                    total = try evaluator.call(arguments[0], [total, value])
                    try evaluator.interrupt.check()
                }
                return total
            },
            NativeFunction(
                "lru_cache", "(maxsize=128, typed=False)", "Remembers the results of a function.", module: "functools"
            ) {
                arguments, evaluator in
                if AttributeFunctions.isCallable(arguments[0]) {
                    return .object(CachedFunction(arguments[0], limit: 128))
                }
                let limit = try arguments[0].ifNotNone.map { max(try evaluator.index($0), 0) }
                let isTyped = try evaluator.truth(arguments[1])
                return .object(
                    NativeFunction("decorating_function", "(user_function)", module: "functools") { arguments, _ in
                        .object(CachedFunction(arguments[0], limit: limit, isTyped: isTyped))
                    })
            },
            NativeFunction("cache", "(user_function, /)", "Remembers all results of a function.", module: "functools") {
                arguments, _ in
                .object(CachedFunction(arguments[0], limit: nil))
            },
            NativeFunction("cmp_to_key", "(mycmp)", "A key function from a comparing one.", module: "functools") {
                arguments, _ in
                let comparison = arguments[0]
                return .object(
                    NativeFunction("K", "(obj)", module: "functools") { arguments, _ in
                        .object(ComparisonKey(arguments[0], comparison))
                    })
            },
        ]
    }
}

/// `functools.partial(function, *args, **keywords)`
final class Partial: Object {
    let function: Value
    let positionals: [Value]
    let keywords: [(name: Symbol, value: Value)]

    init(_ function: Value, _ positionals: [Value], _ keywords: [(name: Symbol, value: Value)]) {
        self.function = function
        self.positionals = positionals
        self.keywords = keywords
    }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "partial", module: "functools", documentation: "A function with some arguments given.",
        attributes: [
            ("func", .object(NativeProperty("func") { value, _ in value.as(Partial.self)?.function ?? .none })),
            (
                "args",
                .object(NativeProperty("args") { value, _ in Value(tuple: value.as(Partial.self)?.positionals ?? []) })
            ),
            (
                "keywords",
                .object(
                    NativeProperty("keywords") { value, evaluator in
                        let result = Dict()
                        for (name, argument) in value.as(Partial.self)?.keywords ?? [] {
                            try result.set(name.text, to: argument, evaluator)
                        }
                        return .object(result)
                    })
            ),
        ],
        allocate: { _, arguments, _ in
            guard arguments.count > 0 else {
                throw PythonError(.typeError, "type 'partial' takes at least one argument")
            }
            guard AttributeFunctions.isCallable(arguments[0]) else {
                throw PythonError(.typeError, "the first argument must be callable")
            }
            return .object(Partial(arguments[0], Array(arguments.positionals.dropFirst()), arguments.keywords))
        })

    override class var nativeType: TypeObject { typeObject }
    override var isCallable: Bool { true }
    override var acceptsAttributes: Bool { true }
    override var documentation: String? { function.object?.documentation }
    override var signature: Signature? {
        function.object?.signature.map { Signature(Array($0.parameters.dropFirst(positionals.count))) }
    }

    override func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let given = arguments.keywords
        let kept = keywords.filter { keyword in !given.contains { $0.name == keyword.name } }
        return try evaluator.call(
            function, Arguments(positionals + arguments.positionals, keywords: kept + given))
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        var parts = [try evaluator.repr(function)] + (try positionals.map { try evaluator.repr($0) })
        parts += try keywords.map { "\($0.name)=\(try evaluator.repr($0.value))" }
        return "functools.partial(\(parts.joined(separator: ", ")))"
    }
}

/// A key that compares by a user's function: negative, zero or positive.
final class ComparisonKey: Object {
    private let value: Value
    private let comparison: Value

    init(_ value: Value, _ comparison: Value) {
        self.value = value
        self.comparison = comparison
    }

    override func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let other = other.as(ComparisonKey.self) else { return nil }
        return try evaluator.compare(operation, try evaluator.call(comparison, [value, other.value]), 0)
    }
}
