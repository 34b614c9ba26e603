import Glibc

/// What MD5, SHA-1 and SHA-256 share: a message in blocks of 64 bytes, padded with its length, mixed into a state of words.
enum MerkleDamgard {
    /// The state after all blocks; `littleEndian` says how the length at the end is written.
    static func state(
        of message: [UInt8], from initial: [UInt32], littleEndian: Bool, mix: ([UInt32], inout [UInt32]) -> Void
    ) -> [UInt32] {
        var state = initial
        let padded = padding(message, littleEndian)
        for start in stride(from: 0, to: padded.count, by: 64) {
            let words = (0..<16).map { word in
                (0..<4).reduce(UInt32(0)) { sum, place in
                    let byte = UInt32(padded[start + word * 4 + place])
                    return littleEndian ? sum | byte << UInt32(8 * place) : sum << 8 | byte
                }
            }
            mix(words, &state)
        }
        return state
    }

    private static func padding(_ message: [UInt8], _ littleEndian: Bool) -> [UInt8] {
        var padded = message + [0x80]
        while padded.count % 64 != 56 { padded.append(0) }
        let bits = UInt64(message.count) &* 8
        let length = (0..<8).map { UInt8(truncatingIfNeeded: bits >> UInt64(8 * $0)) }
        return padded + (littleEndian ? length : length.reversed())
    }

    static func bytes(of words: [UInt32], littleEndian: Bool) -> [UInt8] {
        words.flatMap { word in
            let bytes = (0..<4).map { UInt8(truncatingIfNeeded: word >> UInt32(8 * $0)) }
            return littleEndian ? bytes : bytes.reversed()
        }
    }

    static func rotateLeft(_ x: UInt32, _ count: UInt32) -> UInt32 { x << count | x >> (32 - count) }
}

/// MD5 (RFC 1321), for checksums of files; it protects nothing.
enum MD5 {
    static func digest(_ message: [UInt8]) -> [UInt8] {
        let initial: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476]
        let state = MerkleDamgard.state(of: message, from: initial, littleEndian: true, mix: mix)
        return MerkleDamgard.bytes(of: state, littleEndian: true)
    }

    private static func mix(_ words: [UInt32], into state: inout [UInt32]) {
        var (a, b, c, d) = (state[0], state[1], state[2], state[3])
        for step in 0..<64 {
            let (value, word) =
                switch step / 16 {
                case 0: ((b & c) | (~b & d), step)
                case 1: ((d & b) | (~d & c), (5 * step + 1) % 16)
                case 2: (b ^ c ^ d, (3 * step + 5) % 16)
                default: (c ^ (b | ~d), 7 * step % 16)
                }
            let sum = a &+ value &+ sines[step] &+ words[word]
            (a, d, c, b) = (d, c, b, b &+ MerkleDamgard.rotateLeft(sum, shifts[step / 16 * 4 + step % 4]))
        }
        for (place, word) in [a, b, c, d].enumerated() { state[place] = state[place] &+ word }
    }

    private static let shifts: [UInt32] = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]

    /// floor(2³² · |sin(i + 1)|)
    private static let sines: [UInt32] = (1...64).map { UInt32(sin(Double($0)).magnitude * 4_294_967_296) }
}

/// SHA-1 (FIPS 180-4), for identifiers of content.
enum SHA1 {
    static func digest(_ message: [UInt8]) -> [UInt8] {
        let initial: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
        let state = MerkleDamgard.state(of: message, from: initial, littleEndian: false, mix: mix)
        return MerkleDamgard.bytes(of: state, littleEndian: false)
    }

    private static func mix(_ block: [UInt32], into state: inout [UInt32]) {
        var words = block
        for i in 16..<80 {
            words.append(MerkleDamgard.rotateLeft(words[i - 3] ^ words[i - 8] ^ words[i - 14] ^ words[i - 16], 1))
        }
        var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
        for i in 0..<80 {
            let (value, constant): (UInt32, UInt32) =
                switch i / 20 {
                case 0: ((b & c) | (~b & d), 0x5A82_7999)
                case 1: (b ^ c ^ d, 0x6ED9_EBA1)
                case 2: ((b & c) | (b & d) | (c & d), 0x8F1B_BCDC)
                default: (b ^ c ^ d, 0xCA62_C1D6)
                }
            let next = MerkleDamgard.rotateLeft(a, 5) &+ value &+ e &+ constant &+ words[i]
            (a, b, c, d, e) = (next, a, MerkleDamgard.rotateLeft(b, 30), c, d)
        }
        for (place, word) in [a, b, c, d, e].enumerated() { state[place] = state[place] &+ word }
    }
}
