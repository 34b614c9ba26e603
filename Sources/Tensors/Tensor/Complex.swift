/// A complex number in two parts, laid out as torch lays it out.
package struct Complex<Part: BinaryFloatingPoint & BitwiseCopyable & Sendable>: BitwiseCopyable, Sendable, Equatable {
    package var re: Part
    package var im: Part

    @inlinable package init(_ re: Part, _ im: Part) {
        self.re = re
        self.im = im
    }

    @inlinable package static func + (a: Complex, b: Complex) -> Complex { Complex(a.re + b.re, a.im + b.im) }
    @inlinable package static func - (a: Complex, b: Complex) -> Complex { Complex(a.re - b.re, a.im - b.im) }

    @inlinable package static func * (a: Complex, b: Complex) -> Complex {
        Complex(a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re)
    }

    /// Smith's division, which does not overflow for large parts.
    @inlinable package static func / (a: Complex, b: Complex) -> Complex {
        if b.re.magnitude >= b.im.magnitude {
            let ratio = b.im / b.re
            let scale = b.re + b.im * ratio
            return Complex((a.re + a.im * ratio) / scale, (a.im - a.re * ratio) / scale)
        }
        let ratio = b.re / b.im
        let scale = b.re * ratio + b.im
        return Complex((a.re * ratio + a.im) / scale, (a.im * ratio - a.re) / scale)
    }

    @inlinable package var magnitude: Part {
        let (large, small) = re.magnitude > im.magnitude ? (re.magnitude, im.magnitude) : (im.magnitude, re.magnitude)
        guard large > 0 && large.isFinite else { return large }
        let ratio = small / large
        return large * (1 + ratio * ratio).squareRoot()
    }
}

extension Complex: Element {
    package static var dtype: DType { Part.self == Float.self ? .complex64 : .complex128 }
    @inlinable package init(real: Double) { self.init(Part(real), 0) }
    @inlinable package init(integer: Int) { self.init(Part(integer), 0) }
    @inlinable package var real: Double { Double(re) }
    @inlinable package var integer: Int { truncatedInteger(Double(re)) }
    @inlinable package var isNonzero: Bool { re != 0 || im != 0 }
}
