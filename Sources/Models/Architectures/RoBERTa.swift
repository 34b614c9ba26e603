import Networks
import Tensors

/// RoBERTa: BERT's encoder with positions that skip padding, and a head of its own.
///
///     embeddings ─► layer × [ attention ─ intermediate ] ─► lm_head: decoder(layer_norm(gelu(dense ·)))
enum RoBERTa {
    static let masked = architecture("RobertaForMaskedLM", .maskedLanguageModel)
    static let causal = architecture("RobertaForCausalLM", .causalLanguageModel)

    private static func architecture(_ className: String, _ task: ModelTask) -> Architecture {
        Architecture(
            modelType: "roberta", className: className,
            build: { configuration, parts in
                let settings = try settings(configuration)
                return try parts.module(
                    EncoderModel(className, configuration, bodyName: "roberta", headName: "lm_head", task: task),
                    [("roberta", try BERT.body(settings, pools: false, parts)), ("lm_head", try head(settings, parts))])
            },
            tied: [
                "lm_head.decoder.weight": "roberta.embeddings.word_embeddings.weight",
                "lm_head.decoder.bias": "lm_head.bias",
            ],
            ignored: [".position_ids", "lm_head.decoder.bias"], bodyPrefix: "roberta.", task: task,
            buildBody: { try BERT.body(try settings($0), pools: true, $1) })
    }

    private static func settings(_ configuration: Configuration) throws -> BERT.Settings {
        var settings = try BERT.Settings("Roberta", configuration)
        settings.padding = configuration.tokenID("pad_token_id") ?? 1
        return settings
    }

    private static func head(_ settings: BERT.Settings, _ parts: ModuleParts) throws -> Module {
        let vocabulary = try settings.configuration.size("vocab_size")
        let head = try parts.module(
            RobertaLMHead(),
            [
                ("dense", try parts.linear(settings.width, settings.width, bias: true)),
                ("layer_norm", try settings.norm(parts)),
                ("decoder", try parts.linear(settings.width, vocabulary, bias: true)),
            ])
        try head.register(parameter: parts.parameter([vocabulary]), named: "bias")
        return head
    }
}

/// decoder(layer_norm(gelu(dense ·)))
final class RobertaLMHead: ModelTensorLayer {
    init() { super.init("RobertaLMHead", names: ["dense", "x"]) }

    override func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        let dense = try name("dense", module.child("dense").call(input))
        return try module.child("decoder").call(name("x", module.child("layer_norm").call(gelu(dense))))
    }
}
