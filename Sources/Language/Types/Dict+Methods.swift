/// The class `dict` and its methods.
extension TypeObject {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) public static let dict = TypeObject(
        native: "dict", documentation: "Maps keys to values: dict(), dict(mapping), dict(pairs), dict(name=value).",
        methods: DictMethods.all,
        attributes: [("fromkeys", .object(Method(.object(DictMethods.fromKeys), .class)))],
        initializesSubclassesOnly: true,
        allocate: { type, arguments, evaluator in
            let dict = Dict()
            if type.isNative { try DictMethods.fill(dict, arguments, "dict", evaluator) }
            return .object(dict)
        })
}

enum DictMethods {
    static var all: [NativeFunction] { reading + writing + OperatorMethods.container([.or], isMutable: true) }

    static var fromKeys: NativeFunction {
        NativeFunction("fromkeys", "(cls, iterable, value=None, /)", "A dict with these keys, all with one value.") {
            arguments, evaluator in
            let isPlain = arguments[0].object === TypeObject.dict
            let made = isPlain ? .object(Dict()) : try evaluator.call(arguments[0])
            for key in try evaluator.array(from: arguments[1]) { try evaluator.setItem(made, key, to: arguments[2]) }
            return made
        }
    }

    static func dict(_ value: Value) throws -> Dict {
        guard let dict = value.dict ?? value.as(Dict.self) else {
            throw PythonError(.typeError, "descriptor requires a 'dict' object but received a '\(value.typeName)'")
        }
        return dict
    }

    private static var reading: [NativeFunction] {
        [
            NativeFunction("get", "(self, key, default=None, /)", "The value of a key, or the default.", as: .get) {
                arguments, evaluator in
                try dict(arguments[0]).get(arguments[1], evaluator) ?? arguments[2]
            },
            NativeFunction("keys", "(self, /)", "A view of the keys.") { arguments, _ in
                .object(DictView(try dict(arguments[0]), .keys))
            },
            NativeFunction("values", "(self, /)", "A view of the values.") { arguments, _ in
                .object(DictView(try dict(arguments[0]), .values))
            },
            NativeFunction("items", "(self, /)", "A view of the pairs (key, value).") { arguments, _ in
                .object(DictView(try dict(arguments[0]), .items))
            },
            NativeFunction("copy", "(self, /)", "A shallow copy.") { arguments, evaluator in
                .object(try dict(arguments[0]).copy(evaluator))
            },
            NativeFunction("__reversed__", "(self, /)") { arguments, _ in
                .object(DictIterator(try dict(arguments[0]), .keys, isReversed: true))
            },
        ]
    }

    private static var writing: [NativeFunction] {
        [
            NativeFunction("__init__", "(self, *args, **kwargs)", isRaw: true) { arguments, evaluator in
                let dict = try dict(arguments[0])
                guard !dict.type.isNative else { return .none }
                try fill(dict, arguments.dropFirst(), dict.type.name, evaluator)
                return .none
            },
            NativeFunction(
                "update", "(self, other=(), /, **kwargs)", "Takes over the entries of a mapping or of pairs.",
                isRaw: true
            ) {
                arguments, evaluator in
                try fill(dict(arguments[0]), arguments.dropFirst(), "update", evaluator)
                return .none
            },
            NativeFunction("setdefault", "(self, key, default=None, /)", "The value of a key, set first when absent.") {
                arguments, evaluator in
                let dict = try dict(arguments[0])
                if let value = try dict.get(arguments[1], evaluator) { return value }
                try dict.set(arguments[1], to: arguments[2], evaluator)
                return arguments[2]
            },
            NativeFunction("pop", "(self, key, default=..., /)", "Removes a key and returns its value.") {
                arguments, evaluator in
                if let value = try dict(arguments[0]).remove(arguments[1], evaluator) { return value }
                guard let standard = arguments[2].ifDefined else { throw PythonError(.keyError, [arguments[1]]) }
                return standard
            },
            NativeFunction("popitem", "(self, /)", "Removes and returns the newest pair.") { arguments, _ in
                let table = try dict(arguments[0]).table
                guard let last = table.previous(before: table.used) else {
                    throw PythonError(.keyError, "popitem(): dictionary is empty")
                }
                let key = table.entries[last].key
                return Value(tuple: [key, table.remove(at: last)])
            },
            NativeFunction("clear", "(self, /)", "Removes everything.") { arguments, _ in
                try dict(arguments[0]).removeAll()
                return .none
            },
        ]
    }

    /// `dict(other, **names)` into an existing dict.
    static func fill(
        _ dict: Dict, _ arguments: borrowing Arguments, _ name: String, _ evaluator: Evaluator
    ) throws {
        guard arguments.count <= 1 else {
            throw PythonError(.typeError, "\(name) expected at most 1 argument, got \(arguments.count)")
        }
        if arguments.count == 1 { try update(dict, from: arguments[0], evaluator) }
        for (key, value) in arguments.keywords { try dict.set(Value(key.text), to: value, evaluator) }
    }

    /// Takes over a mapping (anything with `keys`) or an iterable of pairs.
    static func update(_ dict: Dict, from other: Value, _ evaluator: Evaluator) throws {
        if let source = other.as(Dict.self), source.derivation?.type?.userLookup("keys") == nil {
            return try dict.merge(source, evaluator)
        }
        if let keys = try evaluator.attribute("keys", of: other) {
            for key in try evaluator.array(from: try evaluator.call(keys)) {
                try dict.set(key, to: try evaluator.getItem(other, key), evaluator)
            }
            return
        }
        let iterator = try evaluator.iterate(other)
        var position = 0
        while let pair = try iterator.next(evaluator) {
            try evaluator.interrupt.check()
            let (key, value) = try self.pair(pair, at: position, evaluator)
            try dict.set(key, to: value, evaluator)
            position += 1
        }
    }

    private static func pair(_ value: Value, at position: Int, _ evaluator: Evaluator) throws -> (Value, Value) {
        if let tuple = value.tuple, tuple.elements.count == 2 { return (tuple.elements[0], tuple.elements[1]) }
        let elements: [Value]
        do {
            elements = try evaluator.array(from: value)
        } catch let error as PythonError where error.isInstance(of: .typeError) {
            throw PythonError(
                .typeError, "cannot convert dictionary update sequence element #\(position) to a sequence")
        }
        guard elements.count == 2 else {
            throw PythonError(
                .valueError,
                "dictionary update sequence element #\(position) has length \(elements.count); 2 is required")
        }
        return (elements[0], elements[1])
    }
}
