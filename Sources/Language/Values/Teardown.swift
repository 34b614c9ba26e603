import Glibc

/// Frees containers inside containers with a loop: released by recursion, some million levels overflow the stack.
///
///     deinit { Teardown.free(&elements) }
///
/// The first levels are freed by recursion, which costs a counter; what lies deeper waits until the outermost is done.
final class Teardown {
    private static let directLevels = 64

    private var depth = 0
    private var waiting: [[Value]] = []

    /// The thread's own; it goes when the thread ends.
    private static let key: pthread_key_t = {
        var key = pthread_key_t()
        pthread_key_create(&key) { state in
            if let state { Unmanaged<Teardown>.fromOpaque(state).release() }
        }
        return key
    }()

    private static var current: Teardown {
        if let known = pthread_getspecific(key) { return Unmanaged.fromOpaque(known).takeUnretainedValue() }
        let made = Teardown()
        pthread_setspecific(key, Unmanaged.passRetained(made).toOpaque())
        return made
    }

    /// Releases the values of a container that goes away.
    @inline(__always)
    static func free(_ values: inout [Value]) {
        if values.contains(where: \.isObject) { current.release(&values) }
    }

    /// Releases values that lie in memory of their own: at once, or, when too many levels are open, as a list made of them.
    static func free(directly: () -> Void, asList list: () -> [Value]) {
        let state = current
        if state.depth >= directLevels { state.waiting.append(list()) }
        state.depth += 1
        directly()
        state.depth -= 1
        if state.depth == 0 { state.drain() }
    }

    private func release(_ values: inout [Value]) {
        if depth >= Teardown.directLevels {
            waiting.append(values)
            values = []
            return
        }
        depth += 1
        values = []
        depth -= 1
        if depth == 0 { drain() }
    }

    private func drain() {
        depth = 1
        while let values = waiting.popLast() { withExtendedLifetime(values) {} }
        depth = 0
    }
}
