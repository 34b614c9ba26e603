/// Writes JSON as Python's `json.dumps` does.
package enum JSONWriter {
    /// On one line.
    package static func text(_ value: JSONValue) -> String { write(value, indent: nil) }

    /// Two spaces deeper for each level.
    package static func indented(_ value: JSONValue) -> String { write(value, indent: 0) }

    private static func write(_ value: JSONValue, indent: Int?) -> String {
        switch value {
        case .null: "null"
        case .boolean(let value): value ? "true" : "false"
        case .integer(let value): "\(value)"
        case .number(let value): number(value)
        case .string(let value): quoted(value)
        case .array(let values): list(values.map { write($0, indent: indent.map { $0 + 2 }) }, "[", "]", indent)
        case .object(let members):
            list(
                members.map { "\(quoted($0.name)): \(write($0.value, indent: indent.map { $0 + 2 }))" }, "{", "}",
                indent)
        }
    }

    private static func list(_ items: [String], _ open: String, _ close: String, _ indent: Int?) -> String {
        guard let indent, !items.isEmpty else { return open + items.joined(separator: ", ") + close }
        let space = String(repeating: " ", count: indent)
        return "\(open)\n" + items.map { "\(space)  \($0)" }.joined(separator: ",\n") + "\n\(space)\(close)"
    }

    /// The shortest text that reads back as the same number; Swift and Python agree on it.
    private static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value < 0 ? "-Infinity" : "Infinity" }
        return "\(value)"
    }

    private static func quoted(_ text: String) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case _ where scalar.value < 0x20 || scalar.value > 0x7E:
                result += UTF16.encode(scalar)?.map(escape).joined() ?? ""
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
