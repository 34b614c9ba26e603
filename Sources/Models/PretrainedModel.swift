import Networks
import Tensors

/// A checkpoint as a network: the tree is there at once, on meta; the weights come when they are asked for.
///
///     let model = try PretrainedModel("walkthrough-gpt2")
///     model.module                 // prints as transformers prints it
///     try model.load()             // maps model.safetensors into its parameters
package final class PretrainedModel {
    package let folder: ModelFolder
    package let configuration: Configuration
    package let module: Module
    package let options: LoadingOptions
    /// What loading found, nil while the parameters are on meta.
    package private(set) var report: LoadReport?
    private let architecture: Architecture

    package convenience init(_ name: String, options: LoadingOptions = LoadingOptions()) throws {
        let folder = try ModelFolder.locate(name, revision: options.revision, onProgress: options.onProgress)
        try self.init(folder: folder, options: options)
    }

    package init(folder: ModelFolder, options: LoadingOptions = LoadingOptions()) throws {
        self.folder = folder
        self.options = options
        guard let json = try folder.json("config.json") else {
            throw CheckpointError.missingFile(name: "config.json", folder: folder.path)
        }
        configuration = try Configuration(json: json, nameOrPath: folder.name, overrides: options.overrides)
        architecture = try Registry.architecture(for: configuration, task: options.task)
        module = try architecture.network(
            for: options.task, configuration, ModuleParts(device: .meta, dtype: .float32))
        try tie()
        module.train(false)
        (module.layer as? ModelLayer)?.origin = Origin(folder: folder, configuration: configuration, options: options)
    }

    /// The model of a network that was loaded before, such as one that `from_pretrained` gave; nil for other networks.
    package init?(of module: Module) throws {
        guard let origin = (module.layer as? ModelLayer)?.origin else { return nil }
        folder = origin.folder
        configuration = origin.configuration
        options = origin.options
        architecture = try Registry.architecture(for: configuration, task: options.task)
        self.module = module
        report = module.namedParameters().contains { $0.tensor.isMeta } ? nil : LoadReport()
    }

    /// Where a network came from; its outermost layer keeps it.
    struct Origin {
        let folder: ModelFolder
        let configuration: Configuration
        let options: LoadingOptions
    }

    package var isLoaded: Bool { report != nil }

    /// Puts the weights of the checkpoint into the parameters; a second call does nothing.
    @discardableResult
    package func load() throws -> LoadReport {
        if let report { return report }
        let clock = ContinuousClock()
        let start = clock.now
        try folder.fetchWeights(onProgress: options.onProgress)
        let loader = WeightLoader(
            weights: try Weights(folder), architecture: architecture,
            initializerRange: configuration["initializer_range"]?.number ?? 0.02)
        var report = try loader.load(
            into: module, dtype: try dtype(loader.weights), isTied: isTied && options.task != .features)
        try tie()
        report.seconds = Double((clock.now - start) / .milliseconds(1)) / 1000
        self.report = report
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

    private var isTied: Bool { configuration["tie_word_embeddings"]?.boolean ?? true }

    /// Lets tied parameters be the same tensor.
    private func tie() throws {
        guard isTied, options.task != .features else { return }
        for (name, source) in architecture.tied.sorted(by: { $0.key < $1.key }) {
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
    /// Attributes that stand before those of config.json, such as `_attn_implementation`.
    package var overrides: [JSONMember] = []

    package init() {}
}

/// What loading did.
package struct LoadReport {
    package var files: [String] = []
    package var parameterCount = 0
    package var byteCount = 0
    /// Parameters that no file holds, and entries of the files that no parameter takes.
    package var missing: [String] = []
    package var unexpected: [String] = []
    package var seconds = 0.0
}
