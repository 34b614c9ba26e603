import Language
import Models
import Networks
import Tensors
import Torch

/// A pretrained language model: prompts are texts or token ids, and it can write on.
///
///     model = LanguageModel("walkthrough-gpt2")
///     with model.trace("The Eiffel Tower is in the city of"):
///         logits = model.lm_head.output.save()
///
/// The tree and the shapes are there at once; the weights are mapped when the model first runs.
package final class LanguageModel: NNsight {
    package let pretrained: PretrainedModel
    package var tokenizer: TokenizerObject
    /// Gets what transformers warns of when the weights come.
    var onWarning: (String) -> Void = { _ in }

    package init(_ pretrained: PretrainedModel, tokenizer: TokenizerObject, _ tracing: Tracing) throws {
        self.pretrained = pretrained
        self.tokenizer = tokenizer
        if !pretrained.module.hasMember(LanguageModel.generatorName) {
            try pretrained.module.register(child: Module(PassThrough()), named: LanguageModel.generatorName)
        }
        super.init(pretrained.module, tracing)
    }

    /// The module through which generated ids pass, so that they can be read as its output.
    private static let generatorName = "generator"

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let languageModelType = TypeObject(
        native: "LanguageModel", module: "nnsight.models.LanguageModel", bases: [NNsight.modelType],
        methods: [generateFunction],
        allocate: { _, arguments, evaluator in
            let model = try LanguageModelLoading(arguments, evaluator).model(evaluator)
            model.renaming = try Renaming(arguments[keyword: "rename"], evaluator)
            return .object(model)
        })

    override package class var nativeType: TypeObject { languageModelType }

    private static var generateFunction: NativeFunction {
        NativeFunction(
            "generate",
            "(self, *inputs, trace=True, invoker_args=None, backend=None, remote=False, blocking=True, scan=False, validate=False, **kwargs)",
            "A block whose interventions run while the model writes new tokens."
        ) { arguments, evaluator in try NNsight.open(arguments, .generate, evaluator) }
    }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "tokenizer": .object(tokenizer)
        case "config": .object(ConfigurationObject.of(pretrained.configuration))
        case "load_report": .object(LoadReportObject(self))
        case "dtype": module.allParameters.first.map { Value($0.dtype) } ?? Value.none
        case "device": try evaluator.attribute("device", of: Value(try Tensor([0])))
        default: try super.getAttribute(name, evaluator)
        }
    }

    override package func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        if name == "tokenizer", let tokenizer = value.as(TokenizerObject.self) {
            self.tokenizer = tokenizer
        } else {
            try super.setAttribute(name, to: value, evaluator)
        }
    }

    override package func copy() -> NNsight {
        guard let copy = try? LanguageModel(pretrained, tokenizer: tokenizer, tracing) else { return self }
        copy.edits = edits
        copy.renaming = renaming
        copy.onWarning = onWarning
        return copy
    }

    // MARK: Inputs

    override package func prepare(_ invocation: Invocation, _ evaluator: Evaluator) throws -> PreparedInputs {
        let given = try invocation.inputs.positional.map(tracing.settled)
        guard let first = given.first else { return PreparedInputs(Inputs(positional: []), rows: 0) }
        let prompt = try Prompt(
            first, keywords: invocation.inputs.keywords, tokenizer.tokenizer, evaluator)
        let encoding = try prompt.batchEncoding(tokenizer.tokenizer, evaluator)
        let labels = try labels(of: first, invocation, evaluator)
        return PreparedInputs(
            Inputs(
                positional: [],
                keywords: encoding.items.compactMap { key, value in
                    key.as(Text.self).map { (name: Symbol($0.string), value: value) }
                } + labels),
            rows: prompt.rows.count, shown: [.object(BatchEncoding(encoding, []))])
    }

    /// What the tokens should have been, in any form that a prompt has; from the invoke, or from a prompt that is a dict.
    private func labels(
        of prompt: Value, _ invocation: Invocation, _ evaluator: Evaluator
    ) throws -> [(name: Symbol, value: Value)] {
        let dict = prompt.as(Dict.self) ?? prompt.as(BatchEncoding.self)?.entries
        let given =
            try dict?.get("labels", evaluator)
            ?? invocation.inputs.keywords.first { $0.name == "labels" }?.value.ifNotNone
        guard let given else { return [] }
        let encoding = try Prompt(given, keywords: [], tokenizer.tokenizer, evaluator)
            .batchEncoding(tokenizer.tokenizer, evaluator)
        return try encoding.get("input_ids", evaluator).map { [(name: Symbol("labels"), value: $0)] } ?? []
    }

    /// The prompts of several invokes, filled up to one length.
    override package func combine(_ parts: [PreparedInputs], _ evaluator: Evaluator) throws -> Inputs {
        guard parts.count > 1 else { return parts.first?.inputs ?? Inputs(positional: []) }
        let prompts = try parts.map { try Prompt($0, evaluator) }
        let whole = Prompt(rows: prompts.flatMap(\.rows), masks: prompts.flatMap(\.paddedMasks))
        let encoding = try whole.batchEncoding(tokenizer.tokenizer, evaluator)
        return Inputs(
            positional: [],
            keywords: encoding.items.compactMap { key, value in
                key.as(Text.self).map { (name: Symbol($0.string), value: value) }
            })
    }

    // MARK: Runs

    override package func prepareToRun() throws {
        guard !pretrained.isLoaded else { return }
        let report = try translatingModels { try pretrained.load() }
        for warning in report.warnings(of: pretrained) { onWarning(warning) }
    }

    override package func execute(_ call: ModelCall, _ evaluator: Evaluator) throws -> Value {
        guard call.run == .generate else { return try namingPositions(of: call) { try super.execute(call, evaluator) } }
        return try translatingModels {
            let inputs = call.inputs.keywords
            guard let ids = inputs.first(where: { $0.name == "input_ids" })?.value.tensor else {
                throw PythonError(.valueError, "generate needs a prompt")
            }
            let mask = inputs.first { $0.name == "attention_mask" }?.value.tensor
            let generation = try GenerationCall(
                pretrained, call.keywords, newTokens: 1, decode: { [tokenizer] in tokenizer.tokenizer.decode($0) },
                evaluator)
            let output = try generation.run(ids, mask: mask)
            return Value(tree: try module.child(LanguageModel.generatorName).call(ModuleInputs([output])))
        }
    }
}

/// Gives what it gets: a module that exists to be read.
private final class PassThrough: Layer {
    let typeName = "WrapperModule"

    func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree { inputs.positional.first ?? .none }

    func extraDescription(of module: Module) -> String { "" }
}
