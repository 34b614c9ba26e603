import Glibc

/// The inverse circular and hyperbolic functions of complex numbers, computed in float64.
///
/// W. Kahan, "Branch Cuts for Complex Elementary Functions" (1987): the sign of a zero says on which side of a cut it lies.
enum ComplexInverses {
    typealias Number = Complex<Double>

    /// By the name of the function of real numbers.
    static let named: [String: ComplexFunctions.Function] = [
        "acos": { try mapped($0, "AcosBackward0", arcCosine) { -(1 / root(Number(1, 0) - $0 * $0)) } },
        "asin": { try mapped($0, "AsinBackward0", arcSine) { 1 / root(Number(1, 0) - $0 * $0) } },
        "atan": { try mapped($0, "AtanBackward0", arcTangent) { 1 / (Number(1, 0) + $0 * $0) } },
        "acosh": {
            try mapped($0, "AcoshBackward0", hyperbolicArcCosine) {
                1 / (root($0 - Number(1, 0)) * root($0 + Number(1, 0)))
            }
        },
        "asinh": { try mapped($0, "AsinhBackward0", hyperbolicArcSine) { 1 / root(Number(1, 0) + $0 * $0) } },
        "atanh": { try mapped($0, "AtanhBackward0", hyperbolicArcTangent) { 1 / (Number(1, 0) - $0 * $0) } },
    ]

    /// Applies an analytic function to each element; its gradient is multiplied by the conjugate of the slope.
    private static func mapped(
        _ input: Tensor, _ node: String, _ function: @escaping (Number) -> Number, slope: @escaping (Number) -> Number
    ) throws -> Tensor {
        let output = try each(input, function)
        guard Tape.records(input) else { return output }
        return output.derived(node, from: [input], saving: [input]) { step in
            let slopes = try GradientMode.disabled { try each(step.saved(0), slope) }
            return [try step.gradient * conj(slopes)]
        }
    }

    private static func each(_ input: Tensor, _ function: (Number) -> Number) throws -> Tensor {
        let output = try Tensor.empty(input.shape, dtype: .complex128, device: input.device)
        if !input.isMeta { try input.converted(to: .complex128).map(into: output, function) }
        return try output.asDType(input.dtype)
    }

    /// The root with a real part of at least 0; the imaginary part keeps its sign, that of zero too.
    private static func root(_ z: Number) -> Number {
        if z.re == 0 && z.im == 0 { return Number(0, z.im) }
        let size = ((z.re.magnitude + z.magnitude) / 2).squareRoot()
        let other = z.im.magnitude / (2 * size)
        return z.re >= 0
            ? Number(size, Glibc.copysign(other, z.im)) : Number(other, Glibc.copysign(size, z.im))
    }

    private static func arcCosine(_ z: Number) -> Number {
        let (low, high) = (root(Number(1 - z.re, -z.im)), root(Number(1 + z.re, z.im)))
        return Number(2 * Glibc.atan2(low.re, high.re), Glibc.asinh(high.re * low.im - high.im * low.re))
    }

    private static func arcSine(_ z: Number) -> Number {
        let (low, high) = (root(Number(1 - z.re, -z.im)), root(Number(1 + z.re, z.im)))
        return Number(
            Glibc.atan2(z.re, low.re * high.re - low.im * high.im), Glibc.asinh(low.re * high.im - low.im * high.re))
    }

    private static func hyperbolicArcCosine(_ z: Number) -> Number {
        let (low, high) = (root(Number(z.re - 1, z.im)), root(Number(z.re + 1, z.im)))
        return Number(Glibc.asinh(low.re * high.re + low.im * high.im), 2 * Glibc.atan2(low.im, high.re))
    }

    private static func hyperbolicArcTangent(_ z: Number) -> Number {
        let (x, y) = (z.re, z.im)
        let distance = (1 - x) * (1 - x) + y * y
        return Number(
            Glibc.log1p(4 * x / distance) / 4, Glibc.atan2(2 * y, (1 - x) * (1 + x) - y * y) / 2)
    }

    /// asinh(z) = -i asin(iz)
    private static func hyperbolicArcSine(_ z: Number) -> Number {
        let turned = arcSine(Number(-z.im, z.re))
        return Number(turned.im, -turned.re)
    }

    /// atan(z) = -i atanh(iz)
    private static func arcTangent(_ z: Number) -> Number {
        let turned = hyperbolicArcTangent(Number(-z.im, z.re))
        return Number(turned.im, -turned.re)
    }
}

extension Complex<Double> {
    fileprivate static func / (a: Double, b: Complex) -> Complex { Complex(a, 0) / b }
    fileprivate static prefix func - (z: Complex) -> Complex { Complex(-z.re, -z.im) }
}
