/// The class `str` and its methods: tables by what the methods are for.
extension TypeObject {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) public static let str = TypeObject(
        native: "str", documentation: "Text: str(object), str(bytes, encoding).",
        methods: TextMethods.searching + TextMethods.splitting + TextMethods.layout + TextMethods.letters
            + TextMethods.kinds + TextMethods.conversion
            + OperatorMethods.container([.add, .multiply, .modulo]),
        allocate: TextMethods.allocate)
}

enum TextMethods {
    @inline(__always)
    static func text(_ value: Value) throws -> Text {
        guard let text = value.text ?? value.as(Text.self) else {
            throw PythonError(.typeError, "descriptor requires a 'str' object but received a '\(value.typeName)'")
        }
        return text
    }

    /// A `str` argument, or CPython's complaint.
    static func argument(_ value: Value, _ complaint: @autoclosure () -> String) throws -> String {
        guard let text = value.as(Text.self) else {
            throw PythonError(.typeError, "\(complaint()), not \(value.typeName)")
        }
        return text.string
    }

    static func allocate(_ type: TypeObject, _ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        guard arguments.count <= 3 else {
            throw PythonError(.typeError, "str() takes at most 3 arguments (\(arguments.count) given)")
        }
        let object = arguments.count > 0 ? arguments[0] : arguments[keyword: "object"] ?? .undefined
        let encoding = arguments.count > 1 ? arguments[1] : arguments[keyword: "encoding"] ?? .undefined
        if object.isUndefined { return .object(Text("")) }
        let errors = arguments.count > 2 ? arguments[2] : arguments[keyword: "errors"] ?? .undefined
        guard encoding.isUndefined, errors.isUndefined else {
            return try decoded(object, encoding, errors, evaluator)
        }
        if type.isNative, let text = object.text, text.derivation == nil { return object }
        return .object(Text(try evaluator.str(object)))
    }

    private static func decoded(
        _ object: Value, _ encoding: Value, _ errors: Value, _ evaluator: Evaluator
    ) throws -> Value {
        for (value, name) in [(encoding, "encoding"), (errors, "errors")] {
            guard let given = value.ifDefined, given.as(Text.self) == nil else { continue }
            throw PythonError(.typeError, "str() argument '\(name)' must be str, not \(given.typeName)")
        }
        guard object.as(Text.self) == nil else { throw PythonError(.typeError, "decoding str is not supported") }
        guard let bytes = object.as(Bytes.self)?.bytes ?? object.as(MemoryView.self)?.bytes else {
            throw PythonError(.typeError, "decoding to str: need a bytes-like object, \(object.typeName) found")
        }
        let encodingName = try encoding.ifDefined.map { try evaluator.str($0) } ?? "utf-8"
        let handling = try errors.ifDefined.map { try evaluator.str($0) } ?? "strict"
        return Value(try BytesMethods.decode(bytes, encoding: encodingName, errors: handling))
    }

    /// Code-point bounds of `find(x, start, end)` as byte offsets; nil when the range is empty beyond its end.
    static func byteRange(
        _ text: Text, _ start: Value, _ end: Value, _ evaluator: Evaluator
    ) throws -> Range<Int>? {
        let count = text.count
        let whole = start.ifNotNone == nil && end.ifNotNone == nil
        if whole { return 0..<text.string.utf8.count }
        func clamp(_ value: Value, _ standard: Int) throws -> Int {
            guard let value = value.ifNotNone else { return standard }
            let index = try Indexing.position(value, evaluator, clamping: true) ?? evaluator.index(value)
            return max(index < 0 ? index + count : index, 0)
        }
        let (first, last) = (try clamp(start, 0), min(try clamp(end, count), count))
        guard first <= last else { return nil }
        return byteOffset(first, text)..<byteOffset(last, text)
    }

    static func byteOffset(_ index: Int, _ text: Text) -> Int {
        if text.isASCII { return index }
        let scalars = text.string.unicodeScalars
        let position = scalars.index(scalars.startIndex, offsetBy: index)
        return text.string.utf8.distance(from: text.string.startIndex, to: position)
    }

    static func codePoint(_ offset: Int, _ text: Text) -> Int {
        text.isASCII ? offset : text.string.utf8.prefix(offset).count { $0 & 0xC0 != 0x80 }
    }
}

