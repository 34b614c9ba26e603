/// The text that a conversation becomes for a model, from the `chat_template` of tokenizer_config.json.
///
///     let template = try ChatTemplate("{% for m in messages %}<{{ m.role }}>{{ m.content }}{% endfor %}")
///     try template.render(["messages": ...])   // "<user>Hello"
///
/// The templates are written in Jinja. This reads the subset that published templates use; a template can compute texts and
/// nothing else, and is stopped when it runs too long or writes too much.
package struct ChatTemplate {
    private let body: [TemplateStatement]

    package init(_ source: String) throws {
        var parser = TemplateParser(try TemplateScanner.parts(of: source))
        body = try parser.template()
    }

    /// The text for these variables.
    package func render(_ variables: [JSONMember]) throws -> String {
        let scope = TemplateScope()
        for variable in variables { scope.values[variable.name] = TemplateValue(variable.value) }
        let evaluator = TemplateEvaluator()
        _ = try evaluator.run(body, scope)
        return evaluator.output
    }
}

/// What is wrong with a template, or what the template itself complains of.
package enum TemplateError: Error, Equatable, CustomStringConvertible {
    case syntax(String)
    case evaluation(String)
    /// `raise_exception('...')` in the template.
    case raised(String)

    package var description: String {
        switch self {
        case .syntax(let reason): "the chat template cannot be read: \(reason)"
        case .evaluation(let reason): "the chat template failed: \(reason)"
        case .raised(let message): message
        }
    }
}

extension Tokenizer {
    /// The text of a conversation, Python's `apply_chat_template(messages, tokenize=False)`.
    package func applyChatTemplate(
        _ messages: JSONValue, template: String? = nil, addsGenerationPrompt: Bool = false,
        variables: [JSONMember] = []
    ) throws -> String {
        guard let source = template ?? chatTemplate else {
            throw TokenizationError.invalidRequest(
                "Cannot use chat template functions because tokenizer.chat_template is not set and no template "
                    + "argument was passed! For information about writing templates and setting the "
                    + "tokenizer.chat_template attribute, please see the documentation at "
                    + "https://huggingface.co/docs/transformers/main/en/chat_templating")
        }
        var all = [
            JSONMember("messages", messages), JSONMember("tools", .null), JSONMember("documents", .null),
            JSONMember("add_generation_prompt", .boolean(addsGenerationPrompt)),
        ]
        all += specialTokens.map.map { JSONMember($0.role.rawValue, .string($0.token)) }
        return try ChatTemplate(source).render(all + variables)
    }
}
