/// Builds an expression from its tokens, weakest binding first: choice, or, and, not, comparison, `~`, sum, product, sign, call.
struct TemplateExpressionParser {
    private let tokens: [TemplateToken]
    private var position = 0
    private var depth = 0

    private static let depthLimit = 64

    init(_ tokens: [TemplateToken]) { self.tokens = tokens }

    /// The expression that all tokens make.
    mutating func whole() throws -> TemplateExpression {
        let first = try expression()
        guard peek(",") else {
            try end()
            return first
        }
        var items = [first]
        while take(",") { items.append(try expression()) }
        try end()
        return .list(items)
    }

    func end() throws {
        guard position == tokens.count else { throw TemplateError.syntax("\(tokens[position]) is not expected here") }
    }

    /// `a if condition else b`
    mutating func expression() throws -> TemplateExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.depthLimit else { throw TemplateError.syntax("an expression is nested too deeply") }
        let value = try alternative()
        guard take("if") else { return value }
        let condition = try alternative()
        let otherwise = take("else") ? try expression() : nil
        return .choice(value, condition: condition, otherwise: otherwise)
    }

    mutating func alternative() throws -> TemplateExpression {
        var left = try conjunction()
        while take("or") { left = .binary("or", left, try conjunction()) }
        return left
    }

    private mutating func conjunction() throws -> TemplateExpression {
        var left = try negation()
        while take("and") { left = .binary("and", left, try negation()) }
        return left
    }

    private mutating func negation() throws -> TemplateExpression {
        var count = 0
        while take("not") { count += 1 }
        let value = try comparison()
        return count == 0 ? value : count % 2 == 1 ? .not(value) : .not(.not(value))
    }

    private mutating func comparison() throws -> TemplateExpression {
        var left = try sum()
        while true {
            if let symbol = takeOne(of: ["==", "!=", "<=", ">=", "<", ">", "in"]) {
                left = .binary(symbol, left, try sum())
            } else if peek("not"), peek("in", at: 1) {
                position += 2
                left = .not(.binary("in", left, try sum()))
            } else {
                return left
            }
        }
    }

    private mutating func sum() throws -> TemplateExpression {
        var left = try concatenation()
        while let symbol = takeOne(of: ["+", "-"]) { left = .binary(symbol, left, try concatenation()) }
        return left
    }

    private mutating func concatenation() throws -> TemplateExpression {
        var left = try product()
        while take("~") { left = .binary("~", left, try product()) }
        return left
    }

    private mutating func product() throws -> TemplateExpression {
        var left = try sign()
        while let symbol = takeOne(of: ["*", "//", "/", "%", "**"]) { left = .binary(symbol, left, try sign()) }
        return left
    }

    private mutating func sign() throws -> TemplateExpression {
        if take("-") { return .negative(try filtered(try postfix())) }
        _ = take("+")
        return try filtered(try postfix())
    }

    /// `value | filter(arguments)` and `value is test`, any number of them.
    private mutating func filtered(_ value: TemplateExpression) throws -> TemplateExpression {
        var value = value
        while true {
            if take("|") {
                let name = try name()
                value = .filter(value, name, peek("(") ? try arguments() : TemplateArguments())
            } else if take("is") {
                let negated = take("not")
                let name = try name()
                var operands: [TemplateExpression] = []
                if peek("(") {
                    operands = try arguments().positional
                } else if startsOperand {
                    operands = [try postfix()]
                }
                value = .test(value, name, operands, negated: negated)
            } else {
                return value
            }
        }
    }

    /// Whether a test such as `is divisibleby 3` goes on with an operand.
    private var startsOperand: Bool {
        guard position < tokens.count else { return false }
        switch tokens[position] {
        case .text, .integer, .number: return true
        case .name(let name): return !["and", "or", "not", "if", "else", "in", "is"].contains(name)
        case .symbol: return false
        }
    }

    /// A value with its attributes, elements and calls.
    mutating func postfix() throws -> TemplateExpression {
        var value = try primary()
        while true {
            if take(".") {
                value = .attribute(value, try name())
            } else if peek("(") {
                value = .call(value, try arguments())
            } else if take("[") {
                value = try subscripted(value)
            } else {
                return value
            }
        }
    }

    private mutating func subscripted(_ value: TemplateExpression) throws -> TemplateExpression {
        var bounds: [TemplateExpression?] = []
        while true {
            bounds.append(peek(":") || peek("]") ? nil : try expression())
            if take(":") { continue }
            try expect("]")
            break
        }
        if bounds.count == 1, let index = bounds[0] { return .element(value, index) }
        guard 2...3 ~= bounds.count else { throw TemplateError.syntax("a slice has up to three bounds") }
        return .slice(value, bounds[0], bounds[1], bounds.count > 2 ? bounds[2] : nil)
    }

    private mutating func primary() throws -> TemplateExpression {
        guard position < tokens.count else { throw TemplateError.syntax("an expression ends too early") }
        let token = tokens[position]
        position += 1
        switch token {
        case .text(let text): return .value(.text(adjacentTexts(text)))
        case .integer(let value): return .value(.integer(value))
        case .number(let value): return .value(.number(value))
        case .name(let name): return Self.constant(name).map { .value($0) } ?? .name(name)
        case .symbol("("): return try tuple()
        case .symbol("["): return .list(try items(until: "]"))
        case .symbol("{"): return try object()
        case .symbol(let symbol): throw TemplateError.syntax("'\(symbol)' is not expected here")
        }
    }

    private mutating func adjacentTexts(_ first: String) -> String {
        var text = first
        while position < tokens.count, case .text(let next) = tokens[position] {
            text += next
            position += 1
        }
        return text
    }

    private static func constant(_ name: String) -> TemplateValue? {
        switch name {
        case "true", "True": .boolean(true)
        case "false", "False": .boolean(false)
        case "none", "None": .null
        default: nil
        }
    }
}

