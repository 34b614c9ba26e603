import Glibc

/// Binomial numbers of many tries: a triangle, two parallelograms and two exponential tails around the distribution, from
/// which numbers are taken or thrown away (V. Kachitvichyanukul and B. Schmeiser, "Binomial random variate generation",
/// 1988, algorithm BTPE).
struct TriangleBinomial {
    private let trials: Int
    private let chance: Double
    private let rest: Double
    private let mode: Int
    private let center: Double
    private let (left, right): (Double, Double)
    private let height: Double
    private let (leftTail, rightTail): (Double, Double)
    /// Where the areas end: triangle, parallelograms, left tail, right tail.
    private let areas: (Double, Double, Double, Double)

    /// For a chance of at most one half, and more than 30 expected successes.
    init(_ trials: Int, _ chance: Double) {
        let (count, rest) = (Double(trials), 1 - chance)
        let peak = count * chance + chance
        let width = (2.195 * (count * chance * rest).squareRoot() - 4.6 * rest).rounded(.down) + 0.5
        let middle = peak.rounded(.down)
        (self.trials, self.chance, self.rest, mode) = (trials, chance, rest, Int(middle))
        center = middle + 0.5
        (left, right) = (center - width, center + width)
        height = 0.134 + 20.5 / (15.3 + middle)
        let a = (peak - left) / (peak - left * chance)
        let b = (right - peak) / (right * rest)
        (leftTail, rightTail) = (a * (1 + a / 2), b * (1 + b / 2))
        let second = width * (1 + 2 * height)
        let third = second + height / leftTail
        areas = (width, second, third, third + height / rightTail)
    }

    func next(_ draw: () -> Double) -> Int {
        while true {
            let u = draw() * areas.3
            let v = draw()
            if u <= areas.0 { return Int((center - areas.0 * v + u).rounded(.down)) }
            if let found = outside(u, v) { return found }
        }
    }

    /// A number from beside the triangle, if it is kept.
    private func outside(_ u: Double, _ v: Double) -> Int? {
        if u <= areas.1 {
            let x = left + (u - areas.0) / height
            let level = v * height + 1 - Swift.abs(Double(mode) - x + 0.5) / areas.0
            return level > 1 ? nil : kept(x.rounded(.down), level)
        }
        guard v != 0 else { return nil }
        if u <= areas.2 {
            let y = (left + Glibc.log(v) / leftTail).rounded(.down)
            return y < 0 ? nil : kept(y, v * (u - areas.1) * leftTail)
        }
        let y = (right - Glibc.log(v) / rightTail).rounded(.down)
        return y > Double(trials) ? nil : kept(y, v * (u - areas.2) * rightTail)
    }

    private func kept(_ place: Double, _ level: Double) -> Int? {
        let y = Int(place)
        let distance = Swift.abs(y - mode)
        let spread = Double(trials) * chance * rest
        if distance <= 20 || Double(distance) >= spread / 2 - 1 { return level > ratio(y) ? nil : y }
        let k = Double(distance)
        let slack = (k / spread) * ((k * (k / 3 + 0.625) + 0.16666666666666666) / spread + 0.5)
        let bell = -k * k / (2 * spread)
        let logarithm = Glibc.log(level)
        if logarithm < bell - slack { return y }
        if logarithm > bell + slack { return nil }
        return logarithm > exactBound(y) ? nil : y
    }

    /// The probability of y over that of the mode, factor by factor.
    private func ratio(_ y: Int) -> Double {
        let odds = chance / rest
        let a = odds * Double(trials + 1)
        var product = 1.0
        if mode < y {
            for i in (mode + 1)...y { product *= a / Double(i) - odds }
        } else if mode > y {
            for i in (y + 1)...mode { product /= a / Double(i) - odds }
        }
        return product
    }

    /// The logarithm of that ratio by Stirling's formula.
    private func exactBound(_ y: Int) -> Double {
        let (x1, f1) = (Double(y + 1), Double(mode + 1))
        let (z, w) = (Double(trials + 1 - mode), Double(trials - y + 1))
        let main =
            center * Glibc.log(f1 / x1) + (Double(trials - mode) + 0.5) * Glibc.log(z / w)
            + Double(y - mode) * Glibc.log(w * chance / (x1 * rest))
        return main + correction(f1) + correction(z) + correction(x1) + correction(w)
    }

    private func correction(_ x: Double) -> Double {
        let square = x * x
        return (13680 - (462 - (132 - (99 - 140 / square) / square) / square) / square) / x / 166320
    }
}
