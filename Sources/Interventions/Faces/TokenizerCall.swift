import Language
import Models
import Torch

/// The wishes of a call `tokenizer(text, padding=True, ...)`, and the rows that they give.
struct TokenizerCall {
    static let parameters =
        "add_special_tokens=True, padding=False, truncation=None, max_length=None, stride=0, "
        + "is_split_into_words=False, pad_to_multiple_of=None, return_tensors=None, return_token_type_ids=None, "
        + "return_attention_mask=None, return_overflowing_tokens=False, return_special_tokens_mask=False, "
        + "return_offsets_mapping=False, return_length=False, verbose=True, **kwargs"

    let tokenizer: Tokenizer
    private var addsSpecialTokens = true
    private var isSplitIntoWords = false
    private var truncation: Truncation?
    private var padding = Padding.none
    private var multiple: Int?
    private var returns: BatchEncoding.Contents

    private enum Padding: Equatable {
        case none, longest
        case length(Int)
    }

    /// Reads the arguments from `add_special_tokens` on.
    init(_ tokenizer: Tokenizer, _ arguments: borrowing Arguments, from start: Int, _ evaluator: Evaluator) throws {
        self.tokenizer = tokenizer
        let names = Self.parameters.split(separator: ",").map {
            String($0.drop { $0 == " " }.prefix { $0 != "=" })
        }
        var values: [String: Value] = [:]
        for (index, name) in names.dropLast().enumerated() { values[name] = arguments[start + index] }
        for (name, _) in arguments.named(at: start + names.count - 1) where name.text != "text_target" {
            throw PythonError(
                .typeError,
                "PreTrainedTokenizerFast._batch_encode_plus() got an unexpected keyword argument '\(name.text)'")
        }
        func flag(_ name: String) throws -> Bool? { try values[name]?.ifNotNone.map { try evaluator.truth($0) } }
        func number(_ name: String) throws -> Int? { try values[name]?.ifNotNone.map { try evaluator.index($0) } }
        addsSpecialTokens = try flag("add_special_tokens") ?? true
        isSplitIntoWords = try flag("is_split_into_words") ?? false
        multiple = try number("pad_to_multiple_of")
        let limit = try number("max_length")
        padding = try Self.padding(values["padding"] ?? false, limit ?? tokenizer.modelMaxLength, evaluator)
        let isImplied = limit != nil && padding == .none && values["truncation"]?.ifNotNone == nil
        truncation = try Self.truncation(
            isImplied ? true : values["truncation"] ?? .none, limit, tokenizer, evaluator)
        var inputs = tokenizer.modelInputNames
        try Self.set("token_type_ids", flag("return_token_type_ids"), before: "attention_mask", in: &inputs)
        try Self.set("attention_mask", flag("return_attention_mask"), before: nil, in: &inputs)
        let isArray = values["return_tensors"]?.as(Text.self)?.string == "np"
        returns = BatchEncoding.Contents(
            names: inputs, asTensors: try isArray || Self.wantsTensors(values["return_tensors"], evaluator))
        returns.asArrays = isArray
        returns.specialTokensMask = try flag("return_special_tokens_mask") ?? false
        returns.offsets = try flag("return_offsets_mapping") ?? false
        returns.length = try flag("return_length") ?? false
    }

    private static func set(_ name: String, _ wish: Bool?, before other: String?, in names: inout [String]) {
        guard let wish, wish != names.contains(name) else { return }
        names.removeAll { $0 == name }
        if wish { names.insert(name, at: other.flatMap { names.firstIndex(of: $0) } ?? names.count) }
    }

    /// `"pt"` and True give tensors, None lists.
    static func wantsTensors(_ value: Value?, _ evaluator: Evaluator) throws -> Bool {
        guard let value = value?.ifNotNone else { return false }
        let name = try value.as(Text.self).map { $0.string } ?? evaluator.str(value)
        guard name == "pt" || name == "True" else {
            throw PythonError(
                .importError, "Unable to convert output to \(name) tensors format: only return_tensors=\"pt\" is there."
            )
        }
        return true
    }

    private static func padding(_ value: Value, _ limit: Int?, _ evaluator: Evaluator) throws -> Padding {
        guard let text = value.as(Text.self) else { return try evaluator.truth(value) ? .longest : .none }
        switch text.string {
        case "longest": return .longest
        case "max_length": return limit.map { .length($0) } ?? .none
        case "do_not_pad": return .none
        case let name:
            throw PythonError(
                .valueError,
                "\(name) is not a valid PaddingStrategy, please select one of ['longest', 'max_length', 'do_not_pad']"
            )
        }
    }