/// Searching.
extension TextMethods {
    static var searching: [NativeFunction] {
        [
            find("find", "The first position of a text, or -1.", fromRight: false, raises: false),
            find("rfind", "The last position of a text, or -1.", fromRight: true, raises: false),
            find("index", "The first position of a text; ValueError when absent.", fromRight: false, raises: true),
            find("rindex", "The last position of a text; ValueError when absent.", fromRight: true, raises: true),
            NativeFunction("count", "(self, sub, start=None, end=None, /)", "How often a text occurs.") {
                arguments, evaluator in
                let text = try text(arguments[0])
                let needle = try argument(arguments[1], "must be str")
                guard let range = try byteRange(text, arguments[2], arguments[3], evaluator) else { return 0 }
                var string = text.string
                let part = range.count == string.utf8.count ? string : string.withUTF8 { String(bytes: $0, range) }
                return .int(part.occurrences(of: needle))
            },
            affix("startswith", "Whether the text begins so.", atEnd: false),
            affix("endswith", "Whether the text ends so.", atEnd: true),
            NativeFunction("removeprefix", "(self, prefix, /)", "Without a prefix, if it has it.") { arguments, _ in
                let text = try text(arguments[0]).string
                let prefix = try argument(arguments[1], "removeprefix() argument must be str")
                guard !prefix.isEmpty, text.utf8.starts(with: prefix.utf8) else { return arguments[0] }
                return Value(String(decoding: text.utf8.dropFirst(prefix.utf8.count), as: UTF8.self))
            },
            NativeFunction("removesuffix", "(self, suffix, /)", "Without a suffix, if it has it.") { arguments, _ in
                let text = try text(arguments[0]).string
                let suffix = try argument(arguments[1], "removesuffix() argument must be str")
                guard !suffix.isEmpty, text.utf8.reversed().starts(with: suffix.utf8.reversed()) else {
                    return arguments[0]
                }
                return Value(String(decoding: text.utf8.dropLast(suffix.utf8.count), as: UTF8.self))
            },
        ]
    }

    private static func find(_ name: String, _ summary: String, fromRight: Bool, raises: Bool) -> NativeFunction {
        NativeFunction(
            name, "(self, sub, start=None, end=None, /)", summary, as: fromRight || raises ? .none : .find
        ) { arguments, evaluator in
            let text = try text(arguments[0])
            let needle = try argument(arguments[1], "must be str")
            var found: Int?
            if let range = try byteRange(text, arguments[2], arguments[3], evaluator) {
                found = text.string.withBytes(and: needle) { bytes, wanted in
                    let window = UnsafeBufferPointer(rebasing: bytes[range])
                    let offset =
                        fromRight
                        ? TextSearch.last(wanted, in: window, before: window.count)
                        : TextSearch.first(wanted, in: window)
                    return offset.map { $0 + range.lowerBound }
                }
            }
            if let found { return .int(codePoint(found, text)) }
            if raises { throw PythonError(.valueError, "substring not found") }
            return -1
        }
    }

    private static func affix(_ name: String, _ summary: String, atEnd: Bool) -> NativeFunction {
        NativeFunction(
            name, "(self, affix, start=None, end=None, /)", summary, as: atEnd ? .endsWith : .startsWith
        ) { arguments, evaluator in
            let text = try text(arguments[0])
            if let affix = arguments[1].text, arguments[2].ifNotNone == nil, arguments[3].ifNotNone == nil {
                return .bool(text.has(affix, atEnd: atEnd))
            }
            let candidates = try affixes(arguments[1], name)
            guard let range = try byteRange(text, arguments[2], arguments[3], evaluator) else { return false }
            let part = text.string.utf8.dropFirst(range.lowerBound).prefix(range.count)
            return .bool(
                candidates.contains { candidate in
                    atEnd
                        ? candidate.utf8.count <= part.count
                            && part.suffix(candidate.utf8.count).elementsEqual(candidate.utf8)
                        : part.starts(with: candidate.utf8)
                })
        }
    }

    private static func affixes(_ value: Value, _ name: String) throws -> [String] {
        guard let tuple = value.as(Tuple.self) else {
            return [try argument(value, "\(name) first arg must be str or a tuple of str")]
        }
        return try tuple.elements.map { try argument($0, "tuple for \(name) must only contain str") }
    }
}
