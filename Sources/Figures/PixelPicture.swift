/// A grid of cells, each in a colour of a palette, as a PNG file in which every cell is a rectangle of pixels.
///
///     PixelPicture(rows: [[0, 1]], palette: [.text, .palette(0)]).png(cellWidth: 7, cellHeight: 7)    // 14 × 7 pixels
///
/// The file is small because rows of pixels repeat: about three bytes for a cell.
package struct PixelPicture {
    /// Numbers of colours, row by row; rows may not differ in length.
    private let rows: [[UInt8]]
    private let palette: [Color]

    /// - Parameter palette: at most 256 colours; a cell beyond them has the last one.
    package init(rows: [[UInt8]], palette: [Color]) {
        self.palette = Array((palette.isEmpty ? [.text] : palette).prefix(256))
        let last = UInt8(self.palette.count - 1)
        self.rows = rows.map { $0.map { min($0, last) } }
    }

    package func png(cellWidth: Int, cellHeight: Int) -> [UInt8] {
        let (across, down) = (min(max(cellWidth, 1), 64), min(max(cellHeight, 1), 64))
        let width = (rows.first?.count ?? 0) * across
        let height = rows.count * down
        let size = Deflate.bigEndian(UInt32(clamping: width)) + Deflate.bigEndian(UInt32(clamping: height))
        var file = PixelPicture.signature
        // Eight bits, a palette, no interlacing.
        file += chunk("IHDR", size + [8, 3, 0, 0, 0])
        file += chunk("PLTE", palette.flatMap { [$0.red, $0.green, $0.blue].map(PixelPicture.byte) })
        file += chunk("tRNS", palette.map { PixelPicture.byte($0.opacity) })
        file += chunk("IDAT", Deflate.zlib(lines(width, across, down)))
        return file + chunk("IEND", [])
    }

    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    private static func byte(_ part: Double) -> UInt8 { UInt8((part * 255).rounded()) }

    /// The lines of pixels, each after the number of its filter: 0 is none, 2 the difference to the line above.
    private func lines(_ width: Int, _ across: Int, _ down: Int) -> [UInt8] {
        let same: [UInt8] = [2] + [UInt8](repeating: 0, count: width)
        var lines: [UInt8] = []
        for row in rows {
            lines.append(0)
            for level in row.prefix(width / across) { lines += [UInt8](repeating: level, count: across) }
            for _ in 1..<max(down, 1) { lines += same }
        }
        return lines
    }

    private func chunk(_ type: String, _ content: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + content
        return Deflate.bigEndian(UInt32(clamping: content.count)) + body
            + Deflate.bigEndian(PixelPicture.checksum(body))
    }

    /// CRC-32, as PNG asks for it.
    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        var checksum = ~UInt32(0)
        for byte in bytes {
            checksum ^= UInt32(byte)
            for _ in 0..<8 { checksum = checksum & 1 == 1 ? checksum >> 1 ^ 0xEDB8_8320 : checksum >> 1 }
        }
        return ~checksum
    }
}
