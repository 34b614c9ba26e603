import Glibc

/// What bounds the work on long integers: the interrupt of the cell that does it, and how many digits texts may have.
///
/// Arithmetic is reached without an evaluator, so the thread knows the limits of the one that runs on it.
final class IntegerLimits {
    static let standardDigits = 4300
    /// No limit may be set below this one.
    static let fewestDigits = 640

    let interrupt: Interrupt
    /// The most decimal digits that are read or written, 0 for any number: `sys.set_int_max_str_digits`.
    var digits = IntegerLimits.standardDigits

    init(interrupt: Interrupt) { self.interrupt = interrupt }

    /// The thread's own; it goes when the thread ends.
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key) { limits in
            if let limits { Unmanaged<IntegerLimits>.fromOpaque(limits).release() }
        }
        return key
    }()

    /// Those of the evaluator that ran on this thread last; nil before the first one.
    static var current: IntegerLimits? {
        pthread_getspecific(key).map { Unmanaged.fromOpaque($0).takeUnretainedValue() }
    }

    func makeCurrent() {
        let former = pthread_getspecific(IntegerLimits.key)
        guard former != UnsafeMutableRawPointer(Unmanaged.passUnretained(self).toOpaque()) else { return }
        pthread_setspecific(IntegerLimits.key, Unmanaged.passRetained(self).toOpaque())
        if let former { Unmanaged<IntegerLimits>.fromOpaque(former).release() }
    }

    /// Throws KeyboardInterrupt when the cell on this thread is to end.
    static func checkInterrupt() throws { try current?.interrupt.check() }
}
