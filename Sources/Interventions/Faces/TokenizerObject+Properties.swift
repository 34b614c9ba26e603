import Language
import Models

/// What a tokenizer knows of itself.
extension TokenizerObject {
    /// `eos_token`, `eos_token_id` and so on, the padding side and the sizes.
    static var properties: [(Symbol, Value)] {
        SpecialTokens.Role.allCases.flatMap(specialToken) + vocabularyProperties + [
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
            property("all_special_tokens_extended") { tokenizer, _ in
                Value(
                    tokenizer.specialTokens.all.map { token in
                        let added = tokenizer.addedTokens.first { $0.content == token }
                        return added.map { .object(AddedTokenObject($0)) } ?? Value(token)
                    })
            },
            property(
                "additional_special_tokens",
                set: { tokenizer, value, evaluator in
                    tokenizer.setAdditionalTokens(try evaluator.array(from: value).map { try evaluator.str($0) })
                }
            ) { tokenizer, _ in Value(tokenizer.specialTokens.additional.map { Value($0) }) },
            property("additional_special_tokens_ids") { tokenizer, _ in
                Value(tokenizer.specialTokens.additional.map { id(of: $0, tokenizer) })
            },
            property(
                "clean_up_tokenization_spaces", set: { $0.cleansUpSpaces = try $2.truth($1) }
            ) { tokenizer, _ in .bool(tokenizer.cleansUpSpaces) },
            property("model_input_names") { tokenizer, _ in Value(tokenizer.modelInputNames.map { Value($0) }) },
            property("pad_token_type_id") { _, _ in 0 },
            property(
                "chat_template",
                set: { tokenizer, value, evaluator in
                    tokenizer.chatTemplate = try value.ifNotNone.map { try evaluator.str($0) }
                }
            ) { tokenizer, _ in tokenizer.chatTemplate.map { Value($0) } ?? .none },
            property("special_tokens_map") { tokenizer, evaluator in
                let map = Dict()
                for (role, token) in tokenizer.specialTokens.map {
                    try map.set(role.rawValue, to: Value(token), evaluator)
                }
                let additional = tokenizer.specialTokens.additional
                if !additional.isEmpty {
                    try map.set("additional_special_tokens", to: Value(additional.map { Value($0) }), evaluator)
                }
                return .object(map)
            },
        ]
    }

    private static var vocabularyProperties: [(Symbol, Value)] {
        [
            property("vocab") { tokenizer, evaluator in try vocabulary(of: tokenizer, evaluator) },
            property("added_tokens_encoder") { tokenizer, evaluator in
                let dict = Dict()
                for token in tokenizer.addedTokens { try dict.set(token.content, to: .int(token.id), evaluator) }
                return .object(dict)
            },
            property("added_tokens_decoder") { tokenizer, evaluator in
                let dict = Dict()
                for token in tokenizer.addedTokens {
                    try dict.set(.int(token.id), to: .object(AddedTokenObject(token)), evaluator)
                }
                return .object(dict)
            },
        ]
    }

    static func vocabulary(of tokenizer: Tokenizer, _ evaluator: Evaluator) throws -> Value {
        let vocabulary = Dict()
        for (token, id) in tokenizer.vocabulary { try vocabulary.set(token, to: .int(id), evaluator) }
        return .object(vocabulary)
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
