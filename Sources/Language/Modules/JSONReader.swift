import BigInt

/// Reads JSON text into values, with the words and positions of Python's JSONDecodeError.
struct JSONReader {
    private let bytes: [UInt8]
    private var position = 0
    private let hooks: Hooks
    private let evaluator: Evaluator
    private var depth = 0

    /// What `json.loads` may be told to make of objects and numbers.
    struct Hooks {
        var object: Value?
        var pairs: Value?
        var float: Value?
        var int: Value?
        /// For `NaN`, `Infinity` and `-Infinity`.
        var constant: Value?
    }

    init(_ text: String, hooks: Hooks = Hooks(), _ evaluator: Evaluator) {
        bytes = Array(text.utf8)
        self.hooks = hooks
        self.evaluator = evaluator
    }

    private func constant(_ name: String, _ number: Double) throws -> Value {
        try hooks.constant.map { try evaluator.call($0, [Value(name)]) } ?? .float(number)
    }

    /// The value of a whole document.
    mutating func document() throws -> Value {
        if bytes.starts(with: "\u{FEFF}".utf8) {
            throw error("Unexpected UTF-8 BOM (decode using utf-8-sig)", at: 0)
        }
        skipSpace()
        let value = try value()
        skipSpace()
        guard position == bytes.count else { throw error("Extra data", at: position) }
        return value
    }

    private mutating func skipSpace() {
        while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
    }

    private func peek() -> UInt8? { position < bytes.count ? bytes[position] : nil }

    private mutating func value() throws -> Value {
        depth += 1
        defer { depth -= 1 }
        guard depth < evaluator.recursionLimit else {
            throw PythonError(
                .recursionError, "maximum recursion depth exceeded while decoding a JSON array from a unicode string")
        }
        switch peek() {
        case UInt8(ascii: "{"): return try object()
        case UInt8(ascii: "["): return try array()
        case UInt8(ascii: "\""): return Value(try string())
        case UInt8(ascii: "t") where take("true"): return true
        case UInt8(ascii: "f") where take("false"): return false
        case UInt8(ascii: "n") where take("null"): return .none
        case UInt8(ascii: "N") where take("NaN"): return try constant("NaN", .nan)
        case UInt8(ascii: "I") where take("Infinity"): return try constant("Infinity", .infinity)
        case UInt8(ascii: "-") where take("-Infinity"): return try constant("-Infinity", -.infinity)
        default: return try number()
        }
    }

    private mutating func take(_ word: String) -> Bool {
        guard bytes[position...].starts(with: word.utf8) else { return false }
        position += word.utf8.count
        return true
    }

    private mutating func object() throws -> Value {
        position += 1
        var pairs: [(Value, Value)] = []
        skipSpace()
        if peek() == UInt8(ascii: "}") {
            position += 1
            return try made(pairs)
        }
        while true {
            skipSpace()
            guard peek() == UInt8(ascii: "\"") else {
                throw error("Expecting property name enclosed in double quotes", at: position)
            }
            let key = Value(try string())
            skipSpace()
            guard peek() == UInt8(ascii: ":") else { throw error("Expecting ':' delimiter", at: position) }
            position += 1
            skipSpace()
            pairs.append((key, try value()))
            skipSpace()
            if peek() == UInt8(ascii: "}") {
                position += 1
                return try made(pairs)
            }
            guard peek() == UInt8(ascii: ",") else { throw error("Expecting ',' delimiter", at: position) }
            position += 1
        }
    }

    private func made(_ pairs: [(Value, Value)]) throws -> Value {
        if let hook = hooks.pairs {
            return try evaluator.call(hook, [Value(pairs.map { Value(tuple: [$0.0, $0.1]) })])
        }
        let dict = Dict()
        for (key, value) in pairs { try dict.set(key, to: value, evaluator) }
        return try hooks.object.map { try evaluator.call($0, [.object(dict)]) } ?? .object(dict)
    }

