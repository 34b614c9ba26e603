/// `sys.stdout` and `sys.stderr`: write to the output of the running cell.
package final class StandardStream: Object {
    package let stream: OutputStream

    package init(_ stream: OutputStream) { self.stream = stream }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "OutStream", module: "ipykernel.iostream",
        methods: [
            NativeFunction("write", "(self, text, /)", "Writes a text; returns its length.") { arguments, evaluator in
                guard let text = arguments[1].as(Text.self) else {
                    throw PythonError(.typeError, "write() argument must be str, not \(arguments[1].typeName)")
                }
                guard let stream = arguments[0].as(StandardStream.self) else { return .none }
                evaluator.output.write(text.string, to: stream.stream)
                return .int(text.count)
            },
            NativeFunction("writelines", "(self, lines, /)", "Writes texts.") { arguments, evaluator in
                guard let stream = arguments[0].as(StandardStream.self) else { return .none }
                for line in try evaluator.array(from: arguments[1]) {
                    evaluator.output.write(try evaluator.str(line), to: stream.stream)
                }
                return .none
            },
            NativeFunction("flush", "(self, /)", "Shows what was written so far.") { _, evaluator in
                evaluator.output.flush()
                return .none
            },
            NativeFunction("isatty", "(self, /)", "Whether a terminal shows the text: False.") { _, _ in false },
            NativeFunction("writable", "(self, /)", "True.") { _, _ in true },
        ],
        attributes: [("encoding", "UTF-8"), ("closed", false)])

    override package class var nativeType: TypeObject { typeObject }
    override package var acceptsAttributes: Bool { true }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if name == "name" { return stream == .standardOutput ? "<stdout>" : "<stderr>" }
        return try genericAttribute(name, evaluator)
    }
}
