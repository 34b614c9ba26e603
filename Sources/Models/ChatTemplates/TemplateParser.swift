/// Builds the statements of a template from its parts.
struct TemplateParser {
    private let parts: [TemplatePart]
    private var position = 0
    private var depth = 0

    /// Blocks nested deeper than this are refused.
    private static let depthLimit = 64

    init(_ parts: [TemplatePart]) { self.parts = parts }

    mutating func template() throws -> [TemplateStatement] {
        let body = try statements(until: [])
        guard position == parts.count else { throw TemplateError.syntax("a block ends that did not begin") }
        return body
    }

    /// The name of the statement that stands here.
    private var keyword: String? {
        guard position < parts.count, case .statement(let tokens) = parts[position], case .name(let name) = tokens.first
        else { return nil }
        return name
    }

    private mutating func statements(until ends: Set<String>) throws -> [TemplateStatement] {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw TemplateError.syntax("blocks are nested too deeply") }
        var statements: [TemplateStatement] = []
        while position < parts.count {
            if let keyword, ends.contains(keyword) || keyword.hasPrefix("end") || keyword.hasPrefix("el") { break }
            statements += try statement()
        }
        return statements
    }

    private mutating func statement() throws -> [TemplateStatement] {
        defer { position += 1 }
        switch parts[position] {
        case .text(let text): return [.text(text)]
        case .output(let tokens):
            var expression = TemplateExpressionParser(tokens)
            return [.output(try expression.whole())]
        case .statement(let tokens):
            guard case .name(let name) = tokens.first else { throw TemplateError.syntax("a statement has no name") }
            return try statement(name, TemplateExpressionParser(Array(tokens.dropFirst())))
        }
    }

    private mutating func statement(
        _ name: String, _ tokens: TemplateExpressionParser
    ) throws -> [TemplateStatement] {
        switch name {
        case "if": return [try condition(tokens)]
        case "for": return [try loop(tokens)]
        case "set": return [try assignment(tokens)]
        case "macro": return [try macro(tokens)]
        case "break": return [.exitLoop]
        case "continue": return [.nextTurn]
        case "generation":
            // Marks what the assistant wrote; the text inside stays.
            let body = try block(ends: ["endgeneration"])
            return body
        default: throw TemplateError.syntax("the statement '\(name)' is unknown")
        }
    }

    /// The statements after this one up to one of the ends, which becomes the current part.
    private mutating func block(ends: Set<String>) throws -> [TemplateStatement] {
        position += 1
        let body = try statements(until: ends)
        guard let keyword, ends.contains(keyword) else {
            throw TemplateError.syntax("a block lacks its \(ends.sorted().joined(separator: " or "))")
        }
        return body
    }

    private mutating func condition(_ tokens: TemplateExpressionParser) throws -> TemplateStatement {
        var branches: [(condition: TemplateExpression, body: [TemplateStatement])] = []
        var current = tokens
        while true {
            let condition = try current.whole()
            branches.append((condition, try block(ends: ["elif", "else", "endif"])))
            guard keyword == "elif", case .statement(let tokens) = parts[position] else { break }
            current = TemplateExpressionParser(Array(tokens.dropFirst()))
        }
        let otherwise = keyword == "else" ? try block(ends: ["endif"]) : []
        return .when(branches, otherwise: otherwise)
    }

    private mutating func loop(_ tokens: TemplateExpressionParser) throws -> TemplateStatement {
        var tokens = tokens
        let names = try tokens.names(until: "in")
        let items = try tokens.alternative()
        let condition = tokens.take("if") ? try tokens.expression() : nil
        try tokens.end()
        let body = try block(ends: ["else", "endfor"])
        let otherwise = keyword == "else" ? try block(ends: ["endfor"]) : []
        return .loop(
            TemplateLoop(names: names, items: items, condition: condition, body: body, otherwise: otherwise))
    }

    private mutating func assignment(_ tokens: TemplateExpressionParser) throws -> TemplateStatement {
        var tokens = tokens
        let target = try tokens.postfix()
        if tokens.take("=") { return .set(target, try tokens.whole()) }
        try tokens.end()
        guard case .name(let name) = target else { throw TemplateError.syntax("a block can only be set to a name") }
        return .setBlock(name, try block(ends: ["endset"]))
    }

    private mutating func macro(_ tokens: TemplateExpressionParser) throws -> TemplateStatement {
        var tokens = tokens
        let name = try tokens.name()
        let parameters = try tokens.parameters()
        try tokens.end()
        return .macro(TemplateMacro(name: name, parameters: parameters, body: try block(ends: ["endmacro"])))
    }
}
