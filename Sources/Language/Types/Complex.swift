/// Python's `complex`.
public final class Complex: Object {
    package let value: ComplexParts

    override public class var nativeType: TypeObject { .complex }
    override public class var hasPlainMethods: Bool { true }

    package init(_ value: ComplexParts) { self.value = value }

    package convenience init(_ real: Double, _ imaginary: Double) { self.init(ComplexParts(real, imaginary)) }

    override public func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        try reflected
            ? Scalar.binary(operation, other, .object(self)) : Scalar.binary(operation, .object(self), other)
    }

    override public func unary(_ operation: UnaryOperator, _ evaluator: Evaluator) throws -> Value? {
        try Scalar.unary(operation, .object(self))
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        Scalar.compare(operation, .object(self), other)
    }

    override public func truth(_ evaluator: Evaluator) throws -> Bool { value.real != 0 || value.imaginary != 0 }
    override public func hash(_ evaluator: Evaluator) throws -> Int { NumberHash.of(value) }
    override public func repr(_ evaluator: Evaluator) throws -> String { value.text }

    override public func format(_ specification: String, _ evaluator: Evaluator) throws -> String {
        guard !specification.isEmpty else { return value.text }
        return try FormatSpecification(specification, for: "complex")
            .format(real: value.real, imaginary: value.imaginary)
    }
}

extension ComplexParts {
    /// `(1+2j)`, or `2j` when the real part is zero.
    package var text: String {
        let second = ComplexParts.part(imaginary) + "j"
        if real == 0 && real.sign == .plus { return second }
        let isSigned = imaginary.sign == .minus && !imaginary.isNaN
        return "(\(ComplexParts.part(real))\(isSigned ? "" : "+")\(second))"
    }

    private static func part(_ value: Double) -> String {
        let text = floatText(value)
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }

    /// Reads `1+2j`, `(3-1j)`, `2.5`, `j`.
    package init?(_ text: String) {
        var body = text.stripped(where: \.isPythonSpace)
        if body.hasPrefix("("), body.hasSuffix(")") {
            body = String(body.dropFirst().dropLast()).stripped(where: \.isPythonSpace)
        }
        guard body.hasSuffix("j") || body.hasSuffix("J") else {
            guard let real = FloatMethods.number(in: body) else { return nil }
            self.init(real, 0)
            return
        }
        body.removeLast()
        let bytes = Array(body.utf8)
        let signs = [UInt8(ascii: "+"), UInt8(ascii: "-")]
        let exponents = [UInt8(ascii: "e"), UInt8(ascii: "E")]
        let split =
            bytes.indices.last { signs.contains(bytes[$0]) && ($0 == 0 || !exponents.contains(bytes[$0 - 1])) } ?? 0
        let first = String(decoding: bytes[..<split], as: UTF8.self)
        let second = String(decoding: bytes[split...], as: UTF8.self)
        let isUnit = ["", "+", "-"].contains(second)
        guard let imaginary = isUnit ? (second == "-" ? -1 : 1) : FloatMethods.number(in: second),
            let real = first.isEmpty ? 0 : FloatMethods.number(in: first)
        else { return nil }
        self.init(real, imaginary)
    }
}

extension TypeObject {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) package static let complex = TypeObject(
        native: "complex", documentation: "ComplexParts numbers: complex(real=0, imag=0), complex(text).",
        methods: [
            NativeFunction("conjugate", "(self, /)", "The number with the opposite imaginary part.") { arguments, _ in
                let value = try Number(arguments[0])?.complex() ?? ComplexParts(0, 0)
                return .object(Complex(ComplexParts(value.real, -value.imaginary)))
            },
            NativeFunction("__abs__", "(self, /)") { arguments, _ in
                .float(try Number(arguments[0])?.complex().magnitude ?? 0)
            },
        ] + OperatorMethods.numeric,
        attributes: [
            ("real", .object(NativeProperty("real") { value, _ in .float(try Number(value)?.complex().real ?? 0) })),
            (
                "imag",
                .object(NativeProperty("imag") { value, _ in .float(try Number(value)?.complex().imaginary ?? 0) })
            ),
        ],
        allocate: allocateComplex)

    private static func allocateComplex(
        _ type: TypeObject, _ arguments: borrowing Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        guard arguments.count <= 2 else {
            throw PythonError(.typeError, "complex() takes at most 2 arguments (\(arguments.count) given)")
        }
        let first = arguments.count > 0 ? arguments[0] : arguments[keyword: "real"] ?? .undefined
        let second = arguments.count > 1 ? arguments[1] : arguments[keyword: "imag"] ?? .undefined
        if let text = first.as(Text.self) {
            guard second.isUndefined else {
                throw PythonError(.typeError, "complex() can't take second arg if first is a string")
            }
            guard let value = ComplexParts(text.string) else {
                throw PythonError(.valueError, "complex() arg is a malformed string")
            }
            return .object(Complex(value))
        }
        guard second.as(Text.self) == nil else {
            throw PythonError(.typeError, "complex() second arg can't be a string")
        }
        let real = try part(first, "first argument must be a string or a number", evaluator)
        let imaginary = try part(second, "second argument must be a number", evaluator)
        // (a + bj) + (c + dj) * j
        if imaginary.imaginary == 0, real.imaginary == 0 {
            return .object(Complex(real.real, imaginary.real))
        }
        return .object(Complex(ComplexParts(real.real - imaginary.imaginary, real.imaginary + imaginary.real)))
    }

    private static func part(_ value: Value, _ expectation: String, _ evaluator: Evaluator) throws -> ComplexParts {
        if value.isUndefined { return ComplexParts(0, 0) }
        if let number = Number(value) { return try number.complex() }
        if let object = value.object {
            if let method = try evaluator.userMethod(.__complex__, of: object),
                let number = Number(try evaluator.call(method))
            {
                return try number.complex()
            }
            if object.derivation?.type?.userLookup(.__float__) != nil {
                return ComplexParts(try FloatMethods.convert(value, evaluator), 0)
            }
            if let float = try object.float(evaluator) { return ComplexParts(float, 0) }
        }
        throw PythonError(.typeError, "complex() \(expectation), not '\(value.typeName)'")
    }
}
