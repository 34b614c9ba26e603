import Glibc

/// Turns the interrupt signal into a message to the thread that owns the sockets.
///
/// A signal handler may do next to nothing, so it writes one byte; the thread does the rest.
package enum InterruptSignal {
    // Written once before the handler is installed, and only read by it.
    nonisolated(unsafe) private static var descriptor: Int32 = -1

    package static func forward(to pipe: WakePipe) {
        descriptor = pipe.writer
        var action = sigaction()
        action.__sigaction_handler.sa_handler = { _ in
            let savedError = errno
            var byte = WakePipe.Reason.interrupt.rawValue
            write(InterruptSignal.descriptor, &byte, 1)
            errno = savedError
        }
        action.sa_flags = SA_RESTART
        sigaction(SIGINT, &action, nil)
        // A client that leaves while we write to it must not end the process.
        signal(SIGPIPE, SIG_IGN)
    }
}
