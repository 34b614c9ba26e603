import Glibc

/// The distributions of `random` that few programs use.
extension RandomGenerator {
    static var rareDistributions: [NativeFunction] {
        [
            NativeFunction("paretovariate", "(self, alpha)", "A Pareto variate.") { arguments, evaluator in
                let u = 1 - (try generator(arguments[0]).twister.random())
                return .float(pow(u, -1 / (try Number(arguments[1])?.float() ?? 1)))
            },
            NativeFunction("weibullvariate", "(self, alpha, beta)", "A Weibull variate.") { arguments, evaluator in
                let u = 1 - (try generator(arguments[0]).twister.random())
                let (alpha, beta) = (try Number(arguments[1])?.float() ?? 1, try Number(arguments[2])?.float() ?? 1)
                return .float(alpha * pow(-log(u), 1 / beta))
            },
            NativeFunction("vonmisesvariate", "(self, mu, kappa)", "An angle around mu.") { arguments, evaluator in
                let (mu, kappa) = (try Number(arguments[1])?.float() ?? 0, try Number(arguments[2])?.float() ?? 1)
                return .float(try generator(arguments[0]).vonMises(mu, kappa))
            },
        ]
    }

    /// Fisher's method ("Statistical Analysis of Circular Data", 1993).
    private func vonMises(_ mu: Double, _ kappa: Double) -> Double {
        guard kappa > 1e-6 else { return 2 * .pi * twister.random() }
        let s = 0.5 / kappa
        let r = s + (1 + s * s).squareRoot()
        while true {
            let z = cos(.pi * twister.random())
            let d = z / (r + z)
            let u2 = twister.random()
            guard u2 < 1 - d * d || u2 <= (1 - d) * exp(d) else { continue }
            let q = 1 / r
            let f = (q + z) / (1 + q * z)
            let angle = twister.random() > 0.5 ? mu + acos(f) : mu - acos(f)
            let turned = fmod(angle, 2 * .pi)
            return turned < 0 ? turned + 2 * .pi : turned
        }
    }
}
