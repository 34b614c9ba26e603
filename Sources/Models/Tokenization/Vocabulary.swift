/// The token texts of a tokenizer model and their ids, both ways.
struct Vocabulary {
    private(set) var ids: [ExactText: Int]
    private(set) var tokens: [Int: String]

    init(_ entries: [(token: String, id: Int)] = []) {
        ids = Dictionary(minimumCapacity: entries.count)
        tokens = Dictionary(minimumCapacity: entries.count)
        for entry in entries { insert(entry.token, id: entry.id) }
    }

    /// Reads `{"!": 1, ...}`.
    init(json: JSONValue?) throws {
        guard let members = json?.members else {
            throw TokenizationError.malformed("the model has no vocabulary")
        }
        self.init(
            try members.map { member in
                guard let id = member.value.integer, id >= 0 else {
                    throw TokenizationError.malformed("the id of '\(member.name)' is no whole number")
                }
                return (member.name, id)
            })
    }

    var count: Int { ids.count }

    mutating func insert(_ token: String, id: Int) {
        ids[ExactText(token)] = id
        tokens[id] = token
    }

    func id(of token: String) -> Int? { ids[ExactText(token)] }
    func token(_ id: Int) -> String? { tokens[id] }
}
