/// `operator`: the operators as functions, and getters of items, attributes and methods.
enum OperatorModule {
    static func make() -> ModuleObject {
        let module = ModuleObject("operator", documentation: "Operators as functions.", functions: functions)
        for type in ArgumentGetter.types { module.namespace[Symbol(type.name)] = .object(type) }
        return module
    }

    private static var functions: [NativeFunction] {
        BinaryOperator.allCases.flatMap { binary($0) } + comparisons + unary + items
    }

    private static func binary(_ operation: BinaryOperator) -> [NativeFunction] {
        let name = operation.name == "and" || operation.name == "or" ? operation.name + "_" : operation.name
        return [
            NativeFunction(name, "(a, b, /)", "a \(operation.rawValue) b", module: "_operator") {
                arguments, evaluator in
                try evaluator.binary(operation, arguments[0], arguments[1])
            },
            NativeFunction("i" + operation.name, "(a, b, /)", "a \(operation.rawValue)= b", module: "_operator") {
                arguments, evaluator in
                try evaluator.inPlace(operation, arguments[0], arguments[1])
            },
        ]
    }

    private static var comparisons: [NativeFunction] {
        let names: [(String, ComparisonOperator)] = [
            ("eq", .equal), ("ne", .notEqual), ("lt", .less), ("le", .lessOrEqual), ("gt", .greater),
            ("ge", .greaterOrEqual), ("is_", .is), ("is_not", .isNot),
        ]
        return names.map { name, operation in
            NativeFunction(name, "(a, b, /)", "a \(operation.rawValue) b", module: "_operator") {
                arguments, evaluator in
                try evaluator.compare(operation, arguments[0], arguments[1])
            }
        }
    }

    private static var unary: [NativeFunction] {
        let names: [(String, UnaryOperator)] = [
            ("neg", .minus), ("pos", .plus), ("invert", .invert), ("inv", .invert), ("not_", .not),
        ]
        return names.map { name, operation in
            NativeFunction(name, "(a, /)", "\(operation.rawValue) a", module: "_operator") { arguments, evaluator in
                try evaluator.unary(operation, arguments[0])
            }
        } + [
            NativeFunction("truth", "(a, /)", "Whether a is true.") { arguments, evaluator in
                .bool(try evaluator.truth(arguments[0]))
            },
            NativeFunction("abs", "(a, /)", "The absolute value.") { arguments, evaluator in
                try evaluator.call(evaluator.builtins["abs"] ?? .none, [arguments[0]])
            },
            NativeFunction("index", "(a, /)", "a as an index.") { arguments, evaluator in
                .int(try evaluator.index(arguments[0]))
            },
        ]
    }

    private static var items: [NativeFunction] {
        [
            NativeFunction("getitem", "(a, b, /)", "a[b]") { arguments, evaluator in
                try evaluator.getItem(arguments[0], arguments[1])
            },
            NativeFunction("setitem", "(a, b, c, /)", "a[b] = c") { arguments, evaluator in
                try evaluator.setItem(arguments[0], arguments[1], to: arguments[2])
                return .none
            },
            NativeFunction("delitem", "(a, b, /)", "del a[b]") { arguments, evaluator in
                try evaluator.deleteItem(arguments[0], arguments[1])
                return .none
            },
            NativeFunction("contains", "(a, b, /)", "b in a") { arguments, evaluator in
                .bool(try evaluator.contains(arguments[0], arguments[1]))
            },
            NativeFunction("concat", "(a, b, /)", "a + b, for sequences") { arguments, evaluator in
                try evaluator.binary(.add, arguments[0], arguments[1])
            },
            NativeFunction("countOf", "(a, b, /)", "How often b occurs in a.") { arguments, evaluator in
                let wanted = arguments[1]
                return .int(
                    try evaluator.array(from: arguments[0]).count { try evaluator.identicalOrEqual($0, wanted) })
            },
            NativeFunction("indexOf", "(a, b, /)", "The first position of b in a.") { arguments, evaluator in
                let wanted = arguments[1]
                let found = try evaluator.array(from: arguments[0]).firstIndex {
                    try evaluator.identicalOrEqual($0, wanted)
                }
                guard let found else { throw PythonError(.valueError, "sequence.index(x): x not in sequence") }
                return .int(found)
            },
            NativeFunction("call", "(obj, /, *args, **kwargs)", "obj(*args, **kwargs)", isRaw: true) {
                arguments, evaluator in
                try evaluator.call(arguments[0], arguments.dropFirst())
            },
            NativeFunction("length_hint", "(obj, default=0, /)", "An estimate of the length.") { arguments, evaluator in
                (try? evaluator.length(arguments[0])).map { .int($0) } ?? arguments[1]
            },
        ]
    }
}
