/// The classes `bytes` and `bytearray`, their methods, and text encodings.
extension TypeObject {
    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) package static let bytes = TypeObject(
        native: "bytes",
        documentation: "Bytes that cannot change: bytes(text, encoding), bytes(iterable), bytes(count).",
        methods: BytesMethods.all + BytesMethods.textual + OperatorMethods.container([.add, .multiply]),
        allocate: { _, arguments, evaluator in .object(Bytes(try BytesMethods.make(arguments, evaluator))) })

    nonisolated(unsafe) package static let byteArray = TypeObject(
        native: "bytearray", documentation: "Bytes that can change.",
        methods: BytesMethods.all + BytesMethods.textual + BytesMethods.writing
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
        if let object = arguments[0].object, let method = try evaluator.userMethod("__bytes__", of: object) {
            let made = try evaluator.call(method)
            guard let bytes = made.as(Bytes.self) else {
                throw PythonError(.typeError, "__bytes__ returned non-bytes (type \(made.typeName))")
            }
            return bytes.bytes
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
        let result = try PercentFormatting.format(Text(text.replacing("%b", with: "%s")), with: given, evaluator).string
        return result.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    }

    /// The bytes of a bytes-like object or of an iterable of integers; nil for texts and scalars.
    static func bytes(from value: Value, _ evaluator: Evaluator) throws -> [UInt8]? {
        if let bytes = value.as(Bytes.self) { return bytes.bytes }
        if let view = value.as(MemoryView.self) { return view.bytes }
        guard value.isObject, value.as(Text.self) == nil else { return nil }
        return try evaluator.array(from: value).map { try byte($0, evaluator) }
    }

    static func byte(_ value: Value, _ evaluator: Evaluator, noun: String = "bytes") throws -> UInt8 {
        guard let byte = UInt8(exactly: try evaluator.index(value)) else {
            throw PythonError(.valueError, "\(noun) must be in range(0, 256)")
        }
        return byte
    }

    private static func joined(_ elements: [Value]) throws -> [[UInt8]] {
        try elements.enumerated().map { place, element in
            guard let bytes = element.as(Bytes.self)?.bytes ?? element.as(MemoryView.self)?.bytes else {
                throw PythonError(
                    .typeError,
                    "sequence item \(place): expected a bytes-like object, \(element.typeName) found")
            }
            return bytes
        }
    }

    static func find(_ needle: [UInt8], in bytes: ArraySlice<UInt8>) -> Int? {
        needle.withUnsafeBufferPointer { wanted in
            bytes.withUnsafeBufferPointer { TextSearch.first(wanted, in: $0).map { $0 + bytes.startIndex } }
        }
    }

    static func receiver(_ value: Value) throws -> Bytes {
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
            NativeFunction("hex", "(self, sep='', bytes_per_sep=1)", "Two hexadecimal digits for each byte.") {
                arguments, evaluator in
                Value(try hexadecimal(receiver(arguments[0]).bytes, arguments[1], arguments[2], evaluator))
            },
            NativeFunction("fromhex", "(text, /)", "Bytes from hexadecimal digits.", binds: false) {
                arguments, evaluator in
                .object(Bytes(try fromHexadecimal(evaluator.str(arguments[0]))))
            },
            NativeFunction("join", "(self, iterable, /)", "The elements with these bytes between them.") {
                arguments, evaluator in
                let parts = try joined(evaluator.array(from: arguments[1]))
                let own = try receiver(arguments[0])
                let between = own.bytes.count.multipliedReportingOverflow(by: parts.count)
                try SizeLimit.bytes(parts.reduce(SizeLimit.bytes(between)) { try SizeLimit.bytes($0 + $1.count) })
                return .object(Bytes(Array(parts.joined(separator: own.bytes)), isMutable: own.isMutable))
            },
        ]
    }

    /// The digits, with a separator between groups that are counted from the right, or from the left when negative.
    static func hexadecimal(
        _ bytes: [UInt8], _ separator: Value, _ size: Value, _ evaluator: Evaluator
    ) throws -> String {
        let separator = try evaluator.str(separator)
        let size = Int(Int32(clamping: try evaluator.index(size)))
        let digits = bytes.map { QuotedText.hexadecimal(UInt32($0), digits: 2) }
        guard !separator.isEmpty, size != 0, !digits.isEmpty else { return digits.joined() }
        guard separator.unicodeScalars.count == 1 else { throw PythonError(.valueError, "sep must be length 1.") }
        let width = abs(size)
        let first = size > 0 ? (digits.count - 1) % width + 1 : min(width, digits.count)
        var groups = [digits[..<first].joined()]
        for start in stride(from: first, to: digits.count, by: width) {
            groups.append(digits[start..<min(start + width, digits.count)].joined())
        }
        return groups.joined(separator: separator)
    }

    static var writing: [NativeFunction] {
        [
            writing("append", "(self, item, /)", "Adds a byte.") { own, arguments, evaluator in
                let new = try byte(arguments[1], evaluator, noun: "byte")
                try own.checkResizable()
                own.bytes.append(new)
            },
            writing("extend", "(self, iterable_of_ints, /)", "Adds bytes.") { own, arguments, evaluator in
                guard let new = try bytes(from: arguments[1], evaluator) else {
                    throw PythonError(.typeError, "can't extend bytearray with \(arguments[1].typeName)")
                }
                try SizeLimit.bytes(own.bytes.count + new.count)
                if !new.isEmpty { try own.checkResizable() }
                own.bytes += new
            },
            writing("insert", "(self, index, item, /)", "Puts a byte before a position.") { own, arguments, evaluator in
                let new = try byte(arguments[2], evaluator, noun: "byte")
                let index = try evaluator.index(arguments[1])
                let place = index < 0 ? max(index + own.bytes.count, 0) : min(index, own.bytes.count)
                try own.checkResizable()
                own.bytes.insert(new, at: place)
            },
            writing("remove", "(self, value, /)", "Removes the first such byte.") { own, arguments, evaluator in
                let wanted = try byte(arguments[1], evaluator, noun: "byte")
                guard let place = own.bytes.firstIndex(of: wanted) else {
                    throw PythonError(.valueError, "value not found in bytearray")
                }
                try own.checkResizable()
                own.bytes.remove(at: place)
            },
            writing("reverse", "(self, /)", "Turns the order round.") { own, _, _ in own.bytes.reverse() },
            writing("clear", "(self, /)", "Removes everything.") { own, _, _ in
                try own.checkResizable()
                own.bytes = []
            },
            NativeFunction("pop", "(self, index=-1, /)", "Removes and returns a byte.") { arguments, evaluator in
                let own = try receiver(arguments[0])
                guard !own.bytes.isEmpty else { throw PythonError(.indexError, "pop from empty bytearray") }
                let index = try evaluator.index(arguments[1])
                let place = index < 0 ? index + own.bytes.count : index
                guard own.bytes.indices.contains(place) else {
                    throw PythonError(.indexError, "pop index out of range")
                }
                try own.checkResizable()
                return .int(Int(own.bytes.remove(at: place)))
            },
            NativeFunction("copy", "(self, /)", "The same bytes once more.") { arguments, _ in
                .object(Bytes(try receiver(arguments[0]).bytes, isMutable: true))
            },
        ]
    }

    private static func writing(
        _ name: String, _ signature: Signature, _ summary: String,
        _ body: @escaping (Bytes, borrowing Arguments, Evaluator) throws -> Void
    ) -> NativeFunction {
        NativeFunction(name, signature, summary) { arguments, evaluator in
            try body(receiver(arguments[0]), arguments, evaluator)
            return .none
        }
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
