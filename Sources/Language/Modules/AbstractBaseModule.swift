/// `abc`: classes that cannot be instantiated while methods are abstract.
extension AbstractClasses {
    static func makeABC() -> ModuleObject {
        let module = ModuleObject(
            "abc", documentation: "Abstract base classes.",
            functions: [
                NativeFunction(
                    "abstractmethod", "(funcobj)", "Marks a method that subclasses must define.", module: "abc"
                ) {
                    arguments, evaluator in
                    if arguments[0].object is Function {
                        try evaluator.setAttribute(marker, of: arguments[0], to: true)
                    }
                    return arguments[0]
                },
                NativeFunction(
                    "abstractproperty", "(funcobj)", "Marks a property that subclasses must define.", module: "abc"
                ) {
                    arguments, evaluator in
                    try evaluator.setAttribute(marker, of: arguments[0], to: true)
                    return try evaluator.call(evaluator.builtins["property"] ?? .none, [arguments[0]])
                },
                NativeFunction("get_cache_token", "()", "A number.", module: "abc") { _, _ in 0 },
            ])
        module.namespace["ABC"] = .object(abstractBase)
        module.namespace["ABCMeta"] = .object(metaclass)
        return module
    }

    private static var marker: Symbol { "__isabstractmethod__" }

    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) private static let metaclass = TypeObject(native: "ABCMeta", module: "abc", bases: [.type])

    nonisolated(unsafe) private static let abstractBase = TypeObject(
        native: "ABC", module: "abc", documentation: "A base for classes with abstract methods.",
        methods: [
            NativeFunction("register", "(subclass)", "The class itself.", binds: false) { arguments, _ in arguments[0] }
        ],
        allocate: { type, _, evaluator in
            let missing = try abstractNames(of: type, evaluator)
            guard missing.isEmpty else {
                let plural = missing.count == 1 ? "" : "s"
                throw PythonError(
                    .typeError,
                    "Can't instantiate abstract class \(type.name) with abstract method\(plural) "
                        + missing.joined(separator: ", "))
            }
            return .object(Instance(type))
        })

    /// The names that are abstract in the first class that has them.
    private static func abstractNames(of type: TypeObject, _ evaluator: Evaluator) throws -> [String] {
        var seen = Set<Symbol>()
        var result: [String] = []
        for ancestor in type.mro where !ancestor.isNative {
            for (name, value) in ancestor.namespace.items where seen.insert(name).inserted {
                if try isAbstract(value, evaluator) { result.append(name.text) }
            }
        }
        return result.sorted()
    }

    private static func isAbstract(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        if value.object is Function {
            return try evaluator.attribute(marker, of: value).map { try evaluator.truth($0) } ?? false
        }
        for part in [Symbol("fget"), "__func__"] where !(value.object is TypeObject) {
            guard value.isObject, value.typeName == "property" || value.typeName.hasSuffix("method"),
                let inner = try evaluator.attribute(part, of: value), inner.object is Function
            else { continue }
            if try isAbstract(inner, evaluator) { return true }
        }
        return false
    }
}
