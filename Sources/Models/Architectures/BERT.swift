import Networks
import Tensors

/// BERT: an encoder that looks both ways, and a head that fills in masked tokens. RoBERTa is built of the same parts.
///
///     embeddings ─► layer × [ output.LayerNorm(· + attention) ─ output.LayerNorm(· + intermediate) ] ─► cls
enum BERT {
    static let masked = architecture("BertForMaskedLM", .maskedLanguageModel)
    static let causal = architecture("BertLMHeadModel", .causalLanguageModel)

    private static func architecture(_ className: String, _ task: ModelTask) -> Architecture {
        Architecture(
            modelType: "bert", className: className,
            build: { configuration, parts in
                let settings = try Settings("Bert", configuration)
                return try parts.module(
                    EncoderModel(className, configuration, bodyName: "bert", headName: "cls", task: task),
                    [("bert", try body(settings, pools: false, parts)), ("cls", try head(settings, parts))])
            },
            tied: [
                "cls.predictions.decoder.weight": "bert.embeddings.word_embeddings.weight",
                "cls.predictions.decoder.bias": "cls.predictions.bias",
            ],
            ignored: [".position_ids", "cls.predictions.decoder.bias"], bodyPrefix: "bert.", task: task,
            buildBody: { try body(try Settings("Bert", $0), pools: true, $1) })
    }

    struct Settings {
        /// The beginning of every class name.
        let name: String
        let configuration: Configuration
        let width: Int
        let headCount: Int
        let dropout: Double
        let epsilon: Double
        /// RoBERTa counts positions from this token on, and only those of tokens that are no padding.
        var padding: Int?

        init(_ name: String, _ configuration: Configuration) throws {
            self.name = name
            self.configuration = configuration
            width = try configuration.size("hidden_size")
            headCount = try configuration.size("num_attention_heads")
            dropout = try configuration.number("hidden_dropout_prob")
            epsilon = try configuration.number("layer_norm_eps")
            guard width % headCount == 0 else {
                throw CheckpointError.unsupported(
                    "The hidden size (\(width)) is not a multiple of the number of attention heads (\(headCount))")
            }
        }

        func norm(_ parts: ModuleParts) throws -> Module { try parts.layerNorm(width, epsilon: epsilon) }
    }

    /// The encoder without a head; the pooler, which is for sentences, stands last.
    static func body(_ settings: Settings, pools: Bool, _ parts: ModuleParts) throws -> Module {
        let count = try settings.configuration.size("num_hidden_layers")
        let layers = try (0..<count).map { _ in try layer(settings, parts) }
        let encoder = try parts.module(
            BertEncoder("\(settings.name)Encoder"), [("layer", try ModuleList.module(layers))])
        let body = try parts.module(
            BertModel(settings), [("embeddings", try embeddings(settings, parts)), ("encoder", encoder)])
        guard pools else { return body }
        let pooler = try parts.module(
            BertPooler("\(settings.name)Pooler"),
            [
                ("dense", try parts.linear(settings.width, settings.width, bias: true)),
                ("activation", try parts.activation("tanh")),
            ])
        try body.register(child: pooler, named: "pooler")
        return body
    }

    private static func embeddings(_ settings: Settings, _ parts: ModuleParts) throws -> Module {
        let configuration = settings.configuration
        let positions = try configuration.size("max_position_embeddings")
        return try parts.module(
            BertEmbeddings("\(settings.name)Embeddings", padding: settings.padding),
            [
                (
                    "word_embeddings",
                    try parts.embedding(
                        configuration.size("vocab_size"), settings.width, padding: configuration.tokenID("pad_token_id")
                    )
                ),
                ("position_embeddings", try parts.embedding(positions, settings.width, padding: settings.padding)),
                ("token_type_embeddings", try parts.embedding(configuration.size("type_vocab_size"), settings.width)),
                ("LayerNorm", try settings.norm(parts)), ("dropout", try parts.dropout(settings.dropout)),
            ])
    }

    private static func layer(_ settings: Settings, _ parts: ModuleParts) throws -> Module {
        let (configuration, width, name) = (settings.configuration, settings.width, settings.name)
        let inner = try configuration.size("intermediate_size")
        let heads = try ["query", "key", "value"].map { (name: $0, module: try parts.linear(width, width, bias: true)) }
        let dropout = try parts.dropout(configuration.number("attention_probs_dropout_prob"))
        let attention = try parts.module(
            BertAttention("\(name)Attention"),
            [
                ("self", try parts.module(BertSelfAttention(settings), heads + [("dropout", dropout)])),
                ("output", try output("\(name)SelfOutput", width, settings, parts)),
            ])
        let intermediate = try parts.module(
            StackedMLP("\(name)Intermediate", steps: ["dense", "intermediate_act_fn"]),
            [
                ("dense", try parts.linear(width, inner, bias: true)),
                ("intermediate_act_fn", try parts.activation(configuration.string("hidden_act"))),
            ])
        return try parts.module(
            BertLayer("\(name)Layer"),
            [
                ("attention", attention), ("intermediate", intermediate),
                ("output", try output("\(name)Output", inner, settings, parts)),
            ])
    }

    private static func output(
        _ typeName: String, _ inputs: Int, _ settings: Settings, _ parts: ModuleParts
    ) throws -> Module {
        try parts.module(
            BertResidualOutput(typeName),
            [
                ("dense", try parts.linear(inputs, settings.width, bias: true)),
                ("LayerNorm", try settings.norm(parts)), ("dropout", try parts.dropout(settings.dropout)),
            ])
    }

    private static func head(_ settings: Settings, _ parts: ModuleParts) throws -> Module {
        let (configuration, width) = (settings.configuration, settings.width)
        let vocabulary = try configuration.size("vocab_size")
        let transform = try parts.module(
            StackedMLP("BertPredictionHeadTransform", steps: ["dense", "transform_act_fn", "LayerNorm"]),
            [
                ("dense", try parts.linear(width, width, bias: true)),
                ("transform_act_fn", try parts.activation(configuration.string("hidden_act"))),
                ("LayerNorm", try settings.norm(parts)),
            ])
        let predictions = try parts.module(
            StackedMLP("BertLMPredictionHead", steps: ["transform", "decoder"]),
            [("transform", transform), ("decoder", try parts.linear(width, vocabulary, bias: true))])
        try predictions.register(parameter: parts.parameter([vocabulary]), named: "bias")
        return try parts.module(
            StackedMLP("BertOnlyMLMHead", steps: ["predictions"]), [("predictions", predictions)])
    }
}
