import Language
import Models
import Torch

/// Rows of ids with what belongs to each token, as `tokenizer.pad` takes them: a dict of lists, or a list of dicts.
struct PaddedRows {
    private var columns: [(name: String, rows: [[Int]])] = []
    private var isBatch = true

    init(_ value: Value, _ evaluator: Evaluator) throws {
        if let dict = value.as(Dict.self) ?? value.as(BatchEncoding.self)?.entries {
            for (key, value) in dict.items { try add(key, value, evaluator) }
        } else {
            for element in try evaluator.array(from: value) { try add(row: element, evaluator) }
        }
        guard columns.contains(where: { $0.name == "input_ids" }) else {
            throw PythonError(
                .valueError,
                "You should supply an encoding or a list of encodings to this method that includes input_ids, but you "
                    + "provided \(columns.map(\.name))")
        }
    }

    private mutating func add(_ key: Value, _ value: Value, _ evaluator: Evaluator) throws {
        let name = try evaluator.str(key)
        if let first = value.elements?.first, case .int = first, name == "input_ids" { isBatch = false }
        columns.append((name, try TokenIDs.rows(value, evaluator)))
    }

    private mutating func add(row: Value, _ evaluator: Evaluator) throws {
        guard let dict = row.as(Dict.self) ?? row.as(BatchEncoding.self)?.entries else {
            try append(TokenIDs.row(row, evaluator), to: "input_ids")
            return
        }
        for (key, value) in dict.items {
            try append(TokenIDs.rows(value, evaluator).first ?? [], to: evaluator.str(key))
        }
    }

    private mutating func append(_ row: [Int], to name: String) {
        if let index = columns.firstIndex(where: { $0.name == name }) {
            columns[index].rows.append(row)
        } else {
            columns.append((name, [row]))
        }
    }

    /// The rows filled up on the tokenizer's padding side, with a mask that says where the filling is.
    func filled(
        _ tokenizer: Tokenizer, length: Int?, multipleOf: Int?, asTensors: Bool, _ evaluator: Evaluator
    ) throws -> Value {
        let ids = columns.first { $0.name == "input_ids" }?.rows ?? []
        let widest =
            try translatingModels {
                try tokenizer.pad(ids.map(tokenizer.encoding), length: length, multipleOf: multipleOf)
            }.map(\.count).max() ?? 0
        var all = columns
        if !all.contains(where: { $0.name == "attention_mask" }), tokenizer.modelInputNames.contains("attention_mask") {
            all.append(("attention_mask", ids.map { $0.map { _ in 1 } }))
        }
        let entries = Dict()
        for (name, rows) in all {
            let filler = name == "input_ids" ? tokenizer.id(of: .padding) ?? 0 : name == "special_tokens_mask" ? 1 : 0
            let full = rows.map { row in
                let filling = Array(repeating: filler, count: max(0, widest - row.count))
                return tokenizer.paddingSide == .left ? filling + row : row + filling
            }
            try entries.set(name, to: asTensors ? TokenTensors.make(full, evaluator) : lists(full), evaluator)
        }
        return .object(BatchEncoding(entries, []))
    }

    private func lists(_ rows: [[Int]]) -> Value {
        let values = rows.map { Value($0.map { .int($0) }) }
        return isBatch ? Value(values) : values.first ?? Value([])
    }
}
