import Language

/// One magic command: `%time f()` on a line, or `%%time` over a cell.
struct Magic {
    let name: String
    let summary: String
    /// A line that shows how it is written, for help.
    let usage: String
    let places: Places
    /// What it does with the rest of its line, and with the cell below it if it heads one.
    let run: (Call, Shell) throws -> Value

    /// Where a magic may stand.
    struct Places: OptionSet {
        let rawValue: Int
        static let line = Places(rawValue: 1)
        static let cell = Places(rawValue: 2)
        static let both: Places = [.line, .cell]
    }

    struct Call {
        let arguments: String
        /// The cell below `%%name`; nil for a line.
        let body: String?

        /// The words of the line.
        var words: [String] { arguments.split(separator: " ").map(String.init) }
    }

    init(
        _ name: String, _ summary: String, usage: String? = nil, on places: Places = .line,
        run: @escaping (Call, Shell) throws -> Value
    ) {
        self.name = name
        self.summary = summary
        self.usage = usage ?? (places.contains(.line) ? "%" : "%%") + name
        self.places = places
        self.run = run
    }

    var worksOnLines: Bool { places.contains(.line) }
    var worksOnCells: Bool { places.contains(.cell) }

    // Immutable, so that threads may share the table.
    nonisolated(unsafe) static let all: [Magic] =
        Timing.magics + NamespaceMagics.all + SystemMagics.all + CellMagics.all + ReloadMagics.all
        + AcceptedMagics.all + ListingMagics.all + RunMagic.all

    /// The magic of a name; UsageError with a suggestion when there is none for lines, or for cells.
    static func named(_ name: String, onCell: Bool) throws -> Magic {
        let known = all.first { $0.name == name }
        if let known, onCell ? known.worksOnCells : known.worksOnLines { return known }
        let marks = onCell ? "%%" : "%"
        let other = onCell ? "%" : "%%"
        let kind = onCell ? "Cell" : "Line"
        guard known == nil else {
            throw UsageError.make(
                "\(kind) magic `\(marks)\(name)` not found "
                    + "(But \(onCell ? "line" : "cell") magic `\(other)\(name)` exists, did you mean that instead?).")
        }
        let candidates = all.filter { onCell ? $0.worksOnCells : $0.worksOnLines }.map(\.name)
        let error = UsageError.make("\(kind) magic function `\(marks)\(name)` not found.")
        guard let nearest = Spelling.nearest(to: name, in: candidates) else {
            throw error.with(help: "%lsmagic lists the magics")
        }
        throw error.with(help: "did you mean '\(marks)\(nearest)'?")
    }
}

/// A magic that was written wrongly: IPython's `UsageError`.
enum UsageError {
    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let type = TypeObject(
        native: "UsageError", module: "IPython.core.error", bases: [.exception])

    static func make(_ message: String) -> PythonError { PythonError(type, message) }
}
