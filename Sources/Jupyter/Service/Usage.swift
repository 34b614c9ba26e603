import Glibc
import Synchronization

/// Memory and processor use for the resource panel of a front end (`usage_request`, ipykernel's own message).
final class Usage: Sendable {
    private struct Sample {
        var wall = Timestamp.now()
        var processor = Usage.processorSeconds()
    }

    private let previous = Mutex(Sample())

    /// The reply's content; `kernel_cpu` is in percent of one core since the question before.
    func content() -> JSON {
        let memory = Self.memory()
        return [
            "status": "ok", "hostname": .string(Self.hostName()), "pid": .integer(Int(getpid())),
            "kernel_cpu": .number(percent()), "kernel_memory": .integer(Self.residentBytes()),
            "cpu_count": .integer(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
            "host_virtual_memory": ["total": .integer(memory.total), "available": .integer(memory.available)],
        ]
    }

    private func percent() -> Double {
        previous.withLock { previous in
            let sample = Sample()
            defer { previous = sample }
            let elapsed = sample.wall - previous.wall
            return elapsed > 0 ? 100 * (sample.processor - previous.processor) / elapsed : 0
        }
    }

    private static func processorSeconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func residentBytes() -> Int {
        guard let text = firstBytes(of: "/proc/self/statm") else { return 0 }
        let fields = text.split(separator: " ")
        guard fields.count > 1, let pages = Int(fields[1]) else { return 0 }
        return pages.multipliedReportingOverflow(by: sysconf(Int32(_SC_PAGESIZE))).partialValue
    }

    private static func memory() -> (total: Int, available: Int) {
        var bytes = ["MemTotal:": 0, "MemAvailable:": 0]
        for line in (firstBytes(of: "/proc/meminfo") ?? "").split(separator: "\n") {
            let fields = line.split(separator: " ")
            guard fields.count > 1, bytes[String(fields[0])] != nil, let kibibytes = Int(fields[1]) else { continue }
            bytes[String(fields[0])] = kibibytes.multipliedReportingOverflow(by: 1024).partialValue
        }
        return (bytes["MemTotal:"] ?? 0, bytes["MemAvailable:"] ?? 0)
    }

    private static func hostName() -> String {
        var name = [CChar](repeating: 0, count: 256)
        guard gethostname(&name, name.count - 1) == 0 else { return "" }
        return String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    private static func firstBytes(of path: String) -> String? {
        guard let file = fopen(path, "r") else { return nil }
        defer { fclose(file) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = fread(&bytes, 1, bytes.count, file)
        return String(decoding: bytes.prefix(count), as: UTF8.self)
    }
}
