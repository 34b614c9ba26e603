import Foundation
@_spi(_Unicode) import Swift

/// The normal forms of Unicode: é as one scalar, or as e and a combining accent; ﬁ as it is, or (compatibly) as f and i.
package enum UnicodeForm {
    case composed
    case decomposed
    case compatiblyComposed
    case compatiblyDecomposed

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

    package func normalize(_ text: String) -> String { normalize(AlignedText(text)).string }

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
        case .compatiblyComposed: Array(letter.precomposedStringWithCompatibilityMapping.unicodeScalars)
        case .compatiblyDecomposed: Array(letter.decomposedStringWithCompatibilityMapping.unicodeScalars)
        }
    }
}
