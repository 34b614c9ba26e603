import Glibc

// glibc has it, but its header declares it only for GNU sources.
@_silgen_name("pthread_getattr_np")
private func pthread_getattr_np(_ thread: pthread_t, _ attributes: UnsafeMutablePointer<pthread_attr_t>) -> Int32

/// How far the running thread's stack reaches: native code that calls itself through the language must stop before.
enum NativeStack {
    /// What is kept free for native code that does not check.
    private static let reserve = 192 * 1024
    /// What programs may use; a larger stack has room for freeing what they built.
    private static let mostUsed = 512 << 20

    /// The lowest address that a stack frame of this thread may have; 0 when it cannot be found out.
    static func limit() -> UInt {
        var attributes = pthread_attr_t()
        guard pthread_getattr_np(pthread_self(), &attributes) == 0 else { return 0 }
        defer { pthread_attr_destroy(&attributes) }
        var lowest: UnsafeMutableRawPointer?
        var size = 0
        guard pthread_attr_getstack(&attributes, &lowest, &size) == 0 else { return 0 }
        return UInt(bitPattern: lowest) + UInt(max(min(reserve, size / 4), size - mostUsed))
    }
}
