import Networks

/// Reads one option out of a value of a cell.
struct OptionReader {
    let name: String
    let value: TensorTree

    private func wrong(_ expected: String) -> GenerationError {
        .wrongOption(name: name, expected: expected, found: value.typeName)
    }

    func count(from low: Int = 0, to high: Int = 1 << 32) throws -> Int? {
        if value.isNone { return nil }
        guard case .int(let number) = value, low...high ~= number else { throw wrong("a whole number from \(low)") }
        return number
    }

    func number(above low: Double = -.infinity, upTo high: Double = .infinity) throws -> Double? {
        switch value {
        case .none: return nil
        case .int(let number) where Double(number) > low && Double(number) <= high: return Double(number)
        case .float(let number) where number > low && number <= high: return number
        default: throw wrong("a number above \(low) up to \(high)")
        }
    }

    func flag() throws -> Bool? {
        if value.isNone { return nil }
        guard case .bool(let flag) = value else { throw wrong("True or False") }
        return flag
    }

    func tokens() throws -> [Int] {
        if case .int(let id) = value { return [id] }
        if value.isNone { return [] }
        return try (value.members ?? [value]).map { member in
            guard case .int(let id) = member else { throw wrong("a token id or a list of them") }
            return id
        }
    }

    func stopping() throws -> BeamStopping {
        if case .text("never") = value { return .never }
        return try flag() ?? false ? .early : .whenHopeless
    }

    func runs() throws -> [[Int]] {
        if value.isNone { return [] }
        return try (value.members ?? []).map { try OptionReader(name: name, value: $0).tokens() }
    }

    func texts() throws -> [String] {
        if case .text(let text) = value { return [text] }
        if value.isNone { return [] }
        return try (value.members ?? [value]).map { member in
            guard case .text(let text) = member else { throw wrong("a text or a list of them") }
            return text
        }
    }
}

extension TensorTree {
    /// A value of a JSON file.
    init(_ json: JSONValue) {
        switch json {
        case .null: self = .none
        case .boolean(let value): self = .bool(value)
        case .integer(let value): self = .int(value)
        case .number(let value): self = .float(value)
        case .string(let value): self = .text(value)
        case .array(let values): self = .list(values.map { TensorTree($0) })
        case .object(let members):
            self = .dictionary(TensorDictionary(entries: members.map { ($0.name, TensorTree($0.value)) }))
        }
    }
}
