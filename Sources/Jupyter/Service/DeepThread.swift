import Glibc

/// A thread with a stack large enough for deeply nested programs.
///
///     try DeepThread.start("cells") { runner.run() }
///
/// The stack is address space only; memory is taken page by page as the recursion grows.
package enum DeepThread {
    /// 16 GiB, or less where the system refuses that much. Programs are stopped long before; the rest is for what they
    /// leave behind: chains of millions of objects, which are freed one inside another.
    private static let stackSizes = [16 << 30, 4 << 30, 512 << 20, 64 << 20, 8 << 20]

    package static func start(_ name: String, _ body: @escaping @Sendable () -> Void) throws(KernelError) {
        var code: Int32 = 0
        for size in stackSizes {
            code = start(stackSize: size, body)
            if code == 0 { return }
        }
        throw .cannotStartThread(name: name, code: code)
    }

    /// Runs a body on such a thread and waits for its result.
    package static func run<Value: Sendable>(
        _ name: String, _ body: @escaping @Sendable () throws(KernelError) -> Value
    ) throws(KernelError) -> Value {
        let result = Monitor<Result<Value, KernelError>?>(nil)
        try start(name) {
            do throws(KernelError) {
                let value = try body()
                result.update { $0 = .success(value) }
            } catch {
                result.update { $0 = .failure(error) }
            }
        }
        return try result.wait { $0 }.get()
    }

    private static func start(stackSize: Int, _ body: @escaping @Sendable () -> Void) -> Int32 {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setstacksize(&attributes, stackSize)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        let box = Unmanaged.passRetained(Box(body))
        var thread = pthread_t()
        let code = pthread_create(&thread, &attributes, entry, box.toOpaque())
        if code != 0 { box.release() }
        return code
    }

    private final class Box {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }

    private static let entry: @convention(c) (UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? = { argument in
        guard let argument else { return nil }
        let box = Unmanaged<Box>.fromOpaque(argument).takeRetainedValue()
        LastWords.prepareThread()
        box.body()
        return nil
    }
}
