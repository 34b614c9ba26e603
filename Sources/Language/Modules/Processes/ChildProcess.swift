import Glibc

/// A program that runs beside this one, in a process group of its own, so that an interrupt ends all that it started.
///
///     let process = try ChildProcess(["sh", "-c", "ls"], merging: true)
///     try process.read(interrupt) { bytes, _ in … }
///     let status = process.wait()
package final class ChildProcess {
    package let identifier: pid_t
    private var output: Int32
    private var errors: Int32
    private var input: Int32
    private var status: Int32?

    /// Starts a program, which is looked for in `PATH`; `merging` sends its errors to where its output goes.
    package init(
        _ words: [String], merging: Bool, hasInput: Bool = false, directory: String? = nil,
        environment: [String]? = nil
    ) throws {
        let outputPipe = try ChildProcess.pipe()
        let errorPipe = merging ? (reading: Int32(-1), writing: outputPipe.writing) : try ChildProcess.pipe()
        let inputPipe = hasInput ? try ChildProcess.pipe() : (reading: Int32(-1), writing: Int32(-1))
        (output, errors, input) = (outputPipe.reading, errorPipe.reading, inputPipe.writing)
        defer {
            for end in Set([outputPipe.writing, errorPipe.writing, inputPipe.reading]) where end >= 0 { close(end) }
        }
        let ends = (inputPipe.reading, outputPipe.writing, errorPipe.writing)
        do {
            identifier = try ChildProcess.spawn(words, ends, directory, environment)
        } catch {
            for end in [outputPipe.reading, errorPipe.reading, inputPipe.writing] where end >= 0 { close(end) }
            throw error
        }
    }

    deinit {
        for end in [output, errors, input] where end >= 0 { close(end) }
        wait()
    }

    /// Pipes that other children do not inherit.
    private static func pipe() throws -> (reading: Int32, writing: Int32) {
        var ends: [Int32] = [0, 0]
        guard Glibc.pipe(&ends) == 0 else { throw failure(errno, nil) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }

    private static func failure(_ number: Int32, _ name: String?) -> PythonError {
        name.map { FileSystem.error($0, number) }
            ?? PythonError(.osError, [.int(Int(number)), Value(String(cString: strerror(number)))])
    }

    private static func spawn(
        _ words: [String], _ ends: (input: Int32, output: Int32, errors: Int32), _ directory: String?,
        _ environment: [String]?
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        var attributes = posix_spawnattr_t()
        posix_spawn_file_actions_init(&actions)
        posix_spawnattr_init(&attributes)
        defer {
            posix_spawn_file_actions_destroy(&actions)
            posix_spawnattr_destroy(&attributes)
        }
        posix_spawn_file_actions_adddup2(&actions, ends.output, 1)
        posix_spawn_file_actions_adddup2(&actions, ends.errors, 2)
        if ends.input >= 0 {
            posix_spawn_file_actions_adddup2(&actions, ends.input, 0)
        } else {
            posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        }
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETPGROUP))
        var words = words
        if let directory {
            guard FileSystem.isDirectory(directory) else { throw FileSystem.error(directory, ENOENT) }
            words = ["/bin/sh", "-c", "cd \"$0\" && exec \"$@\"", directory] + words
        }
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] = (environment ?? []).map { strdup($0) } + [nil]
        defer { for word in arguments + variables { free(word) } }
        var process: pid_t = 0
        let inherited: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = environment == nil ? environ : nil
        let result = variables.withUnsafeMutableBufferPointer { variables in
            posix_spawnp(
                &process, words.first ?? "", &actions, &attributes, &arguments, inherited ?? variables.baseAddress)
        }
        guard result == 0 else { throw failure(result, words.first ?? "") }
        return process
    }

    /// Gives what the program writes as it comes, until it writes no more; the flag says that it went to the errors.
    ///
    /// An interrupt kills the program and throws KeyboardInterrupt. False: the time, in seconds, was over before.
    @discardableResult
    package func read(
        _ interrupt: Interrupt, sending data: [UInt8] = [], timeout: Double? = nil, _ body: ([UInt8], Bool) -> Void
    ) throws -> Bool {
        var unsent = data[...]
        let start = ContinuousClock.now
        while output >= 0 || errors >= 0 {
            send(&unsent)
            let didRead = receive(body)
            if interrupt.isRaised {
                kill()
                try interrupt.check()
            }
            if !didRead, let timeout, start.duration(to: .now) / .seconds(1) >= timeout { return false }
        }
        return true
    }

    /// Writes what the program is ready to take, and closes its input after the last byte.
    private func send(_ data: inout ArraySlice<UInt8>) {
        guard input >= 0 else { return }
        var waiting = pollfd(fd: input, events: Int16(POLLOUT), revents: 0)
        if !data.isEmpty {
            guard poll(&waiting, 1, 0) > 0 else { return }
            let chunk = Array(data.prefix(4096))
            let count = waiting.revents & Int16(POLLERR) != 0 ? -1 : write(input, chunk, chunk.count)
            data = count < 0 ? [] : data.dropFirst(count)
        }
        guard data.isEmpty else { return }
        close(input)
        input = -1
    }

    /// Reads what has come within a twentieth of a second; false when nothing has.
    private func receive(_ body: ([UInt8], Bool) -> Void) -> Bool {
        var waiting = [
            pollfd(fd: output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors, events: Int16(POLLIN), revents: 0),
        ]
        guard poll(&waiting, 2, input >= 0 ? 5 : 50) > 0 else { return false }
        if output >= 0, waiting[0].revents != 0 { receive(from: &output, isError: false, body) }
        if errors >= 0, waiting[1].revents != 0 { receive(from: &errors, isError: true, body) }
        return true
    }

    private func receive(from end: inout Int32, isError: Bool, _ body: ([UInt8], Bool) -> Void) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        let count = Glibc.read(end, &buffer, buffer.count)
        guard count <= 0 else { return body(Array(buffer[..<count]), isError) }
        close(end)
        end = -1
    }

    /// Ends the program and all that it started.
    package func kill() { Glibc.kill(-identifier, SIGKILL) }

    /// The exit code, once the program has ended; a signal is a negative number.
    @discardableResult
    package func wait() -> Int {
        if status == nil {
            var code: Int32 = 0
            while waitpid(identifier, &code, 0) < 0, errno == EINTR {}
            status = code
        }
        let code = Int(status ?? 0)
        return code & 0x7F == 0 ? code >> 8 & 0xFF : -(code & 0x7F)
    }
}
