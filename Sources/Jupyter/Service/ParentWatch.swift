import Glibc

/// Notices that the process that started the kernel is gone, so that no kernel is left behind.
///
/// It compares parent numbers instead of asking for a signal (`PR_SET_PDEATHSIG`): that one is sent when the starting
/// *thread* ends, which servers do while they go on living.
struct ParentWatch {
    private let parent: pid_t?

    /// Watches only when a Jupyter client started this process, which it says by `JPY_PARENT_PID`.
    init(isStartedByClient: Bool = getenv("JPY_PARENT_PID") != nil) {
        parent = isStartedByClient ? getppid() : nil
    }

    var isOrphaned: Bool { parent.map { $0 != getppid() } ?? false }
}
