import Language
import Networks
import Tensors

/// `DataLoader(dataset, batch_size=8, shuffle=True)`: batches of samples, in PyTorch's order for the same seed.
final class DataLoaderObject: Object {
    private let settings: Settings

    struct Settings {
        let dataset: Value
        /// nil gives single samples.
        let batchSize: Int?
        let isShuffled: Bool
        let dropsLast: Bool
        let generator: Generator?
        let sampler: Value?
        let batchSampler: Value?
        let collate: Value?
        /// What the loader has no use for, as it was given: `num_workers`, `pin_memory`, …
        let others: [Symbol: Value]
    }

    /// The samplers that torch would have made, once somebody asks for them.
    private var madeSampler: Value?
    private var madeBatchSampler: Value?

    init(_ settings: Settings) { self.settings = settings }

    private static var signature: Language.Signature {
        """
        (dataset, batch_size=1, shuffle=None, sampler=None, batch_sampler=None, num_workers=0, collate_fn=None, \
        pin_memory=False, drop_last=False, timeout=0, worker_init_fn=None, multiprocessing_context=None, \
        generator=None, *, prefetch_factor=None, persistent_workers=False, pin_memory_device='', in_order=True)
        """
    }

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) static let loaderType = TypeObject(
        native: "DataLoader", module: "torch.utils.data.dataloader",
        methods: [NativeFunction("__init__", signature, isRaw: true) { _, _ in .none }],
        allocate: { _, arguments, evaluator in
            let bound = try signature.bind(arguments, function: "DataLoader.__init__", evaluator)
            return .object(DataLoaderObject(try settings(bound, evaluator)))
        })

    private static func settings(_ bound: [Value], _ evaluator: Evaluator) throws -> Settings {
        if try bound[5].ifNotNone.map({ try evaluator.index($0) < 0 }) ?? false {
            throw PythonError(
                .valueError, "num_workers option should be non-negative; use num_workers=0 to disable multiprocessing.")
        }
        let workers = try bound[5].ifNotNone.map { try evaluator.index($0) } ?? 0
        if workers == 0, bound[13].ifNotNone != nil {
            throw PythonError(
                .valueError,
                "prefetch_factor option could only be specified in multiprocessing.let num_workers > 0 to enable "
                    + "multiprocessing, otherwise set prefetch_factor to None.")
        }
        if workers == 0, try evaluator.truth(bound[14]) {
            throw PythonError(.valueError, "persistent_workers option needs num_workers > 0")
        }
        if bound[4].ifNotNone != nil {
            let isOne = try bound[1].ifNotNone.map { try evaluator.equal($0, 1) } ?? false
            let isPlain = try bound[2].ifNotNone.map { try !evaluator.truth($0) } ?? true
            guard isOne, isPlain, bound[3].ifNotNone == nil, try !evaluator.truth(bound[8]) else {
                throw PythonError(
                    .valueError,
                    "batch_sampler option is mutually exclusive with batch_size, shuffle, sampler, and drop_last")
            }
        }
        if let size = bound[1].ifNotNone, size.as(Text.self) != nil {
            throw PythonError(
                .valueError,
                "batch_size should be a positive integer value, but got batch_size=\(try evaluator.str(size))")
        }
        let batchSize = try bound[1].ifNotNone.map { try evaluator.index($0) }
        if let batchSize, batchSize <= 0 {
            throw PythonError(
                .valueError, "batch_size should be a positive integer value, but got batch_size=\(batchSize)")
        }
        let isShuffled = try bound[2].ifNotNone.map { try evaluator.truth($0) } ?? false
        if bound[0].type.isSubclass(of: DataNamespace.iterableDataset), bound[2].ifNotNone != nil {
            throw PythonError(
                .valueError,
                "DataLoader with IterableDataset: expected unspecified shuffle option, but got "
                    + "shuffle=\(try evaluator.repr(bound[2]))")
        }
        if isShuffled, bound[3].ifNotNone != nil {
            throw PythonError(.valueError, "sampler option is mutually exclusive with shuffle")
        }
        let count = try? evaluator.length(bound[0])
        if isShuffled, count == 0 {
            throw PythonError(
                .valueError, "num_samples should be a positive integer value, but got num_samples=0")
        }
        return Settings(
            dataset: bound[0], batchSize: batchSize, isShuffled: isShuffled, dropsLast: try evaluator.truth(bound[8]),
            generator: bound[12].as(GeneratorObject.self)?.generator, sampler: bound[3].ifNotNone,
            batchSampler: bound[4].ifNotNone, collate: bound[6].ifNotNone,
            others: [
                "num_workers": bound[5], "pin_memory": bound[7], "timeout": bound[9], "worker_init_fn": bound[10],
                "multiprocessing_context": bound[11], "prefetch_factor": bound[13], "persistent_workers": bound[14],
                "pin_memory_device": bound[15],
            ])
    }

    override class var nativeType: TypeObject { loaderType }
    override var acceptsAttributes: Bool { true }

    private func order(_ evaluator: Evaluator) throws -> DataOrder {
        DataOrder(
            count: try evaluator.length(settings.dataset), isShuffled: settings.isShuffled,
            generator: settings.generator)
    }

    override func length(_ evaluator: Evaluator) throws -> Int? {
        if let batchSampler = settings.batchSampler { return try evaluator.length(batchSampler) }
        guard let size = settings.batchSize else { return try evaluator.length(settings.dataset) }
        if let sampler = settings.sampler {
            let count = try evaluator.length(sampler)
            return settings.dropsLast ? count / size : (count + size - 1) / size
        }
        return try order(evaluator).batchCount(of: size, droppingLast: settings.dropsLast)
    }

    override func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        if settings.dataset.type.lookup("__getitem__") == nil, settings.dataset.type.lookup(.iteration) != nil {
            return try rowIterator(evaluator)
        }
        var batches = try batches(evaluator).makeIterator()
        let dataset = settings.dataset
        return ClosureIterator { [self] evaluator in
            try evaluator.interrupt.check()
            guard let batch = batches.next() else { return nil }
            let samples = try batch.map { try evaluator.getItem(dataset, .int($0)) }
            return try collated(samples, evaluator)
        }
    }

    /// Batches of a data set that is only a row of samples.
    private func rowIterator(_ evaluator: Evaluator) throws -> ValueIterator {
        DataOrder.drawSeed(settings.generator ?? .standard)
        let samples = try evaluator.iterate(settings.dataset)
        return ClosureIterator { [self] evaluator in
            var batch: [Value] = []
            while batch.count < settings.batchSize ?? 1, let sample = try samples.next(evaluator) {
                batch.append(sample)
            }
            if batch.isEmpty || (settings.dropsLast && batch.count < settings.batchSize ?? 1) { return nil }
            return try collated(batch, evaluator)
        }
    }

    private func collated(_ samples: [Value], _ evaluator: Evaluator) throws -> Value {
        if settings.batchSize == nil, settings.batchSampler == nil, let sample = samples.first {
            return try settings.collate.map { try evaluator.call($0, [sample]) } ?? Collation.tensors(in: sample)
        }
        if let collate = settings.collate { return try evaluator.call(collate, [Value(samples)]) }
        return try Collation.batch(samples, evaluator)
    }

    /// The indices of all batches of one pass.
    private func batches(_ evaluator: Evaluator) throws -> [[Int]] {
        if let batchSampler = settings.batchSampler {
            DataOrder.drawSeed(settings.generator ?? .standard)
            return try evaluator.array(from: batchSampler).map { batch in
                try evaluator.array(from: batch).map { try evaluator.index($0) }
            }
        }
        let size = settings.batchSize ?? 1
        guard let sampler = settings.sampler else {
            let order = try order(evaluator)
            return try translating { try order.batches(of: size, droppingLast: settings.dropsLast) }
        }
        DataOrder.drawSeed(settings.generator ?? .standard)
        let indices = try evaluator.array(from: sampler).map { try evaluator.index($0) }
        return stride(from: 0, to: indices.count, by: size)
            .map { Array(indices[$0..<min($0 + size, indices.count)]) }
            .filter { !settings.dropsLast || $0.count == size }
    }

    private func samplers(_ name: String, _ evaluator: Evaluator) throws -> Value {
        .object(try evaluator.modules.import(name, evaluator))
    }

    /// The sampler that was given, or the one that torch would make.
    private func sampler(_ evaluator: Evaluator) throws -> Value {
        if let known = settings.sampler ?? madeSampler { return known }
        let module = try samplers("torch.utils.data.sampler", evaluator)
        let name: Symbol = settings.isShuffled ? "RandomSampler" : "SequentialSampler"
        let made = try evaluator.callMethod(name, of: module, [settings.dataset])
        madeSampler = made
        return made
    }

    private func batchSampler(_ evaluator: Evaluator) throws -> Value {
        if let known = settings.batchSampler ?? madeBatchSampler { return known }
        guard let size = settings.batchSize else { return .none }
        let module = try samplers("torch.utils.data.sampler", evaluator)
        let made = try evaluator.callMethod(
            "BatchSampler", of: module, [try sampler(evaluator), .int(size), .bool(settings.dropsLast)])
        madeBatchSampler = made
        return made
    }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case "dataset": settings.dataset
        case "batch_size": settings.batchSize.map { .int($0) } ?? Value.none
        case "drop_last": .bool(settings.dropsLast)
        case "generator": settings.generator.map { .object(GeneratorObject($0)) } ?? Value.none
        case "collate_fn":
            try settings.collate
                ?? evaluator.requiredAttribute("default_collate", of: samplers("torch.utils.data", evaluator))
        case "sampler": try sampler(evaluator)
        case "batch_sampler": try batchSampler(evaluator)
        default: try settings.others[name] ?? genericAttribute(name, evaluator)
        }
    }
}

