/// The classes `list` and `tuple` and their methods.
extension TypeObject {
    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) public static let list = TypeObject(
        native: "list", documentation: "A sequence that can change: list(), list(iterable).",
        methods: ListMethods.all,
        initializesSubclassesOnly: true,
        allocate: { type, arguments, evaluator in
            guard type.isNative, arguments.count > 0 else { return .object(List()) }
            try SetMethods.check(arguments.count, "list")
            return .object(List(try evaluator.array(from: arguments[0])))
        })

    nonisolated(unsafe) public static let tuple = TypeObject(
        native: "tuple", documentation: "A sequence that cannot change: tuple(), tuple(iterable).",
        methods: ListMethods.tuple,
        allocate: { type, arguments, evaluator in
            try SetMethods.check(arguments.count, "tuple")
            guard arguments.count > 0 else { return .object(Tuple()) }
            if type.isNative, let tuple = arguments[0].tuple, tuple.derivation == nil { return arguments[0] }
            return .object(Tuple(try evaluator.array(from: arguments[0])))
        })
}

enum ListMethods {
    static var all: [NativeFunction] {
        growing + shrinking + searching + OperatorMethods.container([.add, .multiply], isMutable: true)
    }

    @inline(__always)
    static func list(_ value: Value) throws -> List {
        if let list = value.list { return list }
        guard let list = value.as(List.self) else {
            throw PythonError(.typeError, "descriptor requires a 'list' object but received a '\(value.typeName)'")
        }
        return list
    }

    private static var growing: [NativeFunction] {
        [
            NativeFunction("__init__", "(self, *args)", isRaw: true) { arguments, evaluator in
                let list = try list(arguments[0])
                guard !list.type.isNative, arguments.count > 1 else { return .none }
                list.elements = try evaluator.array(from: arguments[1])
                return .none
            },
            NativeFunction("append", "(self, object, /)", "Adds an element at the end.", as: .append) { arguments, _ in
                try list(arguments[0]).elements.append(arguments[1])
                return .none
            },
            NativeFunction("extend", "(self, iterable, /)", "Adds the elements of an iterable at the end.") {
                arguments, evaluator in
                try list(arguments[0]).extend(with: arguments[1], evaluator)
                return .none
            },
            NativeFunction("insert", "(self, index, object, /)", "Puts an element before a position.") {
                arguments, evaluator in
                let list = try list(arguments[0])
                let index = try evaluator.index(arguments[1])
                let count = list.elements.count
                list.elements.insert(arguments[2], at: min(max(index < 0 ? index + count : index, 0), count))
                return .none
            },
            NativeFunction("copy", "(self, /)", "A shallow copy.") { arguments, _ in
                .object(List(try list(arguments[0]).elements))
            },
        ]
    }

    private static var shrinking: [NativeFunction] {
        [
            NativeFunction("pop", "(self, index=-1, /)", "Removes and returns the element at a position.", as: .pop) {
                arguments, evaluator in
                let list = try list(arguments[0])
                let index = try evaluator.index(arguments[1])
                guard !list.elements.isEmpty else { throw PythonError(.indexError, "pop from empty list") }
                let position = index < 0 ? index + list.elements.count : index
                guard position >= 0, position < list.elements.count else {
                    throw PythonError(.indexError, "pop index out of range")
                }
                return list.elements.remove(at: position)
            },
            NativeFunction("remove", "(self, value, /)", "Removes the first element that is equal.") {
                arguments, evaluator in
                let list = try list(arguments[0])
                guard let index = try Sequences.firstIndex(of: arguments[1], in: list, evaluator),
                    index < list.elements.count
                else { throw PythonError(.valueError, "list.remove(x): x not in list") }
                list.elements.remove(at: index)
                return .none
            },
            NativeFunction("clear", "(self, /)", "Removes everything.") { arguments, _ in
                try list(arguments[0]).elements = []
                return .none
            },
        ]
    }

    private static var searching: [NativeFunction] {
        [
            NativeFunction(
                "index", "(self, value, start=0, stop=9223372036854775807, /)", "The first position of a value."
            ) {
                arguments, evaluator in
                let list = try list(arguments[0])
                let (start, stop) = try bounds(arguments[2], arguments[3], list.elements.count, evaluator)
                guard
                    let index = try Sequences.firstIndex(
                        of: arguments[1], in: list, from: start, before: stop, evaluator)
                else { throw PythonError(.valueError, "\(try evaluator.repr(arguments[1])) is not in list") }
                return .int(index)
            },
            NativeFunction("count", "(self, value, /)", "How often a value occurs.") { arguments, evaluator in
                let value = arguments[1]
                return .int(try list(arguments[0]).elements.count { try Sequences.areEqual($0, value, evaluator) })
            },
            NativeFunction("reverse", "(self, /)", "Reverses the order.") { arguments, _ in
                try list(arguments[0]).elements.reverse()
                return .none
            },
            NativeFunction("sort", "(self, *, key=None, reverse=False)", "Sorts, keeping the order of equal elements.")
            {
                arguments, evaluator in
                let list = try list(arguments[0])
                let elements = list.elements
                list.elements = []
                defer { if list.elements.isEmpty { list.elements = elements } }
                let sorted = try Sorting.sorted(
                    elements, key: arguments[1].ifNotNone, isReversed: evaluator.truth(arguments[2]), evaluator)
                guard list.elements.isEmpty else { throw PythonError(.valueError, "list modified during sort") }
                list.elements = sorted
                return .none
            },
            NativeFunction("__reversed__", "(self, /)") { arguments, _ in
                .object(ArrayIterator(try list(arguments[0]).elements.reversed()))
            },
        ]
    }

    private static func bounds(
        _ start: Value, _ stop: Value, _ count: Int, _ evaluator: Evaluator
    ) throws -> (Int, Int) {
        func clamp(_ index: Int) -> Int { max(index < 0 ? index + count : index, 0) }
        return (clamp(try evaluator.index(start)), clamp(try evaluator.index(stop)))
    }

    static var tuple: [NativeFunction] {
        [
            NativeFunction(
                "index", "(self, value, start=0, stop=9223372036854775807, /)", "The first position of a value."
            ) {
                arguments, evaluator in
                let elements = arguments[0].as(Tuple.self)?.elements ?? []
                let (start, stop) = try bounds(arguments[2], arguments[3], elements.count, evaluator)
                guard
                    let index = try Sequences.firstIndex(
                        of: arguments[1], in: elements, from: start, before: stop, evaluator)
                else { throw PythonError(.valueError, "tuple.index(x): x not in tuple") }
                return .int(index)
            },
            NativeFunction("count", "(self, value, /)", "How often a value occurs.") { arguments, evaluator in
                let value = arguments[1]
                let elements = arguments[0].as(Tuple.self)?.elements ?? []
                return .int(try elements.count { try Sequences.areEqual($0, value, evaluator) })
            },
        ] + OperatorMethods.container([.add, .multiply])
    }
}
