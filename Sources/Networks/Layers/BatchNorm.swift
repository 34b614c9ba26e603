import Tensors

/// Normalises every channel over the batch: with the statistics of the batch while training, with running ones after.
package final class BatchNorm: TensorLayer {
    package var typeName: String { "BatchNorm\(spatial)d" }
    private let spatial: Int
    private let channels: Int
    private let epsilon: Double
    /// Nil keeps a plain mean over all batches.
    private let momentum: Double?
    private let isAffine: Bool
    private let tracks: Bool

    init(spatial: Int, channels: Int, epsilon: Double, momentum: Double?, affine: Bool, tracking: Bool) {
        self.spatial = spatial
        self.channels = channels
        self.epsilon = epsilon
        self.momentum = momentum
        isAffine = affine
        tracks = tracking
    }

    static func module(
        spatial: Int, channels: Int, epsilon: Double, momentum: Double?, affine: Bool, bias: Bool, tracking: Bool,
        dtype: DType,
        device: Device
    ) throws -> Module {
        let module = Module(
            BatchNorm(
                spatial: spatial, channels: channels, epsilon: epsilon, momentum: momentum, affine: affine,
                tracking: tracking))
        let shape: Dimensions = [channels]
        let weight = affine ? try Tensor.ones(shape, dtype: dtype, device: device).asParameter() : nil
        let offset = affine && bias ? try Tensor.zeros(shape, dtype: dtype, device: device).asParameter() : nil
        try module.register(parameter: weight, named: "weight")
        try module.register(parameter: offset, named: "bias")
        let mean = tracking ? try Tensor.zeros(shape, dtype: dtype, device: device) : nil
        let variance = tracking ? try Tensor.ones(shape, dtype: dtype, device: device) : nil
        let batches = tracking ? try Tensor.zeros([], dtype: .int64, device: device) : nil
        try module.register(buffer: mean, named: "running_mean")
        try module.register(buffer: variance, named: "running_var")
        try module.register(buffer: batches, named: "num_batches_tracked")
        return module
    }

    package func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        try checkRank(input)
        let mean = module.buffers["running_mean"] ?? nil
        let variance = module.buffers["running_var"] ?? nil
        let usesBatch = module.isTraining || mean == nil
        if module.isTraining, let batches = module.buffers["num_batches_tracked"] ?? nil {
            try GradientMode.disabled { try batches.overwrite { try $0 + 1 } }
        }
        let keepsStatistics = !module.isTraining || mean != nil
        func argument(_ tensor: Tensor?) -> Argument { tensor.map { .tensor($0) } ?? .none }
        return try Operation.apply(
            "batch_norm",
            [
                "input": .tensor(input), "running_mean": argument(keepsStatistics ? mean : nil),
                "running_var": argument(keepsStatistics ? variance : nil),
                "weight": argument(module.optionalParameter("weight")),
                "bias": argument(module.optionalParameter("bias")), "training": .bool(usesBatch),
                "momentum": .float(try share(of: module)), "eps": .float(epsilon),
            ])
    }

    /// The weight of the current batch in the running statistics.
    private func share(of module: Module) throws -> Double {
        if let momentum { return momentum }
        guard let batches = module.buffers["num_batches_tracked"] ?? nil, !batches.isMeta else { return 0 }
        return 1 / Swift.max(try batches.item().real, 1)
    }

    private func checkRank(_ input: Tensor) throws {
        let allowed = spatial == 1 ? [2, 3] : [spatial + 2]
        guard allowed.contains(input.rank) else {
            let words = spatial == 1 ? "2D or 3D" : "\(spatial + 2)D"
            throw TensorError.value("expected \(words) input (got \(input.rank)D input)")
        }
    }

    package func extraDescription(of module: Module) -> String {
        let affine = module.optionalParameter("weight") != nil
        let tracking = (module.buffers["running_mean"] ?? nil) != nil
        return "\(channels), eps=\(pythonFloat(epsilon)), momentum=\(momentum.map(pythonFloat) ?? "None"), "
            + "affine=\(pythonBool(affine)), bias=\(pythonBool(module.optionalParameter("bias") != nil)), "
            + "track_running_stats=\(pythonBool(tracking))"
    }

    package func setting(_ name: String) -> TensorTree? {
        switch name {
        case "num_features": .int(channels)
        case "eps": .float(epsilon)
        case "momentum": momentum.map { .float($0) } ?? TensorTree.none
        case "affine": .bool(isAffine)
        case "track_running_stats": .bool(tracks)
        default: nil
        }
    }

    static let types: [LayerType] = [1, 2, 3].map { spatial in
        LayerType(
            "BatchNorm\(spatial)d(int num_features, float eps=1e-05, float? momentum=0.1, bool affine=True, "
                + "bool track_running_stats=True, Device? device=None, ScalarType? dtype=None, *, bool bias=True)",
            "Normalises every channel over the batch."
        ) {
            try module(
                spatial: spatial, channels: $0.int(0), epsilon: $0.float(1), momentum: $0.optionalFloat(2),
                affine: $0.flag(3), bias: $0.flag(7), tracking: $0.flag(4), dtype: $0.dtype(6), device: $0.device(5))
        }
    }
}

/// Normalises groups of channels of each example.
package final class GroupNorm: TensorLayer {
    package let typeName = "GroupNorm"
    private let groups: Int
    private let channels: Int
    private let epsilon: Double
    private let isAffine: Bool

    init(groups: Int, channels: Int, epsilon: Double, affine: Bool) {
        self.groups = groups
        self.channels = channels
        self.epsilon = epsilon
        isAffine = affine
    }

    package func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        func argument(_ name: String) -> Argument { module.optionalParameter(name).map { .tensor($0) } ?? .none }
        return try Operation.apply(
            "group_norm",
            [
                "input": .tensor(input), "num_groups": .int(groups), "weight": argument("weight"),
                "bias": argument("bias"), "eps": .float(epsilon),
            ])
    }

    package func extraDescription(of module: Module) -> String {
        let affine = module.optionalParameter("weight") != nil
        let bias = module.optionalParameter("bias") != nil
        return "\(groups), \(channels), eps=\(pythonFloat(epsilon)), affine=\(pythonBool(affine)), "
            + "bias=\(pythonBool(bias))"
    }

    package func setting(_ name: String) -> TensorTree? {
        switch name {
        case "num_groups": .int(groups)
        case "num_channels": .int(channels)
        case "eps": .float(epsilon)
        case "affine": .bool(isAffine)
        default: nil
        }
    }

    static let type = LayerType(
        "GroupNorm(int num_groups, int num_channels, float eps=1e-05, bool affine=True, Device? device=None, "
            + "ScalarType? dtype=None, *, bool bias=True)",
        "Normalises groups of channels of each example."
    ) { arguments in
        let (groups, channels) = (try arguments.int(0), try arguments.int(1))
        guard groups > 0, channels % groups == 0 else {
            throw TensorError.value("num_channels (\(channels)) must be divisible by num_groups (\(groups))")
        }
        let (dtype, device) = (arguments.dtype(5), arguments.device(4))
        let affine = try arguments.flag(3)
        let module = Module(
            GroupNorm(groups: groups, channels: channels, epsilon: try arguments.float(2), affine: affine))
        let hasBias = try affine && arguments.flag(6)
        let weight = affine ? try Tensor.ones([channels], dtype: dtype, device: device).asParameter() : nil
        let offset = hasBias ? try Tensor.zeros([channels], dtype: dtype, device: device).asParameter() : nil
        try module.register(parameter: weight, named: "weight")
        try module.register(parameter: offset, named: "bias")
        return module
    }
}
