import Language
import Models

/// Conversations as text for a model.
extension TokenizerObject {
    static var chatFunction: NativeFunction {
        NativeFunction(
            "apply_chat_template",
            "(self, conversation, tools=None, documents=None, chat_template=None, add_generation_prompt=False, continue_final_message=False, tokenize=True, padding=False, truncation=False, max_length=None, return_tensors=None, return_dict=False, return_assistant_tokens_mask=False, tokenizer_kwargs=None, **kwargs)",
            "The text or the token ids of a conversation: a list of {'role': ..., 'content': ...}."
        ) { arguments, evaluator in
            let tokenizer = try receiver(arguments)
            let conversations = try isBatch(arguments[1]) ? evaluator.array(from: arguments[1]) : [arguments[1]]
            let template = try arguments[4].ifNotNone.map { try evaluator.str($0) }
            let adds = try evaluator.truth(arguments[5])
            var variables = try [("tools", arguments[2]), ("documents", arguments[3])].compactMap { name, value in
                try value.ifNotNone.map { JSONMember(name, try JSONValue($0, evaluator)) }
            }
            for (name, value) in arguments.named(at: 15) {
                variables.append(JSONMember(name.text, try JSONValue(value, evaluator)))
            }
            let texts = try conversations.map { conversation in
                let messages = try JSONValue(conversation, evaluator)
                return try translatingModels {
                    try tokenizer.applyChatTemplate(
                        messages, template: template, addsGenerationPrompt: adds, variables: variables)
                }
            }
            guard try evaluator.truth(arguments[7]) else {
                return isBatch(arguments[1]) ? Value(texts.map { Value($0) }) : Value(texts.first ?? "")
            }
            return try encoded(texts, arguments, evaluator)
        }
    }

    private static func isBatch(_ conversation: Value) -> Bool {
        conversation.elements?.first.map { $0.elements != nil } ?? false
    }

    /// The token ids of the texts; their special tokens stand in the template already.
    private static func encoded(
        _ texts: [String], _ arguments: borrowing Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let batch = isBatch(arguments[1])
        let given = batch ? Value(texts.map { Value($0) }) : Value(texts.first ?? "")
        let call = try evaluator.call(
            .object(callFunction),
            Arguments(
                [arguments[0], given],
                keywords: [
                    ("add_special_tokens", false), ("padding", arguments[8]), ("truncation", arguments[9]),
                    ("max_length", arguments[10]), ("return_tensors", arguments[11]),
                ].map { (name: Symbol($0.0), value: $0.1) }))
        if try evaluator.truth(arguments[12]) { return call }
        return try evaluator.getItem(call, Value("input_ids"))
    }
}
