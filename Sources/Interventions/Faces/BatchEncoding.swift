import Language
import Models
import Torch

/// What a tokenizer returns: a dict that also gives its entries as attributes.
package final class BatchEncoding: Object {
    /// The dict with `input_ids`, `attention_mask` and so on.
    package let entries: Dict
    private let encodings: [Encoding]

    init(_ entries: Dict, _ encodings: [Encoding]) {
        self.entries = entries
        self.encodings = encodings
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "BatchEncoding", module: "transformers.tokenization_utils_base",
        methods: [
            NativeFunction("to", "(self, device)", "The same tensors; there is one device.") { arguments, _ in
                arguments[0]
            },
            NativeFunction("tokens", "(self, batch_index=0)", "The tokens of one row.") { arguments, evaluator in
                let row = try evaluator.index(arguments[1])
                guard let batch = arguments[0].as(BatchEncoding.self), batch.encodings.indices.contains(row) else {
                    throw PythonError(.indexError, "list index out of range")
                }
                return Value(batch.encodings[row].tokens.map { Value($0) })
            },
        ])

    override package class var nativeType: TypeObject { typeObject }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if let entry = try entries.get(Value(name.text), evaluator) { return entry }
        if name == "data" { return .object(entries) }
        if let own = try genericAttribute(name, evaluator) { return own }
        return try evaluator.attribute(name, of: .object(entries))
    }

    override package func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        try evaluator.getItem(.object(entries), key)
    }

    override package func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        try evaluator.setItem(.object(entries), key, to: value)
    }

    override package func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        try evaluator.contains(.object(entries), value)
    }

    override package func length(_ evaluator: Evaluator) throws -> Int? { entries.count }

    override package func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        try evaluator.iterate(.object(entries))
    }

    override package func repr(_ evaluator: Evaluator) throws -> String { try evaluator.repr(.object(entries)) }

    static func make(
        _ rows: [Encoding], isBatch: Bool, asTensors: Bool, _ tokenizer: Tokenizer, _ evaluator: Evaluator,
        withOffsets: Bool = false
    ) throws -> Value {
        let entries = Dict()
        for name in tokenizer.modelInputNames {
            let columns = rows.map { column(name, of: $0) }
            if asTensors {
                try entries.set(name, to: try TokenTensors.make(columns, evaluator), evaluator)
            } else {
                let lists = columns.map { Value($0.map { .int($0) }) }
                try entries.set(name, to: isBatch ? Value(lists) : lists.first ?? Value([]), evaluator)
            }
        }
        if withOffsets {
            let pairs = rows.map { row in
                Value(row.offsets.map { Value(tuple: [.int($0.lowerBound), .int($0.upperBound)]) })
            }
            try entries.set("offset_mapping", to: isBatch ? Value(pairs) : pairs.first ?? Value([]), evaluator)
        }
        return .object(BatchEncoding(entries, rows))
    }

    private static func column(_ name: String, of row: Encoding) -> [Int] {
        switch name {
        case "input_ids": row.ids
        case "token_type_ids": row.typeIDs
        default: row.attentionMask
        }
    }
}
