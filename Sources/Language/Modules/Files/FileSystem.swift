import Glibc

/// Calls to the operating system about files, with Python's errors: `[Errno 2] No such file or directory: 'x'`.
enum FileSystem {
    /// The error that the last failed call left.
    static func error(_ path: String, _ number: Int32 = errno) -> PythonError {
        PythonError(
            errorType(number), [.int(Int(number)), Value(String(cString: strerror(number))), Value(path)])
    }

    /// The kind of OSError that stands for an error number.
    static func errorType(_ number: Int32) -> TypeObject {
        switch number {
        case ENOENT: .fileNotFoundError
        case EEXIST: .fileExistsError
        case EISDIR: .isADirectoryError
        case ENOTDIR: .notADirectoryError
        case EACCES, EPERM: .permissionError
        case EINTR: .interruptedError
        case ETIMEDOUT: .timeoutError
        case EPIPE: .brokenPipeError
        case ECHILD: .childProcessError
        case ECONNREFUSED: .connectionRefusedError
        case ESRCH: .processLookupError
        default: .osError
        }
    }

    static func check(_ result: Int32, _ path: String) throws {
        guard result == 0 else { throw error(path) }
    }

    static func status(_ path: String) -> stat? {
        var result = stat()
        return stat(path, &result) == 0 ? result : nil
    }

    static func exists(_ path: String) -> Bool { status(path) != nil }
    static func isDirectory(_ path: String) -> Bool { status(path).map { $0.st_mode & S_IFMT == S_IFDIR } ?? false }
    static func isFile(_ path: String) -> Bool { status(path).map { $0.st_mode & S_IFMT == S_IFREG } ?? false }

    static func isLink(_ path: String) -> Bool {
        var result = stat()
        return lstat(path, &result) == 0 && result.st_mode & S_IFMT == S_IFLNK
    }

    static var currentDirectory: String {
        guard let buffer = getcwd(nil, 0) else { return "." }
        defer { free(buffer) }
        return String(cString: buffer)
    }

    /// The names in a directory, in the order of the file system.
    static func names(in path: String) throws -> [String] {
        guard let directory = opendir(path) else { throw error(path) }
        defer { closedir(directory) }
        var names: [String] = []
        while let entry = readdir(directory) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// The bytes of a file; of a device that never ends no more than a text may have.
    static func read(_ path: String) throws -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw error(path) }
        defer { close(descriptor) }
        guard !isDirectory(path) else { throw error(path, EISDIR) }
        let isEndless = !isFile(path)
        var bytes: [UInt8] = []
        while let chunk = try next(descriptor, path) {
            bytes += chunk
            if isEndless { try SizeLimit.bytes(bytes.count) }
        }
        return bytes
    }

    /// What one call of `read(2)` gives; nil at the end.
    static func next(_ descriptor: Int32, _ path: String) throws -> ArraySlice<UInt8>? {
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(descriptor, &chunk, chunk.count)
        guard count >= 0 else { throw error(path) }
        return count == 0 ? nil : chunk[..<count]
    }

    /// Writes bytes with the flags of `open(2)`.
    static func write(_ bytes: [UInt8], to path: String, flags: Int32) throws {
        let descriptor = open(path, flags | O_WRONLY | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw error(path) }
        defer { close(descriptor) }
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { throw error(path) }
            rest = rest.dropFirst(count)
        }
    }

    static func makeDirectories(_ path: String, existsIsFine: Bool) throws {
        let parent = PathText.split(path).head
        if !parent.isEmpty, !exists(parent) { try makeDirectories(parent, existsIsFine: true) }
        if mkdir(path, 0o777) != 0 {
            let number = errno
            guard existsIsFine, isDirectory(path) else { throw error(path, number) }
        }
    }

    static func removeTree(_ path: String) throws {
        if isDirectory(path), !isLink(path) {
            for name in try names(in: path) { try removeTree(PathText.join(path, [name])) }
            try check(rmdir(path), path)
        } else {
            try check(unlink(path), path)
        }
    }

    static func copy(_ source: String, to target: String) throws {
        try write(try read(source), to: target, flags: O_CREAT | O_TRUNC)
    }
}
