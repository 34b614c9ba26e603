/// What a language plugs into the kernel: it runs cells and answers questions about code.
///
///     let kernel = Kernel(executor: EchoExecutor())
///
/// `execute`, `evaluate` and `shutdown` are called on the cell thread, one at a time. `interrupt` and `completeness`
/// may come from any thread at any time.
package protocol CellExecutor: AnyObject, Sendable {
    /// What the kernel says of itself; must be ready before anything is loaded.
    var identity: KernelIdentity { get }

    /// Runs one cell to its end and returns what became of it; streams, displays and questions go through `output`.
    func execute(_ cell: Cell, output: any CellOutput) -> CellResult

    /// The value of one expression of `user_expressions`, evaluated after the cell without touching its history.
    func evaluate(_ expression: String, output: any CellOutput) -> CellResult

    /// Asks the running cell to end soon with `KeyboardInterrupt`: stores a flag and returns.
    /// It is called only while a cell runs; `execute` forgets the flag when it returns.
    func interrupt()

    /// Names that could stand at a cursor, counted in code points.
    /// With `whileRunning` it is called off the cell thread during a cell: answer from what was kept aside.
    func complete(_ code: String, cursor: Int, whileRunning: Bool) -> Completion

    /// What is known of the name at a cursor, nil if nothing; `detail` 1 asks for its source too.
    func inspect(_ code: String, cursor: Int, detail: Int, whileRunning: Bool) -> MIMEBundle?

    /// Whether a console should run this text or wait for more lines. It must depend on the text alone.
    func completeness(of code: String) -> Completeness

    /// Gives back what outlives the process, such as temporary files; not called when a cell still runs at the end.
    func shutdown()
}

/// What a running cell may do besides computing: the sideways traffic to the front end. Safe from any thread.
package protocol CellOutput: AnyObject, Sendable {
    /// Appends text to a stream of the cell; it is sent in batches and in the order of all outputs.
    func write(_ text: String, to stream: OutputStream)
    /// Sends what was written so far at once.
    func flush()
    /// Shows a value below the cell; with an identifier it can be updated later.
    func display(_ bundle: MIMEBundle, id: String?)
    /// Replaces the content of every display with this identifier.
    func update(_ bundle: MIMEBundle, id: String)
    /// Whether an update replaces what was shown; a terminal shows it once more.
    var updatesDisplays: Bool { get }
    /// Removes the outputs of the cell, at once or when the next output comes.
    func clear(wait: Bool)
    /// Opens help text beside the notebook, as `name?` does.
    func page(_ bundle: MIMEBundle)
    /// Asks the user for one line and waits for it.
    func input(prompt: String, isPassword: Bool) throws(InputError) -> String
    /// Ends the kernel after the cell, as `exit` does. Whether it will: a plain program ends in its own way.
    func askExit() -> Bool
}

extension CellOutput {
    package func askExit() -> Bool { false }
}

extension CellOutput {
    package var updatesDisplays: Bool { true }
}

/// The two text streams of a cell.
package enum OutputStream: String, Sendable {
    case stdout, stderr
}

/// Why a question to the user has no answer.
package enum InputError: Error, Equatable {
    /// The front end that sent the cell cannot ask (`StdinNotImplementedError`).
    case notSupported
    /// The user interrupted the cell instead (`KeyboardInterrupt`).
    case interrupted
    /// The input has ended (`EOFError`).
    case endOfFile
}
