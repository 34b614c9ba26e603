/// The classes `bytes` and `bytearray`, their methods, and text encodings.
extension TypeObject {
    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) package static let bytes = TypeObject(
        native: "bytes",
        documentation: "Bytes that cannot change: bytes(text, encoding), bytes(iterable), bytes(count).",
        methods: BytesMethods.all + OperatorMethods.container([.add, .multiply]),
        allocate: { _, arguments, evaluator in .object(Bytes(try BytesMethods.make(arguments, evaluator))) })

    nonisolated(unsafe) package static let byteArray = TypeObject(
        native: "bytearray", documentation: "Bytes that can change.",
        methods: BytesMethods.all + BytesMethods.writing
            + OperatorMethods.container([.add, .multiply], isMutable: true),
        allocate: { _, arguments, evaluator in
            .object(Bytes(try BytesMethods.make(arguments, evaluator), isMutable: true))
        })
}

enum BytesMethods {
    static func make(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> [UInt8] {
        guard arguments.count > 0 else { return [] }
        if let text = arguments[0].as(Text.self) {
            let encoding = arguments.count > 1 ? arguments[1] : arguments[keyword: "encoding"] ?? .undefined
            guard !encoding.isUndefined else { throw PythonError(.typeError, "string argument without an encoding") }
            return try encode(text.string, encoding: evaluator.str(encoding), errors: "strict")
        }
        if let count = arguments[0].smallInteger {
            guard count >= 0 else { throw PythonError(.valueError, "negative count") }
            try SizeLimit.bytes(count)
            return Array(repeating: 0, count: count)
        }
        if let bytes = try bytes(from: arguments[0], evaluator) { return bytes }
        throw PythonError(.typeError, "cannot convert '\(arguments[0].typeName)' object to bytes")
    }

    /// `b"%d %s" % (1, b"a")`: as a text of the same bytes would be, with bytes in the place of texts.
    static func formatted(_ template: [UInt8], with values: Value, _ evaluator: Evaluator) throws -> [UInt8] {
        let text = String(String.UnicodeScalarView(template.map { Unicode.Scalar($0) }))
        func shown(_ value: Value) throws -> Value {
            guard let bytes = value.as(Bytes.self) else {
                guard value.as(Text.self) == nil else {
                    throw PythonError(
                        .typeError, "%b requires a bytes-like object, or an object that implements __bytes__, not 'str'"
                    )
                }
                return value
            }
            return Value(String(String.UnicodeScalarView(bytes.bytes.map { Unicode.Scalar($0) })))
        }
        let given = try values.as(Tuple.self).map { Value(tuple: try $0.elements.map(shown)) } ?? shown(values)
        let result = try PercentFormatting.format(text.replacing("%b", with: "%s"), with: given, evaluator)
        return result.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    /// The bytes of a bytes-like object or of an iterable of integers; nil for texts and scalars.
    static func bytes(from value: Value, _ evaluator: Evaluator) throws -> [UInt8]? {
        if let bytes = value.as(Bytes.self) { return bytes.bytes }
        guard value.isObject, value.as(Text.self) == nil else { return nil }
        return try evaluator.array(from: value).map { try byte($0, evaluator) }
    }

    static func byte(_ value: Value, _ evaluator: Evaluator) throws -> UInt8 {
        guard let byte = UInt8(exactly: try evaluator.index(value)) else {
            throw PythonError(.valueError, "bytes must be in range(0, 256)")
        }
        return byte
    }

    static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        needle.withUnsafeBufferPointer { wanted in
            bytes.withUnsafeBufferPointer { TextSearch.first(wanted, in: $0).map { $0 + bytes.startIndex } }
        }
    }

    private static func receiver(_ value: Value) throws -> Bytes {
        guard let bytes = value.as(Bytes.self) else {
            throw PythonError(.typeError, "a bytes-like object is required, not '\(value.typeName)'")
        }
        return bytes
    }

    static var all: [NativeFunction] {
        [
            NativeFunction("decode", "(self, encoding='utf-8', errors='strict')", "As a text.") {
                arguments, evaluator in
                Value(
                    try decode(
                        receiver(arguments[0]).bytes, encoding: evaluator.str(arguments[1]),
                        errors: evaluator.str(arguments[2])))
            },
            NativeFunction("hex", "(self, sep='', /)", "Two hexadecimal digits for each byte.") {
                arguments, evaluator in
                let separator = try evaluator.str(arguments[1])
                let digits = try receiver(arguments[0]).bytes.map { QuotedText.hexadecimal(UInt32($0), digits: 2) }
                return Value(digits.joined(separator: separator))
            },
            NativeFunction("fromhex", "(text, /)", "Bytes from hexadecimal digits.", binds: false) {
                arguments, evaluator in
                .object(Bytes(try fromHexadecimal(evaluator.str(arguments[0]))))
            },
            NativeFunction("find", "(self, sub, /)", "The first position of bytes, or -1.") { arguments, _ in
                .int(find(try receiver(arguments[1]).bytes, in: try receiver(arguments[0]).bytes[...]) ?? -1)
            },
            NativeFunction("count", "(self, sub, /)", "How often bytes occur.") { arguments, _ in
                let (bytes, wanted) = (try receiver(arguments[0]).bytes, try receiver(arguments[1]).bytes)
                return .int(
                    bytes.withUnsafeBufferPointer { bytes in
                        wanted.withUnsafeBufferPointer { TextSearch.all($0, in: bytes).count }
                    })
            },
            NativeFunction("startswith", "(self, prefix, /)", "Whether the bytes begin so.") { arguments, _ in
                .bool(try receiver(arguments[0]).bytes.starts(with: receiver(arguments[1]).bytes))
            },
            NativeFunction("endswith", "(self, suffix, /)", "Whether the bytes end so.") { arguments, _ in
                .bool(try receiver(arguments[0]).bytes.reversed().starts(with: receiver(arguments[1]).bytes.reversed()))
            },
            NativeFunction("join", "(self, iterable, /)", "The elements with these bytes between them.") {
                arguments, evaluator in
                let parts = try evaluator.array(from: arguments[1]).map { try receiver($0).bytes }
                return .object(Bytes(Array(parts.joined(separator: try receiver(arguments[0]).bytes))))
            },
            NativeFunction("split", "(self, sep=None, maxsplit=-1)", "The parts between separators.", body: split),
            NativeFunction("strip", "(self, chars=None, /)", "Without white space at both ends.") { arguments, _ in
                let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
                let bytes = try receiver(arguments[0]).bytes
                let start = bytes.drop(while: isSpace)
                let count = start.reversed().drop(while: isSpace).count
                return .object(Bytes(Array(start.prefix(count))))
            },
            NativeFunction("replace", "(self, old, new, /)", "With old bytes replaced by new ones.") { arguments, _ in
                let (bytes, old) = (try receiver(arguments[0]).bytes, try receiver(arguments[1]).bytes)
                let parts = pieces(bytes, at: old)
                return .object(Bytes(Array(parts.joined(separator: try receiver(arguments[2]).bytes))))
            },
        ]
    }

    static var writing: [NativeFunction] {
        [
            NativeFunction("append", "(self, byte, /)", "Adds a byte.") { arguments, evaluator in
                try receiver(arguments[0]).bytes.append(byte(arguments[1], evaluator))
                return .none
            },
            NativeFunction("extend", "(self, bytes, /)", "Adds bytes.") { arguments, evaluator in
                try receiver(arguments[0]).bytes += bytes(from: arguments[1], evaluator) ?? []
                return .none
            },
            NativeFunction("clear", "(self, /)", "Removes everything.") { arguments, _ in
                try receiver(arguments[0]).bytes = []
                return .none
            },
        ]
    }

    private static func pieces(_ bytes: [UInt8], at separator: [UInt8]) -> [ArraySlice<UInt8>] {
        guard !separator.isEmpty else { return [bytes[...]] }
        var parts: [ArraySlice<UInt8>] = []
        var start = 0
        while let offset = find(separator, in: bytes[start...]) {
            parts.append(bytes[start..<offset])
            start = offset + separator.count
        }
        return parts + [bytes[start...]]
    }

    private static func split(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let bytes = try receiver(arguments[0]).bytes
        guard let separator = arguments[1].ifNotNone else {
            let parts = bytes.split { $0 == 0x20 || (0x09...0x0D).contains($0) }
            return Value(parts.map { .object(Bytes(Array($0))) })
        }
        let wanted = try receiver(separator).bytes
        guard !wanted.isEmpty else { throw PythonError(.valueError, "empty separator") }
        return Value(pieces(bytes, at: wanted).map { .object(Bytes(Array($0))) })
    }

    private static func fromHexadecimal(_ text: String) throws -> [UInt8] {
        let digits = text.unicodeScalars.filter { !$0.isPythonSpace }
        var result: [UInt8] = []
        var pending: UInt8?
        for (position, scalar) in digits.enumerated() {
            guard let digit = UInt8(String(scalar), radix: 16) else {
                throw PythonError(
                    .valueError, "non-hexadecimal number found in fromhex() arg at position \(position)")
            }
            if let high = pending {
                result.append(high << 4 | digit)
                pending = nil
            } else {
                pending = digit
            }
        }
        guard pending == nil else {
            throw PythonError(
                .valueError, "non-hexadecimal number found in fromhex() arg at position \(digits.count)")
        }
        return result
    }

    // MARK: Encodings

    static func encode(_ text: String, encoding: String, errors: String) throws -> [UInt8] {
        try TextCodec(encoding).encode(text, errors: errors)
    }

    static func decode(_ bytes: [UInt8], encoding: String, errors: String) throws -> String {
        try TextCodec(encoding).decode(bytes, errors: errors)
    }
}
