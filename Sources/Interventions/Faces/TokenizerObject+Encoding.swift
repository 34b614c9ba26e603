import Language
import Models
import Torch

/// From text to token ids.
extension TokenizerObject {
    static var encodingMethods: [NativeFunction] {
        [
            NativeFunction(
                "encode",
                "(self, text, text_pair=None, add_special_tokens=True, truncation=False, max_length=None, return_tensors=None, **kwargs)",
                "Token ids of a text.", isInterceptable: true
            ) { arguments, evaluator in
                let tokenizer = try receiver(arguments)
                let row = try encoded(
                    arguments[1], pair: arguments[2], tokenizer,
                    Options(
                        addsSpecialTokens: try evaluator.truth(arguments[3]),
                        truncation: try truncation(arguments[4], arguments[5], tokenizer, evaluator)), evaluator)
                let ids = Value(row.ids.map { .int($0) })
                return arguments[6].isNone ? ids : try TokenTensors.make([row.ids], evaluator)
            },
            NativeFunction("tokenize", "(self, text, **kwargs)", "The tokens of a text as the vocabulary spells them.")
            {
                arguments, evaluator in
                let tokenizer = try receiver(arguments)
                let text = try evaluator.str(arguments[1])
                return Value(try translatingModels { try tokenizer.tokenize(text) }.map { Value($0) })
            },
            NativeFunction(
                "pad", "(self, encoded_inputs, padding=True, max_length=None, return_tensors=None, **kwargs)",
                "Rows of token ids filled up to one length."
            ) { arguments, evaluator in
                let tokenizer = try receiver(arguments)
                let rows = try TokenIDs.rows(arguments[1], evaluator).map(tokenizer.encoding)
                let length = try arguments[3].ifNotNone.map { try evaluator.index($0) }
                let padded = try translatingModels { try tokenizer.pad(rows, length: length) }
                return try BatchEncoding.make(
                    padded, isBatch: true, asTensors: !arguments[4].isNone, tokenizer, evaluator)
            },
            callFunction,
        ]
    }

    /// `tokenizer(text)`
    nonisolated(unsafe) static let callFunction = NativeFunction(
        "__call__",
        "(self, text, text_pair=None, add_special_tokens=True, padding=False, truncation=False, max_length=None, return_tensors=None, return_offsets_mapping=False, **kwargs)",
        "Token ids and attention mask of a text or of several.", isInterceptable: true
    ) { arguments, evaluator in
        let tokenizer = try receiver(arguments)
        let options = Options(
            addsSpecialTokens: try evaluator.truth(arguments[3]),
            truncation: try truncation(arguments[5], arguments[6], tokenizer, evaluator))
        let isBatch = arguments[1].as(Text.self) == nil
        let texts = isBatch ? try evaluator.array(from: arguments[1]) : [arguments[1]]
        var rows = try texts.map { try encoded($0, pair: arguments[2], tokenizer, options, evaluator) }
        if try evaluator.truth(arguments[4]) {
            let isToLimit =
                try arguments[4].as(Text.self).map { try evaluator.str(.object($0)) == "max_length" } ?? false
            let limit = try arguments[6].ifNotNone.map { try evaluator.index($0) } ?? tokenizer.modelMaxLength
            rows = try translatingModels { try tokenizer.pad(rows, length: isToLimit ? limit : nil) }
        }
        return try BatchEncoding.make(
            rows, isBatch: isBatch, asTensors: !arguments[7].isNone, tokenizer, evaluator,
            withOffsets: try evaluator.truth(arguments[8]))
    }

    struct Options {
        var addsSpecialTokens = true
        var truncation: Truncation?
    }

    private static func encoded(
        _ text: Value, pair: Value, _ tokenizer: Tokenizer, _ options: Options, _ evaluator: Evaluator
    ) throws -> Encoding {
        guard text.as(Text.self) != nil else {
            throw PythonError(
                .valueError,
                "text input must be of type `str` (single example), `list[str]` (batch or single pretokenized example) "
                    + "or `list[list[str]]` (batch of pretokenized examples).")
        }
        let first = try evaluator.str(text)
        let second = try pair.ifNotNone.map { try evaluator.str($0) }
        return try translatingModels {
            try tokenizer.encode(
                first, pair: second, addsSpecialTokens: options.addsSpecialTokens, truncation: options.truncation)
        }
    }

    private static func truncation(
        _ flag: Value, _ length: Value, _ tokenizer: Tokenizer, _ evaluator: Evaluator
    ) throws -> Truncation? {
        guard try evaluator.truth(flag),
            let limit = try length.ifNotNone.map({ try evaluator.index($0) }) ?? tokenizer.modelMaxLength
        else { return nil }
        return Truncation(maxLength: limit, side: tokenizer.truncationSide)
    }
}
