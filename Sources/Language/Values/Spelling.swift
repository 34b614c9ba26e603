/// Finds what a misspelt name may have meant.
package enum Spelling {
    /// What an inserted, removed or replaced letter counts; another case of the same letter counts less.
    private static let moveCost = 2
    private static let caseCost = 1
    private static let longestName = 40

    /// The nearest name that has enough in common, by the rule of CPython (traceback.py), or nil.
    ///
    ///     nearest(to: "prnt", in: ["print"])   // "print"
    ///     nearest(to: "foo", in: ["bool"])     // nil
    package static func nearest(to name: String, in names: [String]) -> String? {
        let scalars = Array(name.unicodeScalars)
        guard scalars.count > 1, scalars.count <= longestName else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in names where candidate != name && candidate.unicodeScalars.count <= longestName {
            if candidate.hasPrefix("_") && !name.hasPrefix("_") { continue }
            let other = Array(candidate.unicodeScalars)
            let limit = (scalars.count + other.count + 3) * moveCost / 6
            guard abs(scalars.count - other.count) * moveCost <= limit else { continue }
            let distance = distance(scalars, other)
            if distance <= limit, distance < best?.distance ?? Int.max { best = (candidate, distance) }
        }
        return best?.name
    }

    /// Levenshtein's distance with these costs.
    private static func distance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
        var previous = (0...b.count).map { $0 * moveCost }
        for (row, scalar) in a.enumerated() {
            var current = [(row + 1) * moveCost]
            for (column, other) in b.enumerated() {
                let substitution = previous[column] + cost(scalar, other)
                current.append(min(substitution, previous[column + 1] + moveCost, current[column] + moveCost))
            }
            previous = current
        }
        return previous[b.count]
    }

    private static func cost(_ a: Unicode.Scalar, _ b: Unicode.Scalar) -> Int {
        if a == b { return 0 }
        return a.properties.lowercaseMapping == b.properties.lowercaseMapping ? caseCost : moveCost
    }
}
