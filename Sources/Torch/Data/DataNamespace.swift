import Language
import Networks
import Tensors

/// `torch.utils.data`: data sets, parts of them, and the loader that makes batches.
enum DataNamespace {
    static var parts: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        [
            (
                "torch.utils",
                { _ in
                    Language.ModuleObject("torch.utils", functions: [TorchModules.lazyParts(of: "torch.utils")])
                }
            ),
            ("torch.utils.data", { _ in make() }),
            (
                "torch.utils.hooks",
                { _ in
                    Language.ModuleObject(
                        "torch.utils.hooks", attributes: [("RemovableHandle", .object(RemovableHandle.typeObject))])
                }
            ),
        ]
    }

    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) static let dataset = TypeObject(
        native: "Dataset", module: "torch.utils.data.dataset", documentation: "A collection of samples by number.",
        allocate: { type, _, _ in .object(ScriptedInstance(type)) })
    nonisolated(unsafe) static let iterableDataset = TypeObject(
        native: "IterableDataset", module: "torch.utils.data.dataset", bases: [dataset],
        documentation: "A collection of samples in a row.", allocate: { type, _, _ in .object(ScriptedInstance(type)) })

    /// Length and items by the names under which users' classes call them: `super().__getitem__(index)`.
    static var itemMethods: [NativeFunction] {
        [
            NativeFunction("__len__", "(self, /)", "The number of samples.") { arguments, evaluator in
                .int(try arguments[0].object?.length(evaluator) ?? 0)
            },
            NativeFunction("__getitem__", "(self, index, /)", "The sample of a number.") { arguments, evaluator in
                try arguments[0].object?.getItem(arguments[1], evaluator) ?? .none
            },
        ]
    }

    private static func make() -> Language.ModuleObject {
        let homes = PythonModule.homes(SamplersSource.names, "torch.utils.data.sampler")
        let module = Language.ModuleObject(
            "torch.utils.data",
            functions: [
                NativeFunction(
                    "random_split", "(dataset, lengths, generator=None)", "Parts of a data set, drawn at random.",
                    module: "torch.utils.data", binds: false, body: randomSplit),
                NativeFunction(
                    "default_collate", "(batch)", "Joins samples to a batch.", module: "torch.utils.data", binds: false
                ) { arguments, evaluator in
                    try Collation.batch(try evaluator.array(from: arguments[0]), evaluator)
                },
                PythonModule.lazyNames(of: "torch.utils.data", homes),
            ],
            attributes: [
                ("Dataset", .object(dataset)), ("IterableDataset", .object(iterableDataset)),
                ("TensorDataset", .object(TensorDatasetObject.datasetType)),
                ("Subset", .object(SubsetObject.subsetType)), ("DataLoader", .object(DataLoaderObject.loaderType)),
            ])
        return PythonModule.listing(homes, in: module)
    }

    /// `first + second`: the samples of one data set after those of another.
    static func joined(_ first: Value, _ second: Value, _ evaluator: Evaluator) throws -> Value {
        let samplers = Value.object(try evaluator.modules.import("torch.utils.data.sampler", evaluator))
        return try evaluator.callMethod("ConcatDataset", of: samplers, [Value([first, second])])
    }

    private static func randomSplit(
        _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let whole = arguments[0]
        let lengths = try evaluator.array(from: arguments[1]).map { value in
            guard let length = try value.floatingNumber(evaluator) else {
                throw PythonError(.typeError, "must be real number, not \(value.typeName)")
            }
            return length
        }
        let generator = arguments[2].as(GeneratorObject.self)?.generator
        let count = try evaluator.length(whole)
        let parts = try translating { try DataOrder.split(count, lengths, generator: generator) }
        return Value(parts.map { .object(SubsetObject(whole, $0)) })
    }
}

/// `TensorDataset(x, y)`: the rows of tensors of equal length.
final class TensorDatasetObject: Object {
    private let tensors: [Tensor]

    init(_ tensors: [Tensor]) { self.tensors = tensors }

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) static let datasetType = TypeObject(
        native: "TensorDataset", module: "torch.utils.data.dataset", bases: [DataNamespace.dataset],
        methods: DataNamespace.itemMethods,
        allocate: { _, arguments, _ in
            let tensors = arguments.positionals.compactMap(\.tensor)
            guard let first = tensors.first, tensors.count == arguments.count,
                tensors.allSatisfy({ $0.shape.first == first.shape.first })
            else { throw PythonError(.assertionError, "Size mismatch between tensors") }
            return .object(TensorDatasetObject(tensors))
        })

    override class var nativeType: TypeObject { datasetType }

    override func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .add, !reflected else { return nil }
        return try DataNamespace.joined(.object(self), other, evaluator)
    }

    override func length(_ evaluator: Evaluator) throws -> Int? { tensors.first?.shape.first ?? 0 }

    override func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        Value(tuple: try tensors.map { try evaluator.getItem(Value($0), key) })
    }

    override func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        let count = try length(evaluator) ?? 0
        return ArrayIterator(try (0..<count).map { try evaluator.getItem(.object(self), .int($0)) })
    }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        name == "tensors" ? Value(tuple: tensors.map { Value($0) }) : try genericAttribute(name, evaluator)
    }
}

/// `Subset(dataset, indices)`
final class SubsetObject: Object {
    private let whole: Value
    private let indices: [Int]

    init(_ whole: Value, _ indices: [Int]) {
        self.whole = whole
        self.indices = indices
    }

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) static let subsetType = TypeObject(
        native: "Subset", module: "torch.utils.data.dataset", bases: [DataNamespace.dataset],
        methods: DataNamespace.itemMethods,
        allocate: { _, arguments, evaluator in
            let indices = try evaluator.array(from: arguments[1].ifDefined ?? arguments[keyword: "indices"] ?? .none)
            return .object(
                SubsetObject(
                    arguments[0].ifDefined ?? arguments[keyword: "dataset"] ?? .none,
                    try indices.map { try evaluator.index($0) }))
        })

    override class var nativeType: TypeObject { subsetType }

    override func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .add, !reflected else { return nil }
        return try DataNamespace.joined(.object(self), other, evaluator)
    }

    override func length(_ evaluator: Evaluator) throws -> Int? { indices.count }

    override func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        let place = try evaluator.index(key)
        guard place >= -indices.count, place < indices.count else {
            throw PythonError(.indexError, "list index out of range")
        }
        return try evaluator.getItem(whole, .int(indices[place < 0 ? place + indices.count : place]))
    }

    override func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        ArrayIterator(try indices.map { try evaluator.getItem(whole, .int($0)) })
    }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case "dataset": whole
        case "indices": Value(indices.map { .int($0) })
        default: try genericAttribute(name, evaluator)
        }
    }
}
