import BigInt
import Glibc

/// The class `float` and its methods.
extension TypeObject {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) public static let float = TypeObject(
        native: "float", documentation: "Numbers with a fraction, in 64 bits: float(x), float(text).",
        methods: FloatMethods.all, attributes: FloatMethods.properties, allocate: FloatMethods.allocate)
}

enum FloatMethods {
    static var all: [NativeFunction] {
        [
            NativeFunction("is_integer", "(self, /)", "Whether the number has no fraction.") { arguments, _ in
                let value = try float(arguments[0])
                return .bool(value.isFinite && value == value.rounded(.towardZero))
            },
            NativeFunction("as_integer_ratio", "(self, /)", "Two integers whose quotient is the number.") {
                arguments, _ in
                try ratio(float(arguments[0]))
            },
            NativeFunction("hex", "(self, /)", "The exact value in hexadecimal.") { arguments, _ in
                Value(hexadecimal(try float(arguments[0])))
            },
            NativeFunction("fromhex", "(text, /)", "The float that a hexadecimal text stands for.", binds: false) {
                arguments, evaluator in
                let text = try evaluator.str(arguments[0])
                guard let value = parseHexadecimal(text) else {
                    throw PythonError(.valueError, "invalid hexadecimal floating-point string")
                }
                return .float(value)
            },
            NativeFunction("conjugate", "(self, /)", "The number itself.") { arguments, _ in
                .float(try float(arguments[0]))
            },
            NativeFunction("__float__", "(self, /)") { arguments, _ in .float(try float(arguments[0])) },
            NativeFunction("__int__", "(self, /)") { arguments, _ in try IntegerText.truncated(float(arguments[0])) },
            NativeFunction("__trunc__", "(self, /)") { arguments, _ in try IntegerText.truncated(float(arguments[0])) },
            NativeFunction("__floor__", "(self, /)") { arguments, _ in
                try IntegerText.truncated(float(arguments[0]).rounded(.down))
            },
            NativeFunction("__ceil__", "(self, /)") { arguments, _ in
                try IntegerText.truncated(float(arguments[0]).rounded(.up))
            },
            NativeFunction("__abs__", "(self, /)") { arguments, _ in .float(abs(try float(arguments[0]))) },
            NativeFunction("__bool__", "(self, /)") { arguments, _ in .bool(try float(arguments[0]) != 0) },
            NativeFunction("__round__", "(self, ndigits=None, /)") { arguments, evaluator in
                try Rounding.round(arguments[0], digits: arguments[1].ifNotNone, evaluator)
            },
        ] + OperatorMethods.numeric
    }

    static var properties: [(Symbol, Value)] {
        [
            ("real", .object(NativeProperty("real") { value, _ in .float(try float(value)) })),
            ("imag", .object(NativeProperty("imag") { _, _ in .float(0) })),
        ]
    }

    private static func float(_ value: Value) throws -> Double {
        guard case .float(let float)? = Number(value) else {
            throw PythonError(.typeError, "descriptor requires a 'float' object but received a '\(value.typeName)'")
        }
        return float
    }

    static func allocate(_ type: TypeObject, _ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        guard arguments.count <= 1 else {
            throw PythonError(.typeError, "float expected at most 1 argument, got \(arguments.count)")
        }
        let value = arguments.isEmpty ? 0 : try convert(arguments[0], evaluator)
        return .float(value)
    }

    /// `float(value)`
    static func convert(_ value: Value, _ evaluator: Evaluator) throws -> Double {
        if !value.isObject, let float = try Number(value)?.float() { return float }
        if case .object(let object) = value {
            if let text = object as? Text { return try parse(text.string) }
            if let bytes = object as? Bytes { return try parse(String(decoding: bytes.bytes, as: UTF8.self)) }
            if let method = try evaluator.userMethod(.__float__, of: object) {
                return try result(of: try evaluator.call(method), evaluator)
            }
            if let float = try object.float(evaluator) { return float }
            if try evaluator.userMethod(.__index__, of: object) != nil { return Double(try evaluator.index(value)) }
        }
        throw PythonError(
            .typeError, "float() argument must be a string or a real number, not '\(value.typeName)'")
    }

