/// The zip archives of `torch.save`: entries stored without compression, each at a multiple of 64 bytes.
enum ZipFile {
    static func write(_ entries: [(name: String, content: [UInt8])]) -> [UInt8] {
        var body = ByteWriter()
        var directory = ByteWriter()
        for (name, content) in entries {
            let start = body.bytes.count
            let checksum = Checksum.of(content)
            let padding = 63 - (start + 30 + name.utf8.count + 4 + 63) % 64
            header(&body, name, content.count, checksum, extra: padding)
            body.append(contentsOf: content)
            record(&directory, name, content.count, checksum, start)
        }
        let start = body.bytes.count
        body.append(contentsOf: directory.bytes)
        end(&body, count: entries.count, size: directory.bytes.count, start: start)
        return body.bytes
    }

    private static func header(_ out: inout ByteWriter, _ name: String, _ size: Int, _ checksum: UInt32, extra: Int) {
        out.append(UInt32(0x0403_4B50))
        for value: UInt16 in [0, 0, 0, 0, 0x21] { out.append(value) }
        out.append(checksum)
        out.append(UInt32(truncatingIfNeeded: size))
        out.append(UInt32(truncatingIfNeeded: size))
        out.append(UInt16(truncatingIfNeeded: name.utf8.count))
        out.append(UInt16(truncatingIfNeeded: extra + 4))
        out.append(name)
        // A field of padding, which puts the content at a multiple of 64.
        out.append(UInt16(0x4246))
        out.append(UInt16(truncatingIfNeeded: extra))
        out.append(contentsOf: Array(repeating: UInt8(ascii: "Z"), count: extra))
    }

    private static func record(
        _ out: inout ByteWriter, _ name: String, _ size: Int, _ checksum: UInt32, _ start: Int
    ) {
        out.append(UInt32(0x0201_4B50))
        for value: UInt16 in [0, 0, 0, 0, 0, 0x21] { out.append(value) }
        out.append(checksum)
        out.append(UInt32(truncatingIfNeeded: size))
        out.append(UInt32(truncatingIfNeeded: size))
        out.append(UInt16(truncatingIfNeeded: name.utf8.count))
        for value: UInt16 in [0, 0, 0, 0] { out.append(value) }
        out.append(UInt32(0))
        out.append(UInt32(truncatingIfNeeded: start))
        out.append(name)
    }

    private static func end(_ out: inout ByteWriter, count: Int, size: Int, start: Int) {
        out.append(UInt32(0x0605_4B50))
        out.append(UInt32(0))
        out.append(UInt16(truncatingIfNeeded: count))
        out.append(UInt16(truncatingIfNeeded: count))
        out.append(UInt32(truncatingIfNeeded: size))
        out.append(UInt32(truncatingIfNeeded: start))
        out.append(UInt16(0))
    }

    /// The entries of an archive by their name without the leading folder.
    static func read(_ bytes: [UInt8]) throws -> [String: ArraySlice<UInt8>] {
        var directory = try directory(bytes)
        var entries: [String: ArraySlice<UInt8>] = [:]
        while !directory.isAtEnd {
            guard try directory.integer(UInt32.self) == 0x0201_4B50 else { break }
            let method = try skip(&directory, 6) { try $0.integer(UInt16.self) }
            _ = try directory.take(8)
            let stored = Int(try directory.integer(UInt32.self))
            _ = try directory.take(4)
            let lengths = try (0..<3).map { _ in Int(try directory.integer(UInt16.self)) }
            _ = try directory.take(8)
            let start = Int(try directory.integer(UInt32.self))
            let name = try directory.text(lengths[0])
            _ = try directory.take(lengths[1] + lengths[2])
            guard method == 0 else {
                throw FileFormatError.malformed("PytorchStreamReader: compressed entries are not supported")
            }
            let short = name.firstIndex(of: "/").map { String(name[name.index(after: $0)...]) } ?? name
            entries[short] = try content(bytes, start, stored)
        }
        return entries
    }

    private static func skip<Result>(
        _ reader: inout ByteReader, _ count: Int, _ body: (inout ByteReader) throws -> Result
    ) throws -> Result {
        _ = try reader.take(count)
        return try body(&reader)
    }

    private static func content(_ bytes: [UInt8], _ start: Int, _ size: Int) throws -> ArraySlice<UInt8> {
        var reader = ByteReader(bytes, at: start)
        guard try reader.integer(UInt32.self) == 0x0403_4B50 else {
            throw FileFormatError.malformed("PytorchStreamReader failed reading zip archive: invalid header")
        }
        _ = try reader.take(22)
        let name = Int(try reader.integer(UInt16.self))
        let extra = Int(try reader.integer(UInt16.self))
        _ = try reader.take(name + extra)
        return try reader.take(size)
    }

    /// A reader at the start of the central directory.
    private static func directory(_ bytes: [UInt8]) throws -> ByteReader {
        let last = bytes.count - 22
        guard last >= 0 else { throw unreadable }
        for place in stride(from: last, through: max(0, last - 65_535), by: -1) where bytes[place] == 0x50 {
            var reader = ByteReader(bytes, at: place)
            guard try reader.integer(UInt32.self) == 0x0605_4B50 else { continue }
            _ = try reader.take(12)
            return ByteReader(bytes, at: Int(try reader.integer(UInt32.self)))
        }
        throw unreadable
    }

    private static var unreadable: FileFormatError {
        .malformed("PytorchStreamReader failed reading zip archive: failed finding central directory")
    }
}

/// CRC-32, as zip archives use it.
enum Checksum {
    private static let table: [UInt32] = (0..<256).map { index in
        (0..<8).reduce(UInt32(index)) { value, _ in value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1 }
    }

    static func of(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(~UInt32(0)) { table[Int(($0 ^ UInt32($1)) & 0xFF)] ^ ($0 >> 8) }
    }
}
