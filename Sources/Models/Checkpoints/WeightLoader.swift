import Networks
import Tensors

/// Fills the parameters of a network from the weights of a checkpoint.
struct WeightLoader {
    let weights: Weights
    let architecture: Architecture
    /// The spread of the parameters that no file holds.
    var initializerRange = 0.02
    /// Called with the bytes that are in their places and those of all weights.
    var onProgress: (Int, Int) throws -> Void = { _, _ in }

    /// Replaces every parameter by the tensor of its name, without copying where the types agree.
    func load(into module: Module, dtype: DType, isTied: Bool) throws -> LoadReport {
        var report = LoadReport()
        let size = weights.tensors.values.reduce(0) { $0 + $1.bytes.count }
        report.files = weights.files
        let tied = isTied ? Set(architecture.tied.keys) : []
        let names = checkpointNames()
        var taken: Set<String> = []
        for (name, parameter) in module.namedParameters(keepingDuplicates: true) where !tied.contains(name) {
            guard let key = names[name], let stored = weights[key] else {
                report.missing.append(name)
                continue
            }
            taken.insert(key)
            guard stored.shape == parameter.shape.array else {
                throw CheckpointError.shapeMismatch(name: name, expected: parameter.shape.array, found: stored.shape)
            }
            try replace(name, of: module, by: Tensor(stored, as: dtype))
            report.parameterCount += parameter.elementCount
            report.byteCount += stored.bytes.count
            try onProgress(min(report.byteCount, size - 1), size)
        }
        try onProgress(size, size)
        report.unexpected = weights.tensors.keys.filter { !taken.contains($0) && !isIgnored($0, tied) }.sorted()
        for name in report.missing { try initialize(name, of: module, dtype) }
        return report
    }

    /// Draws a parameter that no file holds, as transformers does: weights from a normal distribution, biases zero.
    private func initialize(_ name: String, of module: Module, _ dtype: DType) throws {
        let shape = try module.parameter(at: name).shape
        if name.hasSuffix("bias") { return try replace(name, of: module, by: Tensor.zeros(shape, dtype: dtype)) }
        if shape.count < 2 { return try replace(name, of: module, by: Tensor.ones(shape, dtype: dtype)) }
        let drawn = try randn(shape, dtype: dtype) * .float(initializerRange)
        try replace(name, of: module, by: drawn)
    }

    /// The entry that holds each parameter: its own name, or its name in the bare decoder.
    private func checkpointNames() -> [String: String] {
        var names: [String: String] = [:]
        let prefix = architecture.bodyPrefix
        let isBare = !prefix.isEmpty && !weights.tensors.keys.contains { $0.hasPrefix(prefix) }
        for key in weights.tensors.keys {
            names[key] = key
            if isBare { names[prefix + key] = key }
        }
        // A network without a head takes its weights from a checkpoint with one.
        for key in weights.tensors.keys where !prefix.isEmpty && key.hasPrefix(prefix) {
            let name = String(key.dropFirst(prefix.count))
            if names[name] == nil { names[name] = key }
        }
        return names
    }

    private func isIgnored(_ key: String, _ tied: Set<String>) -> Bool {
        tied.contains(key) || architecture.ignored.contains { key.hasSuffix($0) }
    }

    private func replace(_ name: String, of module: Module, by tensor: Tensor) throws {
        let parts = name.split(separator: ".").map(String.init)
        let owner = try module.module(at: parts.dropLast().joined(separator: "."))
        try owner.register(parameter: tensor.asParameter(), named: parts.last ?? "")
    }
}

extension StoredType {
    /// The type under which tensors of the engine are stored; nil for complex numbers.
    init?(_ dtype: DType) {
        guard let type = Self.allCases.first(where: { DType($0) == dtype }) else { return nil }
        self = type
    }
}

extension DType {
    /// The engine's type for a stored one; nil for the unsigned types that it does not have.
    init?(_ stored: StoredType) {
        switch stored {
        case .boolean: self = .bool
        case .uint8: self = .uint8
        case .int8: self = .int8
        case .int16: self = .int16
        case .int32: self = .int32
        case .int64: self = .int64
        case .float16: self = .float16
        case .bfloat16: self = .bfloat16
        case .float32: self = .float32
        case .float64: self = .float64
        case .uint16, .uint32, .uint64: return nil
        }
    }
}

extension Tensor {
    /// A stored tensor, over the mapped file itself if it has the wanted type and lies at a whole address.
    convenience init(_ stored: StoredTensor, as wanted: DType) throws {
        guard let dtype = DType(stored.type) else {
            throw CheckpointError.unsupported("tensors of type \(stored.type.rawValue) are not supported")
        }
        let layout = Layout(shape: Dimensions(stored.shape), strides: Dimensions(stored.strides))
        let view = Tensor(storage: try Self.storage(stored, dtype), layout: layout, dtype: dtype)
        let isFinal = dtype == wanted || !dtype.isFloatingPoint
        let final = try isFinal ? view : to(view, wanted)
        self.init(storage: final.storage, layout: final.layout, dtype: final.dtype)
    }

    private static func storage(_ stored: StoredTensor, _ dtype: DType) throws -> Storage {
        guard let address = stored.bytes.baseAddress else { return try Storage(byteCount: 0) }
        if UInt(bitPattern: address) % UInt(dtype.size) == 0 {
            return Storage(address: address, byteCount: stored.bytes.count, owner: stored.file)
        }
        let storage = try Storage(byteCount: stored.bytes.count)
        storage.address?.copyMemory(from: address, byteCount: stored.bytes.count)
        return storage
    }
}
