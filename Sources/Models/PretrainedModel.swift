import Networks
import Tensors

/// A checkpoint as a network: the tree is there at once, on meta; the weights come when they are asked for.
///
///     let model = try PretrainedModel("walkthrough-gpt2")
///     model.module                 // prints as transformers prints it
///     try model.load()             // maps model.safetensors into its parameters
package final class PretrainedModel {
    /// Where the checkpoint lies; nil for a model that was made from a configuration.
    package let folder: ModelFolder?
    package let configuration: Configuration
    package let module: Module
    package let options: LoadingOptions
    /// How it generates when a call says nothing else.
    package let generation: GenerationDefaults
    /// What loading found, nil while the parameters are on meta.
    package private(set) var report: LoadReport?
    private let architecture: Architecture

    package convenience init(_ name: String, options: LoadingOptions = LoadingOptions()) throws {
        let folder = try ModelFolder.locate(name, revision: options.revision, onProgress: options.onProgress)
        try self.init(folder: folder, options: options)
    }

    package convenience init(folder: ModelFolder, options: LoadingOptions = LoadingOptions()) throws {
        guard let json = try folder.json("config.json") else {
            throw CheckpointError.missingFile(name: "config.json", folder: folder.path)
        }
        let configuration = try Configuration(json: json, nameOrPath: folder.name, overrides: options.overrides)
        try self.init(configuration, folder: folder, options)
        module.train(false)
    }

    /// A new model with weights that nobody has trained, ready for training: `GPT2LMHeadModel(config)`.
    package convenience init(_ configuration: Configuration, task: ModelTask) throws {
        var options = LoadingOptions()
        options.task = task
        try self.init(configuration, folder: nil, options)
        let prefix = task == .features ? "" : architecture.bodyPrefix
        try FreshWeights(configuration).fill(module, bodyPrefix: prefix)
        try tie()
        report = LoadReport(module)
        origin?.report = report
    }

    private init(_ configuration: Configuration, folder: ModelFolder?, _ options: LoadingOptions) throws {
        self.folder = folder
        self.options = options
        self.configuration = configuration
        generation = GenerationDefaults(folder, configuration)
        architecture = try Registry.architecture(for: configuration, task: options.task)
        module = try architecture.network(
            for: options.task, configuration, ModuleParts(device: .meta, dtype: .float32))
        try tie()
        mark()
    }

    /// The model of a network that was loaded before, such as one that `from_pretrained` gave; nil for other networks.
    package init?(of module: Module) throws {
        guard let origin = (module.layer as? ModelLayer)?.origin else { return nil }
        folder = origin.folder
        configuration = origin.configuration
        options = origin.options
        generation = origin.generation
        architecture = try Registry.architecture(for: configuration, task: options.task)
        self.module = module
        report = module.namedParameters().contains { $0.tensor.isMeta } ? nil : origin.report ?? LoadReport(module)
    }

    /// Where a network came from; its outermost layer keeps it, and that of the body does.
    final class Origin {
        let folder: ModelFolder?
        let configuration: Configuration
        let options: LoadingOptions
        let generation: GenerationDefaults
        var report: LoadReport?

        init(_ model: PretrainedModel, task: ModelTask) {
            folder = model.folder
            configuration = model.configuration
            var options = model.options
            options.task = task
            self.options = options
            generation = model.generation
        }
    }

    private var origin: Origin? { (module.layer as? ModelLayer)?.origin }

    private func mark() {
        (module.layer as? ModelLayer)?.origin = Origin(self, task: options.task)
        guard options.task != .features, let body = body?.layer as? ModelLayer else { return }
        body.origin = Origin(self, task: .features)
    }

    /// The network without its head; nil for one that has none.
    package var body: Module? {
        guard options.task != .features, !architecture.bodyPrefix.isEmpty else { return nil }
        return try? module.child(bodyName)
    }

    /// Where the body stands under a head: `transformer`.
    package var bodyName: String { String(architecture.bodyPrefix.dropLast()) }

    /// Parameters that are one and the same tensor, the first by the name of the second.
    package var tied: [String: String] { isTied && options.task != .features ? architecture.tied : [:] }

    package var isLoaded: Bool { report != nil }

    /// Puts the weights of the checkpoint into the parameters; a second call does nothing.
    @discardableResult
    package func load() throws -> LoadReport {
        if let report { return report }
        guard let folder else { return LoadReport(module) }
        let clock = ContinuousClock()
        let start = clock.now
        try folder.fetchWeights(onProgress: options.onProgress)
        let loader = WeightLoader(
            weights: try Weights(folder), architecture: architecture,
            initializerRange: configuration["initializer_range"]?.number ?? 0.02, onProgress: options.onWeights)
        var report = try loader.load(
            into: module, dtype: try dtype(loader.weights), isTied: isTied && options.task != .features)
        try tie()
        report.seconds = Double((clock.now - start) / .milliseconds(1)) / 1000
        self.report = report
        origin?.report = report
        return report
    }

    private func dtype(_ weights: Weights) throws -> DType {
        switch options.dtype {
        case .float32: .float32
        case .exactly(let dtype): dtype
        case .asStored:
            configuration["torch_dtype"]?.string.flatMap { name in DType.allCases.first { $0.name == name } }
                ?? weights.tensors.values.first.flatMap { DType($0.type) } ?? .float32
        }
    }

    var isTied: Bool { configuration["tie_word_embeddings"]?.boolean ?? true }

    /// Lets tied parameters be the same tensor.
    func tie() throws {
        for (name, source) in tied.sorted(by: { $0.key < $1.key }) {
            let parts = name.split(separator: ".").map(String.init)
            let owner = try module.module(at: parts.dropLast().joined(separator: "."))
            try owner.register(parameter: module.parameter(at: source), named: parts.last ?? "")
        }
    }
}

/// How a checkpoint is to be loaded: the keyword arguments of `from_pretrained`.
package struct LoadingOptions {
    package enum Precision: Equatable {
        /// What transformers 4.45 does without `torch_dtype`: half precision is widened.
        case float32
        /// `torch_dtype="auto"`
        case asStored
        case exactly(DType)
    }

    package var dtype = Precision.float32
    package var task = ModelTask.causalLanguageModel
    package var revision = "main"
    /// Called while files come from the hub, with the file, its bytes so far and its size; false stops the download.
    package var onProgress: (String, Int, Int) -> Bool = { _, _, _ in true }
    /// Called while weights are put in their places, with the bytes so far and those of all.
    package var onWeights: (Int, Int) throws -> Void = { _, _ in }
    /// Attributes that stand before those of config.json, such as `_attn_implementation`.
    package var overrides: [JSONMember] = []

    package init() {}
}
