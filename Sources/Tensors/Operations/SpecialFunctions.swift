import Glibc

/// The functions of `torch.special` that the C library has not, with their derivatives.
enum SpecialFunctions {
    static let inverseError: RealFunction = RealFunction(
        name: "erfinv", node: "ErfinvBackward0", narrow: { Float(inverseErrorValue(Double($0))) },
        wide: inverseErrorValue,
        derivative: { g, _, y in try g * exp(y * y) * .float(Double.pi.squareRoot() / 2) }, reads: .result)
    static let bessel0: RealFunction = RealFunction(
        name: "i0", node: "I0Backward0", narrow: { Float(Bessel.value(0, Double($0))) },
        wide: { Bessel.value(0, $0) }, derivative: { g, x, _ in try g * bessel1(x) }, reads: .input)
    static let bessel1: RealFunction = RealFunction(
        name: "i1", node: "SpecialI1Backward0", narrow: { Float(Bessel.value(1, Double($0))) },
        wide: { Bessel.value(1, $0) },
        derivative: { g, x, _ in
            let slope = try bessel0(x) - bessel1(x) / x
            return try g * `where`(x.equals(0), constant(0.5, x), slope)
        }, reads: .input)
    static let besselJ0 = RealFunction(
        name: "bessel_j0", node: "NotImplemented", narrow: { Float(Glibc.j0(Double($0))) }, wide: Glibc.j0,
        derivative: nil, reads: .nothing)
    static let besselJ1 = RealFunction(
        name: "bessel_j1", node: "NotImplemented", narrow: { Float(Glibc.j1(Double($0))) }, wide: Glibc.j1,
        derivative: nil, reads: .nothing)
    static let besselY0 = RealFunction(
        name: "bessel_y0", node: "NotImplemented", narrow: { Float(Glibc.y0(Double($0))) }, wide: Glibc.y0,
        derivative: nil, reads: .nothing)
    static let besselY1 = RealFunction(
        name: "bessel_y1", node: "NotImplemented", narrow: { Float(Glibc.y1(Double($0))) }, wide: Glibc.y1,
        derivative: nil, reads: .nothing)
    static let scaledBessel0: RealFunction = RealFunction(
        name: "i0e", node: "SpecialI0EBackward0", narrow: { Float(Bessel.scaled(0, Double($0))) },
        wide: { Bessel.scaled(0, $0) },
        derivative: { g, x, y in try g * (scaledBessel1(x) - sign(x) * scaledBessel0(x)) }, reads: .input)
    static let scaledBessel1: RealFunction = RealFunction(
        name: "i1e", node: "SpecialI1EBackward0", narrow: { Float(Bessel.scaled(1, Double($0))) },
        wide: { Bessel.scaled(1, $0) },
        derivative: { g, x, _ in
            let slope = try scaledBessel0(x) - scaledBessel1(x) * (sign(x) + reciprocal(x))
            return try g * `where`(x.equals(0), constant(0.5, x), slope)
        }, reads: .input)
    static let normalQuantile: RealFunction = RealFunction(
        name: "ndtri", node: "SpecialNdtriBackward0", narrow: { Float(normalQuantileValue(Double($0))) },
        wide: normalQuantileValue,
        derivative: { g, _, y in try g * exp(y * y * 0.5) * .float((2 * Double.pi).squareRoot()) }, reads: .result)
    static let scaledErrorComplement: RealFunction = RealFunction(
        name: "erfcx", node: "SpecialErfcxBackward0", narrow: { Float(scaledErrorComplementValue(Double($0))) },
        wide: scaledErrorComplementValue,
        derivative: { g, x, _ in
            try g * (x * scaledErrorComplement(x) * 2 - .float(M_2_SQRTPI))
        }, reads: .input)

    /// The start value of Giles ("Approximating the erfinv function", 2010), made exact by two Newton steps.
    private static func inverseErrorValue(_ y: Double) -> Double {
        guard y.magnitude < 1 else { return y.magnitude == 1 ? y * .infinity : .nan }
        let w = -Glibc.log((1 - y) * (1 + y))
        var x: Double
        if w < 5 {
            x =
                [
                    3.43273939e-07, -3.5233877e-06, -4.39150654e-06, 0.00021858087, -0.00125372503, -0.00417768164,
                    0.246640727, 1.50140941,
                ].reduce(2.81022636e-08) { $0 * (w - 2.5) + $1 } * y
        } else {
            x =
                [
                    0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
                    1.00167406, 2.83297682,
                ].reduce(-0.000200214257) { $0 * (w.squareRoot() - 3) + $1 } * y
        }
        for _ in 0..<2 { x -= (Glibc.erf(x) - y) / (M_2_SQRTPI * Glibc.exp(-x * x)) }
        return x
    }

