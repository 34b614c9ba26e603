/// The generator behind Python's `random`: MT19937, seeded as CPython seeds it, with the same numbers for the same seed.
package struct MersenneTwister {
    private static let size = 624
    private static let middle = 397

    private var words: [UInt32]
    private var index: Int

    /// The state as `getstate()` gives it: 624 words and the position among them.
    package var state: [UInt32] {
        get { words + [UInt32(index)] }
        set {
            guard newValue.count == MersenneTwister.size + 1, newValue[MersenneTwister.size] <= 624 else { return }
            words = Array(newValue[..<MersenneTwister.size])
            index = Int(newValue[MersenneTwister.size])
        }
    }

    /// Seeds from the 32-bit words of an integer's magnitude, least significant first (`init_by_array`).
    package init(key: [UInt32]) {
        self.init(seed: 19_650_218)
        let key = key.isEmpty ? [0] : key
        let size = MersenneTwister.size
        var (i, j) = (1, 0)
        for _ in 0..<max(size, key.count) {
            let mixed = (words[i - 1] ^ (words[i - 1] >> 30)) &* 1_664_525
            words[i] = (words[i] ^ mixed) &+ key[j] &+ UInt32(truncatingIfNeeded: j)
            advance(&i)
            j = j + 1 == key.count ? 0 : j + 1
        }
        for _ in 0..<(size - 1) {
            let mixed = (words[i - 1] ^ (words[i - 1] >> 30)) &* 1_566_083_941
            words[i] = (words[i] ^ mixed) &- UInt32(truncatingIfNeeded: i)
            advance(&i)
        }
        words[0] = 0x8000_0000
    }

    private init(seed: UInt32) {
        words = Array(repeating: 0, count: MersenneTwister.size)
        words[0] = seed
        for i in 1..<MersenneTwister.size {
            words[i] = 1_812_433_253 &* (words[i - 1] ^ (words[i - 1] >> 30)) &+ UInt32(i)
        }
        index = MersenneTwister.size
    }

    private mutating func advance(_ i: inout Int) {
        i += 1
        if i >= MersenneTwister.size {
            words[0] = words[MersenneTwister.size - 1]
            i = 1
        }
    }

    /// The next 32 random bits.
    package mutating func next() -> UInt32 {
        if index >= MersenneTwister.size { generate() }
        var word = words[index]
        index += 1
        word ^= word >> 11
        word ^= (word << 7) & 0x9D2C_5680
        word ^= (word << 15) & 0xEFC6_0000
        return word ^ (word >> 18)
    }

    private mutating func generate() {
        let (size, middle) = (MersenneTwister.size, MersenneTwister.middle)
        for i in 0..<size {
            let mixed = (words[i] & 0x8000_0000) | (words[(i + 1) % size] & 0x7FFF_FFFF)
            words[i] = words[(i + middle) % size] ^ (mixed >> 1) ^ (mixed & 1 == 0 ? 0 : 0x9908_B0DF)
        }
        index = 0
    }

    /// A float in [0, 1) with 53 random bits.
    package mutating func random() -> Double {
        let (high, low) = (next() >> 5, next() >> 6)
        return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
    }

    /// The low 32-bit words of an integer of `count` random bits, least significant first.
    package mutating func words(bits count: Int) -> [UInt32] {
        var remaining = count
        var result: [UInt32] = []
        while remaining > 0 {
            let word = next()
            result.append(remaining < 32 ? word >> UInt32(32 - remaining) : word)
            remaining -= 32
        }
        return result
    }

    /// A whole number below `limit` (at most 2**63), by rejection as CPython's `_randbelow`.
    package mutating func below(_ limit: Int) -> Int {
        guard limit > 0 else { return 0 }
        let bits = Int.bitWidth - limit.leadingZeroBitCount
        while true {
            let words = words(bits: bits)
            let value = words.enumerated().reduce(UInt(0)) { $0 | UInt($1.element) << UInt(32 * $1.offset) }
            if value < UInt(limit) { return Int(value) }
        }
    }
}
