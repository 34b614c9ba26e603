/// Gemma: Llama's parts with scaled embeddings, and norms whose weights are differences from 1.
enum Gemma {
    static let architecture = Architecture(
        modelType: "gemma", className: "GemmaForCausalLM",
        build: { configuration, parts in
            var configuration = configuration
            if configuration["hidden_activation"]?.isNull ?? true {
                configuration.set("hidden_activation", to: .string("gelu_pytorch_tanh"))
            }
            var family = try Llama.Family("Gemma", configuration)
            family.inputBias = try configuration.boolean("attention_bias")
            family.outputBias = family.inputBias
            family.activation = "hidden_activation"
            family.rotary = []
            family.normsAddOne = true
            family.embeddingScale = Double(family.width).squareRoot()
            return try Llama.model(family, parts)
        },
        tied: Llama.architecture.tied, ignored: Llama.architecture.ignored, bodyPrefix: "model.")
}
