import Language

/// Bytes of a file that user code names by path, or hands over as an object with `read` and `write`.
enum FileBytes {
    static func read(_ file: Value, _ evaluator: Evaluator) throws -> [UInt8] {
        if let read = try evaluator.attribute("read", of: file) { return try bytes(of: try evaluator.call(read)) }
        let opened = try open(file, "rb", evaluator)
        let content = try evaluator.callMethod("read", of: opened)
        _ = try evaluator.callMethod("close", of: opened)
        return try bytes(of: content)
    }

    static func write(_ bytes: [UInt8], to file: Value, _ evaluator: Evaluator) throws {
        let content = Value.object(Bytes(bytes))
        if let write = try evaluator.attribute("write", of: file) {
            _ = try evaluator.call(write, [content])
            return
        }
        let opened = try open(file, "wb", evaluator)
        _ = try evaluator.callMethod("write", of: opened, [content])
        _ = try evaluator.callMethod("close", of: opened)
    }

    /// Through the language's own `open`, so that errors and limits are those of the session.
    private static func open(_ file: Value, _ mode: String, _ evaluator: Evaluator) throws -> Value {
        guard let open = evaluator.builtins["open"] else {
            throw PythonError(.notImplementedError, "files cannot be opened in this session")
        }
        return try evaluator.call(open, [file, Value(mode)])
    }

    private static func bytes(of value: Value) throws -> [UInt8] {
        guard let bytes = value.as(Bytes.self) else {
            throw PythonError(.typeError, "a bytes-like object is required, not '\(value.typeName)'")
        }
        return bytes.bytes
    }
}

/// Little-endian numbers one after the other.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }
    mutating func append(contentsOf content: some Sequence<UInt8>) { bytes.append(contentsOf: content) }
}

/// Little-endian numbers from bytes of unknown origin; every step is checked.
struct ByteReader {
    private let bytes: [UInt8]
    private(set) var position: Int

    init(_ bytes: [UInt8], at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    var isAtEnd: Bool { position >= bytes.count }

    mutating func integer<I: FixedWidthInteger>(_ type: I.Type = I.self) throws -> I {
        let part = try take(MemoryLayout<I>.size)
        return part.reversed().reduce(I.zero) { ($0 << 8) | I(truncatingIfNeeded: $1) }
    }

    mutating func take(_ count: Int) throws -> ArraySlice<UInt8> {
        guard position >= 0, count >= 0, count <= bytes.count - position else { throw FileFormatError.truncated }
        defer { position += count }
        return bytes[position..<(position + count)]
    }

    mutating func text(_ count: Int) throws -> String { String(decoding: try take(count), as: UTF8.self) }
}

/// What is wrong with a file.
enum FileFormatError: Error {
    case truncated
    case malformed(String)
    /// The file would construct something that is no tensor and no plain container.
    case unsupported(global: String)

    var error: PythonError {
        switch self {
        case .truncated: PythonError(.eofError, "Ran out of input")
        case .malformed(let reason): PythonError(.runtimeError, reason)
        case .unsupported(let global):
            PythonError(
                FileFormatError.unpicklingError,
                "Weights only load failed. This file would construct objects that are refused: Unsupported global: "
                    + "GLOBAL \(global) was not an allowed global by default.")
        }
    }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) private static let unpicklingError = TypeObject(
        native: "UnpicklingError", module: "_pickle", bases: [.exception])
}
