import Language
import Models

/// A token beside the model's vocabulary, as cells see it: `AddedToken("<s>", rstrip=False, ...)`.
final class AddedTokenObject: Object {
    private let token: AddedToken

    init(_ token: AddedToken) { self.token = token }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(native: "AddedToken", module: "tokenizers")

    override class var nativeType: TypeObject { typeObject }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "content": Value(token.content)
        case "special": .bool(token.isSpecial)
        case "lstrip": .bool(token.stripsLeft)
        case "rstrip": .bool(token.stripsRight)
        case "single_word": .bool(token.isSingleWord)
        case "normalized": .bool(token.isNormalized)
        default: try genericAttribute(name, evaluator)
        }
    }

    override func repr(_ evaluator: Evaluator) throws -> String { token.description }

    override func str(_ evaluator: Evaluator) throws -> String { token.content }
}
