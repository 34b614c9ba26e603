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
            return try positions(integers, isReversed, evaluator) { $0 < $1 }
        }
        if let floats = floats(keys) {
            return try positions(floats, isReversed, evaluator) { $0 < $1 }
        }
        if let texts = texts(keys) {
            return try positions(texts, isReversed, evaluator) { Text.order($0, $1) < 0 }
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

    /// The positions of keys that Swift can compare. Keys lie beside their positions: the sort reads one row of memory.
    private static func positions<Key>(
        _ keys: [Key], _ isReversed: Bool, _ evaluator: Evaluator, _ precedes: (Key, Key) -> Bool
    ) throws -> [Int] {
        var rows = keys.enumerated().map { (key: $1, position: $0) }
        try rows.sort { a, b in
            try evaluator.interrupt.check()
            if isReversed ? precedes(b.key, a.key) : precedes(a.key, b.key) { return true }
            if isReversed ? precedes(a.key, b.key) : precedes(b.key, a.key) { return false }
            return a.position < b.position
        }
        return rows.map(\.position)
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
