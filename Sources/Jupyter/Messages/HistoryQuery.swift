/// Which lines of the history a `history_request` wants.
package struct HistoryQuery: Sendable, Equatable {
    /// How the lines are chosen.
    package enum Choice: Sendable, Equatable {
        /// The latest lines.
        case tail(count: Int)
        /// Lines of one session: 0 is the present one, -1 the one before; the line `stop` is not in it.
        case range(session: Int, start: Int, stop: Int?)
        /// The latest lines that match a pattern of `*` and `?`.
        case search(pattern: String, count: Int?, unique: Bool)
    }

    package var choice: Choice
    /// Whether the answer holds the results beside the inputs.
    package var wantsOutput: Bool

    package init(_ choice: Choice, wantsOutput: Bool = false) {
        self.choice = choice
        self.wantsOutput = wantsOutput
    }

    init(_ fields: Request.Fields) throws(Request.Malformed) {
        wantsOutput = try fields.flag("output", default: false)
        let content = fields.content
        switch try fields.text("hist_access_type") {
        case "tail": choice = .tail(count: max(0, try fields.count("n", default: 10)))
        case "range":
            choice = .range(
                session: try fields.count("session", default: 0), start: try fields.count("start", default: 1),
                stop: content["stop"]?.integer)
        case "search":
            choice = .search(
                pattern: try fields.text("pattern", default: "*"), count: content["n"]?.integer.map { max(0, $0) },
                unique: try fields.flag("unique", default: false))
        default: throw .wrongType(field: "hist_access_type", expected: "tail, range or search")
        }
    }
}
