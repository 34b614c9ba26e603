import BigInt

/// The class `int` and its methods.
extension TypeObject {
    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) public static let int = TypeObject(
        native: "int", documentation: "Whole numbers of any size: int(x), int(text, base=10).",
        methods: IntMethods.all, attributes: IntMethods.properties, allocate: IntMethods.allocate)

    nonisolated(unsafe) public static let bool = TypeObject(
        native: "bool", bases: [.int], documentation: "True or False: bool(x) is the truth of x.",
        allocate: { _, arguments, evaluator in
            guard arguments.count <= 1 else {
                throw PythonError(.typeError, "bool expected at most 1 argument, got \(arguments.count)")
            }
            return .bool(try !arguments[0].isUndefined && evaluator.truth(arguments[0]))
        })
}

enum IntMethods {
    static var all: [NativeFunction] {
        [
            NativeFunction("bit_length", "(self, /)", "Number of bits of the magnitude.") { arguments, _ in
                .int(try integer(arguments[0]).magnitude.bitWidth)
            },
            NativeFunction("bit_count", "(self, /)", "Number of ones in the magnitude's binary form.") { arguments, _ in
                .int(try integer(arguments[0]).magnitude.words.reduce(0) { $0 + $1.nonzeroBitCount })
            },
            NativeFunction("conjugate", "(self, /)", "The number itself.") { arguments, _ in
                Value(try integer(arguments[0]))
            },
            NativeFunction("as_integer_ratio", "(self, /)", "The pair (self, 1).") { arguments, _ in
                Value(tuple: [Value(try integer(arguments[0])), 1])
            },
            NativeFunction(
                "to_bytes", "(self, length=1, byteorder='big', *, signed=False)", "The number as bytes.", body: toBytes),
            NativeFunction(
                "from_bytes", "(bytes, byteorder='big', *, signed=False)", "The number that bytes stand for.",
                binds: false, body: fromBytes),
            NativeFunction("__index__", "(self, /)") { arguments, _ in Value(try integer(arguments[0])) },
            NativeFunction("__int__", "(self, /)") { arguments, _ in Value(try integer(arguments[0])) },
            NativeFunction("__trunc__", "(self, /)") { arguments, _ in Value(try integer(arguments[0])) },
            NativeFunction("__float__", "(self, /)") { arguments, _ in
                .float(try integer(arguments[0]).checkedDouble())
            },
            NativeFunction("__bool__", "(self, /)") { arguments, _ in .bool(try !integer(arguments[0]).isZero) },
            NativeFunction("__abs__", "(self, /)") { arguments, _ in
                Value(BigInt(try integer(arguments[0]).magnitude))
            },
            NativeFunction("__round__", "(self, ndigits=None, /)") { arguments, evaluator in
                try Rounding.round(arguments[0], digits: arguments[1].ifNotNone, evaluator)
            },
        ] + OperatorMethods.numeric
    }

    static var properties: [(Symbol, Value)] {
        [
            ("real", .object(NativeProperty("real") { value, _ in Value(try integer(value)) })),
            ("imag", .object(NativeProperty("imag") { _, _ in 0 })),
            ("numerator", .object(NativeProperty("numerator") { value, _ in Value(try integer(value)) })),
            ("denominator", .object(NativeProperty("denominator") { _, _ in 1 })),
        ]
    }

    static func integer(_ value: Value) throws -> BigInt {
        guard let integer = value.bigInteger else {
            throw PythonError(.typeError, "descriptor requires a 'int' object but received a '\(value.typeName)'")
        }
        return integer
    }

    static func allocate(_ type: TypeObject, _ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let base = arguments[keyword: "base"] ?? arguments[1]
        guard arguments.count <= 2 else {
            throw PythonError(.typeError, "int() takes at most 2 arguments (\(arguments.count) given)")
        }
        if let unknown = arguments.keywords.first(where: { $0.name != "base" }) {
            throw PythonError(.typeError, "'\(unknown.name)' is an invalid keyword argument for int()")
        }
        guard base.isUndefined || arguments.count > 0 else {
            throw PythonError(.typeError, "int() missing string argument")
        }
        let value =
            base.isUndefined
            ? try convert(arguments[0], evaluator)
            : try parse(arguments[0], base: evaluator.index(base))
        // A derived instance needs an object of its own.
        if !type.isNative, let big = value.as(BigInteger.self) { return .object(BigInteger(big.value)) }
        return value
    }

    private static func parse(_ value: Value, base: Int) throws -> Value {
        if let text = value.as(Text.self) { return try IntegerText.parse(text.string, base: base) }
        if let bytes = value.as(Bytes.self) {
            return try IntegerText.parse(String(decoding: bytes.bytes, as: UTF8.self), base: base)
        }
        throw PythonError(.typeError, "int() can't convert non-string with explicit base")
    }

    /// `int(value)`
    static func convert(_ value: Value, _ evaluator: Evaluator) throws -> Value {
        switch value {
        case .undefined: return 0
        case .int: return value
        case .bool(let bool): return .int(bool ? 1 : 0)
        case .float(let float): return try IntegerText.truncated(float)
        case .none: break
        case .object(let object):
            if let text = object as? Text { return try IntegerText.parse(text.string, base: 10) }
            if let bytes = object as? Bytes {
                return try IntegerText.parse(String(decoding: bytes.bytes, as: UTF8.self), base: 10)
            }
            for name in [Symbol.__int__, .__index__, "__trunc__"] {
                if let method = try evaluator.userMethod(name, of: object) {
                    return try whole(try evaluator.call(method), name)
                }
            }
            if let integer = try object.integer(evaluator) { return integer }
        }
        throw PythonError(
            .typeError,
            "int() argument must be a string, a bytes-like object or a real number, not '\(value.typeName)'")
    }

    private static func whole(_ value: Value, _ name: Symbol) throws -> Value {
        guard let integer = value.bigInteger else {
            throw PythonError(.typeError, "\(name) returned non-int (type \(value.typeName))")
        }
        return Value(integer)
    }

    private static func isBig(_ order: Value, _ evaluator: Evaluator) throws -> Bool {
        switch try evaluator.str(order) {
        case "big": return true
        case "little": return false
        default: throw PythonError(.valueError, "byteorder must be either 'little' or 'big'")
        }
    }

    private static func toBytes(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let count = try evaluator.index(arguments[1])
        guard count >= 0 else { throw PythonError(.valueError, "length argument must be non-negative") }
        guard count < 1 << 24 else { throw PythonError(.memoryError, []) }
        let isBig = try isBig(arguments[2], evaluator)
        let bytes = try IntegerText.littleEndianBytes(
            integer(arguments[0]), count: count, isSigned: evaluator.truth(arguments[3]))
        return .object(Bytes(isBig ? bytes.reversed() : bytes))
    }

    private static func fromBytes(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        guard let bytes = try BytesMethods.bytes(from: arguments[0], evaluator) else {
            throw PythonError(.typeError, "cannot convert '\(arguments[0].typeName)' object to bytes")
        }
        let ordered = try isBig(arguments[1], evaluator) ? bytes : bytes.reversed()
        guard ordered.count < 1 << 22 else { throw PythonError(.memoryError, []) }
        var words = [UInt](repeating: 0, count: ordered.count / 8 + 1)
        for (place, byte) in ordered.reversed().enumerated() { words[place / 8] |= UInt(byte) << (8 * UInt(place % 8)) }
        var value = BigInt(BigUInt(words: words))
        if try evaluator.truth(arguments[2]), let first = ordered.first, first >= 0x80 {
            value -= BigInt(1) << (8 * ordered.count)
        }
        return Value(value)
    }
}
