import Language
import Models

/// One encoded text with all that is known of its tokens: `tokenizer("The Eiffel Tower")[0].tokens`.
final class EncodingObject: Object {
    private let encoding: Encoding

    init(_ encoding: Encoding) { self.encoding = encoding }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(native: "Encoding", module: "tokenizers")

    override class var nativeType: TypeObject { typeObject }

    private static let names: [Symbol] = [
        "ids", "type_ids", "tokens", "offsets", "attention_mask", "special_tokens_mask", "word_ids", "words",
        "overflowing", "n_sequences",
    ]

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "ids": EncodingObject.list(encoding.ids)
        case "type_ids": EncodingObject.list(encoding.typeIDs)
        case "attention_mask": EncodingObject.list(encoding.attentionMask)
        case "special_tokens_mask": EncodingObject.list(encoding.specialTokensMask)
        case "tokens": Value(encoding.tokens.map { Value($0) })
        case "offsets": Value(encoding.offsets.map { Value(tuple: [.int($0.lowerBound), .int($0.upperBound)]) })
        case "word_ids", "words": Value(encoding.words.map { $0.map { .int($0) } ?? .none })
        case "overflowing": Value([])
        case "n_sequences": .int(encoding.typeIDs.contains(1) ? 2 : 1)
        default: try genericAttribute(name, evaluator)
        }
    }

    private static func list(_ numbers: [Int]) -> Value { Value(numbers.map { .int($0) }) }

    override func attributeNames() -> [Symbol] { EncodingObject.names + super.attributeNames() }

    override func length(_ evaluator: Evaluator) throws -> Int? { encoding.count }

    override func repr(_ evaluator: Evaluator) throws -> String {
        "Encoding(num_tokens=\(encoding.count), attributes=[ids, type_ids, tokens, offsets, attention_mask, "
            + "special_tokens_mask, overflowing])"
    }
}
