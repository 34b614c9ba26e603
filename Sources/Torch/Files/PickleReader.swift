import Language
import Networks
import Tensors

/// Reads what `torch.save` writes: tensors, numbers, texts and plain containers. Nothing else is constructed.
struct PickleReader {
    private var bytes: ByteReader
    private let storages: (String) throws -> ArraySlice<UInt8>
    private let evaluator: Evaluator
    private var stack: [Value] = []
    private var marks: [Int] = []
    private var memo: [Int: Value] = [:]
    private var loaded: [String: Storage] = [:]

    init(
        _ content: [UInt8], _ evaluator: Evaluator, storages: @escaping (String) throws -> ArraySlice<UInt8>
    ) {
        bytes = ByteReader(content)
        self.evaluator = evaluator
        self.storages = storages
    }

    mutating func value() throws -> Value {
        while true {
            let code = try bytes.integer(UInt8.self)
            if code == UInt8(ascii: ".") { return try kept(try pop()) }
            if try readNumber(code) { continue }
            if try readText(code) { continue }
            if try readContainer(code) { continue }
            if try readMemo(code) { continue }
            try construct(code)
        }
    }

    // MARK: Stack

    private mutating func pop() throws -> Value {
        guard let value = stack.popLast() else { throw malformed("the stack is empty") }
        return value
    }

    private mutating func popMark() throws -> [Value] {
        guard let mark = marks.popLast(), mark <= stack.count else { throw malformed("a mark is missing") }
        defer { stack.removeSubrange(mark...) }
        return Array(stack[mark...])
    }

    private mutating func push(_ value: Value) { stack.append(value) }

    private func malformed(_ reason: String) -> FileFormatError { .malformed("invalid load key: \(reason)") }

    /// A value that may stay in what is loaded: names of classes may not.
    private func kept(_ value: Value) throws -> Value {
        if let global = value.as(GlobalName.self) { throw FileFormatError.unsupported(global: global.name) }
        if value.as(LoadedStorage.self) != nil { throw malformed("a storage stands alone") }
        return value
    }

    // MARK: Opcodes

    private mutating func readNumber(_ code: UInt8) throws -> Bool {
        switch code {
        case UInt8(ascii: "N"): push(.none)
        case 0x88: push(true)
        case 0x89: push(false)
        case UInt8(ascii: "J"): push(.int(Int(try bytes.integer(Int32.self))))
        case UInt8(ascii: "K"): push(.int(Int(try bytes.integer(UInt8.self))))
        case UInt8(ascii: "M"): push(.int(Int(try bytes.integer(UInt16.self))))
        case 0x8A:
            let count = Int(try bytes.integer(UInt8.self))
            let digits = try bytes.take(count)
            guard count <= 8 else { throw malformed("an integer is too large") }
            let raw = digits.reversed().reduce(0) { ($0 << 8) | Int($1) }
            let unused = 64 - 8 * count
            push(.int(count == 0 ? 0 : (raw << unused) >> unused))
        case UInt8(ascii: "G"):
            push(.float(Double(bitPattern: try bytes.integer(UInt64.self).byteSwapped)))
        default: return false
        }
        return true
    }

    private mutating func readText(_ code: UInt8) throws -> Bool {
        switch code {
        case UInt8(ascii: "X"): push(Value(try bytes.text(Int(try bytes.integer(UInt32.self)))))
        case 0x8C: push(Value(try bytes.text(Int(try bytes.integer(UInt8.self)))))
        case UInt8(ascii: "B"): push(.object(Bytes(Array(try bytes.take(Int(try bytes.integer(UInt32.self)))))))
        case UInt8(ascii: "C"): push(.object(Bytes(Array(try bytes.take(Int(try bytes.integer(UInt8.self)))))))
        case UInt8(ascii: "c"): push(try global("\(try bytes.line()).\(try bytes.line())"))
        case 0x93:
            let name = try evaluator.str(try pop())
            push(try global("\(try evaluator.str(try pop())).\(name)"))
        default: return false
        }
        return true
    }

    private mutating func readContainer(_ code: UInt8) throws -> Bool {
        switch code {
        case UInt8(ascii: "("): marks.append(stack.count)
        case UInt8(ascii: "]"): push(Value([]))
        case UInt8(ascii: "}"): push(.object(Dict()))
        case UInt8(ascii: ")"): push(Value(tuple: []))
        case UInt8(ascii: "t"): push(Value(tuple: try popMark()))
        case 0x85, 0x86, 0x87:
            var parts: [Value] = []
            for _ in 0...(code - 0x85) { parts.insert(try pop(), at: 0) }
            push(Value(tuple: parts))
        case UInt8(ascii: "a"): try extend(with: [try pop()])
        case UInt8(ascii: "e"): try extend(with: try popMark())
        case UInt8(ascii: "s"):
            let value = try pop()
            try setItems([try pop(), value])
        case UInt8(ascii: "u"): try setItems(try popMark())
        default: return false
        }
        return true
    }

    private mutating func readMemo(_ code: UInt8) throws -> Bool {
        switch code {
        case 0x80: _ = try bytes.take(1)
        case 0x95: _ = try bytes.take(8)
        case UInt8(ascii: "0"): _ = try pop()
        case UInt8(ascii: "q"): memo[Int(try bytes.integer(UInt8.self))] = stack.last
        case UInt8(ascii: "r"): memo[Int(try bytes.integer(UInt32.self))] = stack.last
        case 0x94: memo[memo.count] = stack.last
        case UInt8(ascii: "h"): try recall(Int(try bytes.integer(UInt8.self)))
        case UInt8(ascii: "j"): try recall(Int(try bytes.integer(UInt32.self)))
        default: return false
        }
        return true
    }

