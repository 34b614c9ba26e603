/// The methods that every exception has.
enum ExceptionMethods {
    static var all: [NativeFunction] {
        [
            NativeFunction("__init__", "(self, *args)", isRaw: true, as: .initializeException) { arguments, _ in
                guard let exception = arguments[0].as(ExceptionObject.self) else { return .none }
                exception.arguments = Array(arguments.positionals.dropFirst())
                exception.fillFields()
                try takeKeywords(arguments, exception)
                return .none
            },
            NativeFunction("with_traceback", "(self, tb, /)", "Sets the traceback; returns the exception.") {
                arguments, _ in
                try arguments[0].as(ExceptionObject.self)?.setTraceback(arguments[1])
                return arguments[0]
            },
            NativeFunction("add_note", "(self, note, /)", "Adds a line that is printed after the message.") {
                arguments, evaluator in
                guard let exception = arguments[0].as(ExceptionObject.self) else { return .none }
                let notes = try exception.fields["__notes__"].map { try evaluator.array(from: $0) } ?? []
                exception.fields["__notes__"] = Value(notes + [arguments[1]])
                return .none
            },
        ]
    }

    static func allocate(
        _ type: TypeObject, _ arguments: borrowing Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        if arguments.count == 1, arguments.keywordNames.isEmpty {
            return .object(ExceptionObject(type, argument: arguments[0]))
        }
        var type = type
        if type === TypeObject.osError, arguments.count >= 2, case .int(let number) = arguments[0] {
            type = FileSystem.errorType(Int32(truncatingIfNeeded: number))
        }
        let exception = ExceptionObject(type, arguments: arguments.positionals)
        if type.isNative { try takeKeywords(arguments, exception) }
        return .object(exception)
    }

    /// The keywords that some exceptions take: `ImportError("…", name="torch")`.
    private static func takeKeywords(_ arguments: borrowing Arguments, _ exception: ExceptionObject) throws {
        for (name, value) in arguments.keywords {
            guard keywords(of: exception.type).contains(name.text) else {
                throw PythonError(.typeError, "\(exception.type.name)() takes no keyword arguments")
            }
            exception.fields[name] = value
        }
    }

    private static func keywords(of type: TypeObject) -> [String] {
        if type.isSubclass(of: .importError) { return ["name", "path"] }
        if type.isSubclass(of: .attributeError) { return ["name", "obj"] }
        return type.isSubclass(of: .nameError) ? ["name"] : []
    }
}
