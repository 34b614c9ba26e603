import Language
import Networks
import Tensors

/// Makes values of what `torch.save` wrote: tensors, numbers, texts and plain containers. Nothing else is constructed.
struct PickleReader {
    private let pickle: Pickle
    private let storages: (String) throws -> ArraySlice<UInt8>
    private let evaluator: Evaluator
    /// What has been made of a node already: what was one object when it was saved is one object again.
    private var made: [Int: Value] = [:]
    private var loaded: [String: Storage] = [:]

    /// Containers in containers, beyond which a file is refused.
    private static let deepest = 500

    init(
        _ content: [UInt8], _ evaluator: Evaluator, storages: @escaping (String) throws -> ArraySlice<UInt8>
    ) throws {
        self.evaluator = evaluator
        self.storages = storages
        do {
            pickle = try content.withUnsafeBytes { bytes in
                var unpickler = Unpickler(bytes)
                return try unpickler.read()
            }
        } catch let error as PickleError {
            throw error.isTruncated ? FileFormatError.truncated : .malformed("invalid load key: \(error.reason)")
        }
    }

    mutating func value() throws -> Value { try value(pickle.root, 0) }

    private func malformed(_ reason: String) -> FileFormatError { .malformed("invalid load key: \(reason)") }

    private mutating func value(_ described: PickleValue, _ depth: Int) throws -> Value {
        guard depth < Self.deepest else { throw malformed("it is nested too deeply") }
        switch described {
        case .none: return .none
        case .boolean(let flag): return .bool(flag)
        case .integer(let number): return .int(number)
        case .number(let number): return .float(number)
        case .string(let text): return Value(text)
        case .bytes(let bytes): return .object(Bytes(bytes))
        case .tuple(let node):
            return try once(node) { reader in
                Value(tuple: try reader.pickle.nodes[node].map { try reader.value($0, depth + 1) })
            }
        case .list(let node): return try list(node, depth)
        case .dictionary(let node): return try dictionary(node, depth)
        case .global(let name): return Value(try dtype(name))
        case .persistent: throw malformed("a storage stands alone")
        case .construction(let name, let node):
            return try once(node) { try $0.construct(name, $0.pickle.nodes[node], depth + 1) }
        }
    }

    private mutating func once(_ node: Int, _ make: (inout PickleReader) throws -> Value) throws -> Value {
        if let known = made[node] { return known }
        let value = try make(&self)
        made[node] = value
        return value
    }

    /// A list is known before it is whole, since it may contain itself.
    private mutating func list(_ node: Int, _ depth: Int) throws -> Value {
        if let known = made[node] { return known }
        let list = List([])
        made[node] = .object(list)
        for item in pickle.nodes[node] { list.elements.append(try value(item, depth + 1)) }
        return .object(list)
    }

    private mutating func dictionary(_ node: Int, _ depth: Int) throws -> Value {
        if let known = made[node] { return known }
        let result = try pickle.ordered.contains(node) ? evaluator.orderedDictionary([]) : .object(Dict())
        made[node] = result
        let items = pickle.nodes[node]
        for index in stride(from: 0, to: items.count, by: 2) {
            let key = try value(items[index], depth + 1)
            try evaluator.setItem(result, key, to: try value(items[index + 1], depth + 1))
        }
        return result
    }

    /// The dtype of that name; names of classes and functions may not stay in what is loaded.
    private func dtype(_ name: String) throws -> DType {
        guard let dtype = DType.allCases.first(where: { "torch.\($0.name)" == name }) else {
            throw FileFormatError.unsupported(global: name)
        }
        return dtype
    }

    private mutating func construct(_ name: String, _ arguments: [PickleValue], _ depth: Int) throws -> Value {
        switch (name, arguments.count) {
        case ("torch._utils._rebuild_tensor_v2", 4...): return Value(try tensor(arguments, depth))
        case ("torch._utils._rebuild_parameter", 2...):
            guard case .construction("torch._utils._rebuild_tensor_v2", let node) = arguments[0],
                let tensor = try value(.construction("torch._utils._rebuild_tensor_v2", node), depth).tensor
            else { throw malformed("a parameter is no tensor") }
            let requiresGrad = try evaluator.truth(value(arguments[1], depth))
            return Value(try tensor.asParameter(requiresGrad: requiresGrad))
        case ("torch.Size", 1...): return Value(try evaluator.sizes(value(arguments[0], depth)))
        default: throw FileFormatError.unsupported(global: name)
        }
    }

    /// `(storage, offset, size, stride, requires_grad, …)`; a view that reaches beyond its storage is refused.
    private mutating func tensor(_ arguments: [PickleValue], _ depth: Int) throws -> Tensor {
        guard case .persistent(let identification) = arguments[0], let offset = arguments[1].integer,
            let parts = pickle.nodes[identification].first.flatMap(pickle.tuple)
        else { throw malformed("a tensor has no storage") }
        let (storage, dtype) = try storage(parts)
        let layout = Layout(
            shape: try evaluator.sizes(value(arguments[2], depth)),
            strides: try evaluator.sizes(value(arguments[3], depth)), offset: offset)
        let isInside =
            offset >= 0 && layout.shape.count == layout.strides.count && layout.shape.allSatisfy { $0 >= 0 }
            && layout.strides.allSatisfy { $0 >= 0 && $0 < 1 << 40 } && layout.shape.allSatisfy { $0 < 1 << 40 }
            && layout.shape.checkedElementCount != nil
            && layout.lastElement.map { $0 < storage.byteCount / dtype.size } ?? false
        guard isInside || layout.shape.contains(0) else { throw malformed("a tensor reaches beyond its storage") }
        let tensor = Tensor(storage: storage, layout: layout, dtype: dtype)
        if arguments.count > 4, try evaluator.truth(value(arguments[4], depth)) { try tensor.setRequiresGrad(true) }
        return tensor
    }

    /// `("storage", torch.FloatStorage, "0", "cpu", 12)`
    private mutating func storage(_ parts: [PickleValue]) throws -> (Storage, DType) {
        guard parts.count >= 3, case .global(let kind) = parts[1], let key = parts[2].string else {
            throw malformed("a storage is not described")
        }
        guard let dtype = DType.allCases.first(where: { "torch.\($0.storageName)" == kind }) else {
            throw FileFormatError.unsupported(global: kind)
        }
        if let known = loaded[key] { return (known, dtype) }
        let content = try storages(key)
        let storage = try Storage(byteCount: content.count)
        content.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { storage.address?.copyMemory(from: start, byteCount: bytes.count) }
        }
        loaded[key] = storage
        return (storage, dtype)
    }
}

extension Layout {
    /// The position of the last element, nil when it cannot be computed.
    fileprivate var lastElement: Int? {
        var last = offset
        for (size, stride) in zip(shape, strides) where size > 0 {
            let (step, overflow) = (size - 1).multipliedReportingOverflow(by: stride)
            let (sum, overflowed) = last.addingReportingOverflow(step)
            if overflow || overflowed { return nil }
            last = sum
        }
        return last
    }
}
