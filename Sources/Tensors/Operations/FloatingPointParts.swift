import Glibc

/// Signs, exponents, neighbours and divisors of numbers.
enum FloatingPointParts {
    static let operations: [Operation] =
        [
            Operation("signbit(Tensor input) -> Tensor", "Whether the sign is negative, of zeros too.", .both, signbit),
            Operation("isreal(Tensor input) -> Tensor", "Whether the imaginary part is zero.", .both) { (x: Tensor) in
                x.dtype.isComplex
                    ? try imaginaryPart(x).equals(0) : try Tensor.ones(x.shape, dtype: .bool, device: x.device)
            },
            Operation(
                "copysign(Tensor input, Tensor|Scalar other) -> Tensor", "The size of one, the sign of another.", .all
            ) { (x: Tensor, sign: Tensor) in
                let dtype = resultType(x, sign).floating
                let output = try GradientMode.disabled {
                    let size = try abs(to(x, dtype))
                    return try `where`(signbit(sign), -size, size)
                }
                guard Tape.records(x, sign) else { return output }
                let node = sign.isNumber ? "CopysignBackward1" : "CopysignBackward0"
                return output.derived(node, from: [x, sign], saving: [x], savingResult: true) { step in
                    let input = try step.saved(0)
                    let ratio = try `where`(input.equals(0), input * 0, step.result / input)
                    return [try step.gradient * ratio, try step.gradient * 0]
                }
            },
            Operation("heaviside(Tensor input, Tensor values) -> Tensor", "The step function; values at zero.", .all) {
                (x: Tensor, values: Tensor) in
                guard x.dtype == values.dtype else {
                    throw TensorError.runtime("heaviside is not yet implemented for tensors with different dtypes.")
                }
                return try `where`(x.equals(0), values, to(gt(x, constant(0, x)), x.dtype))
            },
            Operation(
                "nextafter(Tensor input, Tensor other) -> Tensor", "The next number towards another.", .all, nextAfter),
            Operation("ldexp(Tensor input, Tensor other) -> Tensor", "input times two to the power of other.", .all) {
                (x: Tensor, exponent: Tensor) in
                let output = try GradientMode.disabled { try x * pow(Tensor.scalar(2.0), exponent) }
                guard Tape.records(x, exponent) else { return output }
                return output.derived("LdexpBackward0", from: [x, exponent], saving: [exponent], savingResult: true) {
                    step in
                    // The power of whole numbers is whole, as PyTorch has it: below one it is zero.
                    [
                        try step.when(0) { try step.gradient * pow(Tensor(number: 2), step.saved(0)) },
                        try step.when(1) { try step.gradient * step.result * .float(M_LN2) },
                    ]
                }
            },
            Operation(
                "frexp(Tensor input) -> (Tensor mantissa, Tensor exponent)", "Mantissa and exponent.", .both, frexp),
            Operation(
                "float_power(Tensor|Scalar input, Tensor|Scalar exponent) -> Tensor", "A power in float64.",
                [.function, .method]
            ) { (x: Tensor, exponent: Tensor) in try pow(double(x), double(exponent)) },
            Operation("gcd(Tensor input, Tensor other) -> Tensor", "The greatest common divisor.", .all) {
                try integers("gcd", $0, $1, divisor)
            },
            Operation("lcm(Tensor input, Tensor other) -> Tensor", "The least common multiple.", .all) {
                try integers("lcm", $0, $1) { a, b in
                    let common = divisor(a, b)
                    return common == 0
                        ? 0 : (a / common).multipliedReportingOverflow(by: b).partialValue.magnitudeOrSelf
                }
            },
            Operation("logaddexp2(Tensor input, Tensor other) -> Tensor", "log2(2^a + 2^b).", .both) {
                (a: Tensor, b: Tensor) in
                let factor = Scalar.float(M_LN2)
                return try (logaddexp(a * factor, b * factor) / factor).labelled("Logaddexp2Backward0")
            },
            Operation("conj_physical(Tensor input) -> Tensor", "The complex conjugate.", .all) { (x: Tensor) in
                try conj(x)
            },
            Operation("resolve_neg(Tensor input) -> Tensor", "The tensor itself.", .both) { (x: Tensor) in x },
        ] + aliases

    private static let aliases: [Operation] = [
        ("arccosh", "The inverse hyperbolic cosine.", RealFunctions.acosh),
        ("arcsinh", "The inverse hyperbolic sine.", RealFunctions.asinh),
        ("arctanh", "The inverse hyperbolic tangent.", RealFunctions.atanh),
    ].map { name, summary, function in
        Operation("\(name)(Tensor input) -> Tensor", summary, .all) { (x: Tensor) in try function(x) }
    }

    private static func double(_ x: Tensor) throws -> Tensor {
        x.dtype.isComplex ? try to(x, .complex128) : try x.number.map { try Tensor(number: $0) } ?? to(x, .float64)
    }

    private static func signbit(_ input: Tensor) throws -> Tensor {
        guard input.dtype.isFloatingPoint else { return try lt(input, constant(0, input)) }
        let output = try pairwise(input, constant(0, input)) { x, _ in x.sign == .minus ? 1 : 0 }
        return try to(output, .bool)
    }

    private static func nextAfter(_ a: Tensor, _ b: Tensor) throws -> Tensor {
        let isNarrow = resultType(a, b) != .float64
        return try pairwise(a, b) {
            isNarrow ? Double(Glibc.nextafterf(Float($0), Float($1))) : Glibc.nextafter($0, $1)
        }
    }

    private static func frexp(_ input: Tensor) throws -> Outcome {
        guard input.dtype.isFloatingPoint else {
            throw TensorError.runtime("torch.frexp() only supports floating-point dtypes")
        }
        let zero = try constant(0, input)
        let mantissa = try pairwise(input, zero) { x, _ in
            // Swift's frexp gives the mantissa without its sign.
            x.isFinite && x != 0 ? Glibc.frexp(x).0.magnitude * (x < 0 ? -1 : 1) : x
        }
        let exponent = try pairwise(input, zero) { x, _ in x.isFinite && x != 0 ? Double(Glibc.frexp(x).1) : 0 }
        let whole = try to(exponent, .int32)
        guard Tape.records(input) else {
            return .named(type: "frexp", fields: ["mantissa", "exponent"], [mantissa, whole])
        }
        let result = mantissa.derived("FrexpBackward0", from: [input]) { step in
            [try step.gradient / pow(Tensor.scalar(2.0), whole)]
        }
        return .named(type: "frexp", fields: ["mantissa", "exponent"], [result, whole])
    }

    private static func divisor(_ a: Int, _ b: Int) -> Int {
        var (a, b) = (a.magnitude, b.magnitude)
        while b != 0 { (a, b) = (b, a % b) }
        return Int(truncatingIfNeeded: a)
    }

    private static func integers(_ name: String, _ a: Tensor, _ b: Tensor, _ body: (Int, Int) -> Int) throws -> Tensor {
        let dtype = resultType(a, b)
        guard dtype.category == .integer else {
            throw TensorError.notImplemented(operation: "\"\(name)_cpu\"", dtype: dtype)
        }
        let shape = try broadcast(a.shape, b.shape)
        if a.isMeta || b.isMeta { return try Tensor.empty(shape, dtype: dtype, device: .meta) }
        let values = try zip(expand(a, shape).integers(), expand(b, shape).integers()).map(body)
        return try to(Tensor(values, shape: shape), dtype)
    }
}

extension Int {
    fileprivate var magnitudeOrSelf: Int { Int(exactly: magnitude) ?? self }
}
