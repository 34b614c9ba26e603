import Glibc

/// How much memory the system can still give: Linux promises more, and ends a process that takes it at its word.
enum AvailableMemory {
    /// Requests below this size are not worth the question, which takes some 20 microseconds.
    private static let smallestAsked = 1 << 30

    static func has(room byteCount: Int) -> Bool {
        byteCount < smallestAsked || kibibytes().map { byteCount >> 10 < $0 } ?? true
    }

    /// `MemAvailable` of /proc/meminfo; nil where there is no such file.
    private static func kibibytes() -> Int? {
        let descriptor = open("/proc/meminfo", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let text = withUnsafeTemporaryAllocation(byteCount: 1024, alignment: 1) { buffer in
            String(decoding: buffer.prefix(max(read(descriptor, buffer.baseAddress, buffer.count), 0)), as: UTF8.self)
        }
        let line = text.split(separator: "\n").first { $0.hasPrefix("MemAvailable:") }
        return line?.split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }
}
