/// Python's sort: stable, by `<` alone, keys computed once.
enum Sorting {
    static func sorted(
        _ elements: [Value], key: Value?, isReversed: Bool, _ evaluator: Evaluator
    ) throws -> [Value] {
        guard elements.count > 1 || key != nil else { return elements }
        let keys = try key.map { key in try elements.map { try evaluator.call(key, [$0]) } } ?? elements
        let order = try order(of: keys, isReversed: isReversed, evaluator)
        return order.map { elements[$0] }
    }

    /// The positions of the keys from the least to the greatest; equal ones keep their order in both directions.
    private static func order(of keys: [Value], isReversed: Bool, _ evaluator: Evaluator) throws -> [Int] {
        if let integers = integers(keys) {
            return isReversed
                ? merged(integers.count) { integers[$1] < integers[$0] }
                : merged(integers.count) { integers[$0] < integers[$1] }
        }
        if let floats = floats(keys) {
            return isReversed
                ? merged(floats.count) { floats[$1] < floats[$0] } : merged(floats.count) { floats[$0] < floats[$1] }
        }
        if let texts = texts(keys) {
            return isReversed
                ? merged(texts.count) { texts[$1].utf8.lexicographicallyPrecedes(texts[$0].utf8) }
                : merged(texts.count) { texts[$0].utf8.lexicographicallyPrecedes(texts[$1].utf8) }
        }
        func precedes(_ a: Int, _ b: Int) throws -> Bool {
            try isReversed ? evaluator.less(keys[b], keys[a]) : evaluator.less(keys[a], keys[b])
        }
        return try merged(keys.count) { later, earlier in
            try evaluator.interrupt.check()
            return try precedes(later, earlier)
        }
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
            guard case .float(let float) = key else { return nil }
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
