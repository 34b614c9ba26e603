/// `exit` and `quit`: their text says how to leave, and a call ends the program as `sys.exit` does.
final class Quitter: Object {
    private let name: String

    init(_ name: String) { self.name = name }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) private static let typeObject = TypeObject(native: "Quitter", module: "_sitebuiltins")

    override class var nativeType: TypeObject { typeObject }
    override var isCallable: Bool { true }
    override var signature: Signature? { "(code=None)" }
    override var documentation: String? { "Ends the program by raising SystemExit." }

    override func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let code = arguments[0].ifDefined ?? arguments[keyword: "code"] ?? .none
        throw PythonError(.systemExit, [code])
    }

    override func repr(_ evaluator: Evaluator) throws -> String { "Use \(name)() or Ctrl-D (i.e. EOF) to exit" }
}
