import CKernels
import Glibc

/// The table of functions of one real variable, each with its derivative.
enum RealFunctions {
    private typealias Derivative = @Sendable (Tensor, Tensor, Tensor) throws -> Tensor

    static let exp = RealFunction(
        name: "exp", node: "ExpBackward0", narrow: Glibc.expf, wide: Glibc.exp, derivative: { g, _, y in try g * y },
        reads: .result, vector: f32_exp)
    static let exp2 = RealFunction(
        name: "exp2", node: "Exp2Backward0", narrow: Glibc.exp2f, wide: Glibc.exp2,
        derivative: { g, _, y in try g * y * .float(M_LN2) }, reads: .result)
    static let expm1 = RealFunction(
        name: "expm1", node: "Expm1Backward0", narrow: { Float(Glibc.expm1(Double($0))) }, wide: Glibc.expm1,
        derivative: { g, _, y in try g * (y + 1) }, reads: .result)
    static let log = RealFunction(
        name: "log", node: "LogBackward0", narrow: Glibc.logf, wide: Glibc.log, derivative: { g, x, _ in try g / x },
        reads: .input, vector: f32_log)
    static let log2 = RealFunction(
        name: "log2", node: "Log2Backward0", narrow: Glibc.log2f, wide: Glibc.log2,
        derivative: { g, x, _ in try g / (x * .float(M_LN2)) }, reads: .input)
    static let log10 = RealFunction(
        name: "log10", node: "Log10Backward0", narrow: { Float(Glibc.log10(Double($0))) }, wide: Glibc.log10,
        derivative: { g, x, _ in try g / (x * .float(M_LN10)) }, reads: .input)
    static let log1p = RealFunction(
        name: "log1p", node: "Log1PBackward0", narrow: { Float(Glibc.log1p(Double($0))) }, wide: Glibc.log1p,
        derivative: { g, x, _ in try g / (x + 1) }, reads: .input, vector: f32_log1p)
    static let sqrt = RealFunction(
        name: "sqrt", node: "SqrtBackward0", narrow: { $0.squareRoot() }, wide: { $0.squareRoot() },
        derivative: { g, _, y in try g / (y * 2) }, reads: .result, vector: f32_square_root)
    static let rsqrt = RealFunction(
        name: "rsqrt", node: "RsqrtBackward0", narrow: { 1 / $0.squareRoot() }, wide: { 1 / $0.squareRoot() },
        derivative: { g, _, y in try g * (y * y * y) * -0.5 }, reads: .result, vector: f32_reciprocal_square_root)
    static let reciprocal = RealFunction(
        name: "reciprocal", node: "ReciprocalBackward0", narrow: { 1 / $0 }, wide: { 1 / $0 },
        derivative: { g, _, y in try -(g * (y * y)) }, reads: .result, vector: f32_reciprocal)
    static let sin = RealFunction(
        name: "sin", node: "SinBackward0", narrow: Glibc.sinf, wide: Glibc.sin,
        derivative: { g, x, _ in try g * Tensors.cos(x) }, reads: .input)
    static let cos = RealFunction(
        name: "cos", node: "CosBackward0", narrow: Glibc.cosf, wide: Glibc.cos,
        derivative: { g, x, _ in try -(g * Tensors.sin(x)) }, reads: .input)
    static let tan = RealFunction(
        name: "tan", node: "TanBackward0", narrow: Glibc.tanf, wide: Glibc.tan,
        derivative: { g, _, y in try g * (y * y + 1) }, reads: .result)
    static let asin = RealFunction(
        name: "asin", node: "AsinBackward0", narrow: Glibc.asinf, wide: Glibc.asin,
        derivative: { g, x, _ in try g * Tensors.rsqrt(1 - x * x) }, reads: .input)
    static let acos = RealFunction(
        name: "acos", node: "AcosBackward0", narrow: Glibc.acosf, wide: Glibc.acos,
        derivative: { g, x, _ in try -(g * Tensors.rsqrt(1 - x * x)) }, reads: .input)
    static let atan = RealFunction(
        name: "atan", node: "AtanBackward0", narrow: Glibc.atanf, wide: Glibc.atan,
        derivative: { g, x, _ in try g / (x * x + 1) }, reads: .input)
    static let sinh = RealFunction(
        name: "sinh", node: "SinhBackward0", narrow: Glibc.sinhf, wide: Glibc.sinh,
        derivative: { g, x, _ in try g * Tensors.cosh(x) }, reads: .input)
    static let cosh = RealFunction(
        name: "cosh", node: "CoshBackward0", narrow: Glibc.coshf, wide: Glibc.cosh,
        derivative: { g, x, _ in try g * Tensors.sinh(x) }, reads: .input)
    static let tanh = RealFunction(
        name: "tanh", node: "TanhBackward0", narrow: Glibc.tanhf, wide: Glibc.tanh,
        derivative: { g, _, y in try roundedOnce([g, y]) { try $0[0] * (1 - $0[1] * $0[1]) } }, reads: .result,
        vector: f32_tanh,
        vectorDerivative: f32_tanh_gradient)
    static let asinh = RealFunction(
        name: "asinh", node: "AsinhBackward0", narrow: Glibc.asinhf, wide: Glibc.asinh,
        derivative: { g, x, _ in try g * Tensors.rsqrt(x * x + 1) }, reads: .input)
    static let acosh = RealFunction(
        name: "acosh", node: "AcoshBackward0", narrow: Glibc.acoshf, wide: Glibc.acosh,
        derivative: { g, x, _ in try g * Tensors.rsqrt(x * x - 1) }, reads: .input)
    static let atanh = RealFunction(
        name: "atanh", node: "AtanhBackward0", narrow: Glibc.atanhf, wide: Glibc.atanh,
        derivative: { g, x, _ in try g / (1 - x * x) }, reads: .input)
    static let erf = RealFunction(
        name: "erf", node: "ErfBackward0", narrow: Glibc.erff, wide: Glibc.erf,
        derivative: { g, x, _ in try g * Tensors.exp(-(x * x)) * .float(M_2_SQRTPI) }, reads: .input, vector: f32_erf)
    static let erfc = RealFunction(
        name: "erfc", node: "ErfcBackward0", narrow: Glibc.erfcf, wide: Glibc.erfc,
        derivative: { g, x, _ in try g * Tensors.exp(-(x * x)) * .float(-M_2_SQRTPI) }, reads: .input)
    static let lgamma = RealFunction(
        name: "lgamma", node: "LgammaBackward0", narrow: Glibc.lgammaf, wide: Glibc.lgamma,
        derivative: { g, x, _ in try g * Tensors.digamma(x) }, reads: .input)
    static let digamma = RealFunction(
        name: "digamma", node: "DigammaBackward0", narrow: { Float(digammaValue(Double($0))) }, wide: digammaValue,
        derivative: { g, x, _ in try g * polygamma(1, x) }, reads: .input)
    static let sigmoid = RealFunction(
        name: "sigmoid", node: "SigmoidBackward0", narrow: { 1 / (1 + Glibc.expf(-$0)) },
        wide: { 1 / (1 + Glibc.exp(-$0)) },
        derivative: { g, _, y in try roundedOnce([g, y]) { try $0[0] * ((1 - $0[1]) * $0[1]) } }, reads: .result,
        vector: f32_sigmoid, vectorDerivative: f32_sigmoid_gradient)

