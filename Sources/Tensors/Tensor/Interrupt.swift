import Synchronization

/// The one flag by which another thread stops the cell thread; long kernels read it between blocks.
package enum Interrupt {
    private static let flag = Atomic<Bool>(false)

    package static func request() { flag.store(true, ordering: .relaxed) }
    package static func clear() { flag.store(false, ordering: .relaxed) }
    package static var isRequested: Bool { flag.load(ordering: .relaxed) }

    /// Throws when the user has asked to stop.
    package static func check() throws {
        if isRequested { throw TensorError.interrupted }
    }
}
