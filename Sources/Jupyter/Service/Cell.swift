/// One cell that a front end wants run.
package struct Cell: Sendable, Equatable {
    package var source: String
    /// The number in the cell's brackets, `In [3]`; names the cell in diagnostics.
    package var executionCount: Int
    /// No result is shown and nothing is remembered.
    package var isSilent: Bool
    /// Whether the cell counts and is remembered (`In`, `_`, history).
    package var storesHistory: Bool
    package var allowsInput: Bool

    package init(
        _ source: String, executionCount: Int = 1, isSilent: Bool = false, storesHistory: Bool = true,
        allowsInput: Bool = false
    ) {
        self.source = source
        self.executionCount = executionCount
        self.isSilent = isSilent
        self.storesHistory = storesHistory
        self.allowsInput = allowsInput
    }
}

/// What became of a cell.
package enum CellResult: Sendable, Equatable {
    /// It ran; the value of its last expression, if there is one to show.
    case ok(MIMEBundle?)
    case error(CellError)
    /// It was not run because of an earlier failure.
    case aborted
}

/// An exception as a front end shows it.
package struct CellError: Error, Sendable, Equatable {
    /// The name of the exception: `IndexError`.
    package var name: String
    /// Its message in one line.
    package var message: String
    /// The lines shown below the cell, possibly with ANSI colours.
    package var traceback: [String]

    package init(name: String, message: String, traceback: [String]) {
        self.name = name
        self.message = message
        self.traceback = traceback
    }
}

/// The answer to a completion request: candidates and the range of code points that each would replace.
package struct Completion: Sendable, Equatable {
    /// One candidate.
    package struct Match: Sendable, Equatable {
        package var text: String
        /// The word beside it in the menu: `function`, `class`, `module`, `instance`, `keyword`, `path`, `magic`.
        package var kind: String?
        package var signature: String?

        package init(_ text: String, kind: String? = nil, signature: String? = nil) {
            self.text = text
            self.kind = kind
            self.signature = signature
        }
    }

    package var matches: [Match]
    package var start: Int
    package var end: Int

    package init(matches: [Match], start: Int, end: Int) {
        self.matches = matches
        self.start = start
        self.end = end
    }
}

/// Whether a text is a whole program yet.
package enum Completeness: Sendable, Equatable {
    case complete
    /// More lines are needed; the next one should start with this white space.
    case incomplete(indent: String)
    case invalid
    case unknown
}

/// How the kernel presents itself in `kernel_info_reply`.
package struct KernelIdentity: Sendable, Equatable {
    /// A titled link in the front end's help menu.
    package struct Link: Sendable, Equatable {
        package var text: String
        package var address: String

        package init(_ text: String, _ address: String) {
            self.text = text
            self.address = address
        }
    }

    package var implementation: String
    package var version: String
    package var banner: String
    /// The level of Python syntax that is understood, for tools that switch on it.
    package var languageVersion: String
    package var links: [Link]

    package init(
        implementation: String, version: String, banner: String, languageVersion: String = "3.11.0", links: [Link] = []
    ) {
        self.implementation = implementation
        self.version = version
        self.banner = banner
        self.languageVersion = languageVersion
        self.links = links
    }
}
