/// Templates that were read lately, so that a loop reads its template once.
final class TemplateCache {
    private var percentTemplates = Slots<PercentTemplate.Piece>()
    private var braceTemplates = Slots<FormatTemplate.Piece>()

    /// The pieces of a template of `%`.
    func percent(_ template: Text) throws -> [PercentTemplate.Piece] {
        try percentTemplates.find(template) { try PercentTemplate.pieces($0) }
    }

    /// The pieces of a template of `str.format`.
    func braces(_ template: Text) throws -> [FormatTemplate.Piece] {
        try braceTemplates.find(template) { try FormatTemplate.pieces($0) }
    }

    /// One place for all texts whose hashes end alike.
    private struct Slots<Piece> {
        private var slots: [(template: Text, pieces: [Piece])?] = Array(repeating: nil, count: 64)

        private static var longest: Int { 1024 }

        @inline(__always)
        mutating func find(_ template: Text, _ read: (String) throws -> [Piece]) throws -> [Piece] {
            guard template.byteCount <= Slots.longest, template.derivation == nil else {
                return try read(template.string)
            }
            let index = template.hashCode & 63
            if let known = slots[index], known.template === template || known.template.isEqual(to: template) {
                return known.pieces
            }
            let pieces = try read(template.string)
            slots[index] = (template, pieces)
            return pieces
        }
    }
}
