/// Built-in functions about text and the outside: `print`, `repr`, `chr`, `ord`, `format`, `input`, `open`, `eval`.
enum TextFunctions {
    static var all: [NativeFunction] {
        [
            NativeFunction(
                "print", "(*args, sep=' ', end='\\n', file=None, flush=False)", "Writes texts, separated and ended.",
                isInterceptable: true, isRaw: true, body: print),
            NativeFunction("repr", "(obj, /)", "The text that shows an object as code.") { arguments, evaluator in
                Value(try evaluator.repr(arguments[0]))
            },
            NativeFunction("ascii", "(obj, /)", "As repr, with everything beyond ASCII escaped.") {
                arguments, evaluator in
                Value(try evaluator.ascii(arguments[0]))
            },
            NativeFunction("format", "(value, format_spec='', /)", "An object laid out by a format specification.") {
                arguments, evaluator in
                let specification = try TextMethods.argument(arguments[1], "format() argument 2 must be str")
                return Value(try evaluator.format(arguments[0], specification))
            },
            NativeFunction("chr", "(i, /)", "The character of a code point.", as: .character) { arguments, evaluator in
                if let big = arguments[0].bigInteger, Int32(exactly: big) == nil {
                    throw PythonError(.overflowError, "Python int too large to convert to C int")
                }
                let code = try evaluator.index(arguments[0])
                guard code >= 0, code < 0x110000 else {
                    throw PythonError(.valueError, "chr() arg not in range(0x110000)")
                }
                return .object(Text.single(scalar: UInt32(code)))
            },
            NativeFunction("ord", "(c, /)", "The code point of a character.", as: .ordinal, body: codePoint),
            NativeFunction("input", "(prompt='', /)", "Asks for a line.") { arguments, evaluator in
                let prompt = try evaluator.str(arguments[0])
                guard let line = evaluator.output.requestInput(prompt: prompt, isPassword: false) else {
                    throw PythonError(.eofError, "EOF when reading a line")
                }
                return Value(line)
            },
        ]
    }

    private static func codePoint(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        if let bytes = arguments[0].as(Bytes.self), bytes.bytes.count == 1 { return .int(Int(bytes.bytes[0])) }
        guard let text = arguments[0].as(Text.self) else {
            throw PythonError(
                .typeError, "ord() expected string of length 1, but \(arguments[0].typeName) found")
        }
        guard text.count == 1, let scalar = text.string.unicodeScalars.first else {
            throw PythonError(
                .typeError, "ord() expected a character, but string of length \(text.count) found")
        }
        return .int(Int(scalar.value))
    }

    private static func print(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        var separator = " "
        var end = "\n"
        var file: Value?
        var flushes = false
        for (name, value) in arguments.keywords {
            switch name {
            case "sep": separator = try option(value, "sep") ?? separator
            case "end": end = try option(value, "end") ?? end
            case "file": file = value.ifNotNone
            case "flush": flushes = try evaluator.truth(value)
            default:
                throw PythonError(.typeError, "'\(name)' is an invalid keyword argument for print()")
                    .suggesting(name.text, from: ["sep", "end", "file", "flush"])
            }
        }
        // Written piece by piece: what stands before a value whose text fails has been printed.
        for index in 0..<arguments.count {
            if index > 0 { try write(separator, to: file, evaluator) }
            try write(try evaluator.str(arguments[index]), to: file, evaluator)
        }
        try write(end, to: file, evaluator)
        if flushes { evaluator.output.flush() }
        return .none
    }

    private static func option(_ value: Value, _ name: String) throws -> String? {
        guard let value = value.ifNotNone else { return nil }
        guard let text = value.as(Text.self) else {
            throw PythonError(.typeError, "\(name) must be None or a string, not \(value.typeName)")
        }
        return text.string
    }

    /// Writes to a file object, or to `sys.stdout` as it is at present.
    static func write(_ text: String, to file: Value?, _ evaluator: Evaluator) throws {
        let target = file ?? evaluator.modules.loaded["sys"]?.namespace["stdout"]
        guard let target, target.as(StandardStream.self)?.stream != .standardOutput else {
            evaluator.output.write(text, to: .standardOutput)
            return
        }
        _ = try evaluator.callMethod("write", of: target, [Value(text)])
    }
}
