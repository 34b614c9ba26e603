import Language
import Networks
import Tensors

/// `torch.nn` and the modules below it.
enum NetworkNamespace {
    static var parts: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        [
            ("torch.nn", { _ in make() }),
            ("torch.nn.functional", { _ in functional }),
            (
                "torch.nn.init",
                { _ in
                    Language.ModuleObject(
                        "torch.nn.init",
                        functions: InitializationFunctions.all + InitializationFunctions.old + [
                            PythonModule.lazyNames(
                                of: "torch.nn.init",
                                PythonModule.homes(InitializationSource.names, "torch.nn.init_rare"))
                        ])
                }
            ),
            (
                "torch.nn.utils",
                { _ in
                    PythonModule.listing(
                        PythonModule.utilityHomes,
                        in: Language.ModuleObject(
                            "torch.nn.utils",
                            functions: ParameterFunctions.all + [
                                PythonModule.lazyNames(of: "torch.nn.utils", PythonModule.utilityHomes)
                            ]))
                }
            ),
            (
                "torch.nn.utils.rnn",
                { _ in
                    let homes = PythonModule.homes(PackedSequencesSource.names, "torch.nn.utils.packed")
                    return PythonModule.listing(
                        homes,
                        in: Language.ModuleObject(
                            "torch.nn.utils.rnn",
                            functions: [
                                SequencePadding.pad, PythonModule.lazyNames(of: "torch.nn.utils.rnn", homes),
                            ]))
                }
            ),
            ("torch.nn.parameter", { _ in Language.ModuleObject("torch.nn.parameter", attributes: parameterClasses) }),
            (
                "torch.nn.modules",
                { evaluator in alias("torch.nn.modules", of: try evaluator.modules.import("torch.nn", evaluator)) }
            ),
        ] + layerFiles
    }

    /// `torch.nn.modules.linear` and its like: each gives all that `torch.nn` has.
    private static var layerFiles: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        [
            "activation", "batchnorm", "container", "conv", "distance", "dropout", "flatten", "fold", "instancenorm",
            "linear", "loss", "module", "normalization", "padding", "pooling", "sparse", "upsampling",
        ].map { file in
            let name = "torch.nn.modules.\(file)"
            return (name, { evaluator in alias(name, of: try evaluator.modules.import("torch.nn", evaluator)) })
        }
    }

    private static func make() -> Language.ModuleObject {
        let module = Language.ModuleObject(
            "torch.nn", documentation: "Networks: modules, layers, losses.",
            functions: [PythonModule.lazyNames(of: "torch.nn", PythonModule.layerHomes)],
            attributes: [("Module", .object(ModuleType.module))] + parameterClasses)
        for type in ContainerClasses.all + LayerClasses.all { module.namespace[Symbol(type.name)] = .object(type) }
        EmbeddingMethods.install()
        return PythonModule.listing(PythonModule.layerHomes, in: module)
    }

    private static var parameterClasses: [(Symbol, Value)] {
        [("Parameter", .object(TensorType.parameter)), ("Buffer", .object(TensorType.tensor))]
    }

    private static func alias(_ name: String, of module: Language.ModuleObject) -> Language.ModuleObject {
        Language.ModuleObject(
            name, functions: [PythonModule.lazyNames(of: name, PythonModule.layerHomes)],
            attributes: module.namespace.items.filter { $0.name.text.first != "_" }.map { ($0.name, $0.value) })
    }

    private static var functional: Language.ModuleObject {
        let module = Language.ModuleObject(
            "torch.nn.functional", documentation: "Functions of networks without parameters of their own.",
            functions: OperationFaces.functions(with: .functional, module: "torch.nn.functional")
                + [PythonModule.lazyNames(of: "torch.nn.functional", FunctionalSource.homes)])
        // Functions that torch keeps in both places.
        for name in [
            "relu", "sigmoid", "tanh", "softmax", "log_softmax", "pairwise_distance", "cosine_similarity", "one_hot",
        ]
        where module.namespace[Symbol(name)] == nil {
            guard let function = OperationFaces.function(name, module: "torch.nn.functional") else { continue }
            module.namespace[Symbol(name)] = .object(function)
        }
        return PythonModule.listing(FunctionalSource.homes, in: module)
    }
}

/// `nn.Embedding.from_pretrained(weights)`
enum EmbeddingMethods {
    /// Adds the constructor to the class of embeddings, once.
    static func install() {
        guard let type = LayerClasses.all.first(where: { $0.name == "Embedding" }),
            type.namespace["from_pretrained"] == nil
        else { return }
        type.namespace["from_pretrained"] = .object(fromPretrained)
    }

    private static var fromPretrained: NativeFunction {
        NativeFunction(
            "from_pretrained", "(embeddings, freeze=True, padding_idx=None)", "An embedding with given rows.",
            module: "torch.nn.Embedding", binds: false
        ) { arguments, evaluator in
            guard let rows = arguments[0].tensor, rows.rank == 2 else {
                throw PythonError(.assertionError, "Embeddings parameter is expected to be 2-dimensional")
            }
            let freezes = try evaluator.truth(arguments[1])
            return try translatingModules {
                guard let layerType = LayerType.named("Embedding") else { return .none }
                var given: [Argument] = [.int(rows.shape[0]), .int(rows.shape[1])]
                if let padding = arguments[2].ifNotNone { given.append(.int(try evaluator.index(padding))) }
                let module = try Generator.standard.unchanged { try layerType.make(given) }
                let weight = try Tensors.detach(rows).asParameter(requiresGrad: !freezes)
                try module.register(parameter: weight, named: "weight")
                return Value(module)
            }
        }
    }
}

extension Generator {
    /// Runs the body and goes back to the place in the stream where it began.
    func unchanged<Result>(_ body: () throws -> Result) throws -> Result {
        let place = state
        defer { try? restore(place) }
        return try body()
    }
}

/// `torch.nn.utils.rnn.pad_sequence`
enum SequencePadding {
    static var pad: NativeFunction {
        TorchNamespace.function(
            "pad_sequence", "(sequences, batch_first=False, padding_value=0.0, padding_side='right')",
            "Stacks tensors of different lengths, filled up at the end.", module: "torch.nn.utils.rnn"
        ) { arguments, evaluator in
            let tensors = try AutogradNamespace.tensors(arguments[0], evaluator)
            let fill = try arguments[2].fillNumber() ?? 0.0
            let batchFirst = try evaluator.truth(arguments[1])
            let padsLeft = try evaluator.str(arguments[3]) == "left"
            return try translating {
                let longest = tensors.map { $0.shape.first ?? 0 }.max() ?? 0
                let padded = try tensors.map { tensor in
                    var sizes = tensor.shape
                    guard tensor.rank > 0, sizes[0] < longest else { return tensor }
                    sizes[0] = longest - sizes[0]
                    let filler = try Tensor.full(sizes, fill, dtype: tensor.dtype)
                    return try Tensors.cat(padsLeft ? [filler, tensor] : [tensor, filler], 0)
                }
                return Value(try EngineCall.tensor("stack", [.tensors(padded), .int(batchFirst ? 0 : 1)]))
            }
        }
    }
}
