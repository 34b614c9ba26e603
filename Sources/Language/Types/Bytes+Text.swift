/// The methods that bytes share with texts: search, parts, layout, and letters of ASCII.
extension BytesMethods {
    static var textual: [NativeFunction] { searching + parts + layout + letters }

    // MARK: As a text of the same code points

    /// Bytes as a text that has a character for each byte.
    static func text(_ bytes: [UInt8]) -> Value {
        Value(String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) })))
    }

    /// The texts inside of an answer as bytes again.
    private static func bytes(of value: Value, isMutable: Bool) -> Value {
        if let text = value.as(Text.self) {
            let bytes = text.string.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
            return .object(Bytes(bytes, isMutable: isMutable))
        }
        if let list = value.list { return Value(list.elements.map { bytes(of: $0, isMutable: isMutable) }) }
        if let tuple = value.tuple { return Value(tuple: tuple.elements.map { bytes(of: $0, isMutable: isMutable) }) }
        return value
    }

    private static func argument(_ value: Value, takesByte: Bool) throws -> Value {
        if let found = value.as(Bytes.self) { return text(found.bytes) }
        if let view = value.as(MemoryView.self) { return text(view.bytes) }
        if let tuple = value.tuple {
            return Value(tuple: try tuple.elements.map { try argument($0, takesByte: false) })
        }
        if value.as(Text.self) != nil {
            throw PythonError(.typeError, "a bytes-like object is required, not 'str'")
        }
        guard takesByte, let byte = value.smallInteger else { return value }
        guard let small = UInt8(exactly: byte) else {
            throw PythonError(.valueError, "byte must be in range(0, 256)")
        }
        return text([small])
    }

    /// A method that answers as that of a text does. `takesByte`: its first argument may be a number.
    private static func delegated(
        _ name: String, _ signature: Signature, _ summary: String, takesByte: Bool = false
    ) -> NativeFunction {
        let symbol = Symbol(name)
        return NativeFunction(name, signature, summary) { arguments, evaluator in
            let own = try receiver(arguments[0])
            var given: [Value] = [text(own.bytes)]
            for index in 1..<max(arguments.count, 1) where !arguments[index].isUndefined {
                given.append(try argument(arguments[index], takesByte: takesByte && index == 1))
            }
            guard let method = TypeObject.str.lookup(symbol) else { return .none }
            return bytes(of: try evaluator.call(method, given), isMutable: own.isMutable)
        }
    }

    private static var searching: [NativeFunction] {
        [
            delegated(
                "find", "(self, sub, start=..., end=..., /)", "The first position of bytes, or -1.", takesByte: true),
            delegated(
                "rfind", "(self, sub, start=..., end=..., /)", "The last position of bytes, or -1.", takesByte: true),
            delegated("count", "(self, sub, start=..., end=..., /)", "How often bytes occur.", takesByte: true),
            position("index", "find", "The first position of bytes."),
            position("rindex", "rfind", "The last position of bytes."),
            delegated("startswith", "(self, prefix, start=..., end=..., /)", "Whether the bytes begin so."),
            delegated("endswith", "(self, suffix, start=..., end=..., /)", "Whether the bytes end so."),
        ]
    }

    private static func position(_ name: String, _ finder: Symbol, _ summary: String) -> NativeFunction {
        NativeFunction(name, "(self, sub, start=..., end=..., /)", summary) { arguments, evaluator in
            let given = arguments.positionals.filter { !$0.isUndefined }
            guard let method = TypeObject.bytes.lookup(finder) else { return .none }
            let found = try evaluator.call(method, given)
            guard found.smallInteger != -1 else { throw PythonError(.valueError, "subsection not found") }
            return found
        }
    }

    private static var parts: [NativeFunction] {
        [
            delegated("replace", "(self, old, new, count=-1, /)", "With old bytes replaced by new ones."),
            delegated("partition", "(self, sep, /)", "What is before, the separator, and what is after."),
            delegated("rpartition", "(self, sep, /)", "The same at the last separator."),
            delegated("removeprefix", "(self, prefix, /)", "Without a beginning."),
            delegated("removesuffix", "(self, suffix, /)", "Without an ending."),
            split("split", "The parts between separators."),
            split("rsplit", "The parts between separators, from the right."),
            stripping("strip", "Without white space, or the bytes given, at both ends."),
            stripping("lstrip", "Without white space, or the bytes given, at the left."),
            stripping("rstrip", "Without white space, or the bytes given, at the right."),
            NativeFunction("splitlines", "(self, keepends=False)", "The lines.") { arguments, evaluator in
                let own = try receiver(arguments[0])
                let keepsEnds = try evaluator.truth(arguments[1])
                return Value(lines(of: own.bytes, keepsEnds).map { .object(Bytes($0, isMutable: own.isMutable)) })
            },
        ]
    }

    private static func split(_ name: String, _ summary: String) -> NativeFunction {
        let symbol = Symbol(name)
        return NativeFunction(name, "(self, sep=None, maxsplit=-1)", summary) { arguments, evaluator in
            let own = try receiver(arguments[0])
            var source = own.bytes
            if arguments[1].isNone {
                // White space of texts that is none of bytes must not separate.
                source = source.map { separators.contains($0) ? $0 | 0x80 : $0 == 0x85 || $0 == 0xA0 ? $0 & 0x7F : $0 }
            }
            let separator = try argument(arguments[1], takesByte: false)
            guard let method = TypeObject.str.lookup(symbol) else { return .none }
            let result = try evaluator.call(method, [text(source), separator, arguments[2]])
            guard arguments[1].isNone else { return bytes(of: result, isMutable: own.isMutable) }
            return located(result, in: own)
        }
    }

    /// Bytes that separate words of texts only: 0x1C...0x1F.
    private static let separators: ClosedRange<UInt8> = 0x1C...0x1F

    /// The words of a split, taken from the bytes themselves.
    private static func located(_ words: Value, in own: Bytes) -> Value {
        var position = 0
        let parts = (words.list?.elements ?? []).map { word -> Value in
            let count = word.as(Text.self)?.string.unicodeScalars.count ?? 0
            while position < own.bytes.count, isSpace(own.bytes[position]) { position += 1 }
            let end = min(position + count, own.bytes.count)
            defer { position = end }
            return .object(Bytes(Array(own.bytes[position..<end]), isMutable: own.isMutable))
        }
        return Value(parts)
    }

    private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }

    private static func stripping(_ name: String, _ summary: String) -> NativeFunction {
        NativeFunction(name, "(self, chars=None, /)", summary) { arguments, _ in
            let own = try receiver(arguments[0])
            let wanted = try arguments[1].ifNotNone.map { Set(try content($0)) }
            let drops: (UInt8) -> Bool = { byte in wanted?.contains(byte) ?? isSpace(byte) }
            var kept = own.bytes[...]
            if name != "rstrip" { kept = kept.drop(while: drops) }
            if name != "lstrip" { while let last = kept.last, drops(last) { kept.removeLast() } }
            return .object(Bytes(Array(kept), isMutable: own.isMutable))
        }
    }

    private static func lines(of bytes: [UInt8], _ keepsEnds: Bool) -> [[UInt8]] {
        var result: [[UInt8]] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
            var next = min(end + 1, bytes.count)
            if end + 1 < bytes.count, bytes[end] == 0x0D, bytes[end + 1] == 0x0A { next = end + 2 }
            result.append(Array(bytes[start..<(keepsEnds ? next : end)]))
            start = next
        }
        return result
    }

    private static var layout: [NativeFunction] {
        [
            delegated("center", "(self, width, fillbyte=..., /)", "In the middle of a width."),
            delegated("ljust", "(self, width, fillbyte=..., /)", "At the left of a width."),
            delegated("rjust", "(self, width, fillbyte=..., /)", "At the right of a width."),
            delegated("zfill", "(self, width, /)", "With zeros in front."),
            delegated("expandtabs", "(self, tabsize=8)", "With spaces for tabs."),
            NativeFunction("translate", "(self, table, /, delete=...)", "With bytes replaced by a table.") {
                arguments, _ in
                let own = try receiver(arguments[0])
                let table = try arguments[1].ifNotNone.map { try content($0) }
                guard table?.count ?? 256 == 256 else {
                    throw PythonError(.valueError, "translation table must be 256 characters long")
                }
                let deleted = Set(try arguments[2].ifDefined.map { try content($0) } ?? [])
                let kept = own.bytes.filter { !deleted.contains($0) }.map { table?[Int($0)] ?? $0 }
                return .object(Bytes(kept, isMutable: own.isMutable))
            },
            NativeFunction("maketrans", "(frm, to, /)", "A table for translate.", binds: false) { arguments, _ in
                let (from, to) = (try content(arguments[0]), try content(arguments[1]))
                guard from.count == to.count else {
                    throw PythonError(.valueError, "maketrans arguments must have same length")
                }
                var table = (0...255).map { UInt8($0) }
                for (byte, other) in zip(from, to) { table[Int(byte)] = other }
                return .object(Bytes(table))
            },
        ]
    }

    /// The bytes of a bytes-like object.
    static func content(_ value: Value) throws -> [UInt8] {
        if let view = value.as(MemoryView.self) { return view.bytes }
        return try receiver(value).bytes
    }

    // MARK: Letters

    private static var letters: [NativeFunction] {
        [
            mapping("upper", "With capital letters.") { bytes in bytes.map(upper) },
            mapping("lower", "With small letters.") { bytes in bytes.map(lower) },
            mapping("swapcase", "Small letters for capital ones and the other way.") { bytes in
                bytes.map { isUpper($0) ? lower($0) : upper($0) }
            },
            mapping("capitalize", "The first letter capital, the others small.") { bytes in
                bytes.prefix(1).map(upper) + bytes.dropFirst().map(lower)
            },
            mapping("title", "Each word with a capital letter.") { bytes in
                bytes.enumerated().map { place, byte in
                    place > 0 && isLetter(bytes[place - 1]) ? lower(byte) : upper(byte)
                }
            },
            test("isalpha", isLetter), test("isdigit", isDigit), test("isspace", isSpace),
            test("isalnum") { isLetter($0) || isDigit($0) },
            casing("islower") { !$0.contains(where: isUpper) && $0.contains(where: isLower) },
            casing("isupper") { !$0.contains(where: isLower) && $0.contains(where: isUpper) },
            casing("istitle", isTitle), casing("isascii") { $0.allSatisfy { $0 < 0x80 } },
        ]
    }

    private static func isUpper(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { isUpper(byte) || isLower(byte) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func upper(_ byte: UInt8) -> UInt8 { isLower(byte) ? byte - 32 : byte }
    private static func lower(_ byte: UInt8) -> UInt8 { isUpper(byte) ? byte + 32 : byte }

    private static func isTitle(_ bytes: [UInt8]) -> Bool {
        var (found, previous) = (false, false)
        for byte in bytes {
            if isUpper(byte) && previous || isLower(byte) && !previous { return false }
            previous = isLetter(byte)
            found = found || previous
        }
        return found
    }

    private static func mapping(
        _ name: String, _ summary: String, _ body: @escaping ([UInt8]) -> [UInt8]
    ) -> NativeFunction {
        NativeFunction(name, "(self, /)", summary) { arguments, _ in
            let own = try receiver(arguments[0])
            return .object(Bytes(body(own.bytes), isMutable: own.isMutable))
        }
    }

    private static func test(_ name: String, _ accepts: @escaping (UInt8) -> Bool) -> NativeFunction {
        casing(name) { !$0.isEmpty && $0.allSatisfy(accepts) }
    }

    private static func casing(_ name: String, _ accepts: @escaping ([UInt8]) -> Bool) -> NativeFunction {
        NativeFunction(name, "(self, /)", "Whether the bytes are of this kind.") { arguments, _ in
            .bool(accepts(try receiver(arguments[0]).bytes))
        }
    }
}
