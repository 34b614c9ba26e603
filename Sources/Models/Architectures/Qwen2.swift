/// Qwen2: Llama's parts with biases on queries, keys and values.
enum Qwen2 {
    static let architecture = Architecture(
        modelType: "qwen2", className: "Qwen2ForCausalLM",
        build: { configuration, parts in
            var family = try Llama.Family("Qwen2", configuration)
            family.inputBias = true
            return try Llama.model(family, parts)
        },
        tied: Llama.architecture.tied, ignored: Llama.architecture.ignored, bodyPrefix: "model.")
}
