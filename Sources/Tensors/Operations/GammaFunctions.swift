import Glibc

/// The gamma function's relatives as functions of plain numbers.
enum Gamma {
    /// The Hurwitz zeta function by the sum of Euler and Maclaurin.
    static func zeta(_ s: Double, _ q: Double) -> Double {
        if s == 1 { return .infinity }
        if s < 1 { return .nan }
        if q <= 0 {
            if q == q.rounded() { return .infinity }
            if s != s.rounded() { return .nan }
        }
        var (sum, place) = (0.0, q)
        for _ in 0..<12 {
            sum += Glibc.pow(place, -s)
            place += 1
        }
        sum += Glibc.pow(place, 1 - s) / (s - 1) + 0.5 * Glibc.pow(place, -s)
        // Bernoulli numbers over factorials: B2/2!, B4/4!, …
        let coefficients = [1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1_209_600, 1.0 / 47_900_160]
        var (power, rising) = (Glibc.pow(place, -s - 1), s)
        for (index, coefficient) in coefficients.enumerated() {
            sum += coefficient * rising * power
            let next = Double(2 * index + 1)
            rising *= (s + next) * (s + next + 1)
            power /= place * place
        }
        return sum
    }

    /// The lower regularised incomplete gamma function: a series below, a continued fraction above.
    static func lower(_ a: Double, _ x: Double) -> Double {
        if x < 0 || a < 0 || a.isNaN || x.isNaN { return .nan }
        if a == 0 { return x > 0 ? 1 : .nan }
        if x == 0 { return 0 }
        if x.isInfinite { return 1 }
        let scale = Glibc.exp(a * Glibc.log(x) - x - Glibc.lgamma(a))
        return x < a + 1 ? scale * series(a, x) : 1 - scale * fraction(a, x)
    }

    /// The upper regularised incomplete gamma function, which stays exact where it is close to 0.
    static func upper(_ a: Double, _ x: Double) -> Double {
        guard x >= a + 1, a > 0, x.isFinite else { return 1 - lower(a, x) }
        return Glibc.exp(a * Glibc.log(x) - x - Glibc.lgamma(a)) * fraction(a, x)
    }

    private static func series(_ a: Double, _ x: Double) -> Double {
        var (term, sum, n) = (1 / a, 1 / a, a)
        for _ in 0..<2000 {
            n += 1
            term *= x / n
            sum += term
            if term < sum * 1e-17 { break }
        }
        return sum
    }

    /// Lentz's algorithm.
    private static func fraction(_ a: Double, _ x: Double) -> Double {
        var b = x + 1 - a
        var c = 1e300
        var d = 1 / b
        var value = d
        for index in 1..<2000 {
            let step = -Double(index) * (Double(index) - a)
            b += 2
            d = 1 / (step * d + b)
            c = b + step / c
            value *= d * c
            if (d * c - 1).magnitude < 1e-16 { break }
        }
        return value
    }
}

/// Modified Bessel functions of the first kind.
enum Bessel {
    static func value(_ order: Int, _ x: Double) -> Double { scaled(order, x) * Glibc.exp(x.magnitude) }

    /// The function times exp(-|x|): the power series for small numbers, the asymptotic series for large ones.
    static func scaled(_ order: Int, _ x: Double) -> Double {
        let size = x.magnitude
        let sign: Double = order % 2 == 1 && x < 0 ? -1 : 1
        return sign * (size < 40 ? Glibc.exp(-size) * series(order, size) : asymptotic(order, size))
    }

    private static func series(_ order: Int, _ x: Double) -> Double {
        var term = order == 0 ? 1 : x / 2
        var (sum, k) = (term, 1.0)
        while term > sum * 1e-18 {
            term *= x * x / 4 / (k * (k + Double(order)))
            sum += term
            k += 1
        }
        return sum
    }

    private static func asymptotic(_ order: Int, _ x: Double) -> Double {
        var (term, sum) = (1.0, 1.0)
        for k in 1...12 {
            let odd = Double(2 * k - 1)
            term *= -(Double(4 * order * order) - odd * odd) / (Double(k) * 8 * x)
            sum += term
        }
        return sum / (2 * Double.pi * x).squareRoot()
    }
}
