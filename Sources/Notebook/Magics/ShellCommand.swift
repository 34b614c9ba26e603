import Glibc
import Language

/// A command of the system's shell: `!ls`.
struct ShellCommand {
    private let text: String

    static let nothingToInstall = "Nothing to install: what this kernel can import is built in."

    init(_ text: String) { self.text = text.trimmingSpaces }

    /// Runs it and writes what it prints as it comes.
    func stream(_ shell: Shell) throws {
        if isInstallation { return shell.print(ShellCommand.nothingToInstall) }
        try run(shell.evaluator.interrupt) { chunk in
            shell.evaluator.output.write(String(decoding: chunk, as: UTF8.self), to: .standardOutput)
        }
    }

    /// The lines that it prints.
    func lines(_ shell: Shell) throws -> [String] {
        if isInstallation { return [ShellCommand.nothingToInstall] }
        var bytes: [UInt8] = []
        try run(shell.evaluator.interrupt) { bytes += $0 }
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines.map(String.init)
    }

    private var isInstallation: Bool {
        let words = text.split(separator: " ")
        return words.first.map { ["pip", "pip3", "conda"].contains(String($0)) } ?? false
    }

    /// Runs `/bin/sh -c` in a process group of its own, so that an interrupt ends all that it started.
    private func run(_ interrupt: Interrupt, _ body: ([UInt8]) -> Void) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw failure() }
        defer { close(ends[0]) }
        let process: pid_t
        do {
            defer { close(ends[1]) }
            process = try spawn(writingTo: ends[1])
        }
        defer {
            var status: Int32 = 0
            waitpid(process, &status, 0)
        }
        try forEachChunk(of: ends[0], body) {
            guard interrupt.isRaised else { return }
            kill(-process, SIGKILL)
            try interrupt.check()
        }
    }

    private func forEachChunk(of file: Int32, _ body: ([UInt8]) -> Void, _ check: () throws -> Void) throws {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var waiting = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
            let ready = poll(&waiting, 1, 50)
            try check()
            guard ready > 0 else { continue }
            let count = read(file, &buffer, buffer.count)
            guard count > 0 else { return }
            body(Array(buffer[..<count]))
        }
    }

    private func spawn(writingTo file: Int32) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, file, 1)
        posix_spawn_file_actions_adddup2(&actions, file, 2)
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        var words: [UnsafeMutablePointer<CChar>?] = ["sh", "-c", text].map { (word: String) in strdup(word) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        guard posix_spawn(&process, "/bin/sh", &actions, &attributes, &words, environ) == 0 else { throw failure() }
        return process
    }

    private func failure() -> PythonError {
        PythonError(.osError, [.int(Int(errno)), Value(String(cString: strerror(errno)))])
    }
}
