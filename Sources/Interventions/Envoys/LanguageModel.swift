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
        case "config": .object(ConfigurationObject(pretrained.configuration))
        case "dtype": module.allParameters.first.map { Value($0.dtype) } ?? .none
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
        return copy
    }

    // MARK: Inputs

    override package func prepare(_ invocation: Invocation, _ evaluator: Evaluator) throws -> PreparedInputs {
        let given = try invocation.inputs.positional.map(tracing.settled)
        guard let first = given.first else { return PreparedInputs(Inputs(positional: []), rows: 0) }
        let prompt = try Prompt(
            first, keywords: invocation.inputs.keywords, tokenizer.tokenizer, evaluator)
        let encoding = try prompt.batchEncoding(tokenizer.tokenizer, evaluator)
        let labels = invocation.inputs.keywords.filter { $0.name == "labels" }
        return PreparedInputs(
            Inputs(
                positional: [],
                keywords: encoding.items.compactMap { key, value in
                    key.as(Text.self).map { (name: Symbol($0.string), value: value) }
                } + labels),
            rows: prompt.rows.count, shown: [.object(BatchEncoding(encoding, []))])
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
        try translatingModels { _ = try pretrained.load() }
    }

    override package func execute(_ call: ModelCall, _ evaluator: Evaluator) throws -> Value {
        guard call.run == .generate else { return try namingPositions(of: call) { try super.execute(call, evaluator) } }
        return try translatingModels {
            let inputs = call.inputs.keywords
            guard let ids = inputs.first(where: { $0.name == "input_ids" })?.value.tensor else {
                throw PythonError(.valueError, "generate needs a prompt")
            }
            let mask = inputs.first { $0.name == "attention_mask" }?.value.tensor
            let generator = TextGenerator(model: module, options: try generationOptions(call, evaluator))
            generator.decode = { [tokenizer] in tokenizer.tokenizer.decode($0) }
            let output = try generator.generate(ids, attentionMask: mask)
            return Value(tree: try module.child(LanguageModel.generatorName).call(ModuleInputs(output)))
        }
    }

    /// One new token, unless the call asks for another number.
    private func generationOptions(_ call: ModelCall, _ evaluator: Evaluator) throws -> GenerationOptions {
        var options = try GenerationOptions(pretrained.folder)
        options.maxNewTokens = 1
        for (name, value) in call.keywords {
            if name == "max_length" { options.maxNewTokens = nil }
            let plain = try value.as(List.self).map { Value(tuple: try evaluator.array(from: .object($0))) } ?? value
            try options.set(name.text, to: TensorTree(plain))
        }
        return options
    }
}

/// Gives what it gets: a module that exists to be read.
private final class PassThrough: TensorLayer {
    let typeName = "WrapperModule"

    func forward(_ input: Tensor, of module: Module) throws -> Tensor { input }
}
