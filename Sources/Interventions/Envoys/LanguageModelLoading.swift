import Language
import Models
import Tensors
import Torch

/// The arguments of `LanguageModel(...)`: which checkpoint, in which precision, with which tokenizer.
struct LanguageModelLoading {
    private let name: String
    /// The network itself, where it is given instead of a name.
    private let given: PretrainedModel?
    private let options: LoadingOptions
    private let isDispatched: Bool
    private let tokenizer: TokenizerObject?
    private let tokenizerOptions: Dict?

    init(_ arguments: borrowing Language.Arguments, _ evaluator: Evaluator) throws {
        let named = Dictionary(uniqueKeysWithValues: arguments.keywords.map { ($0.name.text, $0.value) })
        guard let path = arguments.positionals.first ?? named["repo_id"] ?? named["model_key"] else {
            throw PythonError(.typeError, "LanguageModel() missing 1 required positional argument: 'repo_id'")
        }
        given = try path.module.flatMap { module in try translatingModels { try PretrainedModel(of: module) } }
        guard given != nil || path.as(Text.self) != nil || path.object?.type.name.hasSuffix("Path") == true else {
            throw PythonError(
                .typeError, "LanguageModel takes the name or the path of a checkpoint, not '\(path.typeName)'")
        }
        name = try given == nil ? evaluator.str(path) : ""
        isDispatched = try named["dispatch"].map { try evaluator.truth($0) } ?? false
        tokenizer = named["tokenizer"]?.as(TokenizerObject.self)
        tokenizerOptions = named["tokenizer_kwargs"]?.as(Dict.self)
        var options = try LanguageModelLoading.options(named, evaluator)
        LoadingProgress(evaluator).follow(&options, of: name)
        self.options = options
    }

    static func options(_ named: [String: Value], _ evaluator: Evaluator) throws -> LoadingOptions {
        var options = LoadingOptions()
        if let dtype = named["torch_dtype"]?.ifNotNone {
            options.dtype =
                try dtype.dtype.map { .exactly($0) } ?? (try evaluator.str(dtype) == "auto" ? .asStored : .float32)
        }
        if let revision = named["revision"]?.ifNotNone { options.revision = try evaluator.str(revision) }
        if let attention = named["attn_implementation"]?.ifNotNone {
            options.overrides.append(JSONMember("_attn_implementation", .string(try evaluator.str(attention))))
        }
        if let chosen = named["automodel"]?.ifNotNone { options.task = try task(chosen, evaluator) }
        for flag in ["output_attentions", "output_hidden_states", "use_cache"] {
            guard let value = named[flag]?.ifNotNone else { continue }
            options.overrides.append(JSONMember(flag, .boolean(try evaluator.truth(value))))
        }
        return options
    }

    /// The task of an auto class, or of its name: `automodel=AutoModelForMaskedLM`.
    private static func task(_ value: Value, _ evaluator: Evaluator) throws -> ModelTask {
        let name = try value.as(TypeObject.self)?.name ?? evaluator.str(value)
        guard let task = ModelTask(rawValue: name) else {
            throw PythonError(
                .attributeError, "module 'transformers.models.auto.modeling_auto' has no attribute '\(name)'")
        }
        return task
    }

    func model(_ evaluator: Evaluator) throws -> LanguageModel {
        let pretrained = try given ?? translatingModels { try PretrainedModel(name, options: options) }
        let model = try LanguageModel(
            pretrained, tokenizer: try tokenizer ?? loadedTokenizer(of: pretrained, evaluator), evaluator.tracing)
        model.onWarning = { evaluator.output.write($0 + "\n", to: .standardError) }
        if isDispatched { try model.prepareToRun() }
        return model
    }

    /// The checkpoint's tokenizer as nnsight sets it: padding on the left, with the end token.
    private func loadedTokenizer(of model: PretrainedModel, _ evaluator: Evaluator) throws -> TokenizerObject {
        guard let folder = model.folder else {
            throw PythonError(
                .attributeError,
                "If passing a preloaded model through `LanguageModel`, you must also provide a `tokenizer`.")
        }
        let tokenizer = try translatingModels { try Tokenizer(folder: folder) }
        tokenizer.paddingSide = .left
        tokenizer.setSpecialToken(.padding, to: tokenizer.specialTokens[.end])
        let object = TokenizerObject(tokenizer)
        for (name, value) in tokenizerOptions?.items ?? [] where name.as(Text.self) != nil {
            try evaluator.setAttribute(Symbol(try evaluator.str(name)), of: .object(object), to: value)
        }
        return object
    }
}
