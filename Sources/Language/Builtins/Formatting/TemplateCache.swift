/// Templates that were read lately, so that a loop reads its template once.
final class TemplateCache {
    private var percentTemplates: [String: [PercentTemplate.Piece]] = [:]
    private var braceTemplates: [String: [FormatTemplate.Piece]] = [:]

    private static let limit = 128

    /// The pieces of a template of `%`.
    func percent(_ template: String) throws -> [PercentTemplate.Piece] {
        try TemplateCache.find(template, in: &percentTemplates) { try PercentTemplate.pieces($0) }
    }

    /// The pieces of a template of `str.format`.
    func braces(_ template: String) throws -> [FormatTemplate.Piece] {
        try TemplateCache.find(template, in: &braceTemplates) { try FormatTemplate.pieces($0) }
    }

    private static func find<Piece>(
        _ template: String, in known: inout [String: [Piece]], _ read: (String) throws -> [Piece]
    ) throws -> [Piece] {
        // Swift takes two normal forms of one text for the same: only ASCII has but one.
        guard template.utf8.count < 256, template.utf8.allSatisfy({ $0 < 0x80 }) else { return try read(template) }
        if let pieces = known[template] { return pieces }
        let pieces = try read(template)
        if known.count >= limit { known.removeAll() }
        known[template] = pieces
        return pieces
    }
}
