/// A line of elements from which the first few are chosen, equal ones in the order that the C++ library gives them.
///
///     SelectionQueue(count: 6) { [2, 1, 2, 3, 1, 2][$0] }.select(3)   // [3, 5, 0]
///
/// PyTorch's `topk` calls `std::partial_sort`, or `std::nth_element` and `std::sort`; none of these is stable, so their
/// steps in libstdc++ are followed one by one. A larger key comes first.
struct SelectionQueue: ~Copyable {
    private typealias Entry = (key: Int, place: Int)

    private let entries: UnsafeMutablePointer<Entry>
    private let count: Int

    init(count: Int, key: (Int) -> Int) {
        entries = .allocate(capacity: Swift.max(count, 1))
        self.count = count
        for place in 0..<count { (entries + place).initialize(to: (key(place), place)) }
    }

    deinit { entries.deallocate() }

    /// The key by which a number is chosen; NaN is larger than any number, and the zeros are equal.
    static func key(_ number: Double, largest: Bool) -> Int {
        let bits = Int(bitPattern: UInt(truncatingIfNeeded: (number + 0).bitPattern))
        let ordered = number.isNaN ? Int.max : bits ^ ((bits >> 63) & Int.max)
        return largest ? ordered : ~ordered
    }

    /// The places of the first `k` elements, in order if that is wanted.
    func select(_ k: Int, sorted: Bool = true) -> [Int] {
        guard k > 0 else { return [] }
        if k <= count / 64 {
            partialSort(0, k, count)
        } else {
            placeNth(k - 1)
            if sorted { sort(0, k - 1) }
        }
        return (0..<k).map { entries[$0].place }
    }

    @inline(__always)
    private func precedes(_ first: Int, _ second: Int) -> Bool { entries[first].key > entries[second].key }

    private func swap(_ first: Int, _ second: Int) {
        let kept = entries[first]
        entries[first] = entries[second]
        entries[second] = kept
    }

    private func depth(_ count: Int) -> Int { 2 * (Int.bitWidth - 1 - count.leadingZeroBitCount) }

    // MARK: Heaps

    private func raise(_ start: Int, _ from: Int, _ top: Int, _ value: Entry) {
        var hole = from
        while hole > top, entries[start + (hole - 1) / 2].key > value.key {
            entries[start + hole] = entries[start + (hole - 1) / 2]
            hole = (hole - 1) / 2
        }
        entries[start + hole] = value
    }

    private func sink(_ start: Int, _ top: Int, _ length: Int, _ value: Entry) {
        var (hole, child) = (top, top)
        while child < (length - 1) / 2 {
            child = 2 * (child + 1)
            if precedes(start + child, start + child - 1) { child -= 1 }
            entries[start + hole] = entries[start + child]
            hole = child
        }
        if length & 1 == 0, child == (length - 2) / 2 {
            child = 2 * (child + 1)
            entries[start + hole] = entries[start + child - 1]
            hole = child - 1
        }
        raise(start, hole, top, value)
    }

    private func pop(_ start: Int, _ end: Int, into place: Int) {
        let value = entries[place]
        entries[place] = entries[start]
        sink(start, 0, end - start, value)
    }

    private func selectByHeap(_ start: Int, _ middle: Int, _ end: Int) {
        let length = middle - start
        if length >= 2 {
            for parent in Swift.stride(from: (length - 2) / 2, through: 0, by: -1) {
                sink(start, parent, length, entries[start + parent])
            }
        }
        for place in middle..<end where precedes(place, start) { pop(start, middle, into: place) }
    }

    private func partialSort(_ start: Int, _ middle: Int, _ end: Int) {
        selectByHeap(start, middle, end)
        for last in Swift.stride(from: middle - 1, to: start, by: -1) { pop(start, last, into: last) }
    }

    // MARK: Parts

    /// Moves the middle one of three elements to the front and parts the others by it.
    private func part(_ start: Int, _ end: Int) -> Int {
        swap(start, median(start + 1, start + (end - start) / 2, end - 1))
        let pivot = entries[start].key
        var (low, high) = (start + 1, end)
        while true {
            while entries[low].key > pivot { low += 1 }
            high -= 1
            while pivot > entries[high].key { high -= 1 }
            guard low < high else { return low }
            swap(low, high)
            low += 1
        }
    }

    private func median(_ a: Int, _ b: Int, _ c: Int) -> Int {
        if precedes(a, b) { return precedes(b, c) ? b : precedes(a, c) ? c : a }
        return precedes(a, c) ? a : precedes(b, c) ? c : b
    }

    private func placeNth(_ nth: Int) {
        var (start, end) = (0, count)
        var rounds = depth(count)
        while end - start > 3 {
            guard rounds > 0 else {
                selectByHeap(start, nth + 1, end)
                return swap(start, nth)
            }
            rounds -= 1
            let cut = part(start, end)
            if cut <= nth { start = cut } else { end = cut }
        }
        insert(start, end)
    }

    private func sort(_ start: Int, _ end: Int) {
        guard end > start else { return }
        sortRoughly(start, end, depth(end - start))
        insert(start, Swift.min(end, start + 16))
        if end - start > 16 { for place in start + 16..<end { insertUnguarded(place) } }
    }

    /// Leaves parts of at most 16 elements as they are.
    private func sortRoughly(_ start: Int, _ last: Int, _ limit: Int) {
        var (end, rounds) = (last, limit)
        while end - start > 16 {
            guard rounds > 0 else { return partialSort(start, end, end) }
            rounds -= 1
            let cut = part(start, end)
            sortRoughly(cut, end, rounds)
            end = cut
        }
    }

    // MARK: Insertion

    private func insert(_ start: Int, _ end: Int) {
        guard end > start else { return }
        for place in start + 1..<Swift.max(end, start + 1) {
            guard precedes(place, start) else {
                insertUnguarded(place)
                continue
            }
            let value = entries[place]
            for slot in Swift.stride(from: place, to: start, by: -1) { entries[slot] = entries[slot - 1] }
            entries[start] = value
        }
    }

    /// Inserts an element that some element before it precedes or equals.
    private func insertUnguarded(_ place: Int) {
        let value = entries[place]
        var slot = place
        while value.key > entries[slot - 1].key {
            entries[slot] = entries[slot - 1]
            slot -= 1
        }
        entries[slot] = value
    }
}
