import CKernels

/// The 32-bit Mersenne twister (MT19937), seeded as PyTorch seeds it.
///
///     var twister = MersenneTwister(seed: 0)
///     twister.next()   // 2357136044
package struct MersenneTwister {
    /// The 624 words of the state.
    package private(set) var words: [UInt32]
    /// How many words of the current state have been given out.
    package private(set) var position: Int

    package init(seed: UInt64) {
        words = [UInt32](repeating: 0, count: Self.size)
        words[0] = UInt32(truncatingIfNeeded: seed)
        for index in 1..<Self.size {
            let previous = words[index - 1]
            words[index] = 1_812_433_253 &* (previous ^ (previous >> 30)) &+ UInt32(index)
        }
        position = Self.size
    }

    /// A saved state, or nil when the number of words or the position cannot be.
    package init?(words: [UInt32], position: Int) {
        guard words.count == Self.size, (0...Self.size).contains(position) else { return nil }
        self.words = words
        self.position = position
    }

    static let size = Int(MERSENNE_SIZE)

    package mutating func next() -> UInt32 {
        if position == Self.size { refill() }
        var value = words[position]
        position += 1
        value ^= value >> 11
        value ^= (value << 7) & 0x9D2C_5680
        value ^= (value << 15) & 0xEFC6_0000
        return value ^ (value >> 18)
    }

    /// The next draws, as many as there is room for.
    mutating func draw(into draws: UnsafeMutableBufferPointer<UInt32>) {
        guard let start = draws.baseAddress else { return }
        var done = 0
        while done < draws.count {
            if position == Self.size { refill() }
            let count = Swift.min(draws.count - done, Self.size - position)
            words.withUnsafeBufferPointer { words in
                guard let first = words.baseAddress else { return }
                mersenne_draw(start + done, first + position, count)
            }
            position += count
            done += count
        }
    }

    private mutating func refill() {
        words.withUnsafeMutableBufferPointer { mersenne_refill($0.baseAddress) }
        position = 0
    }
}
