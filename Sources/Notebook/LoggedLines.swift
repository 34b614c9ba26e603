/// The lines that a model logs in one cell: the first ten thousand pass, of the others the last hundred are kept for the end.
struct LoggedLines {
    private var count = 0
    /// A ring: the oldest line is at `count % ringSize` when it is full.
    private var ring: [String] = []

    static let limit = 10_000
    static let ringSize = 100

    /// Whether a line is to be written at once.
    mutating func passes(_ line: String) -> Bool {
        count += 1
        guard count > LoggedLines.limit else { return true }
        if ring.count < LoggedLines.ringSize {
            ring.append(line)
        } else {
            ring[(count - LoggedLines.limit - 1) % LoggedLines.ringSize] = line
        }
        return false
    }

    /// What is written at the end: how many lines were left out, and the last ones.
    var rest: [String] {
        let held = count - LoggedLines.limit
        guard held > 0 else { return [] }
        guard held > ring.count else { return ring }
        let oldest = held % LoggedLines.ringSize
        return ["… \(held - ring.count) more lines of the log …"] + ring[oldest...] + ring[..<oldest]
    }
}
