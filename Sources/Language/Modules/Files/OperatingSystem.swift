import Glibc

/// `os` and `os.path`.
enum OperatingSystem {
    /// A path argument: a text, or an object with `__fspath__`.
    static func path(_ value: Value, _ evaluator: Evaluator) throws -> String {
        if let text = value.as(Text.self) { return text.string }
        if let path = value.as(PathObject.self) { return path.path }
        if let bytes = value.as(Bytes.self) { return String(decoding: bytes.bytes, as: UTF8.self) }
        if let object = value.object, let method = try evaluator.userMethod("__fspath__", of: object) {
            return try evaluator.str(try evaluator.call(method))
        }
        throw PythonError(
            .typeError, "expected str, bytes or os.PathLike object, not \(value.typeName)")
    }

    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject(
            "os", documentation: "The operating system.", functions: directories + files + process)
        let names = module.namespace
        names["environ"] = .object(Environment())
        names["path"] = .object(makePath())
        for (name, value) in [
            ("sep", "/"), ("linesep", "\n"), ("name", "posix"), ("curdir", "."), ("pardir", ".."), ("pathsep", ":"),
            ("extsep", "."), ("devnull", "/dev/null"),
        ] {
            names[Symbol(name)] = Value(value)
        }
        names["altsep"] = Value.none
        names["error"] = .object(TypeObject.osError)
        names["PathLike"] = .object(AbstractType("PathLike", module: "os", methods: ["__fspath__"]))
        for (name, value) in [("R_OK", 4), ("W_OK", 2), ("X_OK", 1), ("F_OK", 0)] { names[Symbol(name)] = .int(value) }
        try SourceModules.add(to: module, directorySource, evaluator)
        return module
    }

    private static let directorySource = #"""
        class DirEntry:
            def __init__(self, directory, name):
                self.name, self.path = name, path.join(directory, name)

            def is_dir(self, *, follow_symlinks=True): return path.isdir(self.path)
            def is_file(self, *, follow_symlinks=True): return path.isfile(self.path)
            def is_symlink(self): return path.islink(self.path)
            def stat(self, *, follow_symlinks=True): return stat(self.path)
            def __fspath__(self): return self.path
            def __repr__(self): return f"<DirEntry {self.name!r}>"

        class _Scan:
            def __init__(self, directory):
                self._entries = iter([DirEntry(directory, name) for name in listdir(directory)])

            def __iter__(self): return self
            def __next__(self): return next(self._entries)
            def close(self): self._entries = iter(())
            def __enter__(self): return self
            def __exit__(self, *details): self.close()

        def system(command):
            import subprocess
            code = subprocess.run(command, shell=True).returncode
            return code << 8 if code >= 0 else -code

        def popen(cmd, mode="r", buffering=-1):
            import io, subprocess
            if mode != "r":
                raise NotImplementedError("os.popen for writing: use subprocess.run(command, input=text)")
            return io.StringIO(subprocess.run(cmd, shell=True, stdout=subprocess.PIPE, text=True).stdout)

        def scandir(path="."):
            return _Scan(fspath(path))

        def removedirs(name):
            rmdir(name)
            head = path.dirname(path.normpath(name))
            while head and not listdir(head):
                rmdir(head)
                head = path.dirname(head)

        def getlogin():
            return environ.get("LOGNAME") or environ.get("USER") or "root"
        """#

    /// A function of one path.
    private static func function(
        _ name: String, _ summary: String, _ body: @escaping (String, Evaluator) throws -> Value
    ) -> NativeFunction {
        NativeFunction(name, "(path)", summary, module: "os") { arguments, evaluator in
            try body(try path(arguments[0], evaluator), evaluator)
        }
    }

    private static var directories: [NativeFunction] {
        [
            NativeFunction("getcwd", "()", "The current directory.", module: "os") { _, _ in
                Value(FileSystem.currentDirectory)
            },
            function("chdir", "Changes the current directory.") { path, _ in
                try FileSystem.check(chdir(path), path)
                return .none
            },
            NativeFunction("listdir", "(path='.')", "The names in a directory.", module: "os") { arguments, evaluator in
                Value(try FileSystem.names(in: try path(arguments[0], evaluator)).map { Value($0) })
            },
            NativeFunction("mkdir", "(path, mode=511)", "Makes a directory.", module: "os") { arguments, evaluator in
                let path = try path(arguments[0], evaluator)
                try FileSystem.check(mkdir(path, 0o777), path)
                return .none
            },
            NativeFunction(
                "makedirs", "(name, mode=511, exist_ok=False)", "Makes a directory and its parents.", module: "os"
            ) {
                arguments, evaluator in
                let path = try path(arguments[0], evaluator)
                try FileSystem.makeDirectories(path, existsIsFine: evaluator.truth(arguments[2]))
                return .none
            },
            function("rmdir", "Removes an empty directory.") { path, _ in
                try FileSystem.check(rmdir(path), path)
                return .none
            },
            NativeFunction(
                "walk", "(top, topdown=True)", "Directories below, each with its directories and files.", module: "os"
            ) {
                arguments, evaluator in
                var pending = [try path(arguments[0], evaluator)]
                return .object(
                    ClosureIterator { evaluator in
                        guard !pending.isEmpty else { return nil }
                        try evaluator.interrupt.check()
                        let directory = pending.removeLast()
                        let names = (try? FileSystem.names(in: directory)) ?? []
                        let inner = names.filter { FileSystem.isDirectory(PathText.join(directory, [$0])) }
                        pending += inner.reversed().map { PathText.join(directory, [$0]) }
                        let others = names.filter { !inner.contains($0) }
                        return Value(tuple: [
                            Value(directory), Value(inner.map { Value($0) }), Value(others.map { Value($0) }),
                        ])
                    })
            },
        ]
    }

    private static var files: [NativeFunction] {
        let remove: (String, Evaluator) throws -> Value = { path, _ in
            try FileSystem.check(unlink(path), path)
            return .none
        }
        let rename: NativeFunction.Body = { arguments, evaluator in
            let (source, target) = (try path(arguments[0], evaluator), try path(arguments[1], evaluator))
            guard Glibc.rename(source, target) != 0 else { return .none }
            let error = FileSystem.error(source)
            error.exception.fields["filename2"] = Value(target)
            throw error
        }
        return [
            function("remove", "Removes a file.", remove), function("unlink", "Removes a file.", remove),
            NativeFunction("rename", "(src, dst)", "Renames a file or a directory.", module: "os", body: rename),
            NativeFunction("replace", "(src, dst)", "Renames, replacing what is there.", module: "os", body: rename),
            function("stat", "Size and times of a file.") { path, evaluator in
                guard let status = FileSystem.status(path) else { throw FileSystem.error(path) }
                let result = SimpleNamespace()
                let names = result.ownNamespace()
                names?["st_size"] = .int(Int(status.st_size))
                names?["st_mode"] = .int(Int(status.st_mode))
                names?["st_mtime"] = .float(Double(status.st_mtim.tv_sec) + Double(status.st_mtim.tv_nsec) / 1e9)
                names?["st_ctime"] = .float(Double(status.st_ctim.tv_sec) + Double(status.st_ctim.tv_nsec) / 1e9)
                names?["st_atime"] = .float(Double(status.st_atim.tv_sec) + Double(status.st_atim.tv_nsec) / 1e9)
                return .object(result)
            },
            NativeFunction("chmod", "(path, mode)", "Sets who may use a file.", module: "os") { arguments, evaluator in
                let target = try path(arguments[0], evaluator)
                guard chmod(target, mode_t(truncatingIfNeeded: try evaluator.index(arguments[1]))) == 0 else {
                    throw FileSystem.error(target, errno)
                }
                return .none
            },
            NativeFunction("access", "(path, mode)", "Whether a file may be used so.", module: "os") {
                arguments, evaluator in
                .bool(
                    access(try path(arguments[0], evaluator), Int32(clamping: try evaluator.index(arguments[1]))) == 0)
            },
            NativeFunction("fspath", "(path)", "A path as a text.", module: "os") { arguments, evaluator in
                Value(try path(arguments[0], evaluator))
            },
        ]
    }

    private static var process: [NativeFunction] {
        [
            NativeFunction("getenv", "(key, default=None)", "A variable of the environment.", module: "os") {
                arguments, evaluator in
                Environment.variable(try evaluator.str(arguments[0])).map { Value($0) } ?? arguments[1]
            },
            NativeFunction("putenv", "(key, value)", "Sets a variable of the environment.", module: "os") {
                arguments, evaluator in
                setenv(try evaluator.str(arguments[0]), try evaluator.str(arguments[1]), 1)
                return .none
            },
            NativeFunction("getpid", "()", "The number of this process.", module: "os") { _, _ in .int(Int(getpid())) },
            NativeFunction("cpu_count", "()", "How many processors there are.", module: "os") { _, _ in
                .int(sysconf(Int32(_SC_NPROCESSORS_ONLN)))
            },
            NativeFunction("urandom", "(size)", "Random bytes.", module: "os") { arguments, evaluator in
                let count = try evaluator.index(arguments[0])
                guard count >= 0, count < 1 << 26 else {
                    throw PythonError(.valueError, "negative argument not allowed")
                }
                return .object(Bytes((0..<count).map { _ in UInt8.random(in: 0...255) }))
            },
            NativeFunction("getlogin", "()", "The user's name.", module: "os") { _, _ in
                Value(Environment.variable("USER") ?? "user")
            },
        ]
    }
}

/// `os.environ`: the variables of the environment as a mapping.
final class Environment: Object {
    static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

    private static var names: [String] {
        var result: [String] = []
        var entry = environ
        while let text = entry.pointee {
            let pair = String(cString: text)
            result.append(String(pair.prefix { $0 != "=" }))
            entry += 1
        }
        return result
    }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "_Environ", module: "os",
        methods: [
            NativeFunction("get", "(self, key, default=None)", "A variable, or the default.") { arguments, evaluator in
                variable(try evaluator.str(arguments[1])).map { Value($0) } ?? arguments[2]
            },
            NativeFunction("setdefault", "(self, key, value)", "A variable, set first when absent.") {
                arguments, evaluator in
                let name = try evaluator.str(arguments[1])
                if let known = variable(name) { return Value(known) }
                try evaluator.setItem(arguments[0], arguments[1], to: arguments[2])
                return arguments[2]
            },
            NativeFunction("pop", "(self, key, default=..., /)", "Removes a variable and returns it.") {
                arguments, evaluator in
                let name = try evaluator.str(arguments[1])
                guard let value = variable(name) else {
                    guard let standard = arguments[2].ifDefined else { throw PythonError(.keyError, [arguments[1]]) }
                    return standard
                }
                unsetenv(name)
                return Value(value)
            },
            NativeFunction("update", "(self, other=(), /, **kwargs)", "Sets several variables.", isRaw: true) {
                arguments, evaluator in
                let changes = Dict()
                try DictMethods.fill(changes, arguments.dropFirst(), "update", evaluator)
                for (key, value) in changes.items { try evaluator.setItem(arguments[0], key, to: value) }
                return .none
            },
        ]
            + ["keys", "values", "items", "copy"].map { name in
                NativeFunction(name, "(self)") { _, evaluator in
                    try evaluator.callMethod(Symbol(name), of: .object(dictionary(evaluator)))
                }
            })

    override class var nativeType: TypeObject { typeObject }

    private static func dictionary(_ evaluator: Evaluator) throws -> Dict {
        let result = Dict()
        for name in names { try result.set(name, to: Value(variable(name) ?? ""), evaluator) }
        return result
    }

    private func name(_ key: Value) throws -> String {
        guard let text = key.as(Text.self) else { throw PythonError(.typeError, "str expected, not \(key.typeName)") }
        return text.string
    }

    override func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        guard let value = Environment.variable(try name(key)) else { throw PythonError(.keyError, [key]) }
        return Value(value)
    }

    override func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        setenv(try name(key), try name(value), 1)
    }

    override func deleteItem(_ key: Value, _ evaluator: Evaluator) throws {
        guard Environment.variable(try name(key)) != nil else { throw PythonError(.keyError, [key]) }
        unsetenv(try name(key))
    }

    override func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        value.as(Text.self).map { Environment.variable($0.string) != nil } ?? false
    }

    override func length(_ evaluator: Evaluator) throws -> Int? { Environment.names.count }
    override func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        ArrayIterator(Environment.names.map { Value($0) })
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        "environ(\(try evaluator.repr(.object(Environment.dictionary(evaluator)))))"
    }
}
