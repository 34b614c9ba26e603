import Language

/// One magic command: `%time f()` on a line, or `%%time` over a cell.
struct Magic {
    let name: String
    let summary: String
    /// What it does with the rest of its line, and with the cell below it if it heads one.
    let run: (Call, Shell) throws -> Value

    struct Call {
        let arguments: String
        /// The cell below `%%name`; nil for a line.
        let body: String?

        /// The code that the magic is about: the body, else the rest of the line.
        var code: String { body ?? arguments }
    }

    init(_ name: String, _ summary: String, run: @escaping (Call, Shell) throws -> Value) {
        self.name = name
        self.summary = summary
        self.run = run
    }

    // Immutable, so that threads may share the table.
    nonisolated(unsafe) static let all: [Magic] =
        Timing.magics + NamespaceMagics.all + SystemMagics.all + AcceptedMagics.all

    static func named(_ name: String) throws -> Magic {
        if let magic = all.first(where: { $0.name == name }) { return magic }
        let error = PythonError(.nameError, "Line magic function `%\(name)` not found.")
        return try { throw error.suggesting(name, from: all.map(\.name)) }()
    }
}
