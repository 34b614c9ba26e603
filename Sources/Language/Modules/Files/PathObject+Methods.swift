import Glibc

/// The methods and attributes of `Path`.
extension PathObject {
    private static func receiver(_ value: Value) throws -> PathObject {
        guard let path = value.as(PathObject.self) else {
            throw PythonError(.typeError, "a Path is required, not \(value.typeName)")
        }
        return path
    }

    private static func property(_ name: String, _ get: @escaping (PathObject) -> Value) -> (Symbol, Value) {
        (Symbol(name), .object(NativeProperty(name) { value, _ in get(try receiver(value)) }))
    }

    static var properties: [(Symbol, Value)] {
        [
            property("name") { Value($0.name) },
            property("suffix") { Value($0.suffix) },
            property("suffixes") { path in
                Value(path.name.split(separator: ".").dropFirst().map { Value("." + $0) })
            },
            property("stem") { Value(PathText.splitExtension($0.name).root) },
            property("parent") { .object($0.parent) },
            property("parents") { path in
                var result: [Value] = []
                var current = path
                while current.parent.path != current.path {
                    current = current.parent
                    result.append(.object(current))
                }
                return Value(tuple: result)
            },
            property("parts") { Value(tuple: $0.parts.map { Value($0) }) },
            property("root") { Value($0.path.hasPrefix("/") ? "/" : "") },
            property("anchor") { Value($0.path.hasPrefix("/") ? "/" : "") },
            property("drive") { _ in "" },
        ]
    }

    static var methods: [NativeFunction] { questions + changes + contents + texts }

    private static func method(
        _ name: String, _ summary: String, _ body: @escaping (PathObject) throws -> Value
    ) -> NativeFunction {
        NativeFunction(name, "(self)", summary) { arguments, _ in try body(try receiver(arguments[0])) }
    }

    private static var questions: [NativeFunction] {
        [
            method("exists", "Whether there is such a file or directory.") { .bool(FileSystem.exists($0.path)) },
            method("is_file", "Whether it is a file.") { .bool(FileSystem.isFile($0.path)) },
            method("is_dir", "Whether it is a directory.") { .bool(FileSystem.isDirectory($0.path)) },
            method("is_symlink", "Whether it is a link.") { .bool(FileSystem.isLink($0.path)) },
            method("is_absolute", "Whether it starts at the root.") { .bool($0.path.hasPrefix("/")) },
            NativeFunction("stat", "(self)", "Size and times.") { arguments, evaluator in
                let system = try evaluator.modules.import("os", evaluator)
                return try evaluator.callMethod("stat", of: .object(system), [arguments[0]])
            },
            NativeFunction("match", "(self, pattern)", "Whether the end of the path fits a pattern.") {
                arguments, evaluator in
                let path = try receiver(arguments[0])
                let patterns = PathObject(try evaluator.str(arguments[1])).parts
                guard patterns.count <= path.parts.count else { return false }
                return .bool(
                    zip(path.parts.suffix(patterns.count), patterns).allSatisfy { PathText.matches($0, pattern: $1) })
            },
        ]
    }

    private static var changes: [NativeFunction] {
        [
            NativeFunction("mkdir", "(self, mode=511, parents=False, exist_ok=False)", "Makes the directory.") {
                arguments, evaluator in
                let path = try receiver(arguments[0]).path
                let existsIsFine = try evaluator.truth(arguments[3])
                if try evaluator.truth(arguments[2]) {
                    try FileSystem.makeDirectories(path, existsIsFine: existsIsFine)
                } else if mkdir(path, 0o777) != 0 {
                    let number = errno
                    guard existsIsFine, FileSystem.isDirectory(path) else { throw FileSystem.error(path, number) }
                }
                return .none
            },
            NativeFunction("unlink", "(self, missing_ok=False)", "Removes the file.") { arguments, evaluator in
                let path = try receiver(arguments[0]).path
                if try evaluator.truth(arguments[1]), !FileSystem.exists(path) { return .none }
                try FileSystem.check(unlink(path), path)
                return .none
            },
            method("rmdir", "Removes the empty directory.") { path in
                try FileSystem.check(rmdir(path.path), path.path)
                return .none
            },
            NativeFunction("touch", "(self, mode=438, exist_ok=True)", "Makes an empty file.") { arguments, evaluator in
                let exclusive: Int32 = try evaluator.truth(arguments[2]) ? 0 : O_EXCL
                try FileSystem.write([], to: receiver(arguments[0]).path, flags: O_CREAT | exclusive)
                return .none
            },
            NativeFunction("rename", "(self, target)", "Renames the file.", body: rename),
            NativeFunction("replace", "(self, target)", "Renames the file, replacing what is there.", body: rename),
        ]
    }

    private static func rename(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let (source, target) = (try receiver(arguments[0]).path, try OperatingSystem.path(arguments[1], evaluator))
        try FileSystem.check(Glibc.rename(source, target), source)
        return .object(PathObject(target))
    }

