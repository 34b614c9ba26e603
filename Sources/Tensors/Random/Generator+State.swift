/// Saving and restoring a generator's place in its stream.
extension Generator {
    /// The stream's place, as the 5,056 bytes of PyTorch's `get_state()`.
    package var state: [UInt8] {
        var bytes = StateBytes()
        bytes.append(initialSeed)
        bytes.append(UInt32(MersenneTwister.size + 1 - twister.position))
        bytes.append(UInt32(1))
        bytes.append(UInt64(twister.position == MersenneTwister.size ? 0 : twister.position))
        for word in twister.words { bytes.append(UInt64(word)) }
        let spare = spareNormal ?? 0
        bytes.append(UInt64(0))
        bytes.append(spare.bitPattern)
        bytes.append(UInt64(0))
        bytes.append(UInt64(spareNormal == nil ? 0 : 1))
        bytes.append(UInt64(0))
        return bytes.content
    }

    /// Continues from a saved place, or throws when the bytes are no such place.
    package func restore(_ state: [UInt8]) throws {
        guard state.count == Self.stateByteCount else {
            throw TensorError.runtime(
                "Expected a CPUGeneratorImplState of size \(Self.stateByteCount) but found the input RNG state size "
                    + "to be \(state.count)")
        }
        let reader = StateReader(content: state)
        let words = (0..<MersenneTwister.size).map { UInt32(truncatingIfNeeded: reader.word(at: 24 + 8 * $0)) }
        let left = UInt32(truncatingIfNeeded: reader.word(at: 8))
        let next = reader.word(at: 16)
        let position = left == 1 && next == 0 ? MersenneTwister.size : Int(clamping: next)
        guard let twister = MersenneTwister(words: words, position: position) else {
            throw TensorError.runtime("Invalid mt19937 state")
        }
        self.twister = twister
        initialSeed = reader.word(at: 0)
        let tail = 24 + 8 * MersenneTwister.size
        spareNormal =
            reader.word(at: tail + 24) & 0xFFFF_FFFF == 0 ? nil : Double(bitPattern: reader.word(at: tail + 8))
    }

    static let stateByteCount = 5056

    /// A second stream at the same place.
    package func clone() -> Generator {
        let copy = Generator(seed: initialSeed)
        copy.twister = twister
        copy.spareNormal = spareNormal
        return copy
    }
}

/// Little-endian numbers one after the other.
private struct StateBytes {
    var content: [UInt8] = []

    mutating func append(_ value: some FixedWidthInteger) {
        withUnsafeBytes(of: value.littleEndian) { content.append(contentsOf: $0) }
    }
}

private struct StateReader {
    let content: [UInt8]

    /// The 64-bit word at a byte offset; positions outside give 0.
    func word(at offset: Int) -> UInt64 {
        guard offset >= 0, offset + 8 <= content.count else { return 0 }
        return (0..<8).reduce(0) { $0 | UInt64(content[offset + $1]) << (8 * $1) }
    }
}