    private mutating func array() throws -> Value {
        position += 1
        var elements: [Value] = []
        skipSpace()
        if peek() == UInt8(ascii: "]") {
            position += 1
            return Value(elements)
        }
        while true {
            skipSpace()
            elements.append(try value())
            skipSpace()
            if peek() == UInt8(ascii: "]") {
                position += 1
                return Value(elements)
            }
            guard peek() == UInt8(ascii: ",") else { throw error("Expecting ',' delimiter", at: position) }
            position += 1
        }
    }

    private mutating func number() throws -> Value {
        let start = position
        if peek() == UInt8(ascii: "-") { position += 1 }
        let first = position
        skipDigits()
        guard position > first else {
            position = start
            throw error("Expecting value", at: start)
        }
        if bytes[first] == UInt8(ascii: "0") { position = first + 1 }
        var isFloat = false
        if peek() == UInt8(ascii: "."), position + 1 < bytes.count, isDigit(bytes[position + 1]) {
            isFloat = true
            position += 1
            skipDigits()
        }
        if let exponentEnd = exponentEnd() {
            isFloat = true
            position = exponentEnd
        }
        let text = String(decoding: bytes[start..<position], as: UTF8.self)
        if isFloat {
            if let hook = hooks.float { return try evaluator.call(hook, [Value(text)]) }
            return .float(try FloatMethods.parse(text))
        }
        if let hook = hooks.int { return try evaluator.call(hook, [Value(text)]) }
        return try IntegerText.parse(text, base: 10)
    }

    private func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

    private mutating func skipDigits() {
        while let byte = peek(), isDigit(byte) { position += 1 }
    }

    private func exponentEnd() -> Int? {
        guard let letter = peek(), letter | 0x20 == UInt8(ascii: "e") else { return nil }
        var end = position + 1
        if end < bytes.count, bytes[end] == UInt8(ascii: "+") || bytes[end] == UInt8(ascii: "-") { end += 1 }
        let digits = end
        while end < bytes.count, isDigit(bytes[end]) { end += 1 }
        return end > digits ? end : nil
    }

    private mutating func string() throws -> String {
        let start = position
        position += 1
        var result: [UInt8] = []
        while let byte = peek() {
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: result, as: UTF8.self)
            case UInt8(ascii: "\\"): try escape(into: &result, openedAt: start)
            case ..<0x20: throw error("Invalid control character at", at: position - 1)
            default: result.append(byte)
            }
        }
        throw error("Unterminated string starting at", at: start)
    }

    private mutating func escape(into result: inout [UInt8], openedAt start: Int) throws {
        guard let byte = peek() else { throw error("Unterminated string starting at", at: start) }
        position += 1
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
        case UInt8(ascii: "b"): result.append(0x08)
        case UInt8(ascii: "f"): result.append(0x0C)
        case UInt8(ascii: "n"): result.append(0x0A)
        case UInt8(ascii: "r"): result.append(0x0D)
        case UInt8(ascii: "t"): result.append(0x09)
        case UInt8(ascii: "u"):
            var code = try hexadecimal()
            if (0xD800..<0xDC00).contains(code), bytes[position...].starts(with: "\\u".utf8) {
                let saved = position
                position += 2
                let low = try hexadecimal()
                if (0xDC00..<0xE000).contains(low) {
                    code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00)
                } else {
                    position = saved
                }
            }
            result += Array(String(Unicode.Scalar(code) ?? "\u{FFFD}").utf8)
        default: throw error("Invalid \\escape", at: position - 2)
        }
    }

    private mutating func hexadecimal() throws -> UInt32 {
        let end = position + 4
        guard end <= bytes.count,
            bytes[position..<end].allSatisfy({ Unicode.Scalar($0).properties.isASCIIHexDigit }),
            let value = UInt32(String(decoding: bytes[position..<end], as: UTF8.self), radix: 16)
        else { throw error("Invalid \\uXXXX escape", at: position - 1) }
        position = end
        return value
    }

    private func error(_ message: String, at offset: Int) -> PythonError {
        let before = String(decoding: bytes[..<min(offset, bytes.count)], as: UTF8.self)
        let error = PythonError(JSONModule.decodeError, message)
        JSONModule.describe(
            error.exception, message, String(decoding: bytes, as: UTF8.self), at: before.unicodeScalars.count)
        return error
    }
}
