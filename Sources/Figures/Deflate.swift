/// Packs bytes as zlib does (RFC 1950, 1951), with the fixed code and runs of one byte only: enough for flat pictures.
///
///     Deflate.zlib([UInt8](repeating: 7, count: 300)).count    // 12
enum Deflate {
    static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var writer = BitWriter(bytes: [0x78, 0x01])
        writer.write(0b011, count: 3)  // the last block, in the fixed code
        var position = 0
        while position < bytes.count {
            let run = position > 0 ? runLength(bytes, at: position, of: bytes[position - 1]) : 0
            if run >= 3 {
                writer.repeatLastByte(run)
                position += run
            } else {
                writer.writeByte(bytes[position])
                position += 1
            }
        }
        writer.writeCode(0, count: 7)  // the end of the block
        writer.close()
        return writer.bytes + bigEndian(adler32(bytes))
    }

    /// How often a byte comes in a row, up to the 258 that one code can say.
    private static func runLength(_ bytes: [UInt8], at start: Int, of byte: UInt8) -> Int {
        var end = start
        while end < bytes.count, end - start < 258, bytes[end] == byte { end += 1 }
        return end - start
    }

    private static func adler32(_ bytes: [UInt8]) -> UInt32 {
        var (low, high): (UInt32, UInt32) = (1, 0)
        for byte in bytes {
            low = (low + UInt32(byte)) % 65521
            high = (high + low) % 65521
        }
        return high << 16 | low
    }

    static func bigEndian(_ value: UInt32) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: value >> $0) }
    }
}

/// Bits in the order in which deflate packs them: from the lowest of each byte.
private struct BitWriter {
    var bytes: [UInt8]
    private var pending: UInt32 = 0
    private var pendingCount = 0

    init(bytes: [UInt8]) { self.bytes = bytes }

    /// A number, lowest bit first.
    mutating func write(_ value: UInt32, count: Int) {
        pending |= value << UInt32(pendingCount)
        pendingCount += count
        while pendingCount >= 8 {
            bytes.append(UInt8(truncatingIfNeeded: pending))
            pending >>= 8
            pendingCount -= 8
        }
    }

    /// A code, highest bit first.
    mutating func writeCode(_ code: UInt32, count: Int) {
        for shift in stride(from: count - 1, through: 0, by: -1) { write(code >> UInt32(shift) & 1, count: 1) }
    }

    /// A byte as itself (RFC 1951, 3.2.6).
    mutating func writeByte(_ byte: UInt8) {
        if byte < 144 {
            writeCode(0x30 + UInt32(byte), count: 8)
        } else {
            writeCode(0x190 + UInt32(byte) - 144, count: 9)
        }
    }

    /// The byte before, 3 to 258 times more (RFC 1951, 3.2.5).
    mutating func repeatLastByte(_ count: Int) {
        let length = count - 3
        if count == 258 {
            writeLength(symbol: 285)
        } else if length < 8 {
            writeLength(symbol: 257 + UInt32(length))
        } else {
            let extra = Int.bitWidth - 1 - length.leadingZeroBitCount - 2
            writeLength(symbol: UInt32(257 + 4 * extra + length >> extra))
            write(UInt32(length & (1 << extra - 1)), count: extra)
        }
        writeCode(0, count: 5)  // one byte back
    }

    private mutating func writeLength(symbol: UInt32) {
        if symbol < 280 { writeCode(symbol - 256, count: 7) } else { writeCode(0xC0 + symbol - 280, count: 8) }
    }

    mutating func close() {
        if pendingCount > 0 { write(0, count: 8 - pendingCount) }
    }
}
