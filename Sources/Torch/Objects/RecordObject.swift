import Language

/// A read-only record with named fields and a printed form of its own, such as `torch.finfo(torch.float32)`.
package final class RecordObject: Object {
    private let ownType: TypeObject
    private let fields: [(name: Symbol, value: Value)]
    private let text: String?

    package init(_ type: TypeObject, _ fields: [(Symbol, Value)], text: String? = nil) {
        ownType = type
        self.fields = fields.map { (name: $0.0, value: $0.1) }
        self.text = text
    }

    override package var type: TypeObject { ownType }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        try fields.first { $0.name == name }?.value ?? genericAttribute(name, evaluator)
    }

    override package func attributeNames() -> [Symbol] { fields.map(\.name) + super.attributeNames() }

    override package func repr(_ evaluator: Evaluator) throws -> String {
        if let text { return text }
        let words = try fields.map { "\($0.name)=\(try evaluator.repr($0.value))" }
        return "\(type.name)(\(words.joined(separator: ", ")))"
    }
}
