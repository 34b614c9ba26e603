/// The entries of a zip file that are stored without compression, as `torch.save` writes them.
struct ZipArchive {
    let entries: [String: UnsafeMutableRawBufferPointer]
    private let file: MappedFile

    init(_ file: MappedFile) throws {
        self.file = file
        var reader = Reader(file: file)
        entries = try reader.entries()
    }
}

extension ZipArchive {
    /// Reads the directory at the end of the file (PKWARE's APPNOTE 4.3), with its 64-bit extension.
    private struct Reader {
        let file: MappedFile
        private var bytes: UnsafeMutableRawBufferPointer { file.bytes }

        init(file: MappedFile) { self.file = file }

        private func failure(_ reason: String) -> CheckpointError { .malformed(path: file.path, reason: reason) }

        mutating func entries() throws -> [String: UnsafeMutableRawBufferPointer] {
            var (place, count) = try directory()
            var entries: [String: UnsafeMutableRawBufferPointer] = [:]
            for _ in 0..<count {
                guard try integer(place, UInt32.self) == 0x0201_4B50 else { throw failure("its directory is broken") }
                let (name, data, next) = try entry(at: place)
                entries[name] = data
                place = next
            }
            return entries
        }

        private func integer<I: FixedWidthInteger>(_ place: Int, _ type: I.Type) throws -> Int {
            guard place >= 0, place <= bytes.count - MemoryLayout<I>.size else { throw failure("it ends too early") }
            let value = I(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: I.self))
            // Every 64-bit number of the format counts bytes or entries of this file.
            guard let result = Int(exactly: value), I.bitWidth < 64 || result <= bytes.count else {
                throw failure("it holds an impossible offset")
            }
            return result
        }

        /// Where the directory begins and how many entries it has.
        private func directory() throws -> (place: Int, count: Int) {
            let earliest = max(0, bytes.count - 65_557)
            for place in stride(from: bytes.count - 22, through: earliest, by: -1)
            where try integer(place, UInt32.self) == 0x0605_4B50 {
                let count = try integer(place + 10, UInt16.self)
                let start = try integer(place + 16, UInt32.self)
                guard count == 0xFFFF || start == 0xFFFF_FFFF else { return (start, count) }
                let wide = try integer(place - 20 + 8, UInt64.self)
                return (try integer(wide + 48, UInt64.self), try integer(wide + 32, UInt64.self))
            }
            throw failure("it is no zip file")
        }

        private func entry(
            at place: Int
        ) throws -> (name: String, data: UnsafeMutableRawBufferPointer, next: Int) {
            let method = try integer(place + 10, UInt16.self)
            var size = try integer(place + 24, UInt32.self)
            let nameLength = try integer(place + 28, UInt16.self)
            let extraLength = try integer(place + 30, UInt16.self)
            let commentLength = try integer(place + 32, UInt16.self)
            var header = try integer(place + 42, UInt32.self)
            let extra = place + 46 + nameLength
            let name = String(decoding: try slice(place + 46, nameLength), as: UTF8.self)
            if size == 0xFFFF_FFFF || header == 0xFFFF_FFFF {
                let packed = try integer(place + 20, UInt32.self)
                (size, header) = try wideSizes(extra, extraLength, size: size, packed: packed, header: header)
            }
            guard method == 0 else { throw failure("'\(name)' is compressed") }
            let start = header + 30 + (try integer(header + 26, UInt16.self)) + (try integer(header + 28, UInt16.self))
            return (name, try slice(start, size), extra + extraLength + commentLength)
        }

        /// Sizes beyond 32 bits stand in an extra field, in a fixed order, only those that did not fit.
        private func wideSizes(
            _ extra: Int, _ length: Int, size: Int, packed: Int, header: Int
        ) throws -> (size: Int, header: Int) {
            var place = extra
            while place + 4 <= extra + length {
                let id = try integer(place, UInt16.self)
                var field = place + 4
                place = field + (try integer(place + 2, UInt16.self))
                guard id == 1 else { continue }
                func wide(_ narrow: Int) throws -> Int {
                    guard narrow == 0xFFFF_FFFF else { return narrow }
                    defer { field += 8 }
                    return try integer(field, UInt64.self)
                }
                let wideSize = try wide(size)
                _ = try wide(packed)
                return (wideSize, try wide(header))
            }
            throw failure("a large entry has no 64-bit sizes")
        }

        private func slice(_ start: Int, _ count: Int) throws -> UnsafeMutableRawBufferPointer {
            let (end, overflow) = start.addingReportingOverflow(count)
            guard start >= 0, count >= 0, !overflow, end <= bytes.count else { throw failure("it ends too early") }
            return UnsafeMutableRawBufferPointer(rebasing: bytes[start..<end])
        }
    }
}
