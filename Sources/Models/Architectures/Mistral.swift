/// Mistral: Llama's parts with a window, beyond which attention does not look back.
enum Mistral {
    static let architecture = Architecture(
        modelType: "mistral", className: "MistralForCausalLM",
        build: { configuration, parts in
            var family = try Llama.Family("Mistral", configuration)
            family.window = try configuration.optionalSize("sliding_window")
            family.rotary = []
            return try Llama.model(family, parts)
        },
        tied: Llama.architecture.tied, ignored: Llama.architecture.ignored, bodyPrefix: "model.")
}
