/// The classes `set` and `frozenset` and their methods.
extension TypeObject {
    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) package static let set = TypeObject(
        native: "set", documentation: "Elements without order or repetition: set(), set(iterable).",
        methods: SetMethods.reading + SetMethods.writing
            + OperatorMethods.container([.or, .and, .subtract, .xor], isMutable: true),
        initializesSubclassesOnly: true,
        allocate: { type, arguments, evaluator in
            guard type.isNative, arguments.count > 0 else { return .object(SetObject()) }
            try SetMethods.check(arguments.count, "set")
            return .object(try SetObject.make(from: arguments[0], evaluator))
        })

    nonisolated(unsafe) package static let frozenSet = TypeObject(
        native: "frozenset", documentation: "A set that cannot change and can be a key.",
        methods: SetMethods.reading + OperatorMethods.container([.or, .and, .subtract, .xor]),
        allocate: { type, arguments, evaluator in
            try SetMethods.check(arguments.count, "frozenset")
            guard arguments.count > 0 else { return .object(SetObject(isFrozen: true)) }
            if type.isNative, let set = arguments[0].as(SetObject.self), set.isFrozen { return arguments[0] }
            return .object(try SetObject.make(from: arguments[0], isFrozen: true, evaluator))
        })
}

enum SetMethods {
    static func check(_ count: Int, _ name: String) throws {
        guard count <= 1 else { throw PythonError(.typeError, "\(name) expected at most 1 argument, got \(count)") }
    }

    private static func set(_ value: Value) throws -> SetObject {
        guard let set = value.as(SetObject.self) else {
            throw PythonError(.typeError, "descriptor requires a 'set' object but received a '\(value.typeName)'")
        }
        return set
    }

    private static func other(_ value: Value, _ evaluator: Evaluator) throws -> SetObject {
        try value.as(SetObject.self) ?? SetObject.make(from: value, evaluator)
    }

    static var reading: [NativeFunction] {
        [
            algebra("union", "Elements of this set and the others.") { try $0.union($1, $2) },
            algebra("intersection", "Elements that are in all.") { try $0.intersection($1, $2) },
            algebra("difference", "Elements that are in none of the others.") { try $0.difference($1, $2) },
            NativeFunction("symmetric_difference", "(self, other, /)", "Elements that are in exactly one.") {
                arguments, evaluator in
                .object(try set(arguments[0]).symmetricDifference(try other(arguments[1], evaluator), evaluator))
            },
            test("issubset", "Whether the other holds every element.") { try $0.isSubset(of: $1, $2) },
            test("issuperset", "Whether every element of the other is here.") { try $1.isSubset(of: $0, $2) },
            test("isdisjoint", "Whether nothing is in both.") { try $0.intersection($1, $2).count == 0 },
            NativeFunction("copy", "(self, /)", "A shallow copy.") { arguments, evaluator in
                .object(try set(arguments[0]).copy(evaluator))
            },
        ]
    }

    private static func algebra(
        _ name: String, _ summary: String, _ combine: @escaping (SetObject, SetObject, Evaluator) throws -> SetObject
    ) -> NativeFunction {
        NativeFunction(name, "(self, *others)", summary) { arguments, evaluator in
            var result = try set(arguments[0])
            let others = try evaluator.array(from: arguments[1])
            if others.isEmpty { result = try result.copy(evaluator) }
            for value in others { result = try combine(result, other(value, evaluator), evaluator) }
            return .object(result)
        }
    }

    private static func test(
        _ name: String, _ summary: String, _ test: @escaping (SetObject, SetObject, Evaluator) throws -> Bool
    ) -> NativeFunction {
        NativeFunction(name, "(self, other, /)", summary) { arguments, evaluator in
            .bool(try test(set(arguments[0]), other(arguments[1], evaluator), evaluator))
        }
    }

    static var writing: [NativeFunction] {
        [
            NativeFunction("__init__", "(self, *args)", isRaw: true) { arguments, evaluator in
                guard let set = arguments[0].as(SetObject.self), !set.type.isNative, !set.isFrozen, arguments.count > 1
                else { return .none }
                try set.update(from: arguments[1], evaluator)
                return .none
            },
            NativeFunction("add", "(self, element, /)", "Adds an element.", as: .add) { arguments, evaluator in
                try set(arguments[0]).add(arguments[1], evaluator)
                return .none
            },
            NativeFunction("remove", "(self, element, /)", "Removes an element; KeyError when absent.") {
                arguments, evaluator in
                guard try set(arguments[0]).discard(arguments[1], evaluator) else {
                    throw PythonError(.keyError, [arguments[1]])
                }
                return .none
            },
            NativeFunction("discard", "(self, element, /)", "Removes an element if it is there.") {
                arguments, evaluator in
                _ = try set(arguments[0]).discard(arguments[1], evaluator)
                return .none
            },
            NativeFunction("pop", "(self, /)", "Removes and returns some element.") { arguments, _ in
                guard let element = try set(arguments[0]).table.pop() else {
                    throw PythonError(.keyError, "pop from an empty set")
                }
                return element
            },
            NativeFunction("clear", "(self, /)", "Removes everything.") { arguments, _ in
                try set(arguments[0]).table.removeAll()
                return .none
            },
            NativeFunction("update", "(self, *others)", "Adds the elements of the others.") { arguments, evaluator in
                let set = try set(arguments[0])
                for value in try evaluator.array(from: arguments[1]) { try set.update(from: value, evaluator) }
                return .none
            },
            change("intersection_update", "Keeps what is in all.") { try $0.intersection($1, $2) },
            change("difference_update", "Removes what is in the others.") { try $0.difference($1, $2) },
            change("symmetric_difference_update", "Keeps what is in exactly one.") {
                try $0.symmetricDifference($1, $2)
            },
        ]
    }

    private static func change(
        _ name: String, _ summary: String, _ combine: @escaping (SetObject, SetObject, Evaluator) throws -> SetObject
    ) -> NativeFunction {
        NativeFunction(name, "(self, *others)", summary) { arguments, evaluator in
            let set = try set(arguments[0])
            for value in try evaluator.array(from: arguments[1]) {
                try set.replace(with: combine(set, other(value, evaluator), evaluator), evaluator)
            }
            return .none
        }
    }
}