    /// The number below which a standard normal number lies with this probability.
    private static func normalQuantileValue(_ p: Double) -> Double {
        if p <= 0 { return p == 0 ? -.infinity : .nan }
        if p < 0.001 {
            // In the tail 2p - 1 loses the digits of p; one Newton step on the logarithm brings them back.
            var x = -(-2 * Glibc.log(p)).squareRoot()
            for _ in 0..<30 {
                let value = 0.5 * Glibc.erfc(-x / 2.0.squareRoot())
                let density = Glibc.exp(-x * x / 2) / (2 * Double.pi).squareRoot()
                x -= value * (Glibc.log(value) - Glibc.log(p)) / density
            }
            return x
        }
        return 2.0.squareRoot() * inverseErrorValue(2 * p - 1)
    }

    private static func scaledErrorComplementValue(_ x: Double) -> Double {
        if x < 25 { return Glibc.exp(x * x) * Glibc.erfc(x) }
        let square = 1 / (2 * x * x)
        return (1 - square * (1 - 3 * square * (1 - 5 * square))) / (x * Double.pi.squareRoot())
    }

    static let operations: [Operation] =
        [
            unary("erfinv", "The inverse of the error function.", [.all, .special], inverseError),
            unary("i0", "The modified Bessel function of order 0.", [.all, .special], bessel0),
            unary("i1", "The modified Bessel function of order 1.", .special, bessel1),
            unary("bessel_j0", "The Bessel function J0.", .special, besselJ0),
            unary("bessel_j1", "The Bessel function J1.", .special, besselJ1),
            unary("bessel_y0", "The Bessel function Y0.", .special, besselY0),
            unary("bessel_y1", "The Bessel function Y1.", .special, besselY1),
            unary("i0e", "exp(-|x|) i0(x).", .special, scaledBessel0),
            unary("i1e", "exp(-|x|) i1(x).", .special, scaledBessel1),
            unary("ndtri", "The quantile of the standard normal distribution.", .special, normalQuantile),
            unary("erfcx", "exp(x²) erfc(x).", .special, scaledErrorComplement),
            unary("expit", "1 / (1 + exp(-x)).", .special, RealFunctions.sigmoid),
            unary("psi", "The logarithmic derivative of the gamma function.", .special, RealFunctions.digamma),
            unary("gammaln", "The logarithm of the gamma function.", .special, RealFunctions.lgamma),
            Operation("ndtr(Tensor input) -> Tensor", "The normal distribution function.", .special) { (x: Tensor) in
                try ((erf(x * .float(0.5.squareRoot())) + 1) * 0.5).labelled("MulBackward1")
            },
            Operation("log_ndtr(Tensor input) -> Tensor", "The logarithm of ndtr.", .special) { (x: Tensor) in
                let scaled = try x * .float(-0.5.squareRoot())
                let below = try log(scaledErrorComplement(scaled) * 0.5) - scaled * scaled
                let above = try log1p(RealFunctions.erfc(-scaled) * -0.5)
                return try `where`(lt(x, constant(-1, x)), below, above).labelled("SpecialLogNdtrBackward0")
            },
            Operation("entr(Tensor input) -> Tensor", "-x log(x).", .special) { (x: Tensor) in
                let real = try to(x, x.dtype.floating)
                let inside = try `where`(gt(real, constant(0, real)), -real * log(real), real * 0)
                return try `where`(lt(real, constant(0, real)), constant(-.float(.infinity), real), inside)
                    .labelled("SpecialEntrBackward0")
            },
            Operation("xlog1py(Tensor|Scalar input, Tensor|Scalar other) -> Tensor", "x log(1 + y).", .special) {
                (x: Tensor, y: Tensor) in
                let product = try x * log1p(y)
                return try `where`(logicalAnd(x.equals(0), logicalNot(isnan(y))), product.zerosLike(), product)
                    .labelled("SpecialXlog1PyBackward0")
            },
            Operation(
                "zeta(Tensor|Scalar input, Tensor|Scalar other) -> Tensor", "The Hurwitz zeta function.", .special
            ) { try pairwise($0, $1, Gamma.zeta) },
            Operation("polygamma(int n, Tensor input) -> Tensor", "A derivative of digamma.", [.function, .special]) {
                (order: Int, x: Tensor) in try polygamma(order, x)
            },
            Operation("polygamma(Tensor input, int n) -> Tensor", "A derivative of digamma.", .method) {
                try polygamma($1, $0)
            },
        ] + multivariate + incomplete

