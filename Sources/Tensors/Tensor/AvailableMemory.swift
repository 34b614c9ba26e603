import Glibc

/// How much memory the system can still give, as it says itself.
package enum AvailableMemory {
    /// What is left for the rest of the system, which ends processes when nothing is: 256 MiB, or a sixteenth of little.
    package static let reserve = Swift.min(256 << 20, total / 16)

    /// The smaller of what the machine has and what the control group of this process may still take.
    package static var bytes: Int {
        let machine = number(after: "MemAvailable:", in: "/proc/meminfo").map { $0 * 1024 } ?? .max
        guard let limit = number(after: "", in: "/sys/fs/cgroup/memory.max"),
            let used = number(after: "", in: "/sys/fs/cgroup/memory.current")
        else { return machine }
        // Pages of files count as used, and are given back on demand: mapped weights are such.
        let files = ["active_file", "inactive_file"].compactMap { number(after: $0, in: "/sys/fs/cgroup/memory.stat") }
        return Swift.min(machine, Swift.max(0, limit - used + files.reduce(0, +)))
    }

    /// What this process holds in memory, in bytes.
    package static var residentBytes: Int {
        number(after: "RssAnon:", in: "/proc/self/status").map { $0 * 1024 } ?? 0
    }

    private static var total: Int {
        let machine = number(after: "MemTotal:", in: "/proc/meminfo").map { $0 * 1024 } ?? .max
        return Swift.min(machine, number(after: "", in: "/sys/fs/cgroup/memory.max") ?? .max)
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
