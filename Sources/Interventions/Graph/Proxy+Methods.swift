import Language

/// What every proxy has of its own, before the attributes of the value that it stands for.
extension Proxy {
    static var methods: [NativeFunction] {
        ["abs", "round"].map(builtIn) + [
            NativeFunction("save", "(self)", "Keeps the value after the block has ended; returns the same proxy.") {
                arguments, _ in
                receiver(arguments)?.node.isSaved = true
                return arguments[0]
            },
            NativeFunction("stop", "(self)", "Ends the run of the model as soon as this value is there.") {
                arguments, evaluator in
                if let proxy = receiver(arguments) {
                    _ = try proxy.tracing.record(.stop, [arguments[0]], evaluator)
                }
                return arguments[0]
            },
            NativeFunction("update", "(self, value)", "Gives this node another value when the graph runs.") {
                arguments, evaluator in
                guard let proxy = receiver(arguments) else { return .none }
                return try proxy.tracing.record(.update, [arguments[0], arguments[1]], evaluator)
            },
        ]
    }

    /// `abs(proxy)` and `round(proxy, 2)`
    private static func builtIn(_ name: String) -> NativeFunction {
        NativeFunction("__\(name)__", "(self, *args)") { arguments, evaluator in
            guard let proxy = receiver(arguments), let function = evaluator.builtins[Symbol(name)] else { return .none }
            return try proxy.tracing.record(
                .call(name), [function, arguments[0]] + arguments.rest(at: 1), evaluator)
        }
    }

    /// Registered beside the methods: `value` and `node` are attributes.
    static var properties: [(Symbol, Value)] {
        [
            (
                "value",
                .object(
                    NativeProperty("value", "The value, once the graph has run.") { proxy, _ in
                        guard let proxy = proxy.proxy else { return .none }
                        guard let value = proxy.settled else {
                            throw InterventionError.valueNotSet(proxy.node).pythonError
                        }
                        return value
                    })
            ),
            (
                "node",
                .object(
                    NativeProperty("node", "The step of the graph that this value comes from.") { proxy, _ in
                        proxy.proxy.map { .object(NodeObject($0.node)) } ?? .none
                    })
            ),
        ]
    }

    private static func receiver(_ arguments: borrowing Arguments) -> Proxy? { arguments[0].proxy }
}
