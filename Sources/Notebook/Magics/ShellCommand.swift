import Language

/// A command of the system's shell: `!ls`.
struct ShellCommand {
    private let text: String

    static let nothingToInstall = "Nothing to install: what this kernel can import is built in."

    init(_ text: String) { self.text = text.trimmingSpaces }

    /// Runs it and writes what it prints as it comes; the exit code goes to `_exit_code`.
    func stream(_ shell: Shell) throws {
        if isInstallation { return shell.print(ShellCommand.nothingToInstall) }
        var pending: [UInt8] = []
        let code = try run(shell.evaluator.interrupt) { chunk in
            pending += chunk
            let whole = pending.count - ShellCommand.unfinishedBytes(at: pending)
            shell.evaluator.output.write(String(decoding: pending[..<whole], as: UTF8.self), to: .standardOutput)
            shell.evaluator.output.flush()
            pending.removeFirst(whole)
        }
        if !pending.isEmpty {
            shell.evaluator.output.write(String(decoding: pending, as: UTF8.self), to: .standardOutput)
        }
        shell.evaluator.main.namespace["_exit_code"] = .int(code)
    }

    /// The lines that it prints.
    func lines(_ shell: Shell) throws -> [String] {
        if isInstallation { return [ShellCommand.nothingToInstall] }
        var bytes: [UInt8] = []
        let code = try run(shell.evaluator.interrupt) { bytes += $0 }
        shell.evaluator.main.namespace["_exit_code"] = .int(code)
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map(String.init)
    }

    private var isInstallation: Bool {
        let words = text.split(separator: " ")
        let programs: Set<Substring> = ["pip", "pip3", "conda", "mamba", "uv"]
        let isModule = words.count > 2 && words[0].hasPrefix("python") && words[1] == "-m" && words[2] == "pip"
        return isModule || words.first.map(programs.contains) ?? false
    }

    private func run(_ interrupt: Interrupt, _ body: ([UInt8]) -> Void) throws -> Int {
        let process = try ChildProcess(["/bin/sh", "-c", text], merging: true)
        try process.read(interrupt) { bytes, _ in body(bytes) }
        return process.wait()
    }

    /// How many bytes at the end begin a character that is not complete yet.
    private static func unfinishedBytes(at bytes: [UInt8]) -> Int {
        for back in 1...4 where back <= bytes.count {
            let byte = bytes[bytes.count - back]
            if byte & 0xC0 == 0x80 { continue }
            let length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1
            return length > back ? back : 0
        }
        return 0
    }
}