    private mutating func recall(_ number: Int) throws {
        guard let item = memo[number] else { throw malformed("a memo entry is missing") }
        stack.append(item)
    }

    private mutating func extend(with items: [Value]) throws {
        guard let list = stack.last?.as(List.self) else { throw malformed("no list to extend") }
        list.elements += try items.map(kept)
    }

    private mutating func setItems(_ items: [Value]) throws {
        guard let dictionary = stack.last?.as(Dict.self), items.count % 2 == 0 else {
            throw malformed("no dict to fill")
        }
        for index in stride(from: 0, to: items.count, by: 2) {
            try dictionary.set(items[index], to: try kept(items[index + 1]), evaluator)
        }
    }

    // MARK: Construction

    private mutating func construct(_ code: UInt8) throws {
        switch code {
        case UInt8(ascii: "R"):
            let arguments = try pop().tupleElements ?? []
            guard let callable = try pop().as(GlobalName.self) else { throw malformed("nothing to call") }
            push(try call(callable.name, arguments))
        case UInt8(ascii: "Q"): push(try storage(try pop()))
        // The state of an OrderedDict, which holds nothing that matters.
        case UInt8(ascii: "b"): _ = try pop()
        default: throw malformed("'\\x\(String(code, radix: 16))'")
        }
    }

    /// The dtype of that name, or the name of a class or function that may be called.
    private func global(_ name: String) throws -> Value {
        if let dtype = DType.allCases.first(where: { "torch.\($0.name)" == name }) { return Value(dtype) }
        let isStorage = DType.allCases.contains { "torch.\($0.storageName)" == name }
        guard isStorage || PickleReader.callables.contains(name) else {
            throw FileFormatError.unsupported(global: name)
        }
        return .object(GlobalName(name))
    }

    private static let callables: Set = [
        "collections.OrderedDict", "torch._utils._rebuild_tensor_v2", "torch._utils._rebuild_parameter", "torch.Size",
    ]

    private mutating func call(_ name: String, _ arguments: [Value]) throws -> Value {
        switch (name, arguments.count) {
        case ("collections.OrderedDict", _): return try evaluator.orderedDictionary([])
        case ("torch._utils._rebuild_tensor_v2", 4...): return Value(try tensor(arguments))
        case ("torch._utils._rebuild_parameter", 2...):
            guard let tensor = arguments[0].tensor else { throw malformed("a parameter is no tensor") }
            return Value(try tensor.asParameter(requiresGrad: try evaluator.truth(arguments[1])))
        case ("torch.Size", 1...): return Value(try evaluator.sizes(arguments[0]))
        default: throw FileFormatError.unsupported(global: name)
        }
    }

    /// `(storage, offset, size, stride, requires_grad, …)`; a view that reaches beyond its storage is refused.
    private func tensor(_ arguments: [Value]) throws -> Tensor {
        guard let source = arguments[0].as(LoadedStorage.self), case .int(let offset) = arguments[1] else {
            throw malformed("a tensor has no storage")
        }
        let layout = Layout(
            shape: try evaluator.sizes(arguments[2]), strides: try evaluator.sizes(arguments[3]), offset: offset)
        let isInside =
            offset >= 0 && layout.shape.count == layout.strides.count && layout.shape.allSatisfy { $0 >= 0 }
            && layout.strides.allSatisfy { $0 >= 0 && $0 < 1 << 40 } && layout.shape.allSatisfy { $0 < 1 << 40 }
            && layout.shape.checkedElementCount != nil
            && layout.lastElement.map { $0 < source.storage.byteCount / source.dtype.size } ?? false
        guard isInside || layout.shape.contains(0) else { throw malformed("a tensor reaches beyond its storage") }
        let tensor = Tensor(storage: source.storage, layout: layout, dtype: source.dtype)
        if arguments.count > 4, try evaluator.truth(arguments[4]) { try tensor.setRequiresGrad(true) }
        return tensor
    }

    /// `("storage", torch.FloatStorage, "0", "cpu", 12)`
    private mutating func storage(_ value: Value) throws -> Value {
        guard let parts = value.tupleElements, parts.count >= 3, let kind = parts[1].as(GlobalName.self),
            let dtype = DType.allCases.first(where: { "torch.\($0.storageName)" == kind.name }),
            let key = parts[2].as(Text.self)?.string
        else { throw malformed("a storage is not described") }
        if let known = loaded[key] { return .object(LoadedStorage(known, dtype)) }
        let content = try storages(key)
        let storage = try Storage(byteCount: content.count)
        content.withUnsafeBytes { bytes in
            if let start = bytes.baseAddress { storage.address?.copyMemory(from: start, byteCount: bytes.count) }
        }
        loaded[key] = storage
        return .object(LoadedStorage(storage, dtype))
    }
}

/// The name of a class or function in a pickle.
private final class GlobalName: Object {
    let name: String
    init(_ name: String) { self.name = name }
}

/// A storage of the file with the dtype of its elements.
private final class LoadedStorage: Object {
    let storage: Storage
    let dtype: DType

    init(_ storage: Storage, _ dtype: DType) {
        self.storage = storage
        self.dtype = dtype
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
