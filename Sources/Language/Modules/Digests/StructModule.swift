import BigInt

/// `struct`: numbers as the bytes that C programs write. `struct.pack("<I", 1)` is `b"\x01\x00\x00\x00"`.
enum StructModule {
    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject(
            "struct", documentation: "Numbers as the bytes that C programs write.", functions: functions)
        try SourceModules.add(to: module, source, evaluator)
        return module
    }

    private static var functions: [NativeFunction] {
        [
            NativeFunction("calcsize", "(format, /)", "How many bytes a format takes.", module: "struct") {
                arguments, evaluator in
                .int(try BinaryLayout(try evaluator.str(arguments[0]), errorType(evaluator)).size)
            },
            NativeFunction("pack", "(format, /, *v)", "Values as bytes.", module: "struct") { arguments, evaluator in
                let layout = try BinaryLayout(try evaluator.str(arguments[0]), errorType(evaluator))
                return .object(Bytes(try layout.pack(try evaluator.array(from: arguments[1]), evaluator)))
            },
            NativeFunction("unpack", "(format, buffer, /)", "Bytes as values.", module: "struct") {
                arguments, evaluator in
                let layout = try BinaryLayout(try evaluator.str(arguments[0]), errorType(evaluator))
                let bytes = try BytesMethods.bytes(from: arguments[1], evaluator) ?? []
                guard bytes.count == layout.size else {
                    throw layout.failure("unpack requires a buffer of \(layout.size) bytes")
                }
                return Value(tuple: try layout.unpack(bytes))
            },
        ]
    }

    /// `struct.error`, which Python source defines.
    private static func errorType(_ evaluator: Evaluator) -> TypeObject {
        evaluator.modules.loaded["struct"]?.namespace["error"]?.as(TypeObject.self) ?? .valueError
    }

    private static let source = #"""
        class error(Exception):
            pass

        def unpack_from(format, buffer, offset=0):
            size = calcsize(format)
            if len(buffer) - offset < size:
                raise error(f"unpack_from requires a buffer of at least {offset + size} bytes for unpacking {size} bytes at offset {offset} (actual buffer size is {len(buffer)})")
            return unpack(format, buffer[offset:offset + size])

        def pack_into(format, buffer, offset, *values):
            size = calcsize(format)
            if offset < 0:
                if offset + len(buffer) < 0:
                    raise error(f"offset {offset} out of range for {len(buffer)}-byte buffer")
                offset += len(buffer)
            if len(buffer) - offset < size:
                raise error(f"pack_into requires a buffer of at least {offset + size} bytes for packing {size} bytes at offset {offset} (actual buffer size is {len(buffer)})")
            buffer[offset:offset + size] = pack(format, *values)

        def iter_unpack(format, buffer):
            size = calcsize(format)
            for start in range(0, len(buffer), size):
                yield unpack(format, buffer[start:start + size])

        class Struct:
            def __init__(self, format):
                self.format, self.size = format, calcsize(format)

            def pack(self, *values):
                return pack(self.format, *values)

            def pack_into(self, buffer, offset, *values):
                pack_into(self.format, buffer, offset, *values)

            def unpack(self, buffer):
                return unpack(self.format, buffer)

            def unpack_from(self, buffer, offset=0):
                return unpack_from(self.format, buffer, offset)

            def iter_unpack(self, buffer):
                return iter_unpack(self.format, buffer)
        """#
}

/// A format of `struct`, read: `<2If` is two unsigned integers and a float, the lowest byte first.
struct BinaryLayout {
    private var fields: [Field] = []
    private(set) var size = 0
    private var isBigEndian = false
    private var isAligned = true
    private let errorType: TypeObject

    private struct Field {
        let code: Character
        /// How many values, or how many bytes of a text.
        let count: Int
        let offset: Int
        let width: Int
    }

    private static let widths: [Character: Int] = [
        "x": 1, "c": 1, "b": 1, "B": 1, "?": 1, "h": 2, "H": 2, "i": 4, "I": 4, "l": 8, "L": 8, "q": 8, "Q": 8, "n": 8,
        "N": 8, "e": 2, "f": 4, "d": 8, "s": 1,
    ]

    init(_ format: String, _ errorType: TypeObject) throws {
        self.errorType = errorType
        var text = format[...]
        if let first = text.first, "@=<>!".contains(first) {
            isBigEndian = first == ">" || first == "!"
            isAligned = first == "@"
            text = text.dropFirst()
        }
        while !text.isEmpty { try readField(&text) }
    }

    private mutating func readField(_ text: inout Substring) throws {
        let digits = text.prefix { $0.isASCII && $0.isNumber }
        text = text.dropFirst(digits.count)
        guard let code = text.popFirst() else {
            throw failure("repeat count given without format specifier")
        }
        if code == " " { return }
        guard var width = BinaryLayout.widths[code], let count = digits.isEmpty ? 1 : Int(digits), count < 1 << 28
        else {
            throw failure("bad char in struct format")
        }
        if !isAligned, "lL".contains(code) { width = 4 }
        if isAligned, width > 1 { size = (size + width - 1) / width * width }
        fields.append(Field(code: code, count: count, offset: size, width: width))
        size += width * count
        guard size < 1 << 30 else { throw failure("total struct size too long") }
    }

    func failure(_ message: String) -> PythonError { PythonError(errorType, message) }

    // MARK: Packing

    func pack(_ values: [Value], _ evaluator: Evaluator) throws -> [UInt8] {
        let expected = fields.reduce(0) { $0 + ($1.code == "s" ? 1 : $1.code == "x" ? 0 : $1.count) }
        guard values.count == expected else {
            throw failure("pack expected \(expected) items for packing (got \(values.count))")
        }
        var bytes = [UInt8](repeating: 0, count: size)
        var rest = values[...]
        for field in fields where field.code != "x" {
            for place in 0..<(field.code == "s" ? 1 : field.count) {
                guard let value = rest.popFirst() else { return bytes }
                let packed = try pack(value, field, evaluator)
                let start = field.offset + place * field.width
                bytes.replaceSubrange(start..<start + packed.count, with: packed)
            }
        }
        return bytes
    }

    private func pack(_ value: Value, _ field: Field, _ evaluator: Evaluator) throws -> [UInt8] {
        switch field.code {
        case "s", "c":
            guard let data = value.as(Bytes.self)?.bytes, field.code == "s" || data.count == 1 else {
                throw failure(
                    field.code == "s"
                        ? "argument for 's' must be a bytes object" : "char format requires a bytes object of length 1")
            }
            let kept = data.prefix(field.code == "s" ? field.count : 1)
            return kept + [UInt8](repeating: 0, count: (field.code == "s" ? field.count : 1) - kept.count)
        case "?": return [try evaluator.truth(value) ? 1 : 0]
        case "e", "f", "d": return try packNumber(value, field, evaluator)
        default: return try packInteger(value, field)
        }
    }

    private func packNumber(_ value: Value, _ field: Field, _ evaluator: Evaluator) throws -> [UInt8] {
        guard let number = try Number(value)?.float() else { throw failure("required argument is not a float") }
        let bits: UInt64
        switch field.code {
        case "e": bits = UInt64(HalfPrecision.bits(of: number))
        case "f":
            guard !Float(number).isInfinite || number.isInfinite else {
                throw PythonError(.overflowError, "float too large to pack with f format")
            }
            bits = UInt64(Float(number).bitPattern)
        default: bits = number.bitPattern
        }
        return ordered((0..<field.width).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) })
    }

    private func packInteger(_ value: Value, _ field: Field) throws -> [UInt8] {
        guard let number = value.bigInteger else { throw failure("required argument is not an integer") }
        let isSigned = field.code.isLowercase
        let bits = field.width * 8
        let lowest = isSigned ? -(BigInt(1) << (bits - 1)) : 0
        let highest = (BigInt(1) << (isSigned ? bits - 1 : bits)) - 1
        guard number >= lowest, number <= highest else {
            let name = ["b": "byte", "B": "ubyte"][field.code] ?? "'\(field.code)'"
            throw failure(
                field.width < 8
                    ? "\(name) format requires \(lowest) <= number <= \(highest)" : "int too large to convert")
        }
        let pattern = UInt64(truncatingIfNeeded: number)
        return ordered((0..<field.width).map { UInt8(truncatingIfNeeded: pattern >> UInt64(8 * $0)) })
    }

    private func ordered(_ bytes: [UInt8]) -> [UInt8] { isBigEndian ? bytes.reversed() : bytes }

    // MARK: Unpacking

    func unpack(_ bytes: [UInt8]) throws -> [Value] {
        var values: [Value] = []
        for field in fields where field.code != "x" {
            if field.code == "s" {
                values.append(.object(Bytes(Array(bytes[field.offset..<field.offset + field.count]))))
                continue
            }
            for place in 0..<field.count {
                let start = field.offset + place * field.width
                values.append(value(ordered(Array(bytes[start..<start + field.width])), field))
            }
        }
        return values
    }

    private func value(_ bytes: [UInt8], _ field: Field) -> Value {
        let bits = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch field.code {
        case "c": return .object(Bytes(bytes))
        case "?": return .bool(bits != 0)
        case "e": return .float(HalfPrecision.value(UInt16(truncatingIfNeeded: bits)))
        case "f": return .float(Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits))))
        case "d": return .float(Double(bitPattern: bits))
        default:
            guard field.code.isLowercase else { return Value(BigInt(bits)) }
            let shift = UInt64(64 - 8 * field.width)
            return .int(Int(Int64(bitPattern: bits << shift) >> Int64(shift)))
        }
    }
}

/// Numbers of 16 bits (IEEE 754 binary16), in the arithmetic of every processor.
enum HalfPrecision {
    static func value(_ bits: UInt16) -> Double {
        let (exponent, fraction) = (Int(bits >> 10) & 31, Double(bits & 1023))
        let magnitude: Double =
            switch exponent {
            case 0: fraction / 16_777_216
            case 31: fraction == 0 ? .infinity : .nan
            default: Double(sign: .plus, exponent: exponent - 15, significand: 1 + fraction / 1024)
            }
        return bits >> 15 == 1 ? -magnitude : magnitude
    }

    /// The nearest half; what is too large becomes infinite.
    static func bits(of number: Double) -> UInt16 {
        let sign: UInt16 = number.sign == .minus ? 0x8000 : 0
        if number.isNaN { return 0x7E00 }
        let size = number.magnitude
        guard size < 65520 else { return sign | 0x7C00 }
        let exponent = size < 0x1p-14 ? -14 : Int(size.exponent)
        let units = (size / Double(sign: .plus, exponent: exponent - 10, significand: 1)).rounded(.toNearestOrEven)
        return sign | (UInt16(exponent + 14) << 10) &+ UInt16(units)
    }
}
