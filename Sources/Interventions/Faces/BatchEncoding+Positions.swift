import Language
import Models

/// From tokens to the characters and words that they stand for, and back.
extension BatchEncoding {
    static var positionMethods: [NativeFunction] {
        [
            list("tokens", "The tokens of one row.") { $0.tokens.map { Value($0) } },
            list("word_ids", "The number of the word of each token, None for special tokens.") {
                $0.words.map { $0.map { .int($0) } ?? .none }
            },
            list("sequence_ids", "0 or 1 for the tokens of the first and second text, None for special tokens.") {
                row in
                row.specialTokensMask.indices.map { index in
                    row.specialTokensMask[index] == 1 ? .none : .int(row.sequences[index])
                }
            },
            lookup("char_to_token", "The token at a character.") { row, character, _ in
                row.offsets.firstIndex { $0.contains(character) }.map { .int($0) } ?? .none
            },
            lookup("token_to_chars", "The characters of a token.") { row, token, evaluator in
                guard row.offsets.indices.contains(token) else {
                    throw PythonError(.indexError, "list index out of range")
                }
                guard row.specialTokensMask[token] == 0 else { return .none }
                return try span("CharSpan", row.offsets[token], evaluator)
            },
            lookup("token_to_word", "The word of a token.") { row, token, _ in
                row.words.indices.contains(token) ? row.words[token].map { .int($0) } ?? .none : .none
            },
            lookup("word_to_tokens", "The tokens of a word.") { row, word, evaluator in
                guard let tokens = row.tokens(ofWord: word) else { return .none }
                return try span("TokenSpan", tokens, evaluator)
            },
            lookup("word_to_chars", "The characters of a word.") { row, word, evaluator in
                guard let tokens = row.tokens(ofWord: word) else { return .none }
                let characters =
                    row.offsets[tokens.lowerBound].lowerBound..<row.offsets[tokens.upperBound - 1].upperBound
                return try span("CharSpan", characters, evaluator)
            },
            lookup("char_to_word", "The word at a character.") { row, character, _ in
                row.offsets.firstIndex { $0.contains(character) }.flatMap { row.words[$0] }.map { .int($0) } ?? .none
            },
        ]
    }

    private static func row(_ value: Value, _ index: Int) throws -> Encoding {
        guard let batch = value.as(BatchEncoding.self), batch.encodings.indices.contains(index) else {
            throw PythonError(.indexError, "list index out of range")
        }
        return batch.encodings[index]
    }

    private static func list(
        _ name: String, _ summary: String, _ body: @escaping (Encoding) -> [Value]
    ) -> NativeFunction {
        NativeFunction(name, "(self, batch_index=0)", summary) { arguments, evaluator in
            Value(body(try row(arguments[0], evaluator.index(arguments[1]))))
        }
    }

    /// A method of one position, or of a row and a position.
    private static func lookup(
        _ name: String, _ summary: String, _ body: @escaping (Encoding, Int, Evaluator) throws -> Value
    ) -> NativeFunction {
        NativeFunction(name, "(self, batch_or_position_index, position_index=None, sequence_index=0)", summary) {
            arguments, evaluator in
            let first = try evaluator.index(arguments[1])
            guard let second = try arguments[2].ifNotNone.map({ try evaluator.index($0) }) else {
                return try body(row(arguments[0], 0), first, evaluator)
            }
            return try body(row(arguments[0], first), second, evaluator)
        }
    }

    private static func span(_ name: String, _ range: Range<Int>, _ evaluator: Evaluator) throws -> Value {
        let type = try NamedTuples.make(name, ["start", "end"], module: "transformers.tokenization_utils_base")
        return try evaluator.call(.object(type), [.int(range.lowerBound), .int(range.upperBound)])
    }
}

extension Encoding {
    /// Which text of a pair each token is of: the words of the second text are counted from 0 again.
    fileprivate var sequences: [Int] {
        var (text, last) = (0, -1)
        return words.map { word in
            guard let word else { return text }
            if word < last { text = 1 }
            last = word
            return text
        }
    }

    fileprivate func tokens(ofWord word: Int) -> Range<Int>? {
        guard let first = words.firstIndex(of: word), let last = words[first...].lastIndex(of: word) else { return nil }
        return first..<(last + 1)
    }
}
