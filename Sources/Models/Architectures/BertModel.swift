import Networks
import Tensors

/// An encoder under a head that scores the token at each place: `BertForMaskedLM`, or the same as a causal model.
final class EncoderModel: ModelLayer {
    static let signature = [
        "input_ids", "attention_mask", "token_type_ids", "position_ids", "head_mask", "inputs_embeds",
        "encoder_hidden_states", "encoder_attention_mask", "labels", "output_attentions", "output_hidden_states",
        "return_dict",
    ]
    private let configuration: Configuration
    private let bodyName: String
    private let headName: String
    private let task: ModelTask

    init(_ typeName: String, _ configuration: Configuration, bodyName: String, headName: String, task: ModelTask) {
        self.configuration = configuration
        self.bodyName = bodyName
        self.headName = headName
        self.task = task
        super.init(typeName, names: ["sequence_output", "prediction_scores"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let signature = Self.signature + (task == .causalLanguageModel ? ["past_key_values", "use_cache"] : [])
        let arguments = try ForwardArguments(inputs, signature, of: self)
        let handed = signature.filter { $0 != "labels" && $0 != "input_ids" }
        let body = try module.child(bodyName).call(
            ModuleInputs([arguments["input_ids"] ?? .none], keyword: arguments.keyword(handed)))
        let sequence = try name("sequence_output", body.first(of: self))
        let scores = try name("prediction_scores", module.child(headName).call(sequence))
        let loss = try arguments.tensor("labels").map { try self.loss(scores, $0) }
        let isDictionary = arguments.flag("return_dict") ?? configuration["return_dict"]?.boolean ?? true
        let states = body["hidden_states"] ?? .none
        let attentions = body["attentions"] ?? .none
        guard isDictionary else {
            return .tuple((loss.map { [.tensor($0)] } ?? []) + [.tensor(scores)] + (body.members ?? []).dropFirst())
        }
        return ModelOutput.make(
            task == .causalLanguageModel ? "CausalLMOutputWithCrossAttentions" : "MaskedLMOutput", asDictionary: true,
            [
                ("loss", TensorTree(loss)), ("logits", .tensor(scores)), ("hidden_states", states),
                ("attentions", attentions),
            ])
    }

    private func loss(_ scores: Tensor, _ labels: Tensor) throws -> Tensor {
        if task == .causalLanguageModel { return try CausalModel.loss(scores, labels) }
        return try crossEntropy(view(scores, [-1, scores.size(-1)]), view(labels, [-1]))
    }
}

final class BertModel: ModelLayer {
    private let settings: BERT.Settings

    init(_ settings: BERT.Settings) {
        self.settings = settings
        super.init("\(settings.name)Model", names: ["embedding_output", "sequence_output"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let signature = EncoderModel.signature.filter { $0 != "labels" } + ["past_key_values", "use_cache"]
        let arguments = try ForwardArguments(inputs, signature, of: self)
        let call = try CausalModelArguments(arguments, settings.configuration)
        let embedded = try module.child("embeddings").call(embeddingInputs(arguments, call))
        let embeddings = try name("embedding_output", embedded.first(of: self))
        let encoded = try module.child("encoder").call(
            ModuleInputs(
                [.tensor(embeddings)],
                keyword: [
                    ("attention_mask", TensorTree(try mask(arguments, call, embeddings))),
                    ("head_mask", arguments["head_mask"] ?? .none), ("encoder_hidden_states", .none),
                    ("encoder_attention_mask", .none), ("past_key_values", .none), ("use_cache", .bool(false)),
                    ("output_attentions", .bool(call.outputsAttentions)),
                    ("output_hidden_states", .bool(call.outputsHiddenStates)), ("return_dict", .bool(true)),
                ]))
        let sequence = try name("sequence_output", encoded.first(of: self))
        let pooled = try (module.children["pooler"] ?? nil).map { try $0.call(sequence) }
        return ModelOutput.make(
            "BaseModelOutputWithPoolingAndCrossAttentions", asDictionary: call.returnsDictionary,
            [
                ("last_hidden_state", .tensor(sequence)), ("pooler_output", TensorTree(pooled)),
                ("past_key_values", .none), ("hidden_states", encoded["hidden_states"] ?? .none),
                ("attentions", encoded["attentions"] ?? .none), ("cross_attentions", .none),
            ])
    }

    /// The kinds of the tokens are all zero where none are given.
    private func embeddingInputs(_ arguments: ForwardArguments, _ call: CausalModelArguments) throws -> ModuleInputs {
        var keyword = arguments.keyword(["input_ids", "position_ids", "token_type_ids", "inputs_embeds"])
        if let places = call.inputIDs ?? call.inputEmbeddings, arguments["token_type_ids"] == nil {
            let shape = Dimensions(Array(places.shape.array.prefix(2)))
            keyword[2].value = .tensor(try Tensor.zeros(shape, dtype: .int64, device: places.device))
        }
        return ModuleInputs(keyword: keyword + [("past_key_values_length", .int(0))])
    }

    /// With sdpa there is no mask where nothing is padding; the plain attention always gets one.
    private func mask(
        _ arguments: ForwardArguments, _ call: CausalModelArguments, _ embeddings: Tensor
    ) throws -> Tensor? {
        let (batch, count) = try (embeddings.size(0), embeddings.size(1))
        if settings.configuration.isEager || call.outputsAttentions || arguments["head_mask"] != nil {
            let given = try call.attentionMask ?? Tensor.ones([batch, count], device: embeddings.device)
            return try AttentionMask.everyKey(given, like: embeddings)
        }
        let mask = try AttentionMask.padding(call.attentionMask, like: embeddings)
        return try mask.map { try expand($0, [batch, 1, count, count]) }
    }
}

/// Words, kinds of text and positions, summed and normalized.
final class BertEmbeddings: ModelLayer {
    private let padding: Int?

    init(_ typeName: String, padding: Int?) {
        self.padding = padding
        super.init(typeName, names: ["inputs_embeds", "token_type_embeddings", "embeddings"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let signature = ["input_ids", "token_type_ids", "position_ids", "inputs_embeds", "past_key_values_length"]
        let arguments = try ForwardArguments(inputs, signature, of: self)
        let words =
            try arguments.tensor("inputs_embeds")
            ?? module.child("word_embeddings").call(arguments.required("input_ids", of: self))
        let embeddings = try name("inputs_embeds", words)
        let (batch, count) = try (embeddings.size(0), embeddings.size(1))
        let types =
            try arguments.tensor("token_type_ids")
            ?? Tensor.zeros([batch, count], dtype: .int64, device: embeddings.device)
        let positions = try arguments.tensor("position_ids") ?? self.positions(arguments, like: embeddings)
        let kinds = try name("token_type_embeddings", module.child("token_type_embeddings").call(types))
        let sum = try embeddings + kinds + module.child("position_embeddings").call(positions)
        return .tensor(try module.child("dropout").call(module.child("LayerNorm").call(name("embeddings", sum))))
    }

    private func positions(_ arguments: ForwardArguments, like embeddings: Tensor) throws -> Tensor {
        let count = try embeddings.size(1)
        guard let padding else { return try Positions.following(0, count: count, like: embeddings) }
        guard let ids = try arguments.tensor("input_ids") else {
            let positions = try Positions.following(padding + 1, count: count, like: embeddings)
            return try expand(positions, [embeddings.size(0), count])
        }
        let counts = try to(ne(ids, Tensor(number: .int(padding), device: ids.device)), .int64)
        return try cumsum(counts, 1) * counts + .int(padding)
    }
}

final class BertEncoder: ModelLayer {
    static let signature = [
        "hidden_states", "attention_mask", "head_mask", "encoder_hidden_states", "encoder_attention_mask",
        "past_key_values", "use_cache", "output_attentions", "output_hidden_states", "return_dict",
    ]

    init(_ typeName: String) { super.init(typeName, names: ["hidden_states"]) }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, Self.signature, of: self)
        var hiddenStates = try arguments.required("hidden_states", of: self)
        let headMask = try arguments.tensor("head_mask")
        let outputsAttentions = arguments.flag("output_attentions") ?? false
        let outputsStates = arguments.flag("output_hidden_states") ?? false
        var (states, attentions): ([TensorTree], [TensorTree]) = ([], [])
        for (index, layer) in try module.child("layer").orderedChildren.enumerated() {
            states.append(.tensor(hiddenStates))
            let layerMask = TensorTree(try headMask.map { try $0.get([.int(index)]) })
            let output = try layer.call(
                ModuleInputs([
                    .tensor(hiddenStates), arguments["attention_mask"] ?? .none, layerMask, .none, .none, .none,
                    .bool(outputsAttentions),
                ]))
            hiddenStates = try name("hidden_states", output.first(of: self))
            attentions.append(output[1] ?? .none)
        }
        states.append(.tensor(hiddenStates))
        return ModelOutput.make(
            "BaseModelOutputWithPastAndCrossAttentions", asDictionary: arguments.flag("return_dict") ?? true,
            [
                ("last_hidden_state", .tensor(hiddenStates)), ("past_key_values", .none),
                ("hidden_states", ModelOutput.tuple(states, if: outputsStates)),
                ("attentions", ModelOutput.tuple(attentions, if: outputsAttentions)), ("cross_attentions", .none),
            ])
    }
}

/// What stands for the whole text: the state at its first token, mixed once more.
final class BertPooler: ModelTensorLayer {
    init(_ typeName: String) { super.init(typeName, names: ["pooled_output"]) }

    override func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        let first = try input.get([.all, .int(0)])
        return try module.child("activation").call(name("pooled_output", module.child("dense").call(first)))
    }
}
