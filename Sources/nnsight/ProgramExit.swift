import ArgumentParser
import Glibc
import Jupyter

/// What a program says with `sys.exit(…)`: a code, or a message for standard error with the code 1.
struct ProgramExit {
    private let code: Int32
    private let message: String?

    /// nil for an error of another kind.
    init?(_ error: CellError) {
        guard error.name == "SystemExit" else { return nil }
        let number = Int(error.message)
        let isPlain = ["", "None", "False"].contains(error.message)
        code = isPlain ? 0 : number.map { Int32(truncatingIfNeeded: $0 & 0xFF) } ?? 1
        message = isPlain || number != nil || error.message == "True" ? nil : error.message
    }

    func leave() throws -> Never {
        if let message { complain(message) }
        throw ExitCode(code)
    }
}
