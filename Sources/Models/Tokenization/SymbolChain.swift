/// The symbols of a word while pairs of them are merged: a linked list and a heap of the pairs that can merge.
///
/// A merge costs the logarithm of the word's length, so a whole document may be one word (Gemma cuts no words).
struct SymbolChain {
    private struct Symbol {
        var part: WordPart
        var previous: Int?
        var next: Int?
        var isMerged = false
    }

    /// A pair that can merge: its place in the learned order, the place of its left symbol, and what it becomes.
    private struct Candidate: Comparable {
        let rank: Int
        let position: Int
        let id: Int

        static func < (left: Candidate, right: Candidate) -> Bool {
            (left.rank, left.position) < (right.rank, right.position)
        }
    }

    private var symbols: [Symbol]

    init(_ parts: [WordPart]) {
        symbols = parts.enumerated().map { index, part in
            Symbol(
                part: part, previous: index > 0 ? index - 1 : nil, next: index + 1 < parts.count ? index + 1 : nil)
        }
    }

    /// What is left, from left to right.
    var parts: [WordPart] { symbols.filter { !$0.isMerged }.map(\.part) }

    /// Merges the pair of lowest rank (the leftmost of equals) until none is left.
    mutating func merge(_ merge: (Int, Int) -> BytePairEncoding.Merge?) {
        var candidates = Heap<Candidate>()
        for index in symbols.indices { push(index, to: &candidates, merge) }
        while let best = candidates.popSmallest() {
            let left = symbols[best.position]
            // The pair may have changed since it was pushed.
            guard !left.isMerged, let next = left.next, merge(left.part.id, symbols[next].part.id)?.id == best.id
            else { continue }
            join(best.position, next, id: best.id)
            if let previous = left.previous { push(previous, to: &candidates, merge) }
            push(best.position, to: &candidates, merge)
        }
    }

    private func push(
        _ index: Int, to candidates: inout Heap<Candidate>, _ merge: (Int, Int) -> BytePairEncoding.Merge?
    ) {
        guard let next = symbols[index].next, let found = merge(symbols[index].part.id, symbols[next].part.id) else {
            return
        }
        candidates.push(Candidate(rank: found.rank, position: index, id: found.id))
    }

    private mutating func join(_ left: Int, _ right: Int, id: Int) {
        let end = symbols[right].part.range.upperBound
        symbols[left].part = WordPart(id: id, range: symbols[left].part.range.lowerBound..<end)
        symbols[left].next = symbols[right].next
        symbols[right].isMerged = true
        if let following = symbols[right].next { symbols[following].previous = left }
    }
}

/// A binary heap, smallest first.
struct Heap<Element: Comparable> {
    private var elements: [Element] = []

    mutating func push(_ element: Element) {
        elements.append(element)
        var child = elements.count - 1
        while child > 0, case let parent = (child - 1) / 2, elements[child] < elements[parent] {
            elements.swapAt(child, parent)
            child = parent
        }
    }

    mutating func popSmallest() -> Element? {
        guard let last = elements.popLast() else { return nil }
        guard let smallest = elements.first else { return last }
        elements[0] = last
        sink()
        return smallest
    }

    private mutating func sink() {
        var parent = 0
        while true {
            var child = 2 * parent + 1
            guard child < elements.count else { return }
            if child + 1 < elements.count, elements[child + 1] < elements[child] { child += 1 }
            guard elements[child] < elements[parent] else { return }
            elements.swapAt(child, parent)
            parent = child
        }
    }
}
