import Glibc

/// An element type in which arithmetic is carried out; the other dtypes are converted to one of these and back.
protocol Number: Element {
    static func add(_ a: Self, _ b: Self) -> Self
    static func subtract(_ a: Self, _ b: Self) -> Self
    static func multiply(_ a: Self, _ b: Self) -> Self
    static func divide(_ a: Self, _ b: Self) -> Self
    static func power(_ a: Self, _ b: Self) -> Self
    static func equal(_ a: Self, _ b: Self) -> Bool
    static var zero: Self { get }
    static var one: Self { get }
}

/// A number with an order: all but the complex ones.
protocol Ordered: Number, Comparable {
    /// Towards minus infinity.
    static func floorDivide(_ a: Self, _ b: Self) -> Self
    /// Towards zero.
    static func truncatingDivide(_ a: Self, _ b: Self) -> Self
    /// With the sign of the divisor, as Python's `%`.
    static func remainder(_ a: Self, _ b: Self) -> Self
    /// With the sign of the dividend, as C's `fmod`.
    static func truncatingRemainder(_ a: Self, _ b: Self) -> Self
    var isNotANumber: Bool { get }
    static var lowest: Self { get }
    static var highest: Self { get }
}

/// A number with fractions: float32 and float64.
protocol Real: Ordered, BinaryFloatingPoint {
    func map1(_ narrow: (Float) -> Float, _ wide: (Double) -> Double) -> Self
    func map2(_ other: Self, _ narrow: (Float, Float) -> Float, _ wide: (Double, Double) -> Double) -> Self
}

extension Float: Real {
    @inline(__always)
    func map1(_ narrow: (Float) -> Float, _ wide: (Double) -> Double) -> Float { narrow(self) }

    @inline(__always)
    func map2(_ other: Float, _ narrow: (Float, Float) -> Float, _ wide: (Double, Double) -> Double) -> Float {
        narrow(self, other)
    }
}

extension Double: Real {
    @inline(__always)
    func map1(_ narrow: (Float) -> Float, _ wide: (Double) -> Double) -> Double { wide(self) }

    @inline(__always)
    func map2(_ other: Double, _ narrow: (Float, Float) -> Float, _ wide: (Double, Double) -> Double) -> Double {
        wide(self, other)
    }
}

extension Real {
    @inline(__always) static func add(_ a: Self, _ b: Self) -> Self { a + b }
    @inline(__always) static func subtract(_ a: Self, _ b: Self) -> Self { a - b }
    @inline(__always) static func multiply(_ a: Self, _ b: Self) -> Self { a * b }
    @inline(__always) static func divide(_ a: Self, _ b: Self) -> Self { a / b }
    @inline(__always) static func equal(_ a: Self, _ b: Self) -> Bool { a == b }
    @inline(__always) static var one: Self { 1 }
    @inline(__always) var isNotANumber: Bool { isNaN }
    static var lowest: Self { -infinity }
    static var highest: Self { infinity }

    @inline(__always) static func power(_ a: Self, _ b: Self) -> Self {
        if b == 2 { return a * a }
        return a.map2(b, Glibc.powf, Glibc.pow)
    }

    static func floorDivide(_ a: Self, _ b: Self) -> Self {
        if b == 0 { return a / b }
        let rest = a.truncatingRemainder(dividingBy: b)
        var quotient = (a - rest) / b
        if rest != 0 && (b < 0) != (rest < 0) { quotient -= 1 }
        if quotient == 0 { return (a / b) < 0 ? -0.0 : 0 }
        let floor = quotient.rounded(.down)
        return quotient - floor > 0.5 ? floor + 1 : floor
    }

    @inline(__always) static func truncatingDivide(_ a: Self, _ b: Self) -> Self { (a / b).rounded(.towardZero) }

    static func remainder(_ a: Self, _ b: Self) -> Self {
        let rest = a.truncatingRemainder(dividingBy: b)
        return rest != 0 && (b < 0) != (rest < 0) ? rest + b : rest
    }

    static func truncatingRemainder(_ a: Self, _ b: Self) -> Self { a.truncatingRemainder(dividingBy: b) }
}

extension Int: Ordered {
    @inline(__always) static func add(_ a: Int, _ b: Int) -> Int { a &+ b }
    @inline(__always) static func subtract(_ a: Int, _ b: Int) -> Int { a &- b }
    @inline(__always) static func multiply(_ a: Int, _ b: Int) -> Int { a &* b }
    @inline(__always) static func divide(_ a: Int, _ b: Int) -> Int { truncatingDivide(a, b) }
    @inline(__always) static func equal(_ a: Int, _ b: Int) -> Bool { a == b }
    @inline(__always) static var one: Int { 1 }
    @inline(__always) var isNotANumber: Bool { false }
    static var lowest: Int { .min }
    static var highest: Int { .max }

    static func power(_ a: Int, _ b: Int) -> Int {
        if b < 0 { return a == 1 ? 1 : a == -1 ? (b % 2 == 0 ? 1 : -1) : 0 }
        var (result, square, left) = (1, a, b)
        while left > 0 {
            if left & 1 == 1 { result = result &* square }
            square = square &* square
            left >>= 1
        }
        return result
    }

    /// Division by zero is found before a kernel runs.
    static func floorDivide(_ a: Int, _ b: Int) -> Int {
        let quotient = truncatingDivide(a, b)
        return quotient &* b != a && (a < 0) != (b < 0) ? quotient - 1 : quotient
    }

    static func truncatingDivide(_ a: Int, _ b: Int) -> Int {
        b == 0 ? 0 : a.dividedReportingOverflow(by: b).partialValue
    }

    static func remainder(_ a: Int, _ b: Int) -> Int {
        let rest = truncatingRemainder(a, b)
        return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest
    }

    static func truncatingRemainder(_ a: Int, _ b: Int) -> Int {
        b == 0 ? 0 : a.remainderReportingOverflow(dividingBy: b).partialValue
    }
}

extension Complex: Number {
    @inline(__always) static func add(_ a: Self, _ b: Self) -> Self { a + b }
    @inline(__always) static func subtract(_ a: Self, _ b: Self) -> Self { a - b }
    @inline(__always) static func multiply(_ a: Self, _ b: Self) -> Self { a * b }
    @inline(__always) static func divide(_ a: Self, _ b: Self) -> Self { a / b }
    @inline(__always) static func equal(_ a: Self, _ b: Self) -> Bool { a == b }
    static var zero: Self { Complex(0, 0) }
    static var one: Self { Complex(1, 0) }

    static func power(_ a: Self, _ b: Self) -> Self {
        if b.im == 0, b.re == b.re.rounded(), b.re.magnitude < 64 { return integerPower(a, Int(b.re)) }
        if a.re == 0 && a.im == 0 { return a }
        let logarithm = Complex(Part(Glibc.log(Double(a.magnitude))), Part(Glibc.atan2(Double(a.im), Double(a.re))))
        let product = b * logarithm
        let size = Glibc.exp(Double(product.re))
        let angle = Double(product.im)
        return Complex(Part(size * Glibc.cos(angle)), Part(size * Glibc.sin(angle)))
    }

    private static func integerPower(_ a: Self, _ exponent: Int) -> Self {
        var result = one
        for _ in 0..<Swift.abs(exponent) { result = result * a }
        return exponent < 0 ? one / result : result
    }
}
