/// The tokens with a part to play, by role: where a text begins and ends, what fills a row, what stands for the unknown.
package struct SpecialTokens: Equatable {
    package enum Role: String, CaseIterable, Sendable {
        case beginning = "bos_token"
        case end = "eos_token"
        case unknown = "unk_token"
        case separator = "sep_token"
        case padding = "pad_token"
        case classification = "cls_token"
        case mask = "mask_token"
    }

    private var tokens: [Role: String] = [:]
    package var additional: [String] = []

    package init(_ tokens: [Role: String] = [:]) { self.tokens = tokens }

    package subscript(role: Role) -> String? {
        get { tokens[role] }
        set { tokens[role] = newValue }
    }

    /// Reads `"bos_token": "<s>"` and `"bos_token": {"content": "<s>", ...}`; null takes a default away.
    mutating func read(_ json: JSONValue) {
        for role in Role.allCases {
            guard let entry = json[role.rawValue] else { continue }
            tokens[role] = Self.content(entry)
        }
        if let others = json["additional_special_tokens"]?.array { additional = others.compactMap(Self.content) }
    }

    private static func content(_ json: JSONValue) -> String? { json.string ?? json["content"]?.string }

    /// The roles that are filled, in the order of transformers' `special_tokens_map`.
    package var map: [(role: Role, token: String)] {
        Role.allCases.compactMap { role in tokens[role].map { (role, $0) } }
    }

    /// Every special token once, in the order of the roles.
    package var all: [String] {
        var seen: Set<ExactText> = []
        return (map.map(\.token) + additional).filter { seen.insert(ExactText($0)).inserted }
    }
}
