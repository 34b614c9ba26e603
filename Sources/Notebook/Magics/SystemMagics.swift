import FoundationEssentials
import Glibc
import Language

/// `%cd`, `%pwd`, `%env`, `%pip` and the commands of the shell: the world around the notebook.
enum SystemMagics {
    static var all: [Magic] {
        [
            Magic("pwd", "The working directory.") { _, _ in Value(workingDirectory) },
            Magic("cd", "Changes the working directory, with -q in silence.", usage: "%cd ..") { call, shell in
                let isQuiet = call.arguments == "-q" || call.arguments.hasPrefix("-q ")
                let path = isQuiet ? call.arguments.dropFirst(2).trimmingSpaces : call.arguments
                changeDirectory(to: path, isQuiet: isQuiet, shell)
                return .none
            },
            Magic(
                "env", "Shows or sets environment variables: %env, %env NAME, %env NAME=value.", usage: "%env HOME"
            ) { call, shell in
                try environment(call.arguments, shell)
            },
            Magic("set_env", "Sets an environment variable: %set_env NAME value.") { call, shell in
                try environment(call.arguments, shell)
            },
            nothing("pip"), nothing("conda"), nothing("mamba"), nothing("uv"),
        ] + commands
    }

    private static func nothing(_ name: String) -> Magic {
        Magic(name, "There is nothing to install: what the notebook can import is built in.") { _, shell in
            shell.print(ShellCommand.nothingToInstall)
            return .none
        }
    }

    /// `%ls`, `%cat` and their like go to the shell.
    private static var commands: [Magic] {
        ["ls", "ll", "cat", "mkdir", "rm", "rmdir", "cp", "mv", "head", "tail", "echo"].map { name in
            Magic(name, "Runs the shell command \(name).") { call, shell in
                try ShellCommand("\(name == "ll" ? "ls -l" : name) \(call.arguments)").stream(shell)
                return .none
            }
        }
    }

    private static var workingDirectory: String { FileManager.default.currentDirectoryPath }

    /// A folder, `~`, or `-` for the one before; like IPython it says what is wrong and goes on.
    private static func changeDirectory(to path: String, isQuiet: Bool, _ shell: Shell) {
        let home = getenv("HOME").map { String(cString: $0) } ?? "/"
        var target = path.filter { $0 != "\"" && $0 != "'" }
        if target.isEmpty { target = home }
        if target == "-" { target = shell.earlierDirectory ?? workingDirectory }
        if target.hasPrefix("~") { target = home + target.dropFirst() }
        let before = workingDirectory
        if chdir(target) == 0 {
            shell.earlierDirectory = before
        } else {
            shell.print("[Errno \(errno)] \(String(cString: strerror(errno))): '\(target)'")
        }
        if !isQuiet { shell.print(workingDirectory) }
    }

    private static func environment(_ arguments: String, _ shell: Shell) throws -> Value {
        guard let cut = arguments.firstIndex(where: { $0 == "=" || $0 == " " }) else {
            guard !arguments.isEmpty else { return try allVariables(shell) }
            guard let value = getenv(arguments) else {
                throw UsageError.make("Environment does not have key: \(arguments)")
            }
            return Value(String(cString: value))
        }
        let name = arguments[..<cut].trimmingSpaces
        let value = arguments[arguments.index(after: cut)...].trimmingSpaces
        setenv(name, value, 1)
        shell.print("env: \(name)=\(value)")
        return .none
    }

    private static func allVariables(_ shell: Shell) throws -> Value {
        let result = Dict()
        for (name, value) in ProcessInfo.processInfo.environment.sorted(by: { $0.key < $1.key }) {
            try result.set(name, to: Value(value), shell.evaluator)
        }
        return .object(result)
    }
}
