/// The class of `None`.
extension TypeObject {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) public static let noneType = TypeObject(
        native: "NoneType",
        methods: [
            NativeFunction("__bool__", "(self, /)") { _, _ in false },
            NativeFunction("__eq__", "(self, value, /)") { arguments, _ in
                arguments[1].isNone ? true : .notImplemented
            },
        ],
        allocate: { _, arguments, _ in
            guard arguments.isEmpty else { throw PythonError(.typeError, "NoneType takes no arguments") }
            return .none
        })
}
