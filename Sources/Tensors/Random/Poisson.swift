import Glibc

/// Poisson numbers as PyTorch draws them: products of uniform numbers below 10, Hörmann's rejection (1993) above.
extension Generator {
    func poisson(_ mean: Double) -> Double {
        guard mean > 0 else { return 0 }
        return mean >= 10 ? poissonByRejection(mean) : poissonByProducts(mean)
    }

    private func poissonByProducts(_ mean: Double) -> Double {
        let limit = Glibc.exp(-mean)
        var (count, product) = (0.0, uniformDouble())
        while product > limit {
            count += 1
            product *= uniformDouble()
        }
        return count
    }

    private func poissonByRejection(_ mean: Double) -> Double {
        let b = 0.931 + 2.53 * mean.squareRoot()
        let a = -0.059 + 0.02483 * b
        let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
        while true {
            let (u, v) = (uniformDouble() - 0.5, uniformDouble())
            let distance = 0.5 - u.magnitude
            let k = ((2 * a / distance + b) * u + mean + 0.43).rounded(.down)
            if distance >= 0.07, v <= 0.9277 - 3.6224 / (b - 2) { return k }
            if k < 0 || distance < 0.013 && v > distance { continue }
            let height = Glibc.log(v) + Glibc.log(inverseAlpha) - Glibc.log(a / (distance * distance) + b)
            if height <= -mean + k * Glibc.log(mean) - Glibc.lgamma(k + 1) { return k }
        }
    }
}

/// Numbers of a Poisson distribution, each with a mean of its own.
package func poisson(_ input: Tensor, _ generator: Generator? = nil) throws -> Tensor {
    let generator = generator ?? .standard
    let zero = try constant(0, input)
    let output = try pairwise(input, zero) { mean, _ in generator.poisson(mean) }
    guard Tape.records(input) else { return output }
    return output.derived("PoissonBackward0", from: [input]) { [try $0.gradient.zerosLike()] }
}
