import Language
import Models
import Tensors
import Torch

/// Token ids of one or several texts, from whatever form a prompt has: text, texts, ids, rows of ids, a tensor or a dict.
struct Prompt {
    private(set) var rows: [[Int]]
    /// 1 where a token counts; nil when the prompt was a dict without a mask.
    private(set) var masks: [[Int]]?

    init(rows: [[Int]], masks: [[Int]]?) {
        self.rows = rows
        self.masks = masks
    }

    /// The keywords are those of the invoke: `max_length` and `truncation` cut long texts.
    init(
        _ value: Value, keywords: [(name: Symbol, value: Value)], _ tokenizer: Tokenizer, _ evaluator: Evaluator
    ) throws {
        if let dict = value.as(Dict.self) ?? value.as(BatchEncoding.self)?.entries {
            try self.init(dict, evaluator)
        } else if let texts = try Prompt.texts(value, evaluator) {
            let truncation = try Prompt.truncation(keywords, tokenizer, evaluator)
            let encodings = try translatingModels {
                try texts.map { try tokenizer.encode($0, truncation: truncation) }
            }
            self.init(rows: encodings.map(\.ids), masks: encodings.map(\.attentionMask))
        } else {
            let rows = try TokenIDs.rows(value, evaluator)
            self.init(rows: rows, masks: rows.map { $0.map { _ in 1 } })
        }
    }

    private static func truncation(
        _ keywords: [(name: Symbol, value: Value)], _ tokenizer: Tokenizer, _ evaluator: Evaluator
    ) throws -> Truncation? {
        let named = Dictionary(keywords.map { ($0.name.text, $0.value) }) { _, last in last }
        guard let flag = named["truncation"], try evaluator.truth(flag) else { return nil }
        let length = try named["max_length"]?.ifNotNone.map { try evaluator.index($0) } ?? tokenizer.modelMaxLength
        return length.map { Truncation(maxLength: $0, side: tokenizer.truncationSide) }
    }

    /// The prompt of an invoke that was prepared before.
    init(_ prepared: PreparedInputs, _ evaluator: Evaluator) throws {
        let named = Dict()
        for (name, value) in prepared.inputs.keywords { try named.set(name.text, to: value, evaluator) }
        try self.init(named, evaluator)
    }

    private init(_ dict: Dict, _ evaluator: Evaluator) throws {
        guard let ids = try dict.get("input_ids", evaluator) else {
            throw PythonError(.valueError, "a prompt given as a dict needs the entry 'input_ids'")
        }
        let mask = try dict.get("attention_mask", evaluator)
        self.init(
            rows: try TokenIDs.rows(ids, evaluator), masks: try mask.map { try TokenIDs.rows($0, evaluator) })
    }

    /// The texts of a prompt, nil when it is made of ids.
    private static func texts(_ value: Value, _ evaluator: Evaluator) throws -> [String]? {
        if value.as(Text.self) != nil { return [try evaluator.str(value)] }
        guard let elements = value.elements, elements.first?.as(Text.self) != nil else { return nil }
        return try elements.map { try evaluator.str($0) }
    }

    /// The masks, or ones where there are none.
    var paddedMasks: [[Int]] { masks ?? rows.map { $0.map { _ in 1 } } }

    /// `input_ids` and `attention_mask` as tensors, rows filled up to one length on the tokenizer's padding side.
    func batchEncoding(_ tokenizer: Tokenizer, _ evaluator: Evaluator) throws -> Dict {
        let width = rows.map(\.count).max() ?? 0
        guard width > 0 else { throw PythonError(.valueError, "the prompt is empty: it has no tokens") }
        let padding = tokenizer.id(of: .padding) ?? tokenizer.id(of: .end) ?? 0
        let encoding = Dict()
        func filled(_ row: [Int], with filler: Int) -> [Int] {
            let filling = Array(repeating: filler, count: width - row.count)
            return tokenizer.paddingSide == .left ? filling + row : row + filling
        }
        try encoding.set(
            "input_ids", to: try TokenTensors.make(rows.map { filled($0, with: padding) }, evaluator), evaluator)
        guard let masks else { return encoding }
        try encoding.set(
            "attention_mask", to: try TokenTensors.make(masks.map { filled($0, with: 0) }, evaluator), evaluator)
        return encoding
    }
}
