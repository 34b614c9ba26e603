import Glibc

/// The bits of `numpy.random.PCG64`: a 128-bit congruential generator whose state is seeded by NumPy's `SeedSequence`.
struct PermutedGenerator {
    private var state: UInt128
    private let increment: UInt128
    /// The upper half of the last word, when only the lower one was asked for.
    private var kept: UInt32?

    private static let multiplier: UInt128 = 0x2360_ED05_1FC6_5DA4_4385_DF64_9FCC_F645

    init(seed: UInt64) {
        let words = SeedSequence(seed).words(4)
        let (start, sequence) = (
            UInt128(words[0]) << 64 | UInt128(words[1]), UInt128(words[2]) << 64 | UInt128(words[3])
        )
        increment = sequence << 1 | 1
        state = increment &+ start
        advance()
    }

    private mutating func advance() { state = state &* Self.multiplier &+ increment }

    mutating func next64() -> UInt64 {
        advance()
        let mixed = UInt64(truncatingIfNeeded: state >> 64) ^ UInt64(truncatingIfNeeded: state)
        let turn = UInt64(truncatingIfNeeded: state >> 122)
        return mixed >> turn | mixed << ((64 - turn) & 63)
    }

    mutating func next32() -> UInt32 {
        if let half = kept {
            kept = nil
            return half
        }
        let word = next64()
        kept = UInt32(truncatingIfNeeded: word >> 32)
        return UInt32(truncatingIfNeeded: word)
    }

    mutating func double() -> Double { Double(next64() >> 11) / 9_007_199_254_740_992 }

    /// A whole number up to `limit`, by Lemire's multiplication.
    mutating func below(_ limit: UInt64) -> UInt64 {
        if limit == 0 { return 0 }
        if limit == UInt64.max { return next64() }
        if limit == UInt64(UInt32.max) { return UInt64(next32()) }
        let count = limit + 1
        if limit < 1 << 32 {
            var product = UInt64(next32()) &* count
            let threshold = (UInt64(UInt32.max) - limit) % count
            while product & 0xFFFF_FFFF < threshold { product = UInt64(next32()) &* count }
            return product >> 32
        }
        var product = next64().multipliedFullWidth(by: count)
        let threshold = (UInt64.max - limit) % count
        while product.low < threshold { product = next64().multipliedFullWidth(by: count) }
        return product.high
    }

    /// A whole number up to `limit`, by masking and drawing again, as NumPy shuffles arrays.
    mutating func interval(_ limit: UInt64) -> UInt64 {
        if limit == 0 { return 0 }
        let mask = UInt64.max >> UInt64(limit.leadingZeroBitCount)
        while true {
            let drawn = (limit < 1 << 32 ? UInt64(next32()) : next64()) & mask
            if drawn <= limit { return drawn }
        }
    }

    /// A standard normal number by the ziggurat of 256 layers.
    mutating func gaussian() -> Double {
        while true {
            let word = next64()
            let layer = Int(word & 0xFF)
            let isNegative = word >> 8 & 1 == 1
            let place = word >> 9 & 0x000F_FFFF_FFFF_FFFF
            let x = Double(place) * Ziggurat.widths[layer] * (isNegative ? -1 : 1)
            if place < Ziggurat.limits[layer] { return x }
            if layer == 0 { return tail(isNegative: place >> 8 & 1 == 1) }
            let (low, high) = (Ziggurat.heights[layer], Ziggurat.heights[layer - 1])
            if (high - low) * double() + low < Glibc.exp(-0.5 * x * x) { return x }
        }
    }

    private mutating func tail(isNegative: Bool) -> Double {
        while true {
            let x = -Glibc.log1p(-double()) / Ziggurat.edge
            let y = -Glibc.log1p(-double())
            if y + y > x * x { return isNegative ? -(Ziggurat.edge + x) : Ziggurat.edge + x }
        }
    }
}

/// The layers of equal area under the normal density (Marsaglia and Tsang, 2000).
private enum Ziggurat {
    static let edge = 3.6541528853610088
    private static let area = 0.00492867323397465524494

    private static let edges: [Double] = {
        var edges = [Double](repeating: 0, count: 256)
        edges[255] = edge
        for layer in stride(from: 254, to: 0, by: -1) {
            let above = edges[layer + 1]
            edges[layer] = (-2 * Glibc.log(area / above + Glibc.exp(-0.5 * above * above))).squareRoot()
        }
        return edges
    }()

    static let heights = edges.map { Glibc.exp(-0.5 * $0 * $0) }
    private static let base = area / heights[255]
    static let widths = edges.enumerated().map { ($0 == 0 ? base : $1) / 4_503_599_627_370_496 }
    static let limits = edges.indices.map { layer in
        UInt64((layer == 0 ? edge / base : edges[layer - 1] / edges[layer]) * 4_503_599_627_370_496)
    }
}

/// NumPy's way to spread a seed over the state of a generator.
private struct SeedSequence {
    private var pool: [UInt32]

    init(_ seed: UInt64) {
        let high = UInt32(truncatingIfNeeded: seed >> 32)
        let entropy = [UInt32(truncatingIfNeeded: seed)] + (high == 0 ? [] : [high])
        var constant: UInt32 = 0x43B0_D7E5
        func hashed(_ value: UInt32) -> UInt32 {
            var mixed = value ^ constant
            constant = constant &* 0x931E_8875
            mixed = mixed &* constant
            return mixed ^ mixed >> 16
        }
        pool = (0..<4).map { hashed($0 < entropy.count ? entropy[$0] : 0) }
        for source in 0..<4 {
            for target in 0..<4 where source != target {
                let mixed = pool[target] &* 0xCA01_F9DD &- hashed(pool[source]) &* 0x4973_F715
                pool[target] = mixed ^ mixed >> 16
            }
        }
    }

    func words(_ count: Int) -> [UInt64] {
        var constant: UInt32 = 0x8B51_F9DD
        let halves = (0..<(2 * count)).map { index -> UInt64 in
            var value = pool[index % 4] ^ constant
            constant = constant &* 0x58F3_8DED
            value = value &* constant
            return UInt64(value ^ value >> 16)
        }
        return (0..<count).map { halves[2 * $0] | halves[2 * $0 + 1] << 32 }
    }
}
