/// An encoding of text: how `str.encode` makes bytes of it, and `bytes.decode` text of bytes.
///
///     try TextCodec("utf-16-le").encode("hi", errors: "strict")   // [0x68, 0, 0x69, 0]
enum TextCodec {
    case utf8(withMark: Bool)
    /// The first 128 or 256 code points, one byte each.
    case direct(name: String, limit: UInt32)
    case windows1252
    /// Units of two or four bytes; without an order a mark says which it is.
    case wide(size: Int, ByteOrder?)
    case unicodeEscape
    case rawUnicodeEscape

    enum ByteOrder { case little, big }

    /// LookupError when nobody knows the name.
    init(_ encoding: String) throws {
        switch String(encoding.lowercased().map { $0 == "_" || $0 == " " ? "-" : $0 }) {
        case "utf-8", "utf8", "u8", "utf", "cp65001": self = .utf8(withMark: false)
        case "utf-8-sig": self = .utf8(withMark: true)
        case "ascii", "us-ascii", "646": self = .direct(name: "ascii", limit: 0x80)
        case "latin-1", "latin1", "latin", "iso-8859-1", "iso8859-1", "l1", "8859", "cp819":
            self = .direct(name: "latin-1", limit: 0x100)
        case "cp1252", "windows-1252", "1252": self = .windows1252
        case "utf-16", "utf16", "u16": self = .wide(size: 2, nil)
        case "utf-16-le", "utf-16le": self = .wide(size: 2, .little)
        case "utf-16-be", "utf-16be": self = .wide(size: 2, .big)
        case "utf-32", "utf32", "u32": self = .wide(size: 4, nil)
        case "utf-32-le", "utf-32le": self = .wide(size: 4, .little)
        case "utf-32-be", "utf-32be": self = .wide(size: 4, .big)
        case "unicode-escape", "unicodeescape": self = .unicodeEscape
        case "raw-unicode-escape", "rawunicodeescape": self = .rawUnicodeEscape
        default: throw PythonError(.lookupError, "unknown encoding: \(encoding)")
        }
    }

    /// The name in error messages.
    var name: String {
        switch self {
        case .utf8: "utf-8"
        case .direct(let name, _): name
        case .windows1252: "charmap"
        case .wide(let size, let order): "utf-\(size * 8)" + (order.map { $0 == .little ? "-le" : "-be" } ?? "")
        case .unicodeEscape: "unicodeescape"
        case .rawUnicodeEscape: "rawunicodeescape"
        }
    }

    /// What windows-1252 has at 0x80 to 0x9F; 0 where it has nothing.
    static let windowsExtras: [UInt32] = [
        0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
        0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
        0x0178,
    ]
}
