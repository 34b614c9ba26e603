import FoundationEssentials
import Glibc
import Language

/// `%cd`, `%pwd`, `%env`, `%run`, `%pip` and `%%capture`: the world around the notebook.
enum SystemMagics {
    static var all: [Magic] {
        [
            Magic("pwd", "The working directory.") { _, _ in Value(workingDirectory) },
            Magic("cd", "Changes the working directory.") { call, shell in
                try changeDirectory(to: call.arguments.isEmpty ? "~" : call.arguments)
                shell.print(workingDirectory)
                return .none
            },
            Magic("env", "Shows or sets environment variables: `%env NAME`, `%env NAME=value`.") { call, shell in
                environment(call.arguments, shell)
            },
            Magic("run", "Runs a .py file in this notebook.") { call, shell in
                guard let text = try? String(contentsOfFile: call.arguments, encoding: .utf8) else {
                    throw PythonError(.osError, "File `'\(call.arguments)'` not found.")
                }
                let source = Source(name: call.arguments, text: text)
                _ = try shell.evaluator.run(source, in: shell.evaluator.main.namespace)
                return .none
            },
            Magic("capture", "Runs a cell and keeps what it prints: `%%capture name`.") { call, shell in
                try capture(call, shell)
            },
            Magic("pip", "There is nothing to install: what the notebook can import is built in.") { _, shell in
                shell.print(ShellCommand.nothingToInstall)
                return .none
            },
        ]
    }

    private static var workingDirectory: String { FileManager.default.currentDirectoryPath }

    private static func changeDirectory(to path: String) throws {
        let home = getenv("HOME").map { String(cString: $0) } ?? "/"
        let target = path.hasPrefix("~") ? home + path.dropFirst() : path
        guard chdir(target) == 0 else {
            throw PythonError(
                .fileNotFoundError, [.int(Int(errno)), Value(String(cString: strerror(errno))), Value(target)])
        }
    }

    private static func environment(_ arguments: String, _ shell: Shell) -> Value {
        let parts = arguments.split(separator: "=", maxSplits: 1).map { String($0).trimmingSpaces }
        if parts.count == 2 {
            setenv(parts[0], parts[1], 1)
            shell.print("env: \(parts[0])=\(parts[1])")
            return .none
        }
        guard let name = parts.first, let value = getenv(name) else { return .none }
        return Value(String(cString: value))
    }

    private static func capture(_ call: Magic.Call, _ shell: Shell) throws -> Value {
        let outer = shell.evaluator.output
        let buffer = OutputBuffer()
        shell.evaluator.output = buffer
        defer { shell.evaluator.output = outer }
        _ = try shell.runSource(call.body ?? "")
        guard !call.arguments.isEmpty else { return .none }
        let captured = CapturedOutput(buffer.text, buffer.errorText)
        shell.evaluator.main.namespace[Symbol(call.arguments)] = .object(captured)
        return .none
    }
}

/// What `%%capture name` keeps: `name.stdout`, `name.stderr`, and `name()` prints it again.
final class CapturedOutput: Object {
    private let text: String
    private let errorText: String

    init(_ text: String, _ errorText: String) {
        self.text = text
        self.errorText = errorText
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "CapturedIO", module: "IPython.utils.capture")

    override class var nativeType: TypeObject { typeObject }
    override var isCallable: Bool { true }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "stdout": Value(text)
        case "stderr": Value(errorText)
        default: try genericAttribute(name, evaluator)
        }
    }

    override func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        evaluator.output.write(text, to: .standardOutput)
        evaluator.output.write(errorText, to: .standardError)
        return .none
    }

    override func str(_ evaluator: Evaluator) throws -> String { text }
}
