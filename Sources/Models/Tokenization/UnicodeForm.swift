@_spi(_Unicode) import Swift

/// The two canonical normal forms of Unicode: é as one scalar, or as e and a combining accent.
enum UnicodeForm {
    case composed
    case decomposed

    /// The text in this form. What a letter becomes keeps the spans of the letter's scalars, as far as there are as many.
    func normalize(_ text: AlignedText) -> AlignedText {
        guard text.scalars.contains(where: { !$0.isASCII }) else { return text }
        var result = AlignedText()
        var start = 0
        for letter in text.string {
            let end = start + letter.unicodeScalars.count
            append(String(letter), at: start..<end, of: text, to: &result)
            start = end
        }
        return result
    }

    private func append(_ letter: String, at range: Range<Int>, of text: AlignedText, to result: inout AlignedText) {
        var place = range.lowerBound
        for scalar in forms(of: letter) {
            result.append(scalar, from: text.spans[place])
            if place + 1 < range.upperBound { place += 1 }
        }
    }

    private func forms(of letter: String) -> [Unicode.Scalar] {
        switch self {
        case .composed: Array(letter._nfc)
        case .decomposed: Array(letter._nfd)
        }
    }
}
