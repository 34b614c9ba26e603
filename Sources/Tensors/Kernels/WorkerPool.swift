import CKernels
import COpenBLAS
import Glibc

/// Work cut into tiles that the engine's threads claim one by one.
///
///     WorkerPool.run(rows) { row in … }   // returns when every row is done
package enum WorkerPool {
    /// How many threads take part, this one included: `OPENBLAS_NUM_THREADS`, else the number of processors.
    package nonisolated(unsafe) static var threadCount: Int = {
        // One thread inside each tile: two pools that spin on the same cores slow each other down.
        openblas_set_num_threads(1)
        endThreadsOfOpenBLAS()
        let wish = getenv("OPENBLAS_NUM_THREADS").flatMap { Int(String(cString: $0)) } ?? 0
        return Swift.max(1, Swift.min(wish > 0 ? wish : Int(pool_processor_count()), 64))
    }()

    /// To be called once at the start of a program.
    package static func prepare() { _ = threadCount }

    /// OpenBLAS makes its threads when it is loaded, and they look for work for a while: a core's time at each start.
    private static func endThreadsOfOpenBLAS() {
        // The builds of OpenBLAS without threads of their own do not have it.
        guard let end = dlsym(nil, "blas_thread_shutdown_") else { return }
        _ = unsafeBitCast(end, to: (@convention(c) () -> Int32).self)()
    }

    /// Elements below which splitting an elementwise loop costs more than it saves.
    package static let elementThreshold = 32_768

    /// Calls the body for every tile of 0..<tiles, in any order and on several threads at once.
    package static func run(_ tiles: Int, _ body: (Int) -> Void) {
        let threads = threadCount
        guard tiles > 1, threads > 1 else {
            for tile in 0..<Swift.max(tiles, 0) { body(tile) }
            return
        }
        withoutActuallyEscaping(body) { escapable in
            var context = escapable
            withUnsafeMutablePointer(to: &context) { pointer in
                pool_run(tiles, Int32(threads), callBody, pointer)
            }
        }
    }

    /// Calls the body for consecutive ranges that together cover 0..<count; one range when the count is small.
    ///
    /// After an interrupt the ranges that are left are skipped: the caller's result is thrown away.
    package static func ranges(_ count: Int, grain: Int = elementThreshold, _ body: (Range<Int>) -> Void) {
        guard count > grain else {
            if count > 0 { body(0..<count) }
            return
        }
        let pieces = (count - 1) / Swift.max(grain, 1) + 1
        // Enough tiles to share out, and none so long that an interrupt would wait for it.
        let tiles = Swift.min(pieces, Swift.max(threadCount == 1 ? 1 : threadCount * 4, pieces / 128))
        let step = (count + tiles - 1) / tiles
        run(tiles) { tile in
            let start = tile * step
            if start < count && !Interrupt.isRequested { body(start..<Swift.min(start + step, count)) }
        }
    }
}

/// The C face of a tile's body; the context points to the closure.
private func callBody(_ context: UnsafeMutableRawPointer?, _ tile: Int) {
    context?.assumingMemoryBound(to: ((Int) -> Void).self).pointee(tile)
}