    /// The logarithmic derivative of the gamma function, by recurrence and the asymptotic series.
    private static func digammaValue(_ x: Double) -> Double {
        if x == 0 { return -Double.infinity }
        if x < 0 && x == x.rounded() { return .nan }
        if x < 0 { return digammaValue(1 - x) - Double.pi / Glibc.tan(Double.pi * x) }
        var (value, sum) = (x, 0.0)
        while value < 10 {
            sum -= 1 / value
            value += 1
        }
        let square = 1 / (value * value)
        let series = square * (1 / 12.0 - square * (1 / 120.0 - square * (1 / 252.0 - square / 240)))
        return sum + Glibc.log(value) - 0.5 / value - series
    }

    static let operations: [Operation] = [
        ("exp", "e raised to each element.", exp), ("exp2", "2 raised to each element.", exp2),
        ("expm1", "exp(x) - 1, exact near zero.", expm1), ("log", "The natural logarithm.", log),
        ("log2", "The logarithm to base 2.", log2), ("log10", "The logarithm to base 10.", log10),
        ("log1p", "log(1 + x), exact near zero.", log1p), ("sqrt", "The square root.", sqrt),
        ("rsqrt", "One over the square root.", rsqrt), ("reciprocal", "One over each element.", reciprocal),
        ("sin", "The sine.", sin), ("cos", "The cosine.", cos), ("tan", "The tangent.", tan),
        ("asin", "The arc sine.", asin), ("acos", "The arc cosine.", acos), ("atan", "The arc tangent.", atan),
        ("arcsin", "The arc sine.", asin), ("arccos", "The arc cosine.", acos), ("arctan", "The arc tangent.", atan),
        ("sinh", "The hyperbolic sine.", sinh), ("cosh", "The hyperbolic cosine.", cosh),
        ("tanh", "The hyperbolic tangent.", tanh), ("asinh", "The inverse hyperbolic sine.", asinh),
        ("acosh", "The inverse hyperbolic cosine.", acosh), ("atanh", "The inverse hyperbolic tangent.", atanh),
        ("erf", "The error function.", erf), ("erfc", "One minus the error function.", erfc),
        ("lgamma", "The logarithm of the gamma function.", lgamma),
        ("digamma", "The logarithmic derivative of the gamma function.", digamma),
        ("sigmoid", "1 / (1 + exp(-x)).", sigmoid),
    ].map { name, summary, function in
        var faces: Operation.Faces = .all
        if name == "tanh" || name == "sigmoid" { faces.insert(.functional) }
        if ["exp2", "expm1", "log1p", "erf", "erfc", "digamma"].contains(name) { faces.insert(.special) }
        return Operation("\(name)(Tensor input) -> Tensor", summary, faces) { (input: Tensor) in try function(input) }
    }
}

