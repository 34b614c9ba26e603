/// Filters and methods: what a template does to texts, lists and objects.
extension TemplateFilters {
    static func apply(
        _ name: String, to value: TemplateValue, _ arguments: [TemplateValue],
        _ named: [(name: String, value: TemplateValue)]
    ) throws -> TemplateValue {
        switch name {
        case "trim", "strip": return .text(stripped(value.printed))
        case "upper", "lower", "title", "capitalize", "replace": return try method(name, of: value, arguments)
        case "length", "count": return .integer(value.items?.count ?? 0)
        case "string": return .text(value.printed)
        case "int":
            return .integer(value.number.flatMap { Int(exactly: $0.rounded(.towardZero)) } ?? Int(value.printed) ?? 0)
        case "float": return .number(value.number ?? Double(value.printed) ?? 0)
        case "list": return .list(value.items ?? [])
        case "first": return value.items?.first ?? .undefined
        case "last": return value.items?.last ?? .undefined
        case "reverse": return .list((value.items ?? []).reversed())
        case "join": return .text((value.items ?? []).map(\.printed).joined(separator: arguments.first?.printed ?? ""))
        case "items", "dictsort": return try method("items", of: value, [])
        case "default", "d": return standard(value, arguments)
        case "tojson": return .text(json(value, named))
        case "safe", "e", "escape": return value
        case "map": return try mapped(value, arguments, named)
        case "selectattr", "rejectattr": return try selected(value, arguments, keeps: name == "selectattr")
        case "select", "reject":
            guard case .text(let test)? = arguments.first else { return value }
            let keeps = name == "select"
            return .list(
                try (value.items ?? []).filter { try self.test(test, $0, Array(arguments.dropFirst())) == keeps })
        case "indent": return .text(indented(value.printed, by: arguments.first))
        default: throw TemplateError.syntax("the filter '\(name)' is unknown")
        }
    }

    private static func standard(_ value: TemplateValue, _ arguments: [TemplateValue]) -> TemplateValue {
        let replaces: Bool
        if case .undefined = value {
            replaces = true
        } else {
            replaces = arguments.count > 1 && arguments[1].isTrue && !value.isTrue
        }
        return replaces ? arguments.first ?? .text("") : value
    }

    private static func json(_ value: TemplateValue, _ named: [(name: String, value: TemplateValue)]) -> String {
        guard case .integer(let indent)? = named.first(where: { $0.name == "indent" })?.value else {
            return JSONWriter.text(value.json, escapesUnicode: false)
        }
        return JSONWriter.indented(value.json, by: min(max(indent, 0), 16), escapesUnicode: false)
    }

    private static func mapped(
        _ value: TemplateValue, _ arguments: [TemplateValue], _ named: [(name: String, value: TemplateValue)]
    ) throws -> TemplateValue {
        if case .text(let attribute)? = named.first(where: { $0.name == "attribute" })?.value {
            return .list((value.items ?? []).map { $0.member(attribute) })
        }
        guard case .text(let filter)? = arguments.first else { return value }
        return .list(try (value.items ?? []).map { try apply(filter, to: $0, Array(arguments.dropFirst()), []) })
    }

    private static func selected(
        _ value: TemplateValue, _ arguments: [TemplateValue], keeps: Bool
    ) throws -> TemplateValue {
        guard case .text(let attribute)? = arguments.first else { return value }
        return .list(
            try (value.items ?? []).filter { item in
                let member = item.member(attribute)
                guard arguments.count > 1 else { return member.isTrue == keeps }
                return try test(arguments[1].printed, member, Array(arguments.dropFirst(2))) == keeps
            })
    }

    private static func indented(_ text: String, by width: TemplateValue?) -> String {
        var count = 4
        if case .integer(let number)? = width { count = min(max(number, 0), 64) }
        let space = String(repeating: " ", count: count)
        return text.split(separator: "\n", omittingEmptySubsequences: false).enumerated()
            .map { $0 == 0 || $1.isEmpty ? String($1) : space + $1 }.joined(separator: "\n")
    }

    /// The text without white space, or the given characters, at its ends.
    private static func stripped(
        _ text: String, left: Bool = true, right: Bool = true, _ characters: String? = nil
    ) -> String {
        let strips: (Unicode.Scalar) -> Bool = { scalar in
            characters.map { $0.unicodeScalars.contains(scalar) } ?? scalar.isSpace
        }
        var scalars = Array(text.unicodeScalars)[...]
        if left { scalars = scalars.drop(while: strips) }
        while right, let last = scalars.last, strips(last) { scalars.removeLast() }
        return String(scalars)
    }

    /// `value.name(arguments)`, for the methods of Python that templates use.
    static func method(_ name: String, of value: TemplateValue, _ arguments: [TemplateValue]) throws -> TemplateValue {
        switch value {
        case .text(let text): return try method(name, ofText: text, arguments.map(\.printed))
        case .object(let entries):
            switch name {
            case "items": return .list(entries.map { .list([.text($0.key), $0.value]) })
            case "keys": return .list(entries.map { .text($0.key) })
            case "values": return .list(entries.map(\.value))
            case "get":
                if case .undefined = value.member(arguments.first?.printed ?? "") {
                    return arguments.count > 1 ? arguments[1] : .null
                }
                return value.member(arguments.first?.printed ?? "")
            default: break
            }
        default: break
        }
        throw TemplateError.evaluation("there is no method '\(name)'")
    }

    private static func method(_ name: String, ofText text: String, _ arguments: [String]) throws -> TemplateValue {
        let first = arguments.first ?? ""
        switch name {
        case "strip": return .text(stripped(text, arguments.first))
        case "lstrip": return .text(stripped(text, right: false, arguments.first))
        case "rstrip": return .text(stripped(text, left: false, arguments.first))
        case "upper": return .text(text.uppercased())
        case "lower": return .text(text.lowercased())
        case "title": return .text(titled(text))
        case "capitalize": return .text(text.prefix(1).uppercased() + text.dropFirst().lowercased())
        case "startswith": return .boolean(text.unicodeScalars.starts(with: first.unicodeScalars))
        case "endswith": return .boolean(text.unicodeScalars.reversed().starts(with: first.unicodeScalars.reversed()))
        case "replace":
            let replacement = Array((arguments.count > 1 ? arguments[1] : "").unicodeScalars)
            return .text(AlignedText(text).replacing(Array(first.unicodeScalars), with: replacement).string)
        case "split": return .list(split(text, arguments.first).map { .text($0) })
        default: throw TemplateError.evaluation("there is no method '\(name)'")
        }
    }

    private static func titled(_ text: String) -> String {
        var result = ""
        var startsWord = true
        for character in text {
            result += startsWord ? character.uppercased() : character.lowercased()
            startsWord = !character.isLetter
        }
        return result
    }

    private static func split(_ text: String, _ separator: String?) -> [String] {
        guard let separator, !separator.isEmpty else {
            return text.split(whereSeparator: \.isWhitespace).map(String.init)
        }
        let pattern = Array(separator.unicodeScalars)
        let aligned = AlignedText(text)
        var parts: [String] = []
        var start = 0
        for match in WordPattern.literal(pattern).matches(in: aligned.scalars) {
            parts.append(aligned[start..<match.lowerBound].string)
            start = match.upperBound
        }
        return parts + [aligned[start..<aligned.count].string]
    }
}
