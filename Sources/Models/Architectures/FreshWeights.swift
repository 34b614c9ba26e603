import Networks
import Tensors

/// The weights of a model that no checkpoint gives, drawn as transformers draws them: a seed gives the same model.
///
/// The classes of PyTorch draw once when they are made; then each model draws again, body first, in the order of `apply`:
/// children before their parents. What is drawn first is replaced, but moves the generator on.
struct FreshWeights {
    private let deviation: Double
    private let layerCount: Int?
    /// What the weights of norms begin with that are no LayerNorm.
    private let normStart: Double

    init(_ configuration: Configuration) throws {
        deviation = configuration["init_std"]?.number ?? configuration["initializer_range"]?.number ?? 0.02
        // GPT-2 scales the projections into the residual stream down with the depth.
        layerCount = configuration.modelType == "gpt2" ? try configuration.size("n_layer") : nil
        normStart = configuration.modelType.hasPrefix("gemma") ? 0 : 1
    }

    /// Gives every parameter of a network on meta its elements.
    func fill(_ module: Module, bodyPrefix: String) throws {
        let body = bodyPrefix.isEmpty ? nil : try module.child(String(bodyPrefix.dropLast()))
        if let body { try fill(body) }
        for child in module.children.values.compactMap(\.self) where child !== body { try construct(child) }
        try constructOwn(module)
        for child in module.children.values.compactMap(\.self) where child !== body { try draw(child) }
        try drawOwn(module)
    }

    /// Gives the parameters of a part of a model their elements.
    func fill(_ part: Module) throws {
        try construct(part)
        try draw(part)
    }

    // MARK: As PyTorch's classes do

    private func construct(_ module: Module) throws {
        for (name, child) in module.children {
            guard let child else { continue }
            if name == "decoder", module.typeName == "BertLMPredictionHead" {
                try constructWithoutBias(child)
            } else {
                try construct(child)
            }
        }
        // RoBERTa's class makes its table of positions a second time.
        if module.typeName == "RobertaEmbeddings", let positions = module.children["position_embeddings"] ?? nil {
            try constructOther(positions)
        }
        try constructOwn(module)
    }

    /// BERT's decoder is made without a bias, and gets that of its owner.
    private func constructWithoutBias(_ module: Module) throws {
        guard let layer = module.layer as? Linear else { return }
        try take(Linear.module(layer.inFeatures, layer.outFeatures, bias: false, dtype: .float32), into: module)
        let bias = try Tensor.zeros([layer.outFeatures], dtype: .float32)
        try module.register(parameter: bias.asParameter(), named: "bias")
    }

    private func constructOwn(_ module: Module) throws {
        switch module.layer {
        case let layer as Linear:
            let bias = module.optionalParameter("bias") != nil
            try take(Linear.module(layer.inFeatures, layer.outFeatures, bias: bias, dtype: .float32), into: module)
        case let layer as Conv1D:
            try take(Conv1D.module(layer.outFeatures, layer.inFeatures, dtype: .float32), into: module)
        default: try constructOther(module)
        }
    }

    /// Tables are drawn; norms begin at 1 (Gemma adds the 1 itself), offsets at 0.
    private func constructOther(_ module: Module) throws {
        for (name, parameter) in module.parameters {
            guard let shape = parameter?.shape else { continue }
            let fresh =
                name == "bias"
                ? try Tensor.zeros(shape, dtype: .float32)
                : try Tensor.full(shape, .float(normWeight(module)), dtype: .float32)
            if isTable(module) { try fresh.fillNormal(0, 1) }
            try module.register(parameter: fresh.asParameter(), named: name)
        }
    }

    private func normWeight(_ module: Module) -> Double { module.layer is LayerNorm ? 1 : normStart }

    private func isTable(_ module: Module) -> Bool {
        module.typeName.hasSuffix("Embedding") && module.optionalParameter("weight") != nil
    }

    private func take(_ fresh: Module, into module: Module) throws {
        for (name, parameter) in fresh.parameters { try module.register(parameter: parameter, named: name) }
    }

    // MARK: As transformers' `_init_weights` does

    private func draw(_ module: Module) throws {
        for child in module.children.values.compactMap(\.self) { try draw(child) }
        try drawOwn(module)
    }

    private func drawOwn(_ module: Module) throws {
        try GradientMode.disabled {
            if module.layer is Linear || module.layer is Conv1D || isTable(module) {
                try module.parameter("weight").fillNormal(0, deviation)
                try module.optionalParameter("bias")?.assign(Tensor.zeros([], dtype: .float32))
                if case .int(let row)? = module.layer.setting("padding_idx") {
                    try select(module.parameter("weight"), 0, row).assign(Tensor.zeros([], dtype: .float32))
                }
            }
            if let layerCount, let projection = module.children["c_proj"] ?? nil {
                let depth = Double(2 * layerCount).squareRoot()
                try projection.parameter("weight").fillNormal(0, deviation / depth)
            }
        }
    }
}
