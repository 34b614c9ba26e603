import BigInt

/// Hashes of numbers as CPython computes them, so that equal numbers of any kind have equal hashes: `hash(1) == hash(1.0)`.
/// Everything is reduced modulo the prime 2**61 - 1.
package enum NumberHash {
    private static let bits = 61
    private static let modulus = UInt64(1) << 61 - 1

    package static func of(_ value: Int) -> Int {
        let remainder = Int(value.magnitude % UInt(modulus))
        return avoidingMinusOne(value < 0 ? -remainder : remainder)
    }

    package static func of(_ value: BigInt) -> Int {
        if let small = Int(exactly: value) { return of(small) }
        let remainder = Int(value.magnitude % BigUInt(modulus))
        return avoidingMinusOne(value.sign == .minus ? -remainder : remainder)
    }

    package static func of(_ value: Double) -> Int {
        guard value.isFinite else { return value.isNaN ? 0 : value > 0 ? 314_159 : -314_159 }
        var fraction = abs(value)
        var exponent = 0
        if fraction != 0 {
            exponent = Int(fraction.exponent) + 1
            fraction = Double(sign: .plus, exponent: -1, significand: fraction.significand)
        }
        var result: UInt64 = 0
        while fraction != 0 {
            result = ((result << 28) & modulus) | (result >> UInt64(bits - 28))
            fraction *= 268_435_456
            exponent -= 28
            let chunk = UInt64(fraction)
            fraction -= Double(chunk)
            result += chunk
            if result >= modulus { result -= modulus }
        }
        let shift = exponent >= 0 ? exponent % bits : bits - 1 - ((-1 - exponent) % bits)
        result = ((result << UInt64(shift)) & modulus) | (result >> UInt64(bits - shift))
        return avoidingMinusOne(value < 0 ? -Int(result) : Int(result))
    }

    package static func of(_ value: ComplexParts) -> Int {
        avoidingMinusOne(of(value.real) &+ 1_000_003 &* of(value.imaginary))
    }

    /// CPython keeps -1 for errors.
    private static func avoidingMinusOne(_ hash: Int) -> Int { hash == -1 ? -2 : hash }
}

extension Scalar {
    package static func hash(_ value: Value) -> Int {
        switch value {
        case .int(let int): int >= 0 && int < 1 << 61 - 1 ? int : NumberHash.of(int)
        case .bool(let bool): bool ? 1 : 0
        case .float(let float): NumberHash.of(float)
        case .none, .undefined, .object: 0xFCA8_6420
        }
    }
}
