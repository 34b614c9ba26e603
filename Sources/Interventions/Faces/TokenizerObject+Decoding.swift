import Language
import Models
import Torch

/// From token ids to text.
extension TokenizerObject {
    static var decodingMethods: [NativeFunction] {
        [
            NativeFunction(
                "decode", "(self, token_ids, skip_special_tokens=False, clean_up_tokenization_spaces=None, **kwargs)",
                "The text of token ids: an int, a list or a tensor.", isInterceptable: true
            ) { arguments, evaluator in
                let ids = try TokenIDs.row(arguments[1], evaluator)
                return try decoded(ids, arguments, evaluator)
            },
            NativeFunction(
                "batch_decode",
                "(self, sequences, skip_special_tokens=False, clean_up_tokenization_spaces=None, **kwargs)",
                "The texts of several rows of token ids.", isInterceptable: true
            ) { arguments, evaluator in
                var texts: [Value] = []
                for row in try evaluator.array(from: arguments[1]) {
                    texts.append(try decoded(try TokenIDs.row(row, evaluator), arguments, evaluator))
                }
                return Value(texts)
            },
            NativeFunction(
                "convert_ids_to_tokens", "(self, ids, skip_special_tokens=False)",
                "The tokens of ids as the vocabulary spells them.", isInterceptable: true
            ) { arguments, evaluator in
                let tokenizer = try receiver(arguments)
                if case .int(let id) = arguments[1] { return tokenizer.token(id).map { Value($0) } ?? .none }
                let skips = try evaluator.truth(arguments[2])
                let ids = try TokenIDs.row(arguments[1], evaluator).filter { !skips || !tokenizer.isSpecial($0) }
                return Value(ids.map { id in tokenizer.token(id).map { Value($0) } ?? .none })
            },
            NativeFunction("convert_tokens_to_ids", "(self, tokens)", "The ids of tokens.") { arguments, evaluator in
                let tokenizer = try receiver(arguments)
                if let text = arguments[1].as(Text.self) { return id(of: text.string, tokenizer) }
                return Value(
                    try evaluator.array(from: arguments[1]).map { id(of: try evaluator.str($0), tokenizer) })
            },
            NativeFunction("convert_tokens_to_string", "(self, tokens)", "The text of tokens.") {
                arguments, evaluator in
                let tokens = try evaluator.array(from: arguments[1]).map { try evaluator.str($0) }
                return Value(try receiver(arguments).join(tokens))
            },
            NativeFunction("get_vocab", "(self)", "A dict from every token to its id.") { arguments, evaluator in
                let vocabulary = Dict()
                for (token, id) in try receiver(arguments).vocabulary {
                    try vocabulary.set(token, to: .int(id), evaluator)
                }
                return .object(vocabulary)
            },
            NativeFunction("add_tokens", "(self, new_tokens, special_tokens=False)", "Adds tokens; returns how many.") {
                arguments, evaluator in
                let tokens =
                    try arguments[1].as(Text.self).map { [$0.string] }
                    ?? evaluator.array(from: arguments[1]).map { try evaluator.str($0) }
                return .int(try receiver(arguments).add(tokens, areSpecial: try evaluator.truth(arguments[2])))
            },
        ]
    }

    private static func decoded(
        _ ids: [Int], _ arguments: borrowing Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let cleansUp = try arguments[3].ifNotNone.map { try evaluator.truth($0) }
        let skips = try evaluator.truth(arguments[2])
        return Value(try receiver(arguments).decode(ids, skipsSpecialTokens: skips, cleansUp: cleansUp))
    }

    private static func id(of token: String, _ tokenizer: Tokenizer) -> Value {
        tokenizer.id(of: token).map { .int($0) } ?? .none
    }

    /// `eos_token`, `eos_token_id` and so on, the padding side and the sizes.
    static var properties: [(Symbol, Value)] {
        SpecialTokens.Role.allCases.flatMap(specialToken) + [
            property("padding_side", set: { $0.paddingSide = try Side.named($1, $2) }) { tokenizer, _ in
                Value(tokenizer.paddingSide.rawValue)
            },
            property("truncation_side", set: { $0.truncationSide = try Side.named($1, $2) }) {
                tokenizer, _ in Value(tokenizer.truncationSide.rawValue)
            },
            property("vocab_size") { tokenizer, _ in .int(tokenizer.baseVocabularySize) },
            property("model_max_length", set: { $0.modelMaxLength = try $2.index($1) }) { tokenizer, _ in
                tokenizer.modelMaxLength.map { .int($0) } ?? .float(1e30)
            },
            property("name_or_path") { tokenizer, _ in Value(tokenizer.nameOrPath) },
            property("is_fast") { _, _ in true },
            property("all_special_tokens") { tokenizer, _ in
                Value(tokenizer.specialTokens.all.map { Value($0) })
            },
            property("all_special_ids") { tokenizer, _ in
                Value(tokenizer.specialTokens.all.map { id(of: $0, tokenizer) })
            },
            property("special_tokens_map") { tokenizer, evaluator in
                let map = Dict()
                for (role, token) in tokenizer.specialTokens.map {
                    try map.set(role.rawValue, to: Value(token), evaluator)
                }
                return .object(map)
            },
        ]
    }

    private static func specialToken(_ role: SpecialTokens.Role) -> [(Symbol, Value)] {
        [
            property(
                role.rawValue,
                set: { tokenizer, value, evaluator in
                    tokenizer.setSpecialToken(role, to: try value.ifNotNone.map { try evaluator.str($0) })
                }
            ) { tokenizer, _ in tokenizer.specialTokens[role].map { Value($0) } ?? .none },
            property(
                role.rawValue + "_id",
                set: { tokenizer, value, evaluator in
                    tokenizer.setSpecialToken(
                        role, to: try value.ifNotNone.flatMap { tokenizer.token(try evaluator.index($0)) })
                }
            ) { tokenizer, _ in tokenizer.specialTokens[role].map { id(of: $0, tokenizer) } ?? .none },
        ]
    }

    private static func property(
        _ name: String, set: ((Tokenizer, Value, Evaluator) throws -> Void)? = nil,
        get: @escaping (Tokenizer, Evaluator) throws -> Value
    ) -> (Symbol, Value) {
        let setter = set.map { set in
            { (receiver: Value, value: Value, evaluator: Evaluator) throws in
                guard let object = receiver.as(TokenizerObject.self) else { return }
                try set(object.tokenizer, value, evaluator)
            }
        }
        let property = NativeProperty(name, set: setter) { receiver, evaluator in
            try receiver.as(TokenizerObject.self).map { try get($0.tokenizer, evaluator) } ?? .none
        }
        return (Symbol(name), .object(property))
    }
}

extension Side {
    /// `"left"` or `"right"`.
    fileprivate static func named(_ value: Value, _ evaluator: Evaluator) throws -> Side {
        let text = try evaluator.str(value)
        guard let side = Side(rawValue: text) else {
            throw PythonError(
                .valueError,
                "Padding side should be selected between 'right' and 'left', current value: \(text)")
        }
        return side
    }
}