package func exp(_ input: Tensor) throws -> Tensor {
    input.dtype.isComplex ? try complexExp(input) : try RealFunctions.exp(input)
}
package func log(_ input: Tensor) throws -> Tensor { try RealFunctions.log(input) }
package func log1p(_ input: Tensor) throws -> Tensor { try RealFunctions.log1p(input) }
package func log2(_ input: Tensor) throws -> Tensor { try RealFunctions.log2(input) }
package func sqrt(_ input: Tensor) throws -> Tensor { try RealFunctions.sqrt(input) }
package func rsqrt(_ input: Tensor) throws -> Tensor { try RealFunctions.rsqrt(input) }
package func reciprocal(_ input: Tensor) throws -> Tensor { try RealFunctions.reciprocal(input) }
package func sin(_ input: Tensor) throws -> Tensor { try RealFunctions.sin(input) }
package func cos(_ input: Tensor) throws -> Tensor { try RealFunctions.cos(input) }
package func sinh(_ input: Tensor) throws -> Tensor { try RealFunctions.sinh(input) }
package func cosh(_ input: Tensor) throws -> Tensor { try RealFunctions.cosh(input) }
package func tanh(_ input: Tensor) throws -> Tensor { try RealFunctions.tanh(input) }
package func erf(_ input: Tensor) throws -> Tensor { try RealFunctions.erf(input) }
package func digamma(_ input: Tensor) throws -> Tensor { try RealFunctions.digamma(input) }
package func sigmoid(_ input: Tensor) throws -> Tensor { try RealFunctions.sigmoid(input) }
package func atan(_ input: Tensor) throws -> Tensor { try RealFunctions.atan(input) }
