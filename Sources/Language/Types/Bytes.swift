/// Python's `bytes` and `bytearray`.
public final class Bytes: Object {
    public internal(set) var bytes: [UInt8]
    public let isMutable: Bool
    /// How many views there are, which must find the bytes where they were.
    var viewCount = 0

    override public class var hasPlainMethods: Bool { true }
    override public var type: TypeObject { derivation?.type ?? (isMutable ? .byteArray : .bytes) }

    public init(_ bytes: [UInt8], isMutable: Bool = false) {
        self.bytes = bytes
        self.isMutable = isMutable
    }

    /// Throws while a memory view looks at the bytes.
    func checkResizable() throws {
        guard viewCount == 0 else {
            throw PythonError(.bufferError, "Existing exports of data: object cannot be re-sized")
        }
    }

    override public func truth(_ evaluator: Evaluator) throws -> Bool { !bytes.isEmpty }
    override public func length(_ evaluator: Evaluator) throws -> Int? { bytes.count }

    override public func hash(_ evaluator: Evaluator) throws -> Int {
        guard !isMutable else { throw PythonError(.typeError, "unhashable type: 'bytearray'") }
        return Text(String(decoding: bytes.map { $0 & 0x7F }, as: UTF8.self)).hashCode
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        let text = QuotedText.quoted(bytes: bytes)
        return isMutable ? "bytearray(\(text))" : text
    }

    override public func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        ArrayIterator(bytes.map { .int(Int($0)) })
    }

    override public func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        if let byte = value.smallInteger { return bytes.contains { Int($0) == byte } }
        guard let other = value.as(Bytes.self) else {
            throw PythonError(.typeError, "a bytes-like object is required, not '\(value.typeName)'")
        }
        return BytesMethods.find(other.bytes, in: bytes[...]) != nil
    }

    override public func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if let slice = key.as(Slice.self) {
            let range = try slice.range(count: bytes.count, evaluator)
            return .object(Bytes(range.indices.map { bytes[$0] }, isMutable: isMutable))
        }
        return .int(Int(bytes[try position(key, evaluator)]))
    }

    private func position(_ key: Value, _ evaluator: Evaluator) throws -> Int {
        guard let index = try Indexing.position(key, evaluator) else {
            throw PythonError(.typeError, "byte indices must be integers or slices, not \(key.typeName)")
        }
        let position = index < 0 ? index + bytes.count : index
        guard position >= 0, position < bytes.count else {
            throw PythonError(.indexError, isMutable ? "bytearray index out of range" : "index out of range")
        }
        return position
    }

    override public func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        guard isMutable else { return try super.setItem(key, to: value, evaluator) }
        if let slice = key.as(Slice.self) {
            let new = try BytesMethods.bytes(from: value, evaluator) ?? []
            let range = try slice.range(count: bytes.count, evaluator)
            guard range.step == 1 else {
                guard new.count == range.count else {
                    throw PythonError(
                        .valueError,
                        "attempt to assign bytes of size \(new.count) to extended slice of size \(range.count)")
                }
                for (place, byte) in zip(range.indices, new) { bytes[place] = byte }
                return
            }
            if new.count != range.count { try checkResizable() }
            bytes.replaceSubrange(range.start..<max(range.start, range.stop), with: new)
            return
        }
        // Both may run user code that changes the bytes, so the position is checked last.
        let byte = try BytesMethods.byte(value, evaluator, noun: "byte")
        bytes[try position(key, evaluator)] = byte
    }

    override public func deleteItem(_ key: Value, _ evaluator: Evaluator) throws {
        guard isMutable else { return try super.deleteItem(key, evaluator) }
        if let slice = key.as(Slice.self) {
            let dropped = Set(try slice.range(count: bytes.count, evaluator).indices)
            if !dropped.isEmpty { try checkResizable() }
            bytes = bytes.enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
            return
        }
        let place = try position(key, evaluator)
        try checkResizable()
        bytes.remove(at: place)
    }

    override public func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        switch operation {
        case .add where !reflected:
            guard let other = other.as(Bytes.self) else {
                throw PythonError(.typeError, "can't concat \(other.typeName) to \(type.name)")
            }
            try SizeLimit.bytes(bytes.count + other.bytes.count)
            return .object(Bytes(bytes + other.bytes, isMutable: isMutable))
        case .multiply:
            guard let count = try Indexing.repeatCount(other, evaluator) else { return nil }
            let size = try SizeLimit.bytes(bytes.count.multipliedReportingOverflow(by: max(count, 0)))
            let whole = [UInt8](unsafeUninitializedCapacity: size) { room, filled in
                guard let place = room.baseAddress else { return }
                bytes.withUnsafeBufferPointer { Repetition.fill(place, with: $0, size: size) }
                filled = size
            }
            return .object(Bytes(whole, isMutable: isMutable))
        case .modulo where !reflected:
            return .object(Bytes(try BytesMethods.formatted(bytes, with: other, evaluator), isMutable: isMutable))
        default: return nil
        }
    }

    override public func inPlace(
        _ operation: BinaryOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard isMutable, operation == .add, let other = other.as(Bytes.self) else { return nil }
        try SizeLimit.bytes(bytes.count + other.bytes.count)
        if !other.bytes.isEmpty { try checkResizable() }
        bytes += other.bytes
        return .object(self)
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let other = other.as(Bytes.self) else { return nil }
        let order = bytes == other.bytes ? 0 : bytes.lexicographicallyPrecedes(other.bytes) ? -1 : 1
        return Scalar.ordered(operation, order, 0)
    }
}