extension TemplateExpressionParser {
    private mutating func tuple() throws -> TemplateExpression {
        if take(")") { return .list([]) }
        let first = try expression()
        if take(")") { return first }
        try expect(",")
        return .list([first] + (try items(until: ")")))
    }

    private mutating func items(until end: String) throws -> [TemplateExpression] {
        var items: [TemplateExpression] = []
        while !take(end) {
            items.append(try expression())
            if !peek(end) { try expect(",") }
        }
        return items
    }

    private mutating func object() throws -> TemplateExpression {
        var entries: [(key: TemplateExpression, value: TemplateExpression)] = []
        while !take("}") {
            let key = try expression()
            try expect(":")
            entries.append((key, try expression()))
            if !peek("}") { try expect(",") }
        }
        return .object(entries)
    }

    private mutating func arguments() throws -> TemplateArguments {
        var arguments = TemplateArguments()
        try expect("(")
        while !take(")") {
            if peek("=", at: 1), case .name(let name) = tokens[position] {
                position += 2
                arguments.named.append((name, try expression()))
            } else {
                arguments.positional.append(try expression())
            }
            if !peek(")") { try expect(",") }
        }
        return arguments
    }

    /// `(a, b=1)` of a macro.
    mutating func parameters() throws -> [(name: String, standard: TemplateExpression?)] {
        var parameters: [(name: String, standard: TemplateExpression?)] = []
        try expect("(")
        while !take(")") {
            let name = try name()
            parameters.append((name, take("=") ? try expression() : nil))
            if !peek(")") { try expect(",") }
        }
        return parameters
    }

    /// `key, value in`
    mutating func names(until word: String) throws -> [String] {
        _ = take("(")
        var names = [try name()]
        while take(",") { names.append(try name()) }
        _ = take(")")
        guard take(word) else { throw TemplateError.syntax("expected '\(word)'") }
        return names
    }

    mutating func name() throws -> String {
        guard position < tokens.count, case .name(let name) = tokens[position] else {
            throw TemplateError.syntax("expected a name")
        }
        position += 1
        return name
    }

    /// Whether that word or symbol stands there.
    private func peek(_ word: String, at distance: Int = 0) -> Bool {
        guard position + distance < tokens.count else { return false }
        let token = tokens[position + distance]
        return token == .symbol(word) || token == .name(word)
    }

    mutating func take(_ word: String) -> Bool {
        guard peek(word) else { return false }
        position += 1
        return true
    }

    private mutating func takeOne(of words: [String]) -> String? { words.first { take($0) } }

    private mutating func expect(_ word: String) throws {
        guard take(word) else { throw TemplateError.syntax("expected '\(word)'") }
    }
}
