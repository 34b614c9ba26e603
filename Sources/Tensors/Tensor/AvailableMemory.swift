import Glibc

/// How much memory the system can still give, as it says itself.
enum AvailableMemory {
    /// The smaller of what the machine has and what the control group of this process may still take.
    static var bytes: Int {
        let machine = number(after: "MemAvailable:", in: "/proc/meminfo").map { $0 * 1024 } ?? .max
        guard let limit = number(after: "", in: "/sys/fs/cgroup/memory.max"),
            let used = number(after: "", in: "/sys/fs/cgroup/memory.current")
        else { return machine }
        return Swift.min(machine, Swift.max(0, limit - used))
    }

    /// The number that follows a word at the beginning of a line.
    private static func number(after word: String, in path: String) -> Int? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 128)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
            guard text.hasPrefix(word) else { continue }
            return Int(text.dropFirst(word.count).filter(\.isNumber))
        }
        return nil
    }
}
