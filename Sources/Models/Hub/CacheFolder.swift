import Glibc
import Synchronization

/// The files and folders of a cache that several programs may use at a time.
enum CacheFolder {
    /// Makes a folder and those above it.
    static func make(_ path: String) throws {
        var made = path.hasPrefix("/") ? "" : "."
        for part in path.split(separator: "/") {
            made += "/" + part
            guard mkdir(made, 0o755) == 0 || errno == EEXIST else { throw failure(made) }
        }
    }

    /// The size of a file, nil if there is none.
    static func size(of path: String) -> Int? {
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
        return Int(status.st_size)
    }

    /// Writes a small file in one step, so that no reader sees half of it.
    static func write(_ text: String, to path: String) throws {
        let draft = "\(path).\(getpid())"
        let file = try PartialFile(draft, from: 0, size: text.utf8.count)
        try file.write(Array(text.utf8))
        file.close()
        guard rename(draft, path) == 0 else { throw failure(path) }
    }

    static func failure(_ path: String) -> HubError {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}

/// A file that grows while it is downloaded; the client writes from a thread of its own.
final class PartialFile: Sendable {
    private let descriptor: Int32
    private let path: String
    private let limit: Int
    private let place: Mutex<(count: Int, isFresh: Bool)>

    /// Opens the file to go on at a place.
    init(_ path: String, from start: Int, size: Int) throws {
        descriptor = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw CacheFolder.failure(path) }
        self.path = path
        limit = size
        place = Mutex((start, true))
        guard ftruncate(descriptor, off_t(start)) == 0 else { throw CacheFolder.failure(path) }
    }

    /// How many bytes are there.
    var count: Int { place.withLock { $0.count } }

    /// Forgets what an earlier try wrote; what this one wrote stays.
    func startOver() throws {
        try place.withLock { place in
            guard place.isFresh else { return }
            guard ftruncate(descriptor, 0) == 0 else { throw CacheFolder.failure(path) }
            place = (0, false)
        }
    }

    /// Adds bytes; more than was promised is not kept.
    func write(_ bytes: [UInt8]) throws {
        try place.withLock { place in
            place.isFresh = false
            let kept = max(0, min(bytes.count, limit - place.count))
            var done = 0
            while done < kept {
                let start = off_t(place.count + done)
                let count = bytes[done..<kept].withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, start) }
                guard count > 0 else { throw CacheFolder.failure(path) }
                done += count
            }
            place.count += done
        }
    }

    func close() { _ = Glibc.close(descriptor) }
}
