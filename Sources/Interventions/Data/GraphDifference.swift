/// What two texts of graphs do not share, line by line: the longest common subsequence stays, the rest is marked.
struct GraphDifference {
    private let old: [String]
    private let new: [String]

    init(_ old: [String], _ new: [String]) {
        self.old = old
        self.new = new
    }

    /// Lines of both with two spaces before, those of the first with `- `, those of the second with `+ `; empty if equal.
    var text: String {
        guard old != new else { return "" }
        let lengths = commonLengths()
        var lines: [String] = []
        var i = 0
        var j = 0
        while i < old.count || j < new.count {
            if i < old.count, j < new.count, old[i] == new[j] {
                lines.append("  " + old[i])
                i += 1
                j += 1
            } else if j == new.count || i < old.count && lengths[i + 1][j] >= lengths[i][j + 1] {
                lines.append("- " + old[i])
                i += 1
            } else {
                lines.append("+ " + new[j])
                j += 1
            }
        }
        return lines.joined(separator: "\n")
    }

    /// The length of the longest common subsequence of the lines from i and from j on.
    private func commonLengths() -> [[Int]] {
        var lengths = Array(repeating: Array(repeating: 0, count: new.count + 1), count: old.count + 1)
        for i in old.indices.reversed() {
            for j in new.indices.reversed() {
                lengths[i][j] = old[i] == new[j] ? lengths[i + 1][j + 1] + 1 : max(lengths[i + 1][j], lengths[i][j + 1])
            }
        }
        return lengths
    }
}