    private static let multivariate = [("mvlgamma", Operation.Faces.all), ("multigammaln", .special)].map {
        name, faces in
        Operation("\(name)(Tensor input, int p) -> Tensor", "The logarithm of the multivariate gamma function.", faces)
        {
            (x: Tensor, p: Int) in
            guard p >= 1 else { throw TensorError.runtime("p has to be greater than or equal to 1") }
            guard p < 1 << 30 else { throw TensorError.shapeTooLarge([p]) }
            let steps = try arange(.float(0.5 - 0.5 * Double(Swift.max(p, 1))), 0.25, 0.5, dtype: x.dtype.floating)
            let terms = try RealFunctions.lgamma(unsqueeze(x, -1) + steps)
            let constant = Double(p * (p - 1)) / 4 * Glibc.log(Double.pi)
            return try (sum(terms, [-1]) + .float(constant)).labelled("MvlgammaBackward0")
        }
    }

    private static let incomplete = [
        ("igamma", Operation.Faces.all, false), ("igammac", .all, true), ("gammainc", .special, false),
        ("gammaincc", .special, true),
    ].map { name, faces, isUpper in
        Operation(
            "\(name)(Tensor input, Tensor other) -> Tensor",
            "The \(isUpper ? "upper" : "lower") regularised incomplete gamma function.", faces
        ) { (a: Tensor, x: Tensor) in try incompleteGamma(a, x, isUpper: isUpper) }
    }

    private static func unary(
        _ name: String, _ summary: String, _ faces: Operation.Faces, _ function: RealFunction
    ) -> Operation {
        Operation("\(name)(Tensor input) -> Tensor", summary, faces) { (input: Tensor) in try function(input) }
    }
}

/// The regularised incomplete gamma function, differentiable in x: its slope is x^(a - 1) e^-x / Gamma(a).
func incompleteGamma(_ a: Tensor, _ x: Tensor, isUpper: Bool = false) throws -> Tensor {
    let output = try pairwise(a, x) { isUpper ? Gamma.upper($0, $1) : Gamma.lower($0, $1) }
    guard Tape.records(a, x) else { return output }
    let name = isUpper ? "igammac" : "igamma"
    return output.derived(isUpper ? "IgammacBackward0" : "IgammaBackward0", from: [a, x], saving: [a, x]) { step in
        if step.needs(0) {
            throw TensorError.invalid(.notImplemented, "the derivative for '\(name): input' is not implemented.")
        }
        let (a, x) = (try step.saved(0), try step.saved(1))
        let slope = try exp((a - 1) * log(x) - x - RealFunctions.lgamma(a))
        return [nil, try step.gradient * (isUpper ? -slope : slope)]
    }
}

/// The derivative of digamma of this order: (-1)^(n+1) n! zeta(n + 1, x).
func polygamma(_ order: Int, _ input: Tensor) throws -> Tensor {
    guard order >= 0 else { throw TensorError.runtime("polygamma(n, x) does not support negative n.") }
    if order == 0 { return try RealFunctions.digamma(input) }
    let factorial = Glibc.tgamma(Double(order) + 1) * (order % 2 == 0 ? -1 : 1)
    let output = try pairwise(input, Tensor(number: .float(Double(order)))) { x, n in
        factorial * Gamma.zeta(n + 1, x)
    }
    guard Tape.records(input) else { return output }
    return output.derived("PolygammaBackward0", from: [input], saving: [input]) { step in
        [try step.gradient * polygamma(order + 1, step.saved(0))]
    }
}

/// A function of two real numbers without a derivative, computed in float64.
func pairwise(_ a: Tensor, _ b: Tensor, _ body: (Double, Double) -> Double) throws -> Tensor {
    let dtype = resultType(a, b).floating
    let shape = try broadcast(a.shape, b.shape)
    let output = try Tensor.empty(shape, dtype: .float64, device: resultDevice(a, b))
    if !output.isMeta {
        let left = try contiguous(expand(detach(a).asDType(.float64), shape))
        let right = try contiguous(expand(detach(b).asDType(.float64), shape))
        withExtendedLifetime((left, right)) {
            let (x, y, z) = (left.pointer(Double.self), right.pointer(Double.self), output.pointer(Double.self))
            for index in 0..<shape.elementCount { z[index] = body(x[index], y[index]) }
        }
    }
    return try output.asDType(dtype)
}
