import Glibc

/// The file behind the history: JSON arrays, one a line, appended in one write each so that kernels can share it.
enum HistoryFile {
    /// The newest part of the file that is read.
    private static let mostRead = 1 << 20
    /// Beyond this the file is set aside as `….old` and a new one started.
    private static let largest = 8 << 20

    /// Makes the folders above the file, readable by its owner alone, and sets an overgrown file aside.
    static func prepare(_ path: String) {
        for (index, character) in zip(path.indices, path) where character == "/" && index > path.startIndex {
            mkdir(String(path[..<index]), 0o700)
        }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > largest {
            rename(path, path + ".old")
        }
    }

    static func append(_ row: JSON, to path: String) {
        let descriptor = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let bytes = row.bytes + [UInt8(ascii: "\n")]
        write(descriptor, bytes, bytes.count)
        close(descriptor)
    }

    /// The rows that can be read, oldest first.
    static func rows(of path: String) -> [JSON] {
        guard let file = fopen(path, "r") else { return [] }
        defer { fclose(file) }
        fseek(file, 0, SEEK_END)
        fseek(file, max(0, ftell(file) - mostRead), SEEK_SET)
        var bytes = [UInt8](repeating: 0, count: mostRead)
        let count = fread(&bytes, 1, bytes.count, file)
        return bytes.prefix(count).split(separator: UInt8(ascii: "\n")).compactMap { try? JSON(parsing: Array($0)) }
    }
}
