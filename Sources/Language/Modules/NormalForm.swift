@_spi(_Unicode) import Swift

/// Unicode's normal forms: the canonical ones from Swift's own tables, the compatible ones for what texts really hold.
enum NormalForm {
    /// Letters with their marks apart.
    static func decomposed(_ text: String) -> String { String(String.UnicodeScalarView(text._nfd)) }

    /// Letters and marks as one code point where there is one.
    static func composed(_ text: String) -> String { String(String.UnicodeScalarView(text._nfc)) }

    /// With ligatures, full-width letters and the likes replaced by what they stand for.
    static func compatible(_ text: String) -> String {
        var result = ""
        for scalar in text.unicodeScalars { result += replacements[scalar] ?? shifted(scalar) }
        return result
    }

    private static let replacements: [Unicode.Scalar: String] = [
        "\u{FB00}": "ff", "\u{FB01}": "fi", "\u{FB02}": "fl", "\u{FB03}": "ffi", "\u{FB04}": "ffl", "\u{A0}": " ",
        "\u{2002}": " ", "\u{2003}": " ", "\u{2009}": " ", "\u{202F}": " ", "\u{3000}": " ", "…": "...", "™": "TM",
        "²": "2", "³": "3", "¹": "1", "⁰": "0", "½": "1⁄2", "¼": "1⁄4", "¾": "3⁄4", "ª": "a", "º": "o", "µ": "μ",
        "ℕ": "N", "ℝ": "R", "ℤ": "Z", "ℚ": "Q", "ℂ": "C", "Å": "Å", "Ω": "Ω", "№": "No", "℃": "°C", "‼": "!!",
        "ĳ": "ij", "Ĳ": "IJ", "ŀ": "l·", "ſ": "s",
    ]

    /// Full-width forms, superscripts, subscripts and circled numbers.
    private static func shifted(_ scalar: Unicode.Scalar) -> String {
        switch scalar.value {
        case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).map { String($0) } ?? String(scalar)
        case 0x2074...0x2079: String(scalar.value - 0x2070)
        case 0x2080...0x2089: String(scalar.value - 0x2080)
        case 0x2460...0x2473: String(scalar.value - 0x245F)
        case 0x2160...0x216B:
            ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][Int(scalar.value) - 0x2160]
        default: String(scalar)
        }
    }
}
