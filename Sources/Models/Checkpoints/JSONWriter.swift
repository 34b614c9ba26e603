/// Writes JSON as Python's `json.dumps` does.
package struct JSONWriter {
    private var step: Int?
    private var escapesUnicode: Bool

    /// On one line.
    package static func text(_ value: JSONValue, escapesUnicode: Bool = true) -> String {
        JSONWriter(step: nil, escapesUnicode: escapesUnicode).write(value, indent: 0)
    }

    /// On a line for each member, so many spaces deeper for each level.
    package static func indented(_ value: JSONValue, by step: Int = 2, escapesUnicode: Bool = true) -> String {
        JSONWriter(step: step, escapesUnicode: escapesUnicode).write(value, indent: 0)
    }

    private func write(_ value: JSONValue, indent: Int) -> String {
        let inner = indent + (step ?? 0)
        switch value {
        case .null: return "null"
        case .boolean(let value): return value ? "true" : "false"
        case .integer(let value): return "\(value)"
        case .number(let value): return Self.number(value)
        case .string(let value): return quoted(value)
        case .array(let values): return list(values.map { write($0, indent: inner) }, "[", "]", indent)
        case .object(let members):
            return list(members.map { "\(quoted($0.name)): \(write($0.value, indent: inner))" }, "{", "}", indent)
        }
    }

    private func list(_ items: [String], _ open: String, _ close: String, _ indent: Int) -> String {
        guard let step, !items.isEmpty else { return open + items.joined(separator: ", ") + close }
        let line = "\n" + String(repeating: " ", count: indent + step)
        return open + items.map { line + $0 }.joined(separator: ",") + "\n" + String(repeating: " ", count: indent)
            + close
    }

    /// The shortest text that reads back as the same number; Swift and Python agree on it.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        return "\(value)"
    }

    private func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || escapesUnicode && scalar.value > 0x7E:
                result += UTF16.encode(scalar)?.map(Self.escape).joined() ?? ""
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }

    private static func escape(_ unit: UInt16) -> String {
        let digits = String(unit, radix: 16)
        return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }
}
