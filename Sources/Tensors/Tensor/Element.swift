/// A value that can be an element of a tensor, stored as torch stores it.
package protocol Element: BitwiseCopyable, Sendable {
    static var dtype: DType { get }
    init(real: Double)
    init(integer: Int)
    /// The value as a double; the real part of a complex number.
    var real: Double { get }
    /// The value as an integer, truncated towards zero and wrapped to 64 bits.
    var integer: Int { get }
    var isNonzero: Bool { get }
}

/// Converts as C does on x86-64: out of range and NaN give the smallest integer.
@inlinable package func truncatedInteger(_ value: Double) -> Int {
    guard value >= -9.223372036854775808e18 && value < 9.223372036854775e18 else { return Int.min }
    return Int(value)
}

extension Float: Element {
    package static var dtype: DType { .float32 }
    @inlinable package init(real: Double) { self = Float(real) }
    @inlinable package init(integer: Int) { self = Float(integer) }
    @inlinable package var real: Double { Double(self) }
    @inlinable package var integer: Int { truncatedInteger(Double(self)) }
    @inlinable package var isNonzero: Bool { self != 0 }
}

extension Double: Element {
    package static var dtype: DType { .float64 }
    @inlinable package init(real: Double) { self = real }
    @inlinable package init(integer: Int) { self = Double(integer) }
    @inlinable package var real: Double { self }
    @inlinable package var integer: Int { truncatedInteger(self) }
    @inlinable package var isNonzero: Bool { self != 0 }
}

extension Float16: Element {
    package static var dtype: DType { .float16 }
    @inlinable package init(real: Double) { self = Float16(Float(real)) }
    @inlinable package init(integer: Int) { self = Float16(Float(integer)) }
    @inlinable package var real: Double { Double(self) }
    @inlinable package var integer: Int { truncatedInteger(Double(self)) }
    @inlinable package var isNonzero: Bool { self != 0 }
}

/// The upper half of a 32-bit float, rounded to nearest even.
package struct BFloat16: Element {
    @usableFromInline let bits: UInt16

    package static var dtype: DType { .bfloat16 }

    @inlinable package init(_ value: Float) {
        let pattern = value.bitPattern
        bits = value.isNaN ? 0x7FC0 : UInt16(truncatingIfNeeded: (pattern &+ 0x7FFF &+ ((pattern >> 16) & 1)) >> 16)
    }

    @inlinable package init(real: Double) { self.init(Float(real)) }
    @inlinable package init(integer: Int) { self.init(Float(integer)) }
    @inlinable package var float: Float { Float(bitPattern: UInt32(bits) << 16) }
    @inlinable package var real: Double { Double(float) }
    @inlinable package var integer: Int { truncatedInteger(Double(float)) }
    @inlinable package var isNonzero: Bool { float != 0 }
}

extension Bool: Element {
    package static var dtype: DType { .bool }
    @inlinable package init(real: Double) { self = real != 0 }
    @inlinable package init(integer: Int) { self = integer != 0 }
    @inlinable package var real: Double { self ? 1 : 0 }
    @inlinable package var integer: Int { self ? 1 : 0 }
    @inlinable package var isNonzero: Bool { self }
}

extension Element where Self: FixedWidthInteger {
    @inlinable package init(real: Double) { self.init(truncatingIfNeeded: truncatedInteger(real)) }
    @inlinable package init(integer: Int) { self.init(truncatingIfNeeded: integer) }
    @inlinable package var real: Double { Double(self) }
    @inlinable package var integer: Int { Int(truncatingIfNeeded: self) }
    @inlinable package var isNonzero: Bool { self != 0 }
}

extension Int: Element { package static var dtype: DType { .int64 } }
extension Int32: Element { package static var dtype: DType { .int32 } }
extension Int16: Element { package static var dtype: DType { .int16 } }
extension Int8: Element { package static var dtype: DType { .int8 } }
extension UInt8: Element { package static var dtype: DType { .uint8 } }
