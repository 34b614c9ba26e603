/// Python's sort: stable, by `<` alone, keys computed once.
enum Sorting {
    static func sorted(
        _ elements: [Value], key: Value?, isReversed: Bool, _ evaluator: Evaluator
    ) throws -> [Value] {
        guard elements.count > 1 || key != nil else { return elements }
        let keys = try key.map { try self.keys(of: elements, $0, evaluator) } ?? elements
        if key == nil, let sorted = try sortedAlike(elements, isReversed, evaluator) { return sorted }
        let order = try order(of: keys, isReversed: isReversed, evaluator)
        return order.map { elements[$0] }
    }

    private static func keys(of elements: [Value], _ key: Value, _ evaluator: Evaluator) throws -> [Value] {
        try elements.withUnsafeBufferPointer { buffer in
            guard let first = buffer.baseAddress else { return [] }
            return try buffer.indices.map { try evaluator.call(key, Arguments(borrowing: first + $0, count: 1)) }
        }
    }

    /// Values all of one kind whose equals cannot be told apart need no order of positions.
    private static func sortedAlike(_ elements: [Value], _ isReversed: Bool, _ evaluator: Evaluator) throws -> [Value]?
    {
        guard var integers = integers(elements) else { return nil }
        try integers.sort {
            try evaluator.interrupt.check()
            return $0 < $1
        }
        return isReversed ? integers.reversed().map { .int($0) } : integers.map { .int($0) }
    }

    /// The positions of the keys from the least to the greatest; equal ones keep their order in both directions.
    private static func order(of keys: [Value], isReversed: Bool, _ evaluator: Evaluator) throws -> [Int] {
        if let integers = integers(keys) {
            return try RowSort.positions(integers, isReversed, evaluator) { $0.key < $1.key }
        }
        if let floats = floats(keys) {
            return try RowSort.positions(floats, isReversed, evaluator) { $0.key < $1.key }
        }
        if let texts = texts(keys) {
            return try RowSort.positions(texts.map { prefix(of: $0) }, isReversed, evaluator) { a, b in
                a.key == b.key ? Text.order(texts[a.position], texts[b.position]) < 0 : a.key < b.key
            }
        }
        if let pairs = pairs(keys) {
            return try RowSort.positions(pairs, isReversed, evaluator) { a, b in
                a.key.0 == b.key.0 ? a.key.1 < b.key.1 : a.key.0 < b.key.0
            }
        }
        func precedes(_ a: Int, _ b: Int) throws -> Bool {
            let (first, second) = isReversed ? (keys[b], keys[a]) : (keys[a], keys[b])
            return try first.quickOrder(second) ?? evaluator.less(first, second)
        }
        return try merged(keys.count) { later, earlier in
            try evaluator.interrupt.check()
            return try precedes(later, earlier)
        }
    }

    /// The first eight bytes as a number that is ordered as the texts are.
    private static func prefix(of text: String) -> UInt64 {
        text.withBytes { bytes in
            var prefix: UInt64 = 0
            for byte in bytes.prefix(8) { prefix = prefix << 8 | UInt64(byte) }
            return prefix << (8 * UInt64(max(0, 8 - bytes.count)))
        }
    }

    /// Keys that are all plain pairs of ints.
    private static func pairs(_ keys: [Value]) -> [(Int, Int)]? {
        var result: [(Int, Int)] = []
        result.reserveCapacity(keys.count)
        for key in keys {
            guard let tuple = key.tuple, tuple.derivation == nil, tuple.count == 2, case .int(let first) = tuple[0],
                case .int(let second) = tuple[1]
            else { return nil }
            result.append((first, second))
        }
        return result
    }

    private static func integers(_ keys: [Value]) -> [Int]? {
        var result: [Int] = []
        result.reserveCapacity(keys.count)
        for key in keys {
            guard case .int(let int) = key else { return nil }
            result.append(int)
        }
        return result
    }

    /// The texts of keys that are all plain texts; the order of UTF-8 bytes is the order of code points.
    private static func texts(_ keys: [Value]) -> [String]? {
        var result: [String] = []
        for key in keys {
            guard let text = key.text, text.derivation == nil else { return nil }
            result.append(text.string)
        }
        return result
    }

    private static func floats(_ keys: [Value]) -> [Double]? {
        var result: [Double] = []
        result.reserveCapacity(keys.count)
        for key in keys {
            guard case .float(let float) = key, !float.isNaN else { return nil }
            result.append(float)
        }
        return result
    }

    /// Merge sort on positions: binary insertion in short runs, then merging. `precedes(a, b)` is a strict order.
    private static func merged(_ count: Int, _ precedes: (Int, Int) throws -> Bool) rethrows -> [Int] {
        var source = Array(0..<count)
        let run = 16
        for start in stride(from: 0, to: count, by: run) {
            try insertionSort(&source, start..<min(start + run, count), precedes)
        }
        var target = source
        var width = run
        while width < count {
            for start in stride(from: 0, to: count, by: width * 2) {
                let (middle, end) = (min(start + width, count), min(start + width * 2, count))
                try merge(source, start, middle, end, into: &target, precedes)
            }
            swap(&source, &target)
            width *= 2
        }
        return source
    }

    private static func insertionSort(
        _ order: inout [Int], _ range: Range<Int>, _ precedes: (Int, Int) throws -> Bool
    ) rethrows {
        for index in range.dropFirst() {
            let pivot = order[index]
            if try !precedes(pivot, order[index - 1]) { continue }
            var (low, high) = (range.lowerBound, index - 1)
            while low < high {
                let middle = (low + high) / 2
                if try precedes(pivot, order[middle]) { high = middle } else { low = middle + 1 }
            }
            for position in stride(from: index, to: low, by: -1) { order[position] = order[position - 1] }
            order[low] = pivot
        }
    }

    private static func merge(
        _ source: [Int], _ start: Int, _ middle: Int, _ end: Int, into target: inout [Int],
        _ precedes: (Int, Int) throws -> Bool
    ) rethrows {
        var (left, right) = (start, middle)
        for position in start..<end {
            if left < middle, try right >= end || !precedes(source[right], source[left]) {
                target[position] = source[left]
                left += 1
            } else {
                target[position] = source[right]
                right += 1
            }
        }
    }
}
