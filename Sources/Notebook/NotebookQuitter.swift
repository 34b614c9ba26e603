import Language

/// `exit` and `quit` in a notebook: a call asks the front end to end the kernel; a plain program ends by SystemExit.
final class NotebookQuitter: Object {
    private let name: String

    init(_ name: String) { self.name = name }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "ZMQExitAutocall", module: "IPython.core.autocall")

    override class var nativeType: TypeObject { typeObject }
    override var isCallable: Bool { true }
    override var signature: Signature? { "(code=None)" }
    override var documentation: String? { "Ends the kernel after this cell." }

    override func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        if let streams = evaluator.output as? CellStreams, streams.cell.askExit() { return .none }
        throw PythonError(.systemExit, [arguments[0].ifDefined ?? arguments[keyword: "code"] ?? .none])
    }

    override func repr(_ evaluator: Evaluator) throws -> String { "<IPython.core.autocall.ZMQExitAutocall object>" }
}