    private static func truncation(
        _ value: Value, _ length: Int?, _ tokenizer: Tokenizer, _ evaluator: Evaluator
    ) throws -> Truncation? {
        var only: Int?
        if let text = value.as(Text.self) {
            switch text.string {
            case "longest_first": break
            case "only_first": only = 0
            case "only_second": only = 1
            case "do_not_truncate": return nil
            case let name:
                throw PythonError(
                    .valueError,
                    "\(name) is not a valid TruncationStrategy, please select one of ['only_first', 'only_second', "
                        + "'longest_first', 'do_not_truncate']")
            }
        } else if try value.isNone || !evaluator.truth(value) {
            return nil
        }
        guard let limit = length ?? tokenizer.modelMaxLength else { return nil }
        return Truncation(maxLength: limit, side: tokenizer.truncationSide, only: only)
    }

    // MARK: Rows

    /// The encoding of a text, of a pair, or of lists of them.
    func encoding(_ text: Value, pair: Value, _ evaluator: Evaluator) throws -> Value {
        guard text.ifNotNone != nil else {
            throw PythonError(.valueError, "You need to specify either `text` or `text_target`.")
        }
        guard isBatch(text) else {
            try checkText(text)
            let row = try self.row(text, pair: pair.ifNotNone, evaluator)
            return try BatchEncoding.make(padded([row]), isBatch: false, returns, evaluator)
        }
        let texts = try evaluator.array(from: text)
        let pairs = try pair.ifNotNone.map { try evaluator.array(from: $0) }
        if let pairs, pairs.count != texts.count {
            throw PythonError(
                .valueError,
                "batch length of `text`: \(texts.count) does not match batch length of `text_pair`: \(pairs.count).")
        }
        for text in texts { try checkText(text) }
        let rows = try texts.enumerated().map { try row($1, pair: pairs?[$0], evaluator) }
        return try BatchEncoding.make(padded(rows), isBatch: true, returns, evaluator)
    }

    /// The ids of one row, Python's `encode`.
    func ids(_ text: Value, pair: Value, _ evaluator: Evaluator) throws -> Value {
        guard text.as(Text.self) != nil || text.elements != nil else {
            throw PythonError(
                .typeError,
                "TextEncodeInput must be Union[TextInputSequence, Tuple[InputSequence, InputSequence]]")
        }
        let rows = try padded([row(text, pair: pair.ifNotNone, evaluator)])
        if returns.asTensors { return try TokenTensors.make(rows.map(\.ids), evaluator) }
        return Value((rows.first?.ids ?? []).map { .int($0) })
    }

    private func isBatch(_ text: Value) -> Bool {
        guard let elements = text.elements else { return false }
        guard isSplitIntoWords else { return true }
        return elements.first?.elements != nil
    }

    private func checkText(_ text: Value) throws {
        if text.as(Text.self) != nil || text.elements?.allSatisfy({ $0.as(Text.self) != nil }) == true { return }
        throw PythonError(
            .valueError,
            "text input must be of type `str` (single example), `List[str]` (batch or single pretokenized example) or "
                + "`List[List[str]]` (batch of pretokenized examples).")
    }

    private func row(_ text: Value, pair: Value?, _ evaluator: Evaluator) throws -> Encoding {
        if isSplitIntoWords, let words = text.elements { return try row(words: words, evaluator) }
        var (text, pair) = (text, pair)
        if let both = text.elements, both.count == 2, pair == nil { (text, pair) = (both[0], both[1]) }
        let first = try evaluator.str(text)
        let second = try pair.map { try evaluator.str($0) }
        return try translatingModels {
            try tokenizer.encode(first, pair: second, addsSpecialTokens: addsSpecialTokens, truncation: truncation)
        }
    }

    private func row(words: [Value], _ evaluator: Evaluator) throws -> Encoding {
        guard !["GPT2TokenizerFast", "RobertaTokenizerFast"].contains(tokenizer.className) else {
            throw PythonError(
                .assertionError,
                "You need to instantiate \(tokenizer.className) with add_prefix_space=True to use it with "
                    + "pretokenized inputs.")
        }
        let texts = try words.map { try evaluator.str($0) }
        return try translatingModels {
            try tokenizer.encode(words: texts, addsSpecialTokens: addsSpecialTokens, truncation: truncation)
        }
    }

    private func padded(_ rows: [Encoding]) throws -> [Encoding] {
        switch padding {
        case .none: rows
        case .longest: try translatingModels { try tokenizer.pad(rows, multipleOf: multiple) }
        case .length(let length):
            try translatingModels { try tokenizer.pad(rows, length: length, multipleOf: multiple) }
        }
    }
}