    private static var contents: [NativeFunction] {
        [
            NativeFunction(
                "open", "(self, mode='r', buffering=-1, encoding=None, errors=None, newline=None)", "Opens the file."
            ) {
                arguments, evaluator in
                try evaluator.call(.object(FileObject.opening), arguments.positionals)
            },
            NativeFunction("read_text", "(self, encoding=None, errors=None)", "The file as a text.") {
                arguments, evaluator in
                let file = try FileObject(
                    path: receiver(arguments[0]).path, mode: "r",
                    encoding: arguments[1].ifNotNone.map { try evaluator.str($0) } ?? "utf-8", errors: "strict",
                    newline: nil)
                return try file.read(nil)
            },
            method("read_bytes", "The file as bytes.") { .object(Bytes(try FileSystem.read($0.path))) },
            NativeFunction("write_text", "(self, data, encoding=None, errors=None, newline=None)", "Writes a text.") {
                arguments, _ in
                guard let text = arguments[1].as(Text.self) else {
                    throw PythonError(.typeError, "data must be str, not \(arguments[1].typeName)")
                }
                try FileSystem.write(Array(text.string.utf8), to: receiver(arguments[0]).path, flags: O_CREAT | O_TRUNC)
                return .int(text.count)
            },
            NativeFunction("write_bytes", "(self, data)", "Writes bytes.") { arguments, evaluator in
                let bytes = try BytesMethods.bytes(from: arguments[1], evaluator) ?? []
                try FileSystem.write(bytes, to: receiver(arguments[0]).path, flags: O_CREAT | O_TRUNC)
                return .int(bytes.count)
            },
            method("iterdir", "The paths in the directory.") { path in
                let names = try FileSystem.names(in: path.path)
                return .object(ArrayIterator(names.map { .object(PathObject(PathText.join(path.path, [$0]))) }))
            },
            NativeFunction("glob", "(self, pattern)", "The paths below that fit a pattern.") { arguments, evaluator in
                try found(receiver(arguments[0]), evaluator.str(arguments[1]))
            },
            NativeFunction("rglob", "(self, pattern)", "The paths anywhere below that fit a pattern.") {
                arguments, evaluator in
                try found(receiver(arguments[0]), "**/" + evaluator.str(arguments[1]))
            },
        ]
    }

    private static func found(_ path: PathObject, _ pattern: String) throws -> Value {
        let full = path.path == "." ? pattern : PathText.join(path.path, [pattern])
        let paths = try PathText.glob(full, recursive: true)
        return .object(ArrayIterator(paths.map { .object(PathObject($0)) }))
    }

    private static var texts: [NativeFunction] {
        [
            method("as_posix", "The path as a text.") { Value($0.path) },
            method("__fspath__", "The path as a text.") { Value($0.path) },
            method("as_uri", "The path as a file URI.") { path in
                guard path.path.hasPrefix("/") else {
                    throw PythonError(.valueError, "relative path can't be expressed as a file URI")
                }
                return Value("file://" + PathText.absolute(path.path))
            },
            method("absolute", "The path from the root.") {
                .object(
                    PathObject($0.path.hasPrefix("/") ? $0.path : PathText.join(FileSystem.currentDirectory, [$0.path]))
                )
            },
            NativeFunction("resolve", "(self, strict=False)", "The path from the root without links.") { arguments, _ in
                let path = try receiver(arguments[0]).path
                guard let resolved = realpath(path, nil) else { return .object(PathObject(PathText.absolute(path))) }
                defer { free(resolved) }
                return .object(PathObject(String(cString: resolved)))
            },
            method("expanduser", "With ~ as the home directory.") {
                .object(PathObject(PathText.expandingUser($0.path, home: Environment.variable("HOME"))))
            },
            NativeFunction("joinpath", "(self, *others)", "With other parts appended.") { arguments, evaluator in
                let parts = try evaluator.array(from: arguments[1]).map { try OperatingSystem.path($0, evaluator) }
                return .object(PathObject(PathText.join(try receiver(arguments[0]).path, parts)))
            },
            NativeFunction("with_suffix", "(self, suffix)", "With another extension.") { arguments, evaluator in
                let path = try receiver(arguments[0]).path
                let suffix = try evaluator.str(arguments[1])
                guard suffix.isEmpty || suffix.hasPrefix(".") && suffix != "." else {
                    throw PythonError(.valueError, "Invalid suffix \(QuotedText.quoted(suffix))")
                }
                return .object(PathObject(PathText.splitExtension(path).root + suffix))
            },
            NativeFunction("with_name", "(self, name)", "With another name.") { arguments, evaluator in
                let path = try receiver(arguments[0])
                let name = try evaluator.str(arguments[1])
                guard !path.name.isEmpty else {
                    throw PythonError(.valueError, "\(try path.repr(evaluator)) has an empty name")
                }
                guard !name.isEmpty, !name.contains("/"), name != "." else {
                    throw PythonError(.valueError, "Invalid name \(QuotedText.quoted(name))")
                }
                return .object(PathObject(PathText.join(path.parent.path, [name])))
            },
            NativeFunction("with_stem", "(self, stem)", "With another name before the extension.") {
                arguments, evaluator in
                let path = try receiver(arguments[0])
                return .object(
                    PathObject(PathText.join(path.parent.path, [try evaluator.str(arguments[1]) + path.suffix])))
            },
            NativeFunction("relative_to", "(self, other)", "The way from a parent directory.") { arguments, evaluator in
                let path = try receiver(arguments[0])
                let other = PathObject(try OperatingSystem.path(arguments[1], evaluator))
                guard path.parts.starts(with: other.parts) else {
                    throw PythonError(
                        .valueError,
                        "\(QuotedText.quoted(path.path)) is not in the subpath of \(QuotedText.quoted(other.path)) "
                            + "OR one path is relative and the other is absolute.")
                }
                return .object(PathObject(path.parts.dropFirst(other.parts.count).joined(separator: "/")))
            },
            NativeFunction("is_relative_to", "(self, other)", "Whether a directory is among the parents.") {
                arguments, evaluator in
                let other = PathObject(try OperatingSystem.path(arguments[1], evaluator))
                return .bool(try receiver(arguments[0]).parts.starts(with: other.parts))
            },
            NativeFunction("cwd", "()", "The current directory.", binds: false) { _, _ in
                .object(PathObject(FileSystem.currentDirectory))
            },
            NativeFunction("home", "()", "The home directory.", binds: false) { _, _ in
                .object(PathObject(Environment.variable("HOME") ?? "/"))
            },
        ]
    }
}
