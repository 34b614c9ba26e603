/// What user code sees of a frame: the function, the file and the line, never the variables.
final class FrameFace: Object {
    private let functionName: String
    private let fileName: String
    private let line: Int
    /// The frame that called this one.
    private var caller: FrameFace?

    /// The running frame that lies so many calls below the innermost one; nil when there is none.
    static func running(_ depth: Int, _ evaluator: Evaluator) -> FrameFace? {
        var face: FrameFace?
        var frame = evaluator.stack.frames + 1
        while frame <= evaluator.stack.current - depth {
            let (code, position) = (frame.pointee.code.takeUnretainedValue(), frame.pointee.position)
            let next = FrameFace(
                TraceFrame(source: code.source, functionName: code.qualifiedName, span: code.span(at: position)))
            next.caller = face
            face = next
            frame += 1
        }
        return face
    }

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
        case "f_back": caller.map { .object($0) } ?? Value.none
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
                "co_name": Value(String(functionName.split(separator: ".").last ?? "")),
                "co_qualname": Value(functionName), "co_filename": Value(fileName),
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
