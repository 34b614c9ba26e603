/// One element of a sort: a key that Swift can compare beside the position that it came from.
struct SortRow<Key> {
    let key: Key
    let position: Int
}

/// A stable merge sort of rows that lie one after another: runs by insertion, then merging them two by two.
enum RowSort {
    private static let runLength = 12

    /// The positions of the keys from the least to the greatest; equal ones keep their order in both directions.
    @inline(__always)
    static func positions<Key>(
        _ keys: [Key], _ isReversed: Bool, _ evaluator: Evaluator,
        _ precedes: (SortRow<Key>, SortRow<Key>) -> Bool
    ) throws -> [Int] {
        let count = keys.count
        var source = UnsafeMutablePointer<SortRow<Key>>.allocate(capacity: max(1, count))
        var target = UnsafeMutablePointer<SortRow<Key>>.allocate(capacity: max(1, count))
        defer {
            source.deallocate()
            target.deallocate()
        }
        for index in 0..<count { (source + index).initialize(to: SortRow(key: keys[index], position: index)) }
        if isReversed {
            try sort(&source, &target, count, evaluator) { precedes($1, $0) }
        } else {
            try sort(&source, &target, count, evaluator, precedes)
        }
        return (0..<count).map { source[$0].position }
    }

    @inline(__always)
    private static func sort<Key>(
        _ source: inout UnsafeMutablePointer<SortRow<Key>>, _ target: inout UnsafeMutablePointer<SortRow<Key>>,
        _ count: Int, _ evaluator: Evaluator, _ precedes: (SortRow<Key>, SortRow<Key>) -> Bool
    ) throws {
        for start in stride(from: 0, to: count, by: runLength) {
            insert(source + start, min(runLength, count - start), precedes)
        }
        var width = runLength
        while width < count {
            for start in stride(from: 0, to: count, by: width * 2) {
                try evaluator.interrupt.check()
                let (middle, end) = (min(start + width, count), min(start + width * 2, count))
                merge(source, start, middle, end, into: target, precedes)
            }
            swap(&source, &target)
            width *= 2
        }
    }

    @inline(__always)
    private static func insert<Key>(
        _ rows: UnsafeMutablePointer<SortRow<Key>>, _ count: Int, _ precedes: (SortRow<Key>, SortRow<Key>) -> Bool
    ) {
        var index = 1
        while index < count {
            let row = rows[index]
            var place = index
            while place > 0, precedes(row, rows[place - 1]) {
                rows[place] = rows[place - 1]
                place -= 1
            }
            rows[place] = row
            index += 1
        }
    }

    @inline(__always)
    private static func merge<Key>(
        _ source: UnsafeMutablePointer<SortRow<Key>>, _ start: Int, _ middle: Int, _ end: Int,
        into target: UnsafeMutablePointer<SortRow<Key>>, _ precedes: (SortRow<Key>, SortRow<Key>) -> Bool
    ) {
        // Keys are plain numbers: rows are copied as they are.
        if middle == end || !precedes(source[middle], source[middle - 1]) {
            return (target + start).update(from: source + start, count: end - start)
        }
        var (left, right, place) = (start, middle, start)
        while left < middle, right < end {
            if precedes(source[right], source[left]) {
                target[place] = source[right]
                right += 1
            } else {
                target[place] = source[left]
                left += 1
            }
            place += 1
        }
        (target + place).update(from: source + left, count: middle - left)
        (target + place + middle - left).update(from: source + right, count: end - right)
    }
}
