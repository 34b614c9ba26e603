import Synchronization

/// The flag that stops a running cell. Any thread may raise it; the evaluator reads it on back edges and calls.
public final class Interrupt: Sendable {
    private let flag = Atomic<Bool>(false)
    private let isForMemory = Atomic<Bool>(false)
    private let listener = Mutex<(@Sendable () -> Void)?>(nil)

    public init() {}

    public func raise() { flag.store(true, ordering: .relaxed) }

    /// Stops the cell with a MemoryError.
    public func raiseForMemory() {
        isForMemory.store(true, ordering: .relaxed)
        raise()
    }

    public var isRaised: Bool {
        @inline(__always) get { flag.load(ordering: .relaxed) }
    }

    /// Throws KeyboardInterrupt, or MemoryError, once when the flag was raised; long native loops call it between their
    /// steps.
    @inline(__always)
    public func check() throws {
        if isRaised { try deliver() }
    }

    /// Forgets a request that came while nothing ran.
    public func clear() {
        flag.store(false, ordering: .relaxed)
        isForMemory.store(false, ordering: .relaxed)
    }

    /// Is told when a request becomes an exception, so that other flags of the same request can be taken down.
    public func onDelivery(_ body: @escaping @Sendable () -> Void) { listener.withLock { $0 = body } }

    private func deliver() throws {
        let memoryIsShort = isForMemory.load(ordering: .relaxed)
        clear()
        listener.withLock { $0 }?()
        if memoryIsShort {
            throw PythonError(.memoryError, "the machine's memory is nearly used up; the cell was stopped before that")
        }
        throw PythonError(.keyboardInterrupt, [])
    }
}
