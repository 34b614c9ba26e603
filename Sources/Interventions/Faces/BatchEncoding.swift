import Language
import Models
import Torch

/// What a tokenizer returns: a dict that also gives its entries as attributes.
package final class BatchEncoding: Object {
    /// The dict with `input_ids`, `attention_mask` and so on.
    package let entries: Dict
    let encodings: [Encoding]

    init(_ entries: Dict, _ encodings: [Encoding]) {
        self.entries = entries
        self.encodings = encodings
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "BatchEncoding", module: "transformers.tokenization_utils_base",
        methods: [
            NativeFunction("to", "(self, device)", "The same tensors; there is one device.") { arguments, evaluator in
                for (_, entry) in arguments[0].as(BatchEncoding.self)?.entries.items ?? [] where entry.tensor == nil {
                    throw PythonError(.attributeError, "'\(entry.typeName)' object has no attribute 'to'")
                }
                return arguments[0]
            }
        ] + BatchEncoding.positionMethods)

    override package class var nativeType: TypeObject { typeObject }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if let entry = try entries.get(Value(name.text), evaluator) { return entry }
        switch name.text {
        case "data": return .object(entries)
        case "is_fast": return true
        case "encodings": return Value(encodings.map { .object(EncodingObject($0)) })
        case "n_sequences": return .int(encodings.contains { $0.typeIDs.contains(1) } ? 2 : 1)
        default: break
        }
        if let own = try genericAttribute(name, evaluator) { return own }
        guard let inherited = try evaluator.attribute(name, of: .object(entries)) else {
            // The class asks its dict and says nothing of its own.
            throw PythonError(.attributeError, "")
        }
        return inherited
    }

    override package func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        try entries.set(name.text, to: value, evaluator)
    }

    override package func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if case .int(let index) = key {
            let place = index < 0 ? index + encodings.count : index
            guard encodings.indices.contains(place) else {
                throw PythonError(.indexError, "list index out of range")
            }
            return .object(EncodingObject(encodings[place]))
        }
        return try evaluator.getItem(.object(entries), key)
    }

    override package func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        try evaluator.setItem(.object(entries), key, to: value)
    }

    override package func deleteItem(_ key: Value, _ evaluator: Evaluator) throws {
        try evaluator.deleteItem(.object(entries), key)
    }

    override package func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        try evaluator.contains(.object(entries), value)
    }

    override package func length(_ evaluator: Evaluator) throws -> Int? { entries.count }

    override package func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        try evaluator.iterate(.object(entries))
    }

    override package func repr(_ evaluator: Evaluator) throws -> String { try evaluator.repr(.object(entries)) }

    /// Which entries are wanted, in which form.
    struct Contents {
        var names: [String]
        var asTensors: Bool
        /// Arrays of numpy in place of tensors.
        var asArrays = false
        var specialTokensMask = false
        var offsets = false
        var length = false
    }

    static func make(
        _ rows: [Encoding], isBatch: Bool, _ contents: Contents, _ evaluator: Evaluator
    ) throws -> Value {
        let entries = Dict()
        func set(_ name: String, _ columns: [Value]) throws {
            try entries.set(name, to: isBatch ? Value(columns) : columns.first ?? Value([]), evaluator)
        }
        for name in contents.names + (contents.specialTokensMask ? ["special_tokens_mask"] : []) {
            let columns = rows.map { column(name, of: $0) }
            if contents.asTensors {
                try entries.set(name, to: try TokenTensors.make(columns, evaluator), evaluator)
            } else {
                try set(name, columns.map { Value($0.map { .int($0) }) })
            }
        }
        if contents.offsets { try setOffsets(of: rows, isBatch: isBatch, contents, entries, evaluator) }
        if contents.length {
            let lengths = rows.map(\.count)
            let value = contents.asTensors ? try TokenTensors.row(lengths) : Value(lengths.map { .int($0) })
            try entries.set("length", to: value, evaluator)
        }
        if contents.asArrays {
            for (name, entry) in entries.items where entry.tensor != nil {
                try entries.set(name, to: try evaluator.callMethod("numpy", of: entry), evaluator)
            }
        }
        return .object(BatchEncoding(entries, rows))
    }

    private static func setOffsets(
        of rows: [Encoding], isBatch: Bool, _ contents: Contents, _ entries: Dict, _ evaluator: Evaluator
    ) throws {
        if contents.asTensors {
            let pairs = try TokenTensors.make(
                rows.map { $0.offsets.flatMap { [$0.lowerBound, $0.upperBound] } }, evaluator)
            let view = try evaluator.requiredAttribute("view", of: pairs)
            let shaped = try evaluator.call(view, [.int(rows.count), .int(-1), .int(2)])
            return try entries.set("offset_mapping", to: shaped, evaluator)
        }
        let pairs = rows.map { row in
            Value(row.offsets.map { Value(tuple: [.int($0.lowerBound), .int($0.upperBound)]) })
        }
        try entries.set("offset_mapping", to: isBatch ? Value(pairs) : pairs.first ?? Value([]), evaluator)
    }

    private static func column(_ name: String, of row: Encoding) -> [Int] {
        switch name {
        case "input_ids": row.ids
        case "token_type_ids": row.typeIDs
        case "special_tokens_mask": row.specialTokensMask
        default: row.attentionMask
        }
    }
}
