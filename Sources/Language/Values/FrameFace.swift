/// What user code sees of a frame: the function, the file and the line, never the variables.
final class FrameFace: Object {
    private let functionName: String
    private let fileName: String
    private let line: Int

    init(_ frame: TraceFrame) {
        (functionName, fileName, line) = (frame.functionName, frame.source.name, Int(frame.span.startLine))
    }

    init(function: Function) {
        (functionName, fileName, line) = (
            function.name, function.code.source.name, Int(function.code.spans.first?.startLine ?? 0)
        )
    }

    // Immutable, so that threads may share the classes.
    nonisolated(unsafe) static let typeObject = TypeObject(native: "frame")
    override class var nativeType: TypeObject { typeObject }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "f_lineno": .int(line)
        case "f_code": .object(Code(functionName, fileName, line))
        case "f_back": Value.none
        case "f_locals": .object(Dict())
        case "f_globals": .object(NamespaceMapping(evaluator.main.namespace))
        default: try genericAttribute(name, evaluator)
        }
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        "<frame at \(address), file '\(fileName)', line \(line), code \(functionName)>"
    }

    /// `frame.f_code`
    private final class Code: Object {
        private let names: [String: Value]

        init(_ functionName: String, _ fileName: String, _ line: Int) {
            names = [
                "co_name": Value(functionName), "co_qualname": Value(functionName), "co_filename": Value(fileName),
                "co_firstlineno": .int(line),
            ]
        }

        nonisolated(unsafe) private static let typeObject = TypeObject(native: "code")
        override class var nativeType: TypeObject { typeObject }

        override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
            try names[name.text] ?? genericAttribute(name, evaluator)
        }
    }
}
