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
            NativeFunction("save_pretrained", "(self, save_directory, **kwargs)", "Writes the tokenizer into a folder.")
            {
                arguments, evaluator in
                let tokenizer = try receiver(arguments)
                let folder = try evaluator.str(arguments[1])
                let files = try translatingModels { try CheckpointWriter(folder).write(tokenizer) }
                return Value(tuple: files.map { Value($0) })
            },
            NativeFunction("get_vocab", "(self)", "A dict from every token to its id.") { arguments, evaluator in
                try vocabulary(of: receiver(arguments), evaluator)
            },
            NativeFunction("add_tokens", "(self, new_tokens, special_tokens=False)", "Adds tokens; returns how many.") {
                arguments, evaluator in
                let tokens =
                    try arguments[1].as(Text.self).map { [$0.string] }
                    ?? evaluator.array(from: arguments[1]).map { try evaluator.str($0) }
                return .int(try receiver(arguments).add(tokens, areSpecial: try evaluator.truth(arguments[2])))
            },
            NativeFunction(
                "add_special_tokens", "(self, special_tokens_dict, replace_additional_special_tokens=True)",
                "Gives tokens a role, and adds those that are new; returns how many."
            ) { arguments, evaluator in try addSpecialTokens(arguments, evaluator) },
        ]
    }

    private static func decoded(
        _ ids: [Int], _ arguments: borrowing Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let cleansUp = try arguments[3].ifNotNone.map { try evaluator.truth($0) }
        let skips = try evaluator.truth(arguments[2])
        return Value(try receiver(arguments).decode(ids, skipsSpecialTokens: skips, cleansUp: cleansUp))
    }

    static func id(of token: String, _ tokenizer: Tokenizer) -> Value {
        tokenizer.id(of: token).map { .int($0) } ?? .none
    }

    private static func addSpecialTokens(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let tokenizer = try receiver(arguments)
        guard let given = arguments[1].as(Dict.self) else {
            throw PythonError(.typeError, "special_tokens_dict must be a dict, not '\(arguments[1].typeName)'")
        }
        var count = 0
        for (key, value) in given.items {
            let name = try evaluator.str(key)
            if name == "additional_special_tokens" {
                let tokens = try evaluator.array(from: value).map { try evaluator.str($0) }
                count += tokenizer.add(tokens, areSpecial: true)
                let kept = try evaluator.truth(arguments[2]) ? [] : tokenizer.specialTokens.additional
                tokenizer.setAdditionalTokens(kept + tokens.filter { !kept.contains($0) })
                continue
            }
            guard let role = SpecialTokens.Role(rawValue: name) else {
                throw PythonError(.assertionError, "Key \(name) is not a special token")
            }
            count += tokenizer.add([try evaluator.str(value)], areSpecial: true)
            tokenizer.setSpecialToken(role, to: try evaluator.str(value))
        }
        return .int(count)
    }
}
