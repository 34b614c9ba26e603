import Language
import Models
import Torch

/// From text to token ids.
extension TokenizerObject {
    static var encodingMethods: [NativeFunction] {
        [
            callFunction,
            NativeFunction(
                "encode_plus", Signature("(self, text, text_pair=None, \(TokenizerCall.parameters))"),
                "Token ids and attention mask of a text.", isInterceptable: true
            ) { arguments, evaluator in
                try TokenizerCall(receiver(arguments), arguments, from: 3, evaluator)
                    .encoding(arguments[1], pair: arguments[2], evaluator)
            },
            NativeFunction(
                "batch_encode_plus", Signature("(self, batch_text_or_text_pairs, \(TokenizerCall.parameters))"),
                "Token ids and attention masks of several texts.", isInterceptable: true
            ) { arguments, evaluator in
                try TokenizerCall(receiver(arguments), arguments, from: 2, evaluator)
                    .encoding(arguments[1], pair: .none, evaluator)
            },
            NativeFunction(
                "encode", Signature("(self, text, text_pair=None, \(TokenizerCall.parameters))"),
                "Token ids of a text.",
                isInterceptable: true
            ) { arguments, evaluator in
                try TokenizerCall(receiver(arguments), arguments, from: 3, evaluator)
                    .ids(arguments[1], pair: arguments[2], evaluator)
            },
            NativeFunction(
                "tokenize", "(self, text, pair=None, add_special_tokens=False, **kwargs)",
                "The tokens of a text as the vocabulary spells them."
            ) {
                arguments, evaluator in
                let tokenizer = try receiver(arguments)
                let text = try evaluator.str(arguments[1])
                let adds = try evaluator.truth(arguments[3])
                let row = try translatingModels { try tokenizer.encode(text, addsSpecialTokens: adds) }
                return Value(row.tokens.map { Value($0) })
            },
        ] + rowMethods
    }

    /// `tokenizer(text)`
    nonisolated(unsafe) static let callFunction = NativeFunction(
        "__call__",
        Signature(
            "(self, text=None, text_pair=None, text_target=None, text_pair_target=None, \(TokenizerCall.parameters))"),
        "Token ids and attention mask of a text or of several.", isInterceptable: true
    ) { arguments, evaluator in
        try TokenizerCall(receiver(arguments), arguments, from: 5, evaluator)
            .encoding(arguments[1], pair: arguments[2], evaluator)
    }

    /// What is done with ids that are there already.
    private static var rowMethods: [NativeFunction] {
        [
            NativeFunction(
                "pad",
                "(self, encoded_inputs, padding=True, max_length=None, pad_to_multiple_of=None, padding_side=None, return_attention_mask=None, return_tensors=None, verbose=True)",
                "Rows of token ids filled up to one length."
            ) { arguments, evaluator in
                let tokenizer = try receiver(arguments)
                let toLimit = arguments[2].as(Text.self)?.string == "max_length"
                let length = try arguments[3].ifNotNone.map { try evaluator.index($0) }
                let rows = try PaddedRows(arguments[1], evaluator)
                return try rows.filled(
                    tokenizer, length: toLimit ? length : nil,
                    multipleOf: try arguments[4].ifNotNone.map { try evaluator.index($0) },
                    asTensors: TokenizerCall.wantsTensors(arguments[7], evaluator), evaluator)
            },
            NativeFunction("num_special_tokens_to_add", "(self, pair=False)", "How many special tokens a row gets.") {
                arguments, evaluator in
                .int(try receiver(arguments).specialTokenCount(isPair: try evaluator.truth(arguments[1])))
            },
            NativeFunction(
                "build_inputs_with_special_tokens", "(self, token_ids_0, token_ids_1=None)",
                "The ids of one text or of two, with the special tokens of the tokenizer's class."
            ) { arguments, evaluator in
                let rows = try [arguments[1], arguments[2]].compactMap {
                    try $0.ifNotNone.map { try TokenIDs.row($0, evaluator) }
                }
                let tokenizer = try receiver(arguments)
                return Value(ClassRow(rows, tokenizer).ids.map { .int($0) })
            },
            NativeFunction(
                "create_token_type_ids_from_sequences", "(self, token_ids_0, token_ids_1=None)",
                "0 for the tokens of the first text, 1 for those of the second."
            ) { arguments, evaluator in
                let rows = try [arguments[1], arguments[2]].compactMap {
                    try $0.ifNotNone.map { try TokenIDs.row($0, evaluator) }
                }
                let tokenizer = try receiver(arguments)
                return Value(ClassRow(rows, tokenizer).types.map { .int($0) })
            },
            NativeFunction(
                "get_special_tokens_mask", "(self, token_ids_0, token_ids_1=None, already_has_special_tokens=False)",
                "1 for special tokens, 0 for others."
            ) { arguments, evaluator in
                guard try evaluator.truth(arguments[3]) else {
                    throw PythonError(
                        .assertionError,
                        "You cannot use ``already_has_special_tokens=False`` with this tokenizer. Please use a slow "
                            + "(full python) tokenizer to activate this argument. Or set "
                            + "`return_special_tokens_mask=True` when calling the encoding method to get the special "
                            + "tokens mask in any tokenizer. ")
                }
                let tokenizer = try receiver(arguments)
                return Value(try TokenIDs.row(arguments[1], evaluator).map { .int(tokenizer.isSpecial($0) ? 1 : 0) })
            },
        ]
    }
}

/// What the Python classes of BERT and RoBERTa set around ids; other classes set nothing.
private struct ClassRow {
    private(set) var ids: [Int] = []
    private(set) var types: [Int] = []

    init(_ rows: [[Int]], _ tokenizer: Tokenizer) {
        let isBert = tokenizer.className.hasPrefix("Bert") || tokenizer.className.hasPrefix("DistilBert")
        let isRoberta = tokenizer.className.hasPrefix("Roberta")
        let first = (isBert || isRoberta) ? tokenizer.id(of: isBert ? .classification : .beginning) : nil
        let last = (isBert || isRoberta) ? tokenizer.id(of: isBert ? .separator : .end) : nil
        for (index, row) in rows.enumerated() {
            let beginning = index == 0 ? [first] : isRoberta ? [last] : []
            let part = (beginning + row + [last]).compactMap { $0 }
            ids += part
            types += part.map { _ in isRoberta ? 0 : index }
        }
    }
}
