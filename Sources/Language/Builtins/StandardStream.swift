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

    /// `sys.stdin`, whose lines come from the question that `input()` asks. Python text that runs in `sys`.
    static let inputSource = """
        class TextIOWrapper:
            name, mode, encoding, errors, closed = "<stdin>", "r", "utf-8", "strict", False

            def readline(self, size=-1, /):
                try:
                    return input() + "\\n"
                except EOFError:
                    return ""

            def readlines(self, hint=-1, /):
                return list(self)

            def read(self, size=-1, /):
                return "".join(self)

            def __iter__(self):
                return iter(self.readline, "")

            def readable(self):
                return True

            def writable(self):
                return False

            def isatty(self):
                return False

            def fileno(self):
                return 0

            def __repr__(self):
                return "<_io.TextIOWrapper name='<stdin>' mode='r' encoding='utf-8'>"

        TextIOWrapper.__module__ = "_io"
        stdin = __stdin__ = TextIOWrapper()
        del TextIOWrapper
        """

    override package class var nativeType: TypeObject { typeObject }
    override package var acceptsAttributes: Bool { true }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if name == "name" { return stream == .standardOutput ? "<stdout>" : "<stderr>" }
        return try genericAttribute(name, evaluator)
    }
}
