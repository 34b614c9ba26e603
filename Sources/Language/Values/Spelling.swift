/// Suggestions for misspelt names: `Spelling.nearest(to: "prnt", in: ["print", "repr"])` is "print".
package enum Spelling {
    /// The name within a third of its length in edits, or nil.
    package static func nearest(to name: String, in names: [String]) -> String? {
        let scalars = Array(name.unicodeScalars)
        guard scalars.count > 1, scalars.count < 60 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in names where candidate != name && abs(candidate.unicodeScalars.count - scalars.count) <= 3 {
            if candidate.hasPrefix("_") && !name.hasPrefix("_") { continue }
            let limit = (max(scalars.count, candidate.unicodeScalars.count) + 2) / 3
            let distance = distance(scalars, Array(candidate.unicodeScalars))
            if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Levenshtein's distance.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var previous = Array(0...b.count)
        for (row, scalar) in a.enumerated() {
            var current = [row + 1]
            for (column, other) in b.enumerated() {
                let substitution = previous[column] + (scalar == other ? 0 : 1)
                current.append(min(substitution, previous[column + 1] + 1, current[column] + 1))
            }
            previous = current
        }
        return previous[b.count]
    }
}
