import Synchronization

/// The one flag by which another thread stops the cell thread; long kernels read it between blocks.
package enum Interrupt {
    private static let flag = Atomic<Bool>(false)
    private static let listener = Mutex<(@Sendable () -> Void)?>(nil)

    package static func request() { flag.store(true, ordering: .relaxed) }
    package static func clear() { flag.store(false, ordering: .relaxed) }
    package static var isRequested: Bool { flag.load(ordering: .relaxed) }

    /// Is told when a request becomes an exception of the language, so that its other flags can be taken down.
    package static func onDelivery(_ body: @escaping @Sendable () -> Void) { listener.withLock { $0 = body } }

    /// The request has reached the user as an exception: what runs next is not stopped by it.
    package static func delivered() {
        clear()
        listener.withLock { $0 }?()
    }

    /// Throws when the user has asked to stop.
    package static func check() throws {
        if isRequested { throw TensorError.interrupted }
    }
}
