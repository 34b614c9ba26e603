import Glibc

/// How often something happens: binomial and Poisson numbers as NumPy's legacy generator draws them.
///
///     var counts = RandomCounts { stream.double() }
///     counts.binomial(10, 0.3)
struct RandomCounts {
    /// The next number in [0, 1).
    let draw: () -> Double

    /// Successes in `trials` tries of probability `chance`.
    func binomial(_ trials: Int, _ chance: Double) -> Int {
        guard trials > 0, chance > 0 else { return 0 }
        let rare = Swift.min(chance, 1 - chance)
        let found =
            Double(trials) * rare <= 30
            ? inverted(trials, rare) : TriangleBinomial(trials, rare).next(draw)
        return chance <= 0.5 ? found : trials - found
    }

    /// Walks along the distribution until the drawn share is used up.
    private func inverted(_ trials: Int, _ chance: Double) -> Int {
        let (count, rest) = (Double(trials), 1 - chance)
        let first = Glibc.exp(count * Glibc.log(rest))
        let mean = count * chance
        let bound = Int(Swift.min(count, mean + 10 * (mean * rest + 1).squareRoot()))
        var (found, share, drawn) = (0, first, draw())
        while drawn > share {
            found += 1
            if found > bound {
                (found, share, drawn) = (0, first, draw())
            } else {
                drawn -= share
                share = (Double(trials - found + 1) * chance * share) / (Double(found) * rest)
            }
        }
        return found
    }

    /// Events of a rate in one unit of time.
    func poisson(_ rate: Double) -> Int {
        if rate >= 10 { return rejectedPoisson(rate) }
        let limit = Glibc.exp(-rate)
        var (found, product) = (0, 1.0)
        while rate > 0 {
            product *= draw()
            if product <= limit { break }
            found += 1
        }
        return found
    }

    /// W. Hörmann, "The transformed rejection method for generating Poisson random variables" (1993), PTRS.
    private func rejectedPoisson(_ rate: Double) -> Int {
        let b = 0.931 + 2.53 * rate.squareRoot()
        let a = -0.059 + 0.02483 * b
        let inverse = 1.1239 + 1.1328 / (b - 3.4)
        let quick = 0.9277 - 3.6224 / (b - 2)
        while true {
            let (u, v) = (draw() - 0.5, draw())
            let side = 0.5 - Swift.abs(u)
            let found = ((2 * a / side + b) * u + rate + 0.43).rounded(.down)
            if side >= 0.07 && v <= quick { return Int(found) }
            if found < 0 || (side < 0.013 && v > side) { continue }
            let bound = -rate + found * Glibc.log(rate) - Glibc.lgamma(found + 1)
            if Glibc.log(v) + Glibc.log(inverse) - Glibc.log(a / (side * side) + b) <= bound { return Int(found) }
        }
    }
}
