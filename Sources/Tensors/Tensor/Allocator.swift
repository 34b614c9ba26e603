import Glibc
import Synchronization

/// Gives out memory in size buckets and keeps what comes back, so that large temporaries cost no page faults.
///
/// Small blocks go to the C allocator, whose thread cache is as fast.
package enum Allocator {
    private static let smallest = 4096
    private static let largestKept = 1 << 28
    private static let keptLimit = 1 << 30
    private static let hugePage = 1 << 21
    /// The available memory is looked up once for so many bytes from the system.
    private static let checkedSize = 1 << 26
    private static let unchecked = Atomic<Int>(0)

    private struct Buckets {
        var free: [[UInt]] = Array(repeating: [], count: 256)
        var keptBytes = 0
    }

    private static let buckets = Mutex(Buckets())

    /// Bytes held by living storages.
    private static let living = Atomic<Int>(0)
    private static let peak = Atomic<Int>(0)

    package static var livingBytes: Int { living.load(ordering: .relaxed) }
    package static var peakBytes: Int { peak.load(ordering: .relaxed) }

    static func allocate(_ byteCount: Int) -> UnsafeMutableRawPointer? {
        if byteCount < smallest { return malloc(Swift.max(byteCount, 1)) }
        guard byteCount < 1 << 46 else { return nil }
        note(byteCount)
        let (index, size) = bucket(byteCount)
        if size <= largestKept, let kept = takeKept(index, size) { return kept }
        guard let fresh = fresh(size) else {
            living.subtract(byteCount, ordering: .relaxed)
            return nil
        }
        return fresh
    }

    /// Memory from the system. Linux promises more than it has, so requests are compared with what is there.
    private static func fresh(_ size: Int) -> UnsafeMutableRawPointer? {
        if unchecked.add(size, ordering: .relaxed).newValue >= checkedSize {
            unchecked.store(0, ordering: .relaxed)
            if !isThere(size) {
                trim()
                guard isThere(size) else { return nil }
            }
        }
        let isHuge = size >= 2 * hugePage
        var pointer: UnsafeMutableRawPointer?
        guard posix_memalign(&pointer, isHuge ? hugePage : 64, size) == 0 else { return nil }
        // Fewer, larger pages: the first use of a block takes a fault for each of them.
        if isHuge { madvise(pointer, size, MADV_HUGEPAGE) }
        return pointer
    }

    private static func isThere(_ size: Int) -> Bool {
        size <= AvailableMemory.bytes - AvailableMemory.reserve
    }

    static func release(_ address: UnsafeMutableRawPointer, _ byteCount: Int) {
        if byteCount < smallest { return free(address) }
        living.subtract(byteCount, ordering: .relaxed)
        let (index, size) = bucket(byteCount)
        guard size <= largestKept, keep(address, index, size) else { return free(address) }
    }

    /// Gives the kept blocks back to the system.
    package static func trim() {
        buckets.withLock { kept in
            for index in kept.free.indices {
                for address in kept.free[index] { free(UnsafeMutableRawPointer(bitPattern: address)) }
                kept.free[index].removeAll()
            }
            kept.keptBytes = 0
        }
    }

    private static func note(_ byteCount: Int) {
        let now = living.add(byteCount, ordering: .relaxed).newValue
        if now > peak.load(ordering: .relaxed) { peak.store(now, ordering: .relaxed) }
    }

    /// Four buckets for each power of two: at most a quarter of a block is unused.
    private static func bucket(_ byteCount: Int) -> (index: Int, size: Int) {
        let exponent = Int.bitWidth - 1 - (byteCount - 1).leadingZeroBitCount
        let step = 1 << (exponent - 2)
        let quarter = (byteCount - 1 - (1 << exponent)) / step
        return (exponent * 4 + quarter, (1 << exponent) + (quarter + 1) * step)
    }

    private static func takeKept(_ index: Int, _ size: Int) -> UnsafeMutableRawPointer? {
        let address: UInt? = buckets.withLock { kept in
            guard let address = kept.free[index].popLast() else { return nil }
            kept.keptBytes -= size
            return address
        }
        return address.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
    }

    private static func keep(_ address: UnsafeMutableRawPointer, _ index: Int, _ size: Int) -> Bool {
        let bits = UInt(bitPattern: address)
        return buckets.withLock { kept in
            guard kept.keptBytes + size <= keptLimit else { return false }
            kept.free[index].append(bits)
            kept.keptBytes += size
            return true
        }
    }
}
