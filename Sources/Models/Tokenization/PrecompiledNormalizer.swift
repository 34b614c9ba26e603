import FoundationEssentials

/// SentencePiece's normalizer: a table of replacements, found by a prefix tree that is packed in an array (darts-clone).
///
///     size of the tree in bytes | the tree, 32 bits for each node | the replacements, each with a 0 at its end
package struct PrecompiledNormalizer {
    private let nodes: [UInt32]
    private let replacements: [UInt8]
    /// Graphemes of as many bytes or more are looked up scalar by scalar only.
    private static let graphemeLimit = 6

    /// Reads the entry `precompiled_charsmap`.
    package init(base64 text: String) throws {
        guard let data = Data(base64Encoded: text) else {
            throw TokenizationError.malformed("the precompiled normalizer is no base64")
        }
        let bytes = [UInt8](data)
        guard bytes.count >= 4, case let size = Int(Self.word(bytes, at: 0)), size % 4 == 0, size <= bytes.count - 4
        else {
            throw TokenizationError.malformed("the precompiled normalizer ends too early")
        }
        nodes = stride(from: 4, to: 4 + size, by: 4).map { Self.word(bytes, at: $0) }
        replacements = Array(bytes[(4 + size)...])
    }

    private static func word(_ bytes: [UInt8], at place: Int) -> UInt32 {
        (0..<4).reduce(0) { $0 | UInt32(bytes[place + $1]) << UInt32(8 * $1) }
    }

    /// The text with everything replaced that the table names; what a letter becomes keeps the spans of its scalars.
    func normalize(_ text: AlignedText) -> AlignedText {
        var result = AlignedText()
        var start = 0
        for letter in text.string {
            let scalars = Array(letter.unicodeScalars)
            let end = start + scalars.count
            let bytes = Array(String(letter).utf8)
            if bytes.count < Self.graphemeLimit, let replacement = replacement(of: bytes) {
                append(replacement, at: start..<end, of: text, to: &result)
            } else {
                for (index, scalar) in scalars.enumerated() {
                    let found = replacement(of: Array(String(scalar).utf8)) ?? [scalar]
                    append(found, at: (start + index)..<(start + index + 1), of: text, to: &result)
                }
            }
            start = end
        }
        return result
    }

    package func normalize(_ text: String) -> String { normalize(AlignedText(text)).string }

    private func append(
        _ scalars: [Unicode.Scalar], at range: Range<Int>, of text: AlignedText, to result: inout AlignedText
    ) {
        var place = range.lowerBound
        for scalar in scalars {
            result.append(scalar, from: text.spans[place])
            if place + 1 < range.upperBound { place += 1 }
        }
    }

    /// What the shortest beginning of these bytes that the tree knows is replaced by.
    private func replacement(of bytes: [UInt8]) -> [Unicode.Scalar]? {
        guard let root = nodes.first else { return nil }
        var place = Self.offset(root)
        for byte in bytes where byte != 0 {
            place ^= Int(byte)
            guard nodes.indices.contains(place), nodes[place] & 0x8000_00FF == UInt32(byte) else { return nil }
            let node = nodes[place]
            place ^= Self.offset(node)
            guard node >> 8 & 1 == 1 else { continue }
            guard nodes.indices.contains(place) else { return nil }
            return text(at: Int(nodes[place] & 0x7FFF_FFFF))
        }
        return nil
    }

    /// How far the children of a node are.
    private static func offset(_ node: UInt32) -> Int { Int(node >> 10) << Int((node & 0x200) >> 6) }

    private func text(at place: Int) -> [Unicode.Scalar]? {
        guard replacements.indices.contains(place) else { return nil }
        let bytes = replacements[place...].prefix { $0 != 0 }
        return Array(String(decoding: bytes, as: UTF8.self).unicodeScalars)
    }
}
