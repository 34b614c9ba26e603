import Glibc

/// Another program that reads a text and writes one.
struct DrawingProcess {
    private let arguments: [String]

    init(_ arguments: [String]) { self.arguments = arguments }

    /// What the program writes; nil when there is no such program or it fails.
    func output(for input: String) -> [UInt8]? {
        var toChild: [Int32] = [0, 0]
        var fromChild: [Int32] = [0, 0]
        guard pipe(&toChild) == 0, pipe(&fromChild) == 0 else { return nil }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, toChild[0], 0)
        posix_spawn_file_actions_adddup2(&actions, fromChild[1], 1)
        for descriptor in toChild + fromChild { posix_spawn_file_actions_addclose(&actions, descriptor) }
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var child: pid_t = 0
        let isStarted = posix_spawnp(&child, arguments[0], &actions, nil, &words, environ) == 0
        close(toChild[0])
        close(fromChild[1])
        guard isStarted else {
            close(toChild[1])
            close(fromChild[0])
            return nil
        }
        // The child reads all before it writes, so one after the other cannot block.
        let bytes = Array(input.utf8)
        _ = write(toChild[1], bytes, bytes.count)
        close(toChild[1])
        let result = DrawingProcess.read(fromChild[0])
        close(fromChild[0])
        var status: Int32 = 0
        waitpid(child, &status, 0)
        return status == 0 && !result.isEmpty ? result : nil
    }

    private static func read(_ descriptor: Int32) -> [UInt8] {
        var result: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            guard count > 0 else { return result }
            result += buffer[..<count]
        }
    }
}
