/// `collections`: named tuples, counters, deques, dicts with defaults or order.
enum CollectionsModule {
    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject("collections", documentation: "Container types.", functions: [NamedTuples.function])
        for type in [
            OrderedDict.typeObject, DefaultDict.typeObject, Counter.typeObject, Deque.typeObject, ChainMap.typeObject,
        ] {
            module.namespace[Symbol(type.name)] = .object(type)
        }
        module.namespace["abc"] = .object(AbstractClasses.make())
        try SourceModules.add(to: module, UserContainerSource.text, evaluator)
        return module
    }
}

/// `collections.OrderedDict`: a dict whose order counts in comparison and can be changed.
public final class OrderedDict: Dict {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "OrderedDict", module: "collections", bases: [.dict],
        documentation: "A dict that can change its order.",
        methods: [
            NativeFunction("move_to_end", "(self, key, last=True)", "Moves an entry to the end, or to the start.") {
                arguments, evaluator in
                guard let dict = arguments[0].as(OrderedDict.self) else { return .none }
                guard let value = try dict.remove(arguments[1], evaluator) else {
                    throw PythonError(.keyError, [arguments[1]])
                }
                let others = try evaluator.truth(arguments[2]) ? [] : dict.items
                if !others.isEmpty { dict.removeAll() }
                try dict.set(arguments[1], to: value, evaluator)
                for (key, value) in others { try dict.set(key, to: value, evaluator) }
                return .none
            },
            NativeFunction("popitem", "(self, last=True)", "Removes and returns the newest pair, or the oldest.") {
                arguments, evaluator in
                guard let dict = arguments[0].as(OrderedDict.self) else { return .none }
                let table = dict.table
                let isLast = try evaluator.truth(arguments[1])
                guard let number = isLast ? table.previous(before: table.used) : table.next(from: 0) else {
                    throw PythonError(.keyError, "dictionary is empty")
                }
                let key = table.entries[number].key
                return Value(tuple: [key, table.remove(at: number)])
            },
        ],
        allocate: { type, arguments, evaluator in
            let dict = OrderedDict()
            if type.isNative { try DictMethods.fill(dict, arguments, "OrderedDict", evaluator) }
            return .object(dict)
        })

    override public class var nativeType: TypeObject { typeObject }

    override public func copy(_ evaluator: Evaluator) throws -> Dict {
        let result = OrderedDict()
        try result.merge(self, evaluator)
        return result
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .equal || operation == .notEqual, let other = other.as(OrderedDict.self) else {
            return try super.compare(operation, other, evaluator)
        }
        let (mine, theirs) = (
            items.map { Value(tuple: [$0.key, $0.value]) }, other.items.map { Value(tuple: [$0.key, $0.value]) }
        )
        return try Sequences.compare(operation, mine, theirs, evaluator)
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        try OpenRepresentations.text(of: self, whenRepeated: "...", evaluator) {
            guard count > 0 else { return "\(type.name)()" }
            return "\(type.name)(\(try evaluator.repr(pairs)))"
        }
    }

    fileprivate var pairs: Value { Value(items.map { Value(tuple: [$0.key, $0.value]) }) }
}

extension OrderedDict: PrettyPrintable {
    func prettyPrint(_ printer: inout PrettyPrinter, _ isCycle: Bool) throws {
        try printer.printCall(type.name, isCycle ? [] : count > 0 ? [pairs] : [])
    }
}

/// `collections.defaultdict`: absent keys get what a function makes.
public final class DefaultDict: Dict {
    var factory: Value = .none

    /// An empty dict that asks the factory for absent values.
    public convenience init(factory: Value) {
        self.init()
        self.factory = factory
    }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "defaultdict", module: "collections", bases: [.dict],
        documentation: "A dict that makes absent values: defaultdict(list).",
        methods: [
            NativeFunction("__init__", "(self, *args, **kwargs)", isRaw: true) { arguments, evaluator in
                guard let dict = arguments[0].as(DefaultDict.self), !dict.type.isNative else { return .none }
                try dict.fill(arguments.dropFirst(), evaluator)
                return .none
            },
            NativeFunction("__missing__", "(self, key, /)") { arguments, evaluator in
                guard let dict = arguments[0].as(DefaultDict.self) else { return .none }
                return try dict.missing(arguments[1], evaluator)
            },
        ],
        attributes: [
            (
                "default_factory",
                .object(
                    NativeProperty(
                        "default_factory", set: { dict, value, _ in dict.as(DefaultDict.self)?.factory = value }
                    ) { value, _ in value.as(DefaultDict.self)?.factory ?? .none })
            )
        ],
        allocate: { type, arguments, evaluator in
            let dict = DefaultDict()
            if type.isNative { try dict.fill(arguments, evaluator) }
            return .object(dict)
        })

    override public class var nativeType: TypeObject { typeObject }

    private func fill(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws {
        if arguments.count > 0 {
            guard arguments[0].isNone || AttributeFunctions.isCallable(arguments[0]) else {
                throw PythonError(.typeError, "first argument must be callable or None")
            }
            factory = arguments[0]
        }
        let rest = Arguments(Array(arguments.positionals.dropFirst()), keywords: arguments.keywords)
        try DictMethods.fill(self, rest, "defaultdict", evaluator)
    }

    override public func missing(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        guard !factory.isNone else { throw PythonError(.keyError, [key]) }
        let value = try evaluator.call(factory)
        try set(key, to: value, evaluator)
        return value
    }

    override public func copy(_ evaluator: Evaluator) throws -> Dict {
        let result = DefaultDict()
        result.factory = factory
        try result.merge(self, evaluator)
        return result
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        "\(type.name)(\(try evaluator.repr(factory)), \(try super.repr(evaluator)))"
    }
}

extension DefaultDict: PrettyPrintable {
    func prettyPrint(_ printer: inout PrettyPrinter, _ isCycle: Bool) throws {
        let plain = Dict()
        if !isCycle { try plain.merge(self, printer.evaluator) }
        try printer.printCall(type.name, [factory, .object(plain)])
    }
}
