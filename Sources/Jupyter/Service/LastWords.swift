import Glibc

/// Lets a crash be read in the log of the process that started the kernel.
///
/// Standard error leads into a pipe while cells run, and a dying process takes unread text with it. So the handler of a
/// fatal signal copies what the pipe holds to the original descriptor; it calls nothing but `read`, `write` and `raise`.
enum LastWords {
    // Written once before the handlers are installed, and only read by them.
    nonisolated(unsafe) private static var pipe: Int32 = -1
    nonisolated(unsafe) private static var log: Int32 = -1

    static func install(pipe: Int32, log: Int32) {
        self.pipe = pipe
        self.log = log
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { signal in LastWords.speak(signal) }
        action.sa_flags = Int32(bitPattern: UInt32(SA_RESETHAND)) | SA_ONSTACK
        for signal in [SIGILL, SIGTRAP, SIGABRT, SIGSEGV, SIGBUS, SIGFPE] { sigaction(signal, &action, nil) }
    }

    /// Gives the calling thread a stack of its own for the handler, so that a stack overflow is reported too.
    static func prepareThread() {
        let size = 64 << 10
        var stack = stack_t()
        stack.ss_sp = malloc(size)
        stack.ss_size = size
        sigaltstack(&stack, nil)
    }

    private static func speak(_ signal: Int32) {
        withUnsafeTemporaryAllocation(byteCount: 4096, alignment: 1) { buffer in
            while true {
                let count = read(pipe, buffer.baseAddress, buffer.count)
                guard count > 0 else { break }
                write(log, buffer.baseAddress, count)
            }
        }
        raise(signal)
    }
}
