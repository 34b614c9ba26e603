import Glibc

/// Gamma numbers as PyTorch draws them: the rejection of Marsaglia and Tsang (2000), for shapes below 1 from shape + 1.
extension Generator {
    /// The arithmetic of the shape is that of its dtype, as in PyTorch; everything else is double.
    func gamma<Number: BinaryFloatingPoint>(_ shape: Number) -> Double {
        guard shape >= 0 else { return .nan }
        var (shape, scale) = (shape, 1.0)
        if shape < 1 {
            guard shape > 0 else { return 0 }
            scale = Glibc.pow(1 - uniformDouble(), Double(1 / shape))
            shape += 1
        }
        let d = Double(shape - Number(Float(1) / 3))
        let c = 1 / (9 * d).squareRoot()
        while true {
            var (x, y) = (0.0, 0.0)
            repeat {
                x = normalDouble()
                y = 1 + c * x
            } while y <= 0
            let (v, u, square) = (y * y * y, 1 - uniformDouble(), x * x)
            if u < 1 - Double(Float(0.0331)) * square * square { return scale * d * v }
            if Glibc.log(u) < 0.5 * square + d * (1 - v + Glibc.log(v)) { return scale * d * v }
        }
    }
}

/// Numbers of gamma distributions, and what is made of them.
enum GammaSampling {
    static let operations: [Operation] = [
        Operation(
            "_standard_gamma(Tensor input, Generator? generator=None) -> Tensor",
            "Gamma numbers with rate 1, each with a shape of its own.", .function, standardGamma),
        Operation(
            "_standard_gamma_grad(Tensor input, Tensor output) -> Tensor",
            "How a gamma number moves with its shape.", .function, gammaSlope),
        Operation(
            "_sample_dirichlet(Tensor input, Generator? generator=None) -> Tensor",
            "Shares that add up to 1, from gamma numbers.", .function, sampleDirichlet),
    ]
}

/// Gamma numbers with rate 1; the gradient reaches the shapes by implicit differentiation.
package func standardGamma(_ input: Tensor, _ generator: Generator? = nil) throws -> Tensor {
    guard input.dtype.isFloatingPoint else {
        throw TensorError.notImplemented(operation: "\"gamma_cpu\"", dtype: input.dtype)
    }
    let output = try Tensor.empty(input.shape, dtype: input.dtype, device: input.device)
    let generator = generator ?? .standard
    if !input.isMeta {
        let shapes = try GradientMode.disabled { try detach(input).asDType(.float64).compacted() }
        let source = shapes.pointer(Double.self)
        var index = -1
        let wide = input.dtype == .float64
        output.drawEachReal {
            index += 1
            let drawn = wide ? generator.gamma(source[index]) : generator.gamma(Float(source[index]))
            return Swift.max(wide ? Double.leastNormalMagnitude : Double(Float.leastNormalMagnitude), drawn)
        }
    }
    guard Tape.records(input) else { return output }
    return output.derived("StandardGammaBackward0", from: [input], saving: [input], savingResult: true) { step in
        [try step.gradient * gammaSlope(step.saved(0), step.result)]
    }
}

/// - dF/da / f for the distribution function F and the density f of shape a; F by differences, which is exact to 1e-8.
private func gammaSlope(_ shapes: Tensor, _ numbers: Tensor) throws -> Tensor {
    try GradientMode.disabled {
        let (a, x) = (try to(detach(shapes), .float64), try to(detach(numbers), .float64))
        let step = try a * .float(1e-5)
        let rise = try incompleteGamma(a + step, x) - incompleteGamma(a - step, x)
        let exponent = try (a - 1) * log(x) - x - RealFunctions.lgamma(a)
        let slope = try rise / (step * -2)
        return try to(slope / exp(exponent), shapes.dtype)
    }
}

/// Numbers of Dirichlet distributions along the last dimension.
package func sampleDirichlet(_ input: Tensor, _ generator: Generator? = nil) throws -> Tensor {
    let drawn = try GradientMode.disabled { try standardGamma(to(detach(input), .float64), generator) }
    guard !input.isMeta else { return try Tensor.empty(input.shape, dtype: input.dtype, device: .meta) }
    let shares = try drawn / sum(drawn, [-1], keepdim: true)
    let least = input.dtype == .float64 ? Double.leastNormalMagnitude : Double(Float.leastNormalMagnitude)
    let most = input.dtype == .float64 ? 1.0.nextDown : Double(Float(1).nextDown)
    return try to(clamp(shares, Tensor(number: .float(least)), Tensor(number: .float(most))), input.dtype)
}
