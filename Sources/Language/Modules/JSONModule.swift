/// `json`: loads, dumps, load and dump.
enum JSONModule {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let decodeError: TypeObject = {
        TypeObject(
            native: "JSONDecodeError", module: "json.decoder", bases: [.valueError],
            methods: [
                NativeFunction("__init__", "(self, msg, doc, pos)") { arguments, evaluator in
                    guard let error = arguments[0].as(ExceptionObject.self), let document = arguments[2].as(Text.self)
                    else { throw PythonError(.typeError, "doc must be str, not \(arguments[2].typeName)") }
                    let position = try evaluator.index(arguments[3])
                    describe(error, try evaluator.str(arguments[1]), document.string, at: position)
                    return .none
                }
            ])
    }()

    /// Gives an error its text and its fields: where in a document, counted in code points, it was found.
    static func describe(_ error: ExceptionObject, _ message: String, _ document: String, at position: Int) {
        let before = document.unicodeScalars.prefix(max(position, 0))
        let line = before.count { $0 == "\n" } + 1
        let column = before.reversed().prefix { $0 != "\n" }.count + 1
        error.arguments = [Value("\(message): line \(line) column \(column) (char \(position))")]
        error.fields["msg"] = Value(message)
        error.fields["doc"] = Value(document)
        error.fields["pos"] = .int(position)
        error.fields["lineno"] = .int(line)
        error.fields["colno"] = .int(column)
    }

    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject("json", documentation: "JSON reading and writing.", functions: functions)
        module.namespace["JSONDecodeError"] = .object(decodeError)
        try SourceModules.add(to: module, classes, evaluator)
        return module
    }

    /// The classes that user code derives its own encoders from.
    private static let classes = #"""
        class JSONEncoder:
            def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False,
                         indent=None, separators=None, default=None):
                self.skipkeys, self.ensure_ascii, self.allow_nan = skipkeys, ensure_ascii, allow_nan
                self.sort_keys, self.indent, self.separators = sort_keys, indent, separators
                if default is not None:
                    self.default = default

            def default(self, o):
                raise TypeError(f"Object of type {o.__class__.__name__} is not JSON serializable")

            def encode(self, o):
                return dumps(o, skipkeys=self.skipkeys, ensure_ascii=self.ensure_ascii, allow_nan=self.allow_nan, indent=self.indent,
                             separators=self.separators, default=self.default, sort_keys=self.sort_keys)

            def iterencode(self, o, _one_shot=False):
                yield self.encode(o)

        class JSONDecoder:
            def __init__(self, *, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, strict=True,
                         object_pairs_hook=None):
                self.hooks = {"object_hook": object_hook, "parse_float": parse_float, "parse_int": parse_int,
                              "object_pairs_hook": object_pairs_hook, "parse_constant": parse_constant}

            def decode(self, s):
                return loads(s, **self.hooks)

            def raw_decode(self, s, idx=0):
                if s[idx:idx + 1].isspace():
                    raise JSONDecodeError("Expecting value", s, idx)
                try:
                    return loads(s[idx:], **self.hooks), len(s)
                except JSONDecodeError as error:
                    if error.msg == "Extra data":
                        end = idx + len(s[idx:idx + error.pos].rstrip())
                        return loads(s[idx:end], **self.hooks), end
                    raise JSONDecodeError(error.msg, s, idx + error.pos) from None
        """#

    private static let writing =
        "skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, indent=None, "
        + "separators=None, default=None, sort_keys=False"
    private static let reading =
        "cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, object_pairs_hook=None"

    private static var functions: [NativeFunction] {
        [
            NativeFunction("dumps", Signature("(obj, *, \(writing))"), "A value as JSON text.", module: "json") {
                arguments, evaluator in
                Value(try text(arguments[0], options: arguments.positionals.dropFirst(), evaluator))
            },
            NativeFunction(
                "dump", Signature("(obj, fp, *, \(writing))"), "Writes a value as JSON text to a file.", module: "json"
            ) {
                arguments, evaluator in
                let text = try text(arguments[0], options: arguments.positionals.dropFirst(2), evaluator)
                _ = try evaluator.callMethod("write", of: arguments[1], [Value(text)])
                return .none
            },
            NativeFunction("loads", Signature("(s, *, \(reading))"), "The value of JSON text.", module: "json") {
                arguments, evaluator in
                try value(arguments[0], options: Array(arguments.positionals.dropFirst()), evaluator)
            },
            NativeFunction("load", Signature("(fp, *, \(reading))"), "The value of a JSON file.", module: "json") {
                arguments, evaluator in
                let text = try evaluator.callMethod("read", of: arguments[0])
                return try value(text, options: Array(arguments.positionals.dropFirst()), evaluator)
            },
        ]
    }

    /// The options in the order of the signature.
    private static func text(_ value: Value, options: ArraySlice<Value>, _ evaluator: Evaluator) throws -> String {
        let options = Array(options)
        var writer = JSONWriter(evaluator)
        writer.skipsKeys = try evaluator.truth(options[0])
        writer.asciiOnly = try evaluator.truth(options[1])
        writer.allowsNaN = try evaluator.truth(options[3])
        if let encoder = options[4].ifNotNone {
            let instance = try evaluator.call(encoder)
            writer.fallback = try evaluator.attribute("default", of: instance)
        }
        if let indent = options[5].ifNotNone {
            let width = indent.as(Text.self) == nil ? try evaluator.index(indent) : 0
            writer.indent = indent.as(Text.self)?.string ?? String(repeating: " ", count: min(max(width, 0), 1000))
            writer.itemSeparator = ","
        }
        if let separators = options[6].ifNotNone {
            let pair = try evaluator.array(from: separators)
            guard pair.count == 2 else { throw PythonError(.valueError, "separators must be a pair") }
            (writer.itemSeparator, writer.keySeparator) = (try evaluator.str(pair[0]), try evaluator.str(pair[1]))
        }
        if let fallback = options[7].ifNotNone { writer.fallback = fallback }
        writer.sortsKeys = try evaluator.truth(options[8])
        return try writer.text(of: value)
    }

    private static func value(_ text: Value, options: [Value], _ evaluator: Evaluator) throws -> Value {
        let hooks = JSONReader.Hooks(
            object: options[1].ifNotNone, pairs: options[5].ifNotNone, float: options[2].ifNotNone,
            int: options[3].ifNotNone, constant: options[4].ifNotNone)
        if let bytes = text.as(Bytes.self) {
            let string = try BytesMethods.decode(bytes.bytes, encoding: "utf-8", errors: "strict")
            var reader = JSONReader(string, hooks: hooks, evaluator)
            return try reader.document()
        }
        guard let text = text.as(Text.self) else {
            throw PythonError(
                .typeError, "the JSON object must be str, bytes or bytearray, not \(text.typeName)")
        }
        var reader = JSONReader(text.string, hooks: hooks, evaluator)
        return try reader.document()
    }
}