extension Symbol {
    fileprivate static let iteration: Symbol = "__iter__"
}

/// Joins samples to a batch: tensors and numbers are stacked, tuples, lists and dicts are joined part by part.
enum Collation {
    static func batch(_ samples: [Value], _ evaluator: Evaluator) throws -> Value {
        guard let first = samples.first else { return Value([]) }
        let tensors = samples.compactMap { $0.tensor ?? ArrayObject.tensor(of: $0) }
        if tensors.count == samples.count {
            return Value(try translating { try EngineCall.tensor("stack", [.tensors(tensors), .int(0)]) })
        }
        if first.scalar != nil { return Value(try numbers(samples, evaluator)) }
        if first.as(Text.self) != nil { return Value(samples) }
        if let dictionary = first.as(Dict.self) { return try joined(samples, keys: dictionary.keys, evaluator) }
        guard let parts = first.sequenceElements else {
            throw PythonError(
                .typeError,
                "default_collate: batch must contain tensors, numpy arrays, numbers, dicts or lists; found "
                    + "\(first.qualifiedTypeName)")
        }
        let rows = samples.compactMap(\.sequenceElements)
        guard rows.count == samples.count, rows.allSatisfy({ $0.count == parts.count }) else {
            throw PythonError(.runtimeError, "each element in list of batch should be of equal size")
        }
        let isTuple = first.tupleElements != nil
        return Value(
            try parts.indices.map { part in
                let column = rows.map { $0[part] }
                // A column of texts of tuples stays the tuple that `zip` gives.
                if isTuple, column[0].as(Text.self) != nil { return Value(tuple: column) }
                return try batch(column, evaluator)
            })
    }

    /// Floats become float64, as in torch.
    private static func numbers(_ samples: [Value], _ evaluator: Evaluator) throws -> Tensor {
        let isFloat = samples.contains { if case .float = $0 { true } else { false } }
        return try TensorLiteral.tensor(from: Value(samples), dtype: isFloat ? .float64 : nil, evaluator)
    }

    private static func joined(_ samples: [Value], keys: [Value], _ evaluator: Evaluator) throws -> Value {
        let result = Dict()
        for key in keys {
            try result.set(key, to: try batch(samples.map { try evaluator.getItem($0, key) }, evaluator), evaluator)
        }
        return .object(result)
    }

    /// A single sample, as a loader without batches gives it.
    static func tensors(in sample: Value) throws -> Value { sample }
}
