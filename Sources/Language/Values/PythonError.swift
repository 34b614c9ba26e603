/// A raised Python exception on its way through Swift code.
/// `throw PythonError(.indexError, "list index out of range")`
public struct PythonError: Error, @unchecked Sendable {  // Stays on the thread of its evaluator.
    /// The exception object, with its type, arguments, causes and traceback.
    public let exception: ExceptionObject

    public init(_ exception: ExceptionObject) { self.exception = exception }

    /// An exception with a message as its only argument.
    public init(_ type: TypeObject, _ message: String) {
        exception = ExceptionObject(type, argument: Value(message))
    }

    /// An exception with any arguments: `PythonError(.keyError, [key])`.
    public init(_ type: TypeObject, _ arguments: [Value]) {
        exception = ExceptionObject(type, arguments: arguments)
    }

    public var type: TypeObject { exception.type }

    /// Whether `except kind` catches it.
    public func isInstance(of kind: TypeObject) -> Bool { exception.type.isSubclass(of: kind) }

    /// The same error with a line of advice for the diagnostic: `help: did you mean 'output'?`.
    public func with(help: String) -> PythonError {
        exception.advice = { help }
        return self
    }

    /// The same error with another place that explains it, perhaps in another cell.
    package func with(secondary span: Span, in source: Source, _ label: String) -> PythonError {
        exception.secondary.append(SecondarySpan(source: source, span: span, label: label))
        return self
    }

    /// The same error with `did you mean` as its help, when one of the names is near the one that was used.
    public func suggesting(_ name: String, from names: @autoclosure @escaping () -> [String]) -> PythonError {
        exception.advice = { Spelling.nearest(to: name, in: names()).map { "did you mean '\($0)'?" } }
        return self
    }

    /// StopIteration with what the iterator returned.
    public static func endOfIteration(_ iterator: ValueIterator) -> PythonError {
        PythonError(.stopIteration, iterator.result.isNone ? [] : [iterator.result])
    }

    /// `'list' object has no attribute 'push'`, with name and object for the suggestion.
    public static func missingAttribute(_ name: Symbol, of value: Value) -> PythonError {
        let message: String
        if let type = value.as(TypeObject.self) {
            message = "type object '\(type.name)' has no attribute '\(name)'"
        } else if let module = value.as(ModuleObject.self) {
            message = "module '\(module.name)' has no attribute '\(name)'"
        } else {
            message = "'\(value.typeName)' object has no attribute '\(name)'"
        }
        let error = PythonError(.attributeError, message)
        error.exception.fields[.name] = Value(name.text)
        error.exception.fields[.obj] = value
        return error.suggesting(
            name.text, from: (value.object?.attributeNames() ?? value.type.allNames()).map(\.text))
    }
}

/// One call on the way to an error, from the outermost in: what a traceback prints a block for.
package struct TraceFrame {
    package let source: Source
    package let functionName: String
    /// The sub-expression that failed.
    package let span: Span

    package init(source: Source, functionName: String, span: Span) {
        self.source = source
        self.functionName = functionName
        self.span = span
    }
}

/// A place that helps to understand an error: "defined here".
package struct SecondarySpan {
    package let source: Source
    package let span: Span
    package let label: String
}
