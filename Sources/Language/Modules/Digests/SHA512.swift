import BigInt

/// SHA-512, for checksums and for `random`, which is seeded from the digest of a text.
enum SHA512 {
    static func digest(_ message: [UInt8]) -> [UInt8] {
        var state = initial
        var padded = message + [0x80]
        while padded.count % 128 != 112 { padded.append(0) }
        padded += [UInt8](repeating: 0, count: 8)
        let bits = UInt64(message.count) * 8
        padded += (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(56 - 8 * $0)) }
        for start in stride(from: 0, to: padded.count, by: 128) { mix(padded[start..<start + 128], into: &state) }
        return state.flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(56 - 8 * $0)) } }
    }

    private static func rotate(_ x: UInt64, _ count: UInt64) -> UInt64 { x >> count | x << (64 - count) }

    private static func mix(_ block: ArraySlice<UInt8>, into state: inout [UInt64]) {
        let bytes = Array(block)
        var w = (0..<16).map { word in (0..<8).reduce(UInt64(0)) { $0 << 8 | UInt64(bytes[word * 8 + $1]) } }
        for i in 16..<80 {
            let s0 = rotate(w[i - 15], 1) ^ rotate(w[i - 15], 8) ^ (w[i - 15] >> 7)
            let s1 = rotate(w[i - 2], 19) ^ rotate(w[i - 2], 61) ^ (w[i - 2] >> 6)
            w.append(w[i - 16] &+ s0 &+ w[i - 7] &+ s1)
        }
        var v = state
        for i in 0..<80 {
            let s1 = rotate(v[4], 14) ^ rotate(v[4], 18) ^ rotate(v[4], 41)
            let choice = (v[4] & v[5]) ^ (~v[4] & v[6])
            let first = v[7] &+ s1 &+ choice &+ constants[i] &+ w[i]
            let s0 = rotate(v[0], 28) ^ rotate(v[0], 34) ^ rotate(v[0], 39)
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2])
            v = [first &+ s0 &+ majority, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
        }
        for i in 0..<8 { state[i] = state[i] &+ v[i] }
    }

    /// The first primes, whose roots give the constants of the algorithm.
    private static let primes: [UInt64] = {
        var primes: [UInt64] = []
        var candidate: UInt64 = 2
        while primes.count < 80 {
            if !primes.contains(where: { candidate % $0 == 0 }) { primes.append(candidate) }
            candidate += 1
        }
        return primes
    }()

    /// Fractions of the square roots of the first eight primes.
    static let initial: [UInt64] = primes.prefix(8).map { fractionOfRoot($0, power: 2) }

    /// Fractions of the cube roots of the first eighty primes.
    static let constants: [UInt64] = primes.map { fractionOfRoot($0, power: 3) }

    /// The first 64 bits after the point of a root, by bisection on whole numbers.
    private static func fractionOfRoot(_ prime: UInt64, power: Int) -> UInt64 {
        let target = BigInt(prime) << (64 * power)
        var (low, high) = (BigInt(0), BigInt(prime) << 64)
        while high - low > 1 {
            let middle = (low + high) >> 1
            if middle.power(power) <= target { low = middle } else { high = middle }
        }
        return UInt64(truncatingIfNeeded: low)
    }
}
