import Glibc

/// A file mapped into memory, private and writable: an edit of a weight changes this process's pages, never the file.
///
///     let file = try MappedFile("model.safetensors")
///     file.bytes.count   // 2862744
///
/// The pages are read from disk when they are first touched. A file that is cut short while it is mapped ends the process
/// with SIGBUS, as with every mapping.
package final class MappedFile {
    package let path: String
    package let bytes: UnsafeMutableRawBufferPointer

    package init(_ path: String) throws {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CheckpointError.unreadable(path: path, reason: Self.reason()) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            throw CheckpointError.unreadable(path: path, reason: Self.reason())
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw CheckpointError.unreadable(path: path, reason: "Not a regular file")
        }
        self.path = path
        self.bytes = try Self.map(descriptor, count: Int(status.st_size), path: path)
    }

    deinit {
        if let start = bytes.baseAddress { munmap(start, bytes.count) }
    }

    private static func map(_ descriptor: Int32, count: Int, path: String) throws -> UnsafeMutableRawBufferPointer {
        guard count > 0 else { return UnsafeMutableRawBufferPointer(start: nil, count: 0) }
        let start = mmap(nil, count, PROT_READ | PROT_WRITE, MAP_PRIVATE, descriptor, 0)
        guard let start, start != MAP_FAILED else {
            throw CheckpointError.unreadable(path: path, reason: reason())
        }
        return UnsafeMutableRawBufferPointer(start: start, count: count)
    }

    private static func reason() -> String { String(cString: strerror(errno)) }

    /// The whole file as JSON.
    package func json() throws -> JSONValue {
        do {
            return try JSONReader.read(UnsafeRawBufferPointer(bytes).assumingMemoryBound(to: UInt8.self))
        } catch let error as JSONError {
            throw CheckpointError.malformed(path: path, reason: error.description)
        }
    }

    /// The whole file as text; bytes that are no UTF-8 become U+FFFD.
    package func text() -> String { String(decoding: bytes, as: UTF8.self) }
}
