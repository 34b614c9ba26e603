import Glibc

/// What `open` gives, and `io.StringIO` and `io.BytesIO`: bytes with a position, written back to a file when closed.
final class FileObject: Object {
    /// Where the bytes go; nil for one in memory.
    let path: String?
    let mode: String
    let isText: Bool
    let encoding: String
    let errors: String
    /// `newline=None` reads every line end as `\n`.
    let translatesNewlines: Bool
    var bytes: [UInt8]
    var position = 0
    private(set) var isClosed = false
    private var isChanged = false
    /// Where the bytes of a device or a pipe come from as they are asked for.
    private var stream: Int32?
    private var isAppending: Bool { mode.contains("a") && !mode.contains("+") }

    /// A file in memory.
    init(text: String, isText: Bool) {
        (path, mode, encoding, errors, translatesNewlines) = (nil, isText ? "w+" : "wb+", "utf-8", "strict", false)
        self.isText = isText
        bytes = Array(text.utf8)
    }

    init(path: String, mode: String, encoding: String, errors: String, newline: String?) throws {
        self.path = path
        self.mode = mode
        self.encoding = encoding
        self.errors = errors
        isText = !mode.contains("b")
        translatesNewlines = newline == nil
        if mode == "rb", let status = FileSystem.status(path), status.st_mode & S_IFMT != S_IFREG {
            guard status.st_mode & S_IFMT != S_IFDIR else { throw FileSystem.error(path, EISDIR) }
            bytes = []
            let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw FileSystem.error(path) }
            stream = descriptor
        } else if mode.contains("r") {
            bytes = try FileSystem.read(path)
        } else {
            bytes = []
            guard !FileSystem.isDirectory(path) else { throw FileSystem.error(path, EISDIR) }
            let flags = mode.contains("x") ? O_CREAT | O_EXCL : mode.contains("w") ? O_CREAT | O_TRUNC : O_CREAT
            try FileSystem.write([], to: path, flags: flags)
            // What is there already can be read back after a seek.
            if mode.contains("a"), mode.contains("+") { bytes = try FileSystem.read(path) }
        }
        super.init()
        if isText, mode.contains("r") || mode.contains("+") { try decode() }
        if mode.contains("a") { position = bytes.count }
    }

    /// Text files are kept as UTF-8 with `\n` line ends.
    private func decode() throws {
        var text = try BytesMethods.decode(bytes, encoding: encoding, errors: errors)
        if encoding.lowercased() == "utf-8-sig", text.hasPrefix("\u{FEFF}") { text.unicodeScalars.removeFirst() }
        if translatesNewlines, bytes.contains(0x0D) {
            text = text.replacingOccurrences(of: "\r\n", with: "\n") ?? text
            text = text.replacingOccurrences(of: "\r", with: "\n") ?? text
        }
        bytes = Array(text.utf8)
    }

    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) static let textType = TypeObject(
        native: "TextIOWrapper", module: "_io", methods: FileObject.methods, attributes: FileObject.properties)
    nonisolated(unsafe) static let binaryType = TypeObject(
        native: "BufferedReader", module: "_io", methods: FileObject.methods, attributes: FileObject.properties)
    nonisolated(unsafe) static let stringType = TypeObject(
        native: "StringIO", module: "_io", documentation: "A text file in memory.", methods: FileObject.methods,
        attributes: FileObject.properties,
        allocate: { _, arguments, evaluator in
            let text = try arguments[0].ifNotNone.map { try evaluator.str($0) } ?? ""
            return .object(FileObject(text: text, isText: true))
        })
    nonisolated(unsafe) static let bytesType = TypeObject(
        native: "BytesIO", module: "_io", documentation: "A binary file in memory.", methods: FileObject.methods,
        attributes: FileObject.properties,
        allocate: { _, arguments, evaluator in
            let file = FileObject(text: "", isText: false)
            if let start = arguments[0].ifNotNone { file.bytes = try BytesMethods.bytes(from: start, evaluator) ?? [] }
            return .object(file)
        })

    override var type: TypeObject {
        if path == nil { return isText ? FileObject.stringType : FileObject.binaryOrBytes(isMemory: true) }
        return isText ? FileObject.textType : FileObject.binaryOrBytes(isMemory: false)
    }

    private static func binaryOrBytes(isMemory: Bool) -> TypeObject { isMemory ? bytesType : binaryType }

    override func repr(_ evaluator: Evaluator) throws -> String {
        guard let path else { return genericRepr }
        let name = QuotedText.quoted(path)
        return isText
            ? "<_io.TextIOWrapper name=\(name) mode='\(mode)' encoding='\(encoding.uppercased())'>"
            : "<_io.BufferedReader name=\(name)>"
    }

    // MARK: Reading and writing

    func requireOpen() throws {
        if isClosed { throw PythonError(.valueError, "I/O operation on closed file.") }
    }

    private func requireReadable() throws {
        try requireOpen()
        guard path == nil || mode.contains("r") || mode.contains("+") else {
            throw PythonError(UnsupportedOperation.type, "not readable")
        }
    }

    func value(_ part: ArraySlice<UInt8>) -> Value {
        isText ? Value(String(decoding: part, as: UTF8.self)) : .object(Bytes(Array(part)))
    }

    /// Reads on in a device or a pipe until there are enough bytes, all when nil, or until there is a line's end.
    private func fill(_ count: Int?, orLine: Bool = false) throws {
        guard let stream, let path else { return }
        if position > 1 << 20 { (bytes, position) = (Array(bytes[min(position, bytes.count)...]), 0) }
        let wanted = count.map { position + min($0, 1 << 30) } ?? .max
        var hasLine = orLine && bytes[min(position, bytes.count)...].contains(0x0A)
        while bytes.count < wanted, !hasLine {
            guard let chunk = try FileSystem.next(stream, path) else { return }
            bytes += chunk
            try SizeLimit.bytes(bytes.count)
            hasLine = orLine && chunk.contains(0x0A)
        }
    }

    /// Up to `limit` characters (bytes in binary files) from the position on; all when nil.
    func read(_ limit: Int?) throws -> Value {
        try requireReadable()
        try fill(limit.flatMap { $0 < 0 ? nil : $0 })
        let start = min(position, bytes.count)
        position = limit.flatMap { $0 < 0 ? nil : end($0, from: start) } ?? bytes.count
        return value(bytes[start..<position])
    }

    /// Where so many characters (bytes in binary files) end.
    private func end(_ count: Int, from start: Int) -> Int {
        guard isText else { return start + min(count, bytes.count - start) }
        var (end, left) = (start, count)
        while end < bytes.count, left > 0 {
            end += 1
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
            left -= 1
        }
        return end
    }

    /// The next line with its end, up to `limit` characters of it when given; nil at the end of the file.
    func readLine(_ limit: Int? = nil) throws -> Value? {
        try requireReadable()
        let limit = limit.flatMap { $0 < 0 ? nil : $0 }
        try fill(limit, orLine: true)
        let start = min(position, bytes.count)
        guard start < bytes.count else { return nil }
        let whole = bytes[start...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.count
        position = limit.map { min(whole, end($0, from: start)) } ?? whole
        return value(bytes[start..<position])
    }

    func write(_ value: Value) throws -> Int {
        try requireOpen()
        guard path == nil || !mode.contains("r") || mode.contains("+") else {
            throw PythonError(UnsupportedOperation.type, "not writable")
        }
        let new: [UInt8]
        let count: Int
        if isText {
            guard let text = value.as(Text.self) else {
                throw PythonError(.typeError, "write() argument must be str, not \(value.typeName)")
            }
            (new, count) = (Array(text.string.utf8), text.count)
        } else {
            guard let data = value.as(Bytes.self) else {
                throw PythonError(.typeError, "a bytes-like object is required, not '\(value.typeName)'")
            }
            (new, count) = (data.bytes, data.bytes.count)
        }
        if mode.contains("a") { position = bytes.count }
        if position > bytes.count { bytes += Array(repeating: 0, count: position - bytes.count) }
        bytes.replaceSubrange(position..<min(position + new.count, bytes.count), with: new)
        position += new.count
        isChanged = true
        return count
    }

    func truncate(to size: Int) throws {
        try requireOpen()
        bytes.removeSubrange(min(max(size, 0), bytes.count)...)
        isChanged = true
    }

    /// Where the next character is read or written; what is appended comes after what the file has.
    var place: Int {
        guard isAppending, let path else { return position }
        var facts = stat()
        return position + (stat(path, &facts) == 0 ? Int(facts.st_size) : 0)
    }

    /// Writes what changed to the file.
    func flush() throws {
        guard let path, isChanged else { return }
        let data =
            isText
            ? try BytesMethods.encode(String(decoding: bytes, as: UTF8.self), encoding: encoding, errors: errors)
            : bytes
        try FileSystem.write(data, to: path, flags: isAppending ? O_APPEND : O_TRUNC)
        if isAppending { (bytes, position) = ([], 0) }
        isChanged = false
    }

    func close() throws {
        guard !isClosed else { return }
        try flush()
        isClosed = true
        if let stream { Glibc.close(stream) }
        stream = nil
        if path == nil { bytes = [] }
    }

    deinit {
        try? flush()
        if let stream { Glibc.close(stream) }
    }

    // MARK: What the language asks

    override var isContextManager: Bool { true }

    override func enter(_ evaluator: Evaluator) throws -> Value {
        try requireOpen()
        return .object(self)
    }

    override func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        try close()
        return false
    }

    /// A file is its own iterator: `next(file)`, `iter(file) is file`.
    override func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        try requireOpen()
        return LineIterator(self)
    }
}

/// The lines of a file from its position on.
private final class LineIterator: ValueIterator {
    private let file: FileObject

    init(_ file: FileObject) { self.file = file }

    override func next(_ evaluator: Evaluator) throws -> Value? {
        try evaluator.interrupt.check()
        return try file.readLine()
    }

    override var face: Value { .object(file) }
}

/// `io.UnsupportedOperation`
enum UnsupportedOperation {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let type = TypeObject(
        native: "UnsupportedOperation", module: "io", bases: [.osError, .valueError])
}
