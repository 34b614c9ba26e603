// glibc has it, but no header of Swift's module declares it.
@_silgen_name("mallopt")
private func mallopt(_ parameter: Int32, _ value: Int32) -> Int32

/// How the C library keeps the memory that programs free.
enum NativeHeap {
    // The numbers of malloc.h.
    private static let trimThreshold: Int32 = -1
    private static let mapThreshold: Int32 = -3

    /// Freed memory stays with the process up to a limit: a list that is made again and again need not ask the kernel, and
    /// have the kernel clear its pages, each time.
    static let isPrepared: Bool = mallopt(mapThreshold, 32 << 20) == 1 && mallopt(trimThreshold, 128 << 20) == 1
}
