import Networks

/// A file of `torch.save`: a zip with a pickle that describes the tensors, and an entry for the bytes of each storage.
///
/// The pickle is read as data. A file that would construct anything but tensors and plain containers is refused.
package struct PyTorchFile {
    package private(set) var tensors: [String: StoredTensor] = [:]
    private let file: MappedFile
    private let archive: ZipArchive
    private let folder: String
    private let pickle: Pickle

    package init(_ file: MappedFile) throws {
        self.file = file
        archive = try ZipArchive(file)
        guard let entry = archive.entries.first(where: { $0.key.hasSuffix("/data.pkl") }) else {
            throw CheckpointError.malformed(path: file.path, reason: "it has no entry data.pkl")
        }
        folder = String(entry.key.dropLast("data.pkl".count))
        var unpickler = Unpickler(UnsafeRawBufferPointer(entry.value))
        do {
            pickle = try unpickler.read()
        } catch let error as PickleError {
            throw CheckpointError.malformed(path: file.path, reason: error.reason)
        }
        guard case .dictionary(let state) = pickle.root else { throw failure("it holds no state dict") }
        let items = pickle.nodes[state]
        for index in stride(from: 0, to: items.count, by: 2) {
            guard let name = items[index].string else { throw failure("a key of its state dict is no text") }
            tensors[name] = try tensor(items[index + 1], name: name)
        }
    }

    private func failure(_ reason: String) -> CheckpointError { .malformed(path: file.path, reason: reason) }

    /// `_rebuild_tensor_v2(storage, offset, size, stride, requires_grad, hooks)`, perhaps inside `_rebuild_parameter(tensor, ...)`.
    private func tensor(_ value: PickleValue, name: String, isParameter: Bool = false) throws -> StoredTensor {
        guard case .construction(let callable, let node) = value else { throw failure("'\(name)' is no tensor") }
        let arguments = pickle.nodes[node]
        if callable == "torch._utils._rebuild_parameter", !isParameter, let inner = arguments.first {
            return try tensor(inner, name: name, isParameter: true)
        }
        guard callable == "torch._utils._rebuild_tensor_v2", arguments.count >= 4,
            case .persistent(let identification) = arguments[0],
            let storage = pickle.nodes[identification].first.flatMap(pickle.tuple), let offset = arguments[1].integer,
            let shape = integers(arguments[2]), let strides = integers(arguments[3]),
            shape.count == strides.count
        else { throw failure("'\(name)' would call \(callable)") }
        let (type, bytes) = try self.storage(storage, name: name)
        guard let range = Self.extent(shape, strides, offset: offset, within: bytes.count / type.byteCount) else {
            throw failure("'\(name)' reaches beyond its storage")
        }
        let part = bytes[(range.lowerBound * type.byteCount)..<(range.upperBound * type.byteCount)]
        return StoredTensor(
            type: type, shape: shape, strides: strides, bytes: UnsafeMutableRawBufferPointer(rebasing: part), file: file
        )
    }

    private func integers(_ value: PickleValue) -> [Int]? {
        guard let values = pickle.tuple(value), case let integers = values.compactMap(\.integer),
            integers.count == values.count
        else { return nil }
        return integers
    }

    /// `("storage", torch.FloatStorage, "0", "cpu", 30080)`
    private func storage(
        _ fields: [PickleValue], name: String
    ) throws -> (StoredType, UnsafeMutableRawBufferPointer) {
        guard fields.count >= 3, case .global(let className) = fields[1], let key = fields[2].string,
            let type = Self.types[className]
        else { throw failure("the storage of '\(name)' is of an unknown kind") }
        guard let bytes = archive.entries[folder + "data/" + key] else {
            throw failure("the storage '\(key)' of '\(name)' is missing")
        }
        return (type, bytes)
    }

    private static let types: [String: StoredType] = [
        "torch.FloatStorage": .float32, "torch.DoubleStorage": .float64, "torch.HalfStorage": .float16,
        "torch.BFloat16Storage": .bfloat16, "torch.LongStorage": .int64, "torch.IntStorage": .int32,
        "torch.ShortStorage": .int16, "torch.CharStorage": .int8, "torch.ByteStorage": .uint8,
        "torch.BoolStorage": .boolean,
    ]

    /// The elements that a layout touches, nil if some lie outside of the storage.
    private static func extent(_ shape: [Int], _ strides: [Int], offset: Int, within count: Int) -> Range<Int>? {
        guard offset >= 0, StoredTensor.elementCount(shape) != nil, strides.allSatisfy({ $0 >= 0 }) else { return nil }
        if shape.contains(0) { return 0..<0 }
        var end = offset
        for (size, stride) in zip(shape, strides) {
            let (step, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
            let (sum, overflowsToo) = end.addingReportingOverflow(step)
            guard !overflow, !overflowsToo else { return nil }
            end = sum
        }
        return end < count ? offset..<(end + 1) : nil
    }
}
