/// Turns text into token ids and back, as the tokenizer of a Hugging Face checkpoint does.
///
///     let tokenizer = try Tokenizer(folder: folder)
///     try tokenizer.encode("The Eiffel Tower").ids   // [276, 393, 394]
///     tokenizer.decode([276, 393])                   // "The Eiffel"
///
/// The stages of tokenizer.json do the work; what tokenizer_config.json says is kept here. A class, because its special
/// tokens and its padding side may be set after loading.
package final class Tokenizer {
    package let className: String
    package let nameOrPath: String
    package internal(set) var specialTokens: SpecialTokens
    package var paddingSide = Side.right
    package var truncationSide = Side.right
    /// The longest row the model takes; `1e30` in Python if nothing is known.
    package var modelMaxLength: Int?
    package var cleansUpSpaces: Bool
    package var modelInputNames: [String]
    package var chatTemplate: String?
    var pipeline: TokenizationPipeline
    /// Where its files are, and how many tokens they add to the model's vocabulary.
    var source: (folder: ModelFolder, addedCount: Int)?

    /// The classes of transformers that can be asked for by name.
    package static let classNames = TokenizerFamily.classNames

    init(
        pipeline: TokenizationPipeline, family: TokenizerFamily, configuration: JSONValue, nameOrPath: String
    ) throws {
        self.pipeline = pipeline
        self.nameOrPath = nameOrPath
        className = family.name
        specialTokens = family.specialTokens
        paddingSide = family.paddingSide
        specialTokens.read(configuration)
        cleansUpSpaces = configuration["clean_up_tokenization_spaces"]?.boolean ?? false
        modelInputNames = configuration["model_input_names"]?.array?.compactMap(\.string) ?? family.inputNames
        modelMaxLength = configuration["model_max_length"]?.integer
        chatTemplate = configuration["chat_template"]?.string
        if let side = configuration["padding_side"]?.string.flatMap(Side.init) { paddingSide = side }
        if let side = configuration["truncation_side"]?.string.flatMap(Side.init) { truncationSide = side }
        try addTokens(of: configuration)
        setBeginning(family, configuration)
    }

    /// The number of tokens of the model, without those added to it.
    package var baseVocabularySize: Int { pipeline.model.vocabulary.count }

    /// The number of all tokens, Python's `len(tokenizer)`.
    package var vocabularySize: Int { pipeline.vocabularySize }

    /// Every token and its id.
    package var vocabulary: [(token: String, id: Int)] {
        var ids = pipeline.model.vocabulary.ids
        ids.merge(pipeline.added.ids) { _, added in added }
        return ids.map { ($0.key.text, $0.value) }.sorted { $0.id < $1.id }
    }

    /// The tokens beside the model's vocabulary, by id.
    package var addedTokens: [AddedToken] { pipeline.added.tokens.values.sorted { $0.id < $1.id } }

    /// The token id, the unknown token's if there is no such token, nil if there is none of that either.
    package func id(of token: String) -> Int? {
        pipeline.id(of: token) ?? specialTokens[.unknown].flatMap(pipeline.id)
    }

    /// The text of a token as the vocabulary spells it (`Ġtower`).
    package func token(_ id: Int) -> String? { pipeline.token(id) }

    package func id(of role: SpecialTokens.Role) -> Int? { specialTokens[role].flatMap(id) }

    /// Gives a role to a token, as `tokenizer.pad_token = tokenizer.eos_token` does; the vocabulary stays as it is.
    package func setSpecialToken(_ role: SpecialTokens.Role, to token: String?) { specialTokens[role] = token }

    /// Tokens without a role of their own that decoding may leave out too.
    package func setAdditionalTokens(_ tokens: [String]) { specialTokens.additional = tokens }

    package func isSpecial(_ id: Int) -> Bool {
        token(id).map { specialTokens.all.contains($0) } ?? false
    }

    /// Adds tokens that the vocabulary does not have yet; gives their number.
    @discardableResult
    package func add(_ contents: [String], areSpecial: Bool) -> Int {
        var count = 0
        for content in contents where !content.isEmpty {
            let known = pipeline.id(of: content)
            let token = AddedToken(id: known ?? pipeline.nextID, content: content, isSpecial: areSpecial)
            if known == nil || pipeline.added.tokens[token.id] == nil { pipeline.add(token) }
            if known == nil { count += 1 }
        }
        return count
    }
}

extension Tokenizer {
    /// The added tokens of tokenizer_config.json, and special tokens that no file defines.
    private func addTokens(of configuration: JSONValue) throws {
        for member in configuration["added_tokens_decoder"]?.members ?? [] {
            guard let id = Int(member.name), id >= 0 else {
                throw TokenizationError.malformed("'\(member.name)' is no token id")
            }
            pipeline.add(try AddedToken(id: id, json: member.value))
        }
        add(specialTokens.all.filter { pipeline.id(of: $0) == nil }, areSpecial: true)
    }

    /// Llama's and Gemma's classes write the post-processor themselves, from `add_bos_token` and `add_eos_token`.
    private func setBeginning(_ family: TokenizerFamily, _ configuration: JSONValue) {
        guard let beginsByDefault = family.setsBeginning else { return }
        let begins = configuration["add_bos_token"]?.boolean ?? beginsByDefault
        let ends = configuration["add_eos_token"]?.boolean ?? false
        func row(_ index: Int) -> [Template.Piece] {
            let beginning = begins ? special(.beginning, typeID: index) : nil
            let end = ends ? special(.end, typeID: index) : nil
            return [beginning, .text(index: index, typeID: index), end].compactMap { $0 }
        }
        pipeline.postProcessor = .template(Template(single: row(0), pair: row(0) + row(1)))
    }

    private func special(_ role: SpecialTokens.Role, typeID: Int) -> Template.Piece? {
        guard let token = specialTokens[role], let id = pipeline.id(of: token) else { return nil }
        return .special(ids: [id], tokens: [token], typeID: typeID)
    }
}

extension Tokenizer: CustomStringConvertible {
    /// The text that transformers prints for a tokenizer.
    package var description: String {
        let special = specialTokens.map.map { "'\($0.role.rawValue)': '\($0.token)'" }.joined(separator: ", ")
        let length = modelMaxLength.map(String.init) ?? "1000000000000000019884624838656"
        let added = addedTokens.map { "\t\($0.id): \($0.description),\n" }.joined()
        return """
            \(className)(name_or_path='\(nameOrPath)', vocab_size=\(baseVocabularySize), model_max_length=\(length), \
            is_fast=True, padding_side='\(paddingSide)', truncation_side='\(truncationSide)', \
            special_tokens={\(special)}, clean_up_tokenization_spaces=\(cleansUpSpaces ? "True" : "False")),  \
            added_tokens_decoder={
            \(added)}
            """
    }
}

extension AddedToken: CustomStringConvertible {
    package var description: String {
        func python(_ flag: Bool) -> String { flag ? "True" : "False" }
        return "AddedToken(\"\(content)\", rstrip=\(python(stripsRight)), lstrip=\(python(stripsLeft)), "
            + "single_word=\(python(isSingleWord)), normalized=\(python(isNormalized)), special=\(python(isSpecial)))"
    }
}