    private static func result(of value: Value, _ evaluator: Evaluator) throws -> Double {
        guard case .float(let float)? = Number(value) else {
            throw PythonError(.typeError, "__float__ returned non-float (type \(value.typeName))")
        }
        return float
    }

    /// Reads a decimal literal with white space around, underscores between digits, `inf`, `nan`.
    static func parse(_ text: String) throws -> Double {
        if let value = number(in: text) { return value }
        throw PythonError(.valueError, "could not convert string to float: \(QuotedText.quoted(text))")
    }

    static func number(in text: String) -> Double? {
        let trimmed = text.stripped(where: \.isPythonSpace)
        guard let plain = IntegerText.withoutUnderscores(trimmed[...]) else { return nil }
        switch plain.lowercased() {
        case "inf", "+inf", "infinity", "+infinity": return .infinity
        case "-inf", "-infinity": return -.infinity
        case "nan", "+nan", "-nan": return .nan
        default: break
        }
        let ascii = String(
            String.UnicodeScalarView(
                plain.unicodeScalars.map { scalar in
                    scalar.isASCII ? scalar : scalar.decimalValue.map { Unicode.Scalar(UInt8(0x30 + $0)) } ?? scalar
                }))
        let isDecimal = ascii.utf8.allSatisfy { byte in
            (0x30...0x39).contains(byte) || "+-.eE".utf8.contains(byte)
        }
        guard isDecimal, ascii.utf8.contains(where: { (0x30...0x39).contains($0) }) else { return nil }
        return ascii.withCString { start in
            var end: UnsafeMutablePointer<CChar>?
            let value = strtod(start, &end)
            return end.map { $0.pointee == 0 } == true ? value : nil
        }
    }

    private static func ratio(_ value: Double) throws -> Value {
        guard value.isFinite else {
            throw value.isNaN
                ? PythonError(.valueError, "cannot convert NaN to integer ratio")
                : PythonError(.overflowError, "cannot convert Infinity to integer ratio")
        }
        guard value != 0 else { return Value(tuple: [0, 1]) }
        var significand = BigInt(exactly: value.significand * 4_503_599_627_370_496) ?? 0
        var exponent = Int(value.exponent) - 52
        let zeros = significand.trailingZeroBitCount
        significand >>= zeros
        exponent += zeros
        if value < 0 { significand = -significand }
        return exponent >= 0
            ? Value(tuple: [Value(significand << exponent), 1])
            : Value(tuple: [Value(significand), Value(BigInt(1) << -exponent)])
    }

    /// `0x1.999999999999ap-4`
    private static func hexadecimal(_ value: Double) -> String {
        guard value.isFinite else { return floatText(value) }
        let sign = value.sign == .minus ? "-" : ""
        guard value != 0 else { return sign + "0x0.0p+0" }
        let digits = String(value.significandBitPattern, radix: 16)
        let padded = String(repeating: "0", count: 13 - digits.utf8.count) + digits
        let isNormal = value.exponentBitPattern != 0
        let exponent = isNormal ? Int(value.exponentBitPattern) - 1023 : -1022
        return "\(sign)0x\(isNormal ? 1 : 0).\(padded)p\(exponent < 0 ? "-" : "+")\(abs(exponent))"
    }

    private static func parseHexadecimal(_ text: String) -> Double? {
        let trimmed = text.stripped(where: \.isPythonSpace).lowercased()
        if let special = number(in: trimmed), !special.isFinite { return special }
        let sign = trimmed.hasPrefix("-") ? "-" : ""
        var body = trimmed.drop { $0 == "-" || $0 == "+" }
        if body.hasPrefix("0x") { body = body.dropFirst(2) }
        guard !body.isEmpty else { return nil }
        return Double("\(sign)0x\(body)\(body.contains("p") ? "" : "p0")")
    }
}
