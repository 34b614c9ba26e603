import Glibc

/// Binomial numbers as PyTorch draws them: sums of geometric numbers, or Hörmann's BTRS (1993) from a mean of 10 on.
extension Generator {
    /// `single` keeps the rounding of float32 arguments, as in PyTorch.
    func binomial(_ count: Double, _ probability: Double, single: Bool) -> Double {
        guard count > 0, probability > 0 else { return probability.isNaN ? .nan : 0 }
        guard probability < 1 else { return count }
        func rounded(_ value: Double) -> Double { single ? Double(Float(value)) : value }
        let isFlipped = probability > 0.5
        let p = isFlipped ? rounded(1 - probability) : probability
        let drawn =
            rounded(count * p) >= 10
            ? binomialByRejection(count, p, rounded) : binomialByGaps(count, p, single: single)
        return isFlipped ? count - drawn : drawn
    }

    private func binomialByGaps(_ count: Double, _ p: Double, single: Bool) -> Double {
        let logarithm = single ? Double(Glibc.log1pf(-Float(p))) : Glibc.log1p(-p)
        var (sum, successes) = (0.0, 0.0)
        while true {
            sum += (Glibc.log(uniformDouble()) / logarithm).rounded(.up)
            if sum > count { return successes }
            successes += 1
        }
    }

    private func binomialByRejection(_ count: Double, _ p: Double, _ rounded: (Double) -> Double) -> Double {
        let deviation = rounded(rounded(rounded(count * p) * rounded(1 - p)).squareRoot())
        let b = 1.15 + 2.53 * deviation
        let a = -0.0873 + 0.0248 * b + 0.01 * p
        let c = rounded(count * p) + 0.5
        let r = rounded(p / rounded(1 - p))
        let alpha = (2.83 + 5.1 / b) * deviation
        let m = rounded(rounded(count + 1) * p).rounded(.down)
        while true {
            let (u, v) = (uniformDouble() - 0.5, uniformDouble())
            let distance = 0.5 - u.magnitude
            let k = ((2 * a / distance + b) * u + c).rounded(.down)
            if k < 0 || k > count { continue }
            if distance >= 0.07 && v <= 0.92 - 4.2 / b { return k }
            let height = Glibc.log(v * alpha / (a / (distance * distance) + b))
            let first = (m + 0.5) * Glibc.log((m + 1) / (r * (count - m + 1)))
            let second = (count + 1) * Glibc.log((count - m + 1) / (count - k + 1))
            let third = (k + 0.5) * Glibc.log(r * (count - k + 1) / (k + 1))
            let tails = stirlingTail(m) + stirlingTail(count - m) - stirlingTail(k) - stirlingTail(count - k)
            if height <= first + second + third + tails { return k }
        }
    }
}

/// What Stirling's formula for log k! leaves out.
private func stirlingTail(_ k: Double) -> Double {
    let known = [
        0.0810614667953272, 0.0413406959554092, 0.0276779256849983, 0.0207906721037650, 0.0166446911898211,
        0.0138761288230707, 0.0118967099458917, 0.0104112652619720, 0.00925546218271273, 0.00833056343336287,
    ]
    if k <= 9 { return known[Int(k)] }
    let square = (k + 1) * (k + 1)
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / (k + 1)
}

/// Numbers of successes, each with a number of trials and a probability of its own.
package func binomial(_ counts: Tensor, _ probabilities: Tensor, _ generator: Generator? = nil) throws -> Tensor {
    let generator = generator ?? .standard
    let single = counts.dtype == .float32
    return try GradientMode.disabled {
        try pairwise(detach(counts), detach(probabilities)) { generator.binomial($0, $1, single: single) }
    }
}
