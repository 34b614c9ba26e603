import Language
import Networks
import Tensors

/// The classes of `torch.nn` that are made from numbers and words: one for each record of `LayerType`.
///
///     nn.Linear(3, 4)                    // the class is native: `allocate` makes the module
///     class Twice(nn.Linear): …          // the class is the user's: `super().__init__(3, 4)` makes its members
enum LayerClasses {
    // Built once; read on the cell thread only, like all objects of the language.
    nonisolated(unsafe) static let all: [TypeObject] = LayerType.all.map { layerType in
        let known = make(layerType)
        ModuleType.register(known)
        return known
    }

    private static func make(_ layerType: LayerType) -> TypeObject {
        let name = layerType.name
        if name == "Identity" {
            // It takes the arguments of whatever it stands for.
            return NativeModuleClass.make(
                name, summary: layerType.summary, signature: "(self, *args, **kwargs)"
            ) { _, _ in Module(Identity()) }
        }
        let signature = CallSignature(layerType.signature, takesSingleSizes: true)
        return NativeModuleClass.make(
            name, summary: layerType.summary,
            signature: signature.languageSignature(prefix: [.init("self")], skipping: 0),
            methods: ParameterResets.methods(of: name)
        ) { arguments, evaluator in
            var bound: [Argument] = []
            if let reason = try signature.bind(arguments, isMethod: false, into: &bound, evaluator) {
                throw PythonError(.typeError, signature.text(of: reason, hidden: 0, "\(name).__init__"))
            }
            return try translatingModules { try layerType.make(bound) }
        }
    }
}

/// Makes the class of one kind of module, from which users may derive.
enum NativeModuleClass {
    typealias Maker = (borrowing Language.Arguments, Evaluator) throws -> Module

    static func make(
        _ name: String, summary: String, signature: Language.Signature, methods: [NativeFunction] = [],
        _ maker: @escaping Maker
    ) -> TypeObject {
        let initializer = NativeFunction("__init__", signature, summary, module: "torch.nn.\(name)", isRaw: true) {
            arguments, evaluator in
            try initialize(name, arguments, evaluator, maker)
            return .none
        }
        return TypeObject(
            native: name, module: "torch.nn.modules.\(ModuleFiles.name(of: name))", bases: [ModuleType.module],
            documentation: summary, methods: [initializer] + methods,
            allocate: { type, arguments, evaluator in
                Value(type.isNative ? try maker(arguments, evaluator) : ModuleType.scripted(evaluator))
            })
    }

    /// Gives the module of a user's class the members that the native class makes.
    private static func initialize(
        _ name: String, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator, _ maker: Maker
    ) throws {
        guard let object = arguments[0].as(ModuleObject.self), let layer = object.module.layer as? ScriptedLayer
        else { return }
        guard let reset = ParameterResets.replacement(of: name, in: object.derivation?.type) else {
            let made = try maker(arguments.dropFirst(), evaluator)
            layer.initialize(object.derivation, native: made.layer)
            return try translatingModules { try object.module.adoptMembers(of: made) }
        }
        let (given, keywords) = (Array(arguments.positionals.dropFirst()), arguments.keywords)
        let made = try translatingModules {
            try ParameterResets.make { try maker(Language.Arguments(given, keywords: keywords), evaluator) }
        }
        layer.initialize(object.derivation, native: made.layer)
        try translatingModules { try object.module.adoptMembers(of: made) }
        _ = try evaluator.callMethod(reset, of: .object(object))
    }
}

/// In which of torch's files a class of modules is written; it shows in the class's printed form.
enum ModuleFiles {
    static func name(of type: String) -> String {
        for (file, types) in files where types.contains(type) { return file }
        return "activation"
    }

    private static let files: [(String, Set<String>)] = [
        ("linear", ["Linear", "Identity", "Bilinear", "LazyLinear"]), ("sparse", ["Embedding", "EmbeddingBag"]),
        ("normalization", ["LayerNorm", "RMSNorm", "GroupNorm", "LocalResponseNorm"]),
        ("batchnorm", ["BatchNorm1d", "BatchNorm2d", "BatchNorm3d"]),
        ("dropout", ["Dropout", "Dropout1d", "Dropout2d", "AlphaDropout"]),
        ("conv", ["Conv1d", "Conv2d", "Conv3d", "ConvTranspose1d", "ConvTranspose2d"]),
        (
            "pooling",
            [
                "MaxPool1d", "MaxPool2d", "MaxPool3d", "AvgPool1d", "AvgPool2d", "AvgPool3d", "AdaptiveAvgPool1d",
                "AdaptiveAvgPool2d", "AdaptiveAvgPool3d",
            ]
        ),
        ("flatten", ["Flatten", "Unflatten"]), ("rnn", ["RNN", "LSTM", "GRU", "LSTMCell", "GRUCell", "RNNCell"]),
        ("container", ["Sequential", "ModuleList", "ModuleDict", "ParameterList", "ParameterDict"]),
        ("distance", ["CosineSimilarity", "PairwiseDistance"]), ("upsampling", ["Upsample"]),
        ("transformer", ["Transformer", "TransformerEncoder", "TransformerEncoderLayer"]),
        (
            "loss",
            [
                "CrossEntropyLoss", "NLLLoss", "MSELoss", "L1Loss", "SmoothL1Loss", "HuberLoss", "BCELoss",
                "BCEWithLogitsLoss", "KLDivLoss", "CosineEmbeddingLoss", "MarginRankingLoss", "TripletMarginLoss",
            ]
        ),
    ]
}
