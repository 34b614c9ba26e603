import Glibc

// glibc has it, but no header of Swift's module declares it.
@_silgen_name("mallopt")
private func mallopt(_ parameter: Int32, _ value: Int32) -> Int32

/// How the C library gets the memory of programs, and keeps what they free.
package enum NativeHeap {
    // The numbers of malloc.h.
    private static let trimThreshold: Int32 = -1
    private static let mapThreshold: Int32 = -3
    private static let arenaLimit: Int32 = -8

    /// What freed memory may stay with the process: a list that is made again and again need not ask the kernel, and have
    /// the kernel clear its pages, each time.
    private static let keptBytes = 192 << 20
    /// The largest piece that is taken from the heap; larger ones are mapped for themselves.
    private static let largestPiece = 32 << 20
    /// Pages of this size are cleared and mapped at one go.
    private static let hugePage = 2 << 20

    /// Prepares the heap of a program that makes many small objects. To be called before the first thread is made: each
    /// would get a heap of its own, but those that use much memory take turns.
    package static func prepare() {
        _ = mallopt(arenaLimit, 1)
        _ = mallopt(mapThreshold, Int32(largestPiece))
        _ = mallopt(trimThreshold, Int32(keptBytes))
        preferHugePages()
    }

    /// Lets the kernel use huge pages for the first part of the heap. What is never used costs address space only; the
    /// first byte that is used of a page brings the whole page.
    private static func preferHugePages() {
        let size = largestPiece - hugePage
        let pieces = (0..<4).compactMap { _ in malloc(size) }
        // Before the advice: freeing writes between the pieces, which would take a huge page each.
        for piece in pieces { free(piece) }
        guard let first = pieces.min(), let last = pieces.max() else { return }
        let length = last - first + size
        // Otherwise the pieces do not lie in a row.
        guard length < pieces.count * (size + hugePage) else { return }
        let start = (UInt(bitPattern: first) + UInt(hugePage) - 1) & ~(UInt(hugePage) - 1)
        let end = (UInt(bitPattern: first) + UInt(length)) & ~(UInt(hugePage) - 1)
        guard start < end, let place = UnsafeMutableRawPointer(bitPattern: start) else { return }
        _ = madvise(place, Int(end - start), MADV_HUGEPAGE)
    }
}
