/// The methods of files, and `open`.
extension FileObject {
    private static func file(_ value: Value) throws -> FileObject {
        guard let file = value.as(FileObject.self) else {
            throw PythonError(.typeError, "a file is required, not \(value.typeName)")
        }
        return file
    }

    static var methods: [NativeFunction] { reading + writing + positioning }

    private static var reading: [NativeFunction] {
        [
            NativeFunction("read", "(self, size=-1, /)", "The rest, or up to a number of characters.") {
                arguments, evaluator in
                try file(arguments[0]).read(try arguments[1].ifNotNone.map { try evaluator.index($0) })
            },
            NativeFunction("__iter__", "(self, /)", "The file itself.") { arguments, _ in arguments[0] },
            NativeFunction("__next__", "(self, /)", "The next line.") { arguments, _ in
                guard let line = try file(arguments[0]).readLine() else { throw PythonError(.stopIteration, []) }
                return line
            },
            NativeFunction("readline", "(self, size=-1, /)", "The next line, or nothing at the end.") {
                arguments, evaluator in
                let file = try file(arguments[0])
                return try file.readLine(try arguments[1].ifNotNone.map { try evaluator.index($0) }) ?? file.value([])
            },
            NativeFunction("readlines", "(self, hint=-1, /)", "The lines that are left, or as many as reach the hint.")
            {
                arguments, evaluator in
                let file = try file(arguments[0])
                let hint = try arguments[1].ifNotNone.map { try evaluator.index($0) } ?? -1
                var (lines, length) = ([Value](), 0)
                while hint <= 0 || length < hint, let line = try file.readLine() {
                    try evaluator.interrupt.check()
                    length += line.as(Text.self)?.count ?? line.as(Bytes.self)?.bytes.count ?? 0
                    lines.append(line)
                }
                return Value(lines)
            },
            NativeFunction("getvalue", "(self)", "All that was written to a file in memory.") { arguments, _ in
                let file = try file(arguments[0])
                try file.requireOpen()
                return file.value(file.bytes[...])
            },
            NativeFunction("getbuffer", "(self)", "A view of what was written to a file in memory.") { arguments, _ in
                let file = try file(arguments[0])
                try file.requireOpen()
                return .object(MemoryView(Bytes(file.bytes, isMutable: true)))
            },
            NativeFunction("readable", "(self)", "Whether it can be read.") { arguments, _ in
                let file = try file(arguments[0])
                return .bool(file.mode.contains("r") || file.mode.contains("+"))
            },
        ]
    }

    private static var writing: [NativeFunction] {
        [
            NativeFunction("write", "(self, text, /)", "Writes; returns how many characters.") { arguments, _ in
                .int(try file(arguments[0]).write(arguments[1]))
            },
            NativeFunction("writelines", "(self, lines, /)", "Writes one after another.") { arguments, evaluator in
                let file = try file(arguments[0])
                for line in try evaluator.array(from: arguments[1]) { _ = try file.write(line) }
                return .none
            },
            NativeFunction("truncate", "(self, size=None, /)", "Cuts the file.") { arguments, evaluator in
                let file = try file(arguments[0])
                let size = try arguments[1].ifNotNone.map { try evaluator.index($0) } ?? file.position
                guard size >= 0 else { throw PythonError(.valueError, "Negative size value \(size)") }
                try file.truncate(to: size)
                return .int(size)
            },
            NativeFunction("flush", "(self)", "Writes what changed to the file.") { arguments, _ in
                try file(arguments[0]).flush()
                return .none
            },
            NativeFunction("close", "(self)", "Flushes and ends the use of the file.") { arguments, _ in
                try file(arguments[0]).close()
                return .none
            },
            NativeFunction("writable", "(self)", "Whether it can be written.") { arguments, _ in
                let file = try file(arguments[0])
                return .bool(!file.mode.contains("r") || file.mode.contains("+"))
            },
        ]
    }

    private static var positioning: [NativeFunction] {
        [
            NativeFunction("seek", "(self, offset, whence=0, /)", "Moves to a position.") { arguments, evaluator in
                let file = try file(arguments[0])
                try file.requireOpen()
                let offset = try evaluator.index(arguments[1])
                let base = [0, file.position, file.bytes.count][min(max(try evaluator.index(arguments[2]), 0), 2)]
                let (target, overflow) = base.addingReportingOverflow(offset)
                guard !overflow, target >= 0, target < 1 << 40 else {
                    throw PythonError(.valueError, "negative seek position \(offset)")
                }
                file.position = target
                return .int(target)
            },
            NativeFunction("tell", "(self)", "The position.") { arguments, _ in .int(try file(arguments[0]).place) },
            NativeFunction("seekable", "(self)", "True.") { _, _ in true },
            NativeFunction("isatty", "(self)", "False.") { _, _ in false },
            NativeFunction("fileno", "(self)", "Files here have no descriptor.") { _, _ in
                throw PythonError(UnsupportedOperation.type, "fileno")
            },
        ]
    }

    static var properties: [(Symbol, Value)] {
        [
            ("closed", .object(NativeProperty("closed") { value, _ in .bool(try file(value).isClosed) })),
            ("name", .object(NativeProperty("name") { value, _ in Value(try file(value).path ?? "") })),
            ("mode", .object(NativeProperty("mode") { value, _ in Value(try file(value).mode) })),
            ("encoding", .object(NativeProperty("encoding") { value, _ in Value(try file(value).encoding) })),
        ]
    }

    /// The built-in function `open`.
    static var opening: NativeFunction {
        NativeFunction(
            "open",
            "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
            "Opens a file.", module: "io"
        ) { arguments, evaluator in
            let path = try OperatingSystem.path(arguments[0], evaluator)
            let mode = try evaluator.str(arguments[1])
            try checkMode(mode)
            if mode.contains("b"), arguments[3].ifNotNone != nil {
                throw PythonError(.valueError, "binary mode doesn't take an encoding argument")
            }
            let encoding = try arguments[3].ifNotNone.map { try evaluator.str($0) } ?? "utf-8"
            let errors = try arguments[4].ifNotNone.map { try evaluator.str($0) } ?? "strict"
            let newline = try arguments[5].ifNotNone.map { try evaluator.str($0) }
            return .object(
                try FileObject(path: path, mode: mode, encoding: encoding, errors: errors, newline: newline))
        }
    }

    private static func checkMode(_ mode: String) throws {
        guard mode.allSatisfy({ "rwaxbt+".contains($0) }), Set(mode).count == mode.count else {
            throw PythonError(.valueError, "invalid mode: '\(mode)'")
        }
        guard !(mode.contains("t") && mode.contains("b")) else {
            throw PythonError(.valueError, "can't have text and binary mode at once")
        }
        guard mode.filter({ "rwax".contains($0) }).count == 1 else {
            throw PythonError(
                .valueError, "must have exactly one of create/read/write/append mode")
        }
    }

    /// `io`
    static func module() -> ModuleObject {
        let module = ModuleObject("io", documentation: "Files in memory and on disk.", functions: [opening])
        module.namespace["StringIO"] = .object(stringType)
        module.namespace["BytesIO"] = .object(bytesType)
        module.namespace["TextIOWrapper"] = .object(textType)
        module.namespace["UnsupportedOperation"] = .object(UnsupportedOperation.type)
        module.namespace["SEEK_SET"] = 0
        module.namespace["SEEK_CUR"] = 1
        module.namespace["SEEK_END"] = 2
        return module
    }
}
