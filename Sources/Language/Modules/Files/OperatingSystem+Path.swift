import Glibc

/// `os.path`
extension OperatingSystem {
    static func makePath() -> ModuleObject {
        let module = ModuleObject("posixpath", documentation: "Paths as texts.", functions: texts + several + questions)
        module.namespace["sep"] = "/"
        return module
    }

    private static func text(_ name: String, _ summary: String, _ body: @escaping (String) throws -> Value)
        -> NativeFunction
    {
        NativeFunction(name, "(path)", summary, module: "posixpath") { arguments, evaluator in
            try body(try path(arguments[0], evaluator))
        }
    }

    private static func pair(_ first: String, _ second: String) -> Value {
        Value(tuple: [Value(first), Value(second)])
    }

    private static var texts: [NativeFunction] {
        [
            NativeFunction("join", "(path, *paths)", "Parts joined with slashes.", module: "posixpath") {
                arguments, evaluator in
                let others = try evaluator.array(from: arguments[1]).map { try path($0, evaluator) }
                return Value(PathText.join(try path(arguments[0], evaluator), others))
            },
            text("basename", "The name after the last slash.") { Value(PathText.split($0).tail) },
            text("dirname", "What is before the last slash.") { Value(PathText.split($0).head) },
            text("split", "What is before and after the last slash.") {
                pair(PathText.split($0).head, PathText.split($0).tail)
            },
            text("splitext", "The path without its extension, and the extension.") {
                let parts = PathText.splitExtension($0)
                return pair(parts.root, parts.suffix)
            },
            text("abspath", "The path from the root.") { Value(PathText.absolute($0)) },
            text("normpath", "Without superfluous parts.") { Value(PathText.normalized($0)) },
            text("normcase", "The path itself.") { Value($0) },
            text("expanduser", "With ~ as the home directory.") {
                Value(PathText.expandingUser($0, home: Environment.variable("HOME")))
            },
            text("expandvars", "With $NAME replaced from the environment.") { Value(expandingVariables($0)) },
            text("isabs", "Whether it starts at the root.") { .bool($0.hasPrefix("/")) },
            NativeFunction("relpath", "(path, start='.')", "The way from a directory.", module: "posixpath") {
                arguments, evaluator in
                Value(PathText.relative(try path(arguments[0], evaluator), to: try path(arguments[1], evaluator)))
            },
            NativeFunction("commonprefix", "(list)", "What all paths begin with, by characters.", module: "posixpath") {
                arguments, evaluator in
                let paths = try evaluator.array(from: arguments[0]).map { try path($0, evaluator) }
                guard let first = paths.first else { return "" }
                return Value(paths.dropFirst().reduce(first) { String(zip($0, $1).prefix { $0 == $1 }.map(\.0)) })
            },
        ]
    }

    private static var several: [NativeFunction] {
        [
            NativeFunction("commonpath", "(paths)", "The longest path that all begin with.", module: "posixpath") {
                arguments, evaluator in
                let paths = try evaluator.array(from: arguments[0]).map { try path($0, evaluator) }
                guard let first = paths.first else {
                    throw PythonError(.valueError, "commonpath() arg is an empty sequence")
                }
                let isRooted = first.hasPrefix("/")
                guard paths.allSatisfy({ $0.hasPrefix("/") == isRooted }) else {
                    throw PythonError(.valueError, "Can't mix absolute and relative paths")
                }
                let parts = paths.map { $0.split(separator: "/").filter { $0 != "." } }
                let shared = parts.dropFirst().reduce(parts[0]) { kept, other in
                    zip(kept, other).prefix { $0 == $1 }.map(\.0)
                }
                return Value((isRooted ? "/" : "") + shared.joined(separator: "/"))
            },
            NativeFunction("samefile", "(f1, f2)", "Whether two paths lead to one file.", module: "posixpath") {
                arguments, evaluator in
                let paths = [try path(arguments[0], evaluator), try path(arguments[1], evaluator)]
                let found = try paths.map { path in
                    guard let status = FileSystem.status(path) else { throw FileSystem.error(path) }
                    return status
                }
                return .bool(found[0].st_ino == found[1].st_ino && found[0].st_dev == found[1].st_dev)
            },
            text("splitdrive", "An empty text, and the path.") { pair("", $0) },
            text("getatime", "When it was read last, in seconds since 1970.") {
                guard let status = FileSystem.status($0) else { throw FileSystem.error($0) }
                return .float(Double(status.st_atim.tv_sec) + Double(status.st_atim.tv_nsec) / 1e9)
            },
            text("getctime", "When it was made or moved, in seconds since 1970.") {
                guard let status = FileSystem.status($0) else { throw FileSystem.error($0) }
                return .float(Double(status.st_ctim.tv_sec) + Double(status.st_ctim.tv_nsec) / 1e9)
            },
            text("ismount", "Whether it is the root of a file system.") { .bool($0 == "/") },
        ]
    }

    private static func expandingVariables(_ text: String) -> String {
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            let after = rest[rest.index(after: dollar)...]
            let isBraced = after.hasPrefix("{")
            let name = (isBraced ? after.dropFirst() : after).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
            let skipped = name.count + (isBraced ? 2 : 0)
            if let value = Environment.variable(String(name)), !name.isEmpty {
                result += value
                rest = after.dropFirst(skipped)
            } else {
                result += "$"
                rest = after
            }
        }
        return result + rest
    }

    private static var questions: [NativeFunction] {
        [
            text("exists", "Whether there is such a file or directory.") { .bool(FileSystem.exists($0)) },
            text("lexists", "Whether there is such a file, directory or link.") {
                .bool(FileSystem.exists($0) || FileSystem.isLink($0))
            },
            text("isfile", "Whether it is a file.") { .bool(FileSystem.isFile($0)) },
            text("isdir", "Whether it is a directory.") { .bool(FileSystem.isDirectory($0)) },
            text("islink", "Whether it is a link.") { .bool(FileSystem.isLink($0)) },
            text("getsize", "The size in bytes.") {
                guard let status = FileSystem.status($0) else { throw FileSystem.error($0) }
                return .int(Int(status.st_size))
            },
            text("getmtime", "When it was changed last, in seconds since 1970.") {
                guard let status = FileSystem.status($0) else { throw FileSystem.error($0) }
                return .float(Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
            },
            text("realpath", "The path without links.") { path in
                guard let resolved = realpath(path, nil) else { return Value(PathText.absolute(path)) }
                defer { free(resolved) }
                return Value(String(cString: resolved))
            },
        ]
    }
}
