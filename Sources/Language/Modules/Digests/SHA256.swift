/// SHA-256 (FIPS 180-4), for checksums of files. Its constants are the first halves of those of SHA-512.
enum SHA256 {
    static func digest(_ message: [UInt8]) -> [UInt8] {
        let state = MerkleDamgard.state(
            of: message, from: SHA512.initial.map { UInt32($0 >> 32) }, littleEndian: false, mix: mix)
        return MerkleDamgard.bytes(of: state, littleEndian: false)
    }

    private static let constants = SHA512.constants.prefix(64).map { UInt32($0 >> 32) }

    private static func rotateRight(_ x: UInt32, _ count: UInt32) -> UInt32 { x >> count | x << (32 - count) }

    private static func mix(_ block: [UInt32], into state: inout [UInt32]) {
        let words = schedule(block)
        var v = state
        for i in 0..<64 {
            let s1 = rotateRight(v[4], 6) ^ rotateRight(v[4], 11) ^ rotateRight(v[4], 25)
            let choice = (v[4] & v[5]) ^ (~v[4] & v[6])
            let first = v[7] &+ s1 &+ choice &+ constants[i] &+ words[i]
            let s0 = rotateRight(v[0], 2) ^ rotateRight(v[0], 13) ^ rotateRight(v[0], 22)
            let majority = (v[0] & v[1]) ^ (v[0] & v[2]) ^ (v[1] & v[2])
            v = [first &+ s0 &+ majority, v[0], v[1], v[2], v[3] &+ first, v[4], v[5], v[6]]
        }
        for i in 0..<8 { state[i] = state[i] &+ v[i] }
    }

    private static func schedule(_ block: [UInt32]) -> [UInt32] {
        var words = block
        for i in 16..<64 {
            let s0 = rotateRight(words[i - 15], 7) ^ rotateRight(words[i - 15], 18) ^ (words[i - 15] >> 3)
            let s1 = rotateRight(words[i - 2], 17) ^ rotateRight(words[i - 2], 19) ^ (words[i - 2] >> 10)
            words.append(words[i - 16] &+ s0 &+ words[i - 7] &+ s1)
        }
        return words
    }
}
