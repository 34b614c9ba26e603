import Networks
import Tensors

/// The decoder of Llama and of the families of its kind, without a head.
final class LlamaModel: ModelLayer {
    private let family: Llama.Family

    init(_ family: Llama.Family) {
        self.family = family
        super.init(family.bodyName, names: ["inputs_embeds", "hidden_states"])
    }

    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let signature = Llama.signature.filter { $0 != "labels" && $0 != "num_logits_to_keep" }
        let arguments = try ForwardArguments(inputs, signature, of: self)
        let call = try CausalModelArguments(arguments, family.configuration)
        let cache = SharedCache(call)
        // [batch, position, width]
        var hiddenStates = try name("inputs_embeds", call.embeddings(from: module.child("embed_tokens")))
        let count = try hiddenStates.size(1)
        let cachePositions = try Positions.following(cache.length, count: count, like: hiddenStates)
        let positions = call.positionIDs ?? cachePositions
        let mask = try self.mask(call, past: cache.length, hiddenStates)
        let angles = try rotary(module, hiddenStates, positions)
        if let scale = family.embeddingScale { hiddenStates = try Self.scaled(hiddenStates, by: scale) }
        var trail = DecoderTrail(call)
        for layer in try module.child("layers").orderedChildren {
            trail.enter(hiddenStates)
            let keyword: [(name: String, value: TensorTree)] = [
                ("attention_mask", TensorTree(mask)), ("position_ids", .tensor(positions)),
                ("past_key_value", cache.tree), ("output_attentions", .bool(call.outputsAttentions)),
                ("use_cache", .bool(call.usesCache)), ("cache_position", .tensor(try cachePositions.get([.int(0)]))),
            ]
            let output = try layer.call(ModuleInputs([.tensor(hiddenStates)], keyword: keyword + angles))
            hiddenStates = try trail.leave(output, cacheAt: nil, attentionsAt: 1)
        }
        hiddenStates = try name("hidden_states", module.child("norm").call(hiddenStates))
        return trail.output("BaseModelOutputWithPast", hiddenStates, cache: cache.output)
    }

    private func rotary(
        _ module: Module, _ states: Tensor, _ positions: Tensor
    ) throws -> [(name: String, value: TensorTree)] {
        try family.rotary.map { rotary in
            let inputs = ModuleInputs([.tensor(states), .tensor(positions)])
            return (rotary.argument, try module.child(rotary.module).call(inputs))
        }
    }

    private func mask(_ call: CausalModelArguments, past: Int, _ hiddenStates: Tensor) throws -> Tensor? {
        let count = try hiddenStates.size(1)
        if family.alwaysMasks || call.outputsAttentions || family.configuration.isEager {
            return try AttentionMask.additive(
                padding: call.attentionMask, queries: count, past: past, window: family.window, like: hiddenStates)
        }
        return try AttentionMask.causal(
            padding: call.attentionMask, queries: count, past: past, window: family.window, like: hiddenStates)
    }

    /// The factor is rounded to the precision of the states, as the original does.
    static func scaled(_ states: Tensor, by scale: Double) throws -> Tensor {
        let factor = try Tensor.scalar(.float(scale), dtype: states.dtype)
        return try states * (states.isMeta ? toMeta(factor) : factor)
    }
}
