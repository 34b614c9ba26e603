/// Signatures are written as Python writes them, with literals as defaults; `x=...` is a parameter that may be absent.
extension Signature: ExpressibleByStringLiteral {
    public init(stringLiteral value: String) { self.init(value) }

    public init(_ text: String) {
        var parameters: [Parameter] = []
        var isKeywordOnly = false
        for piece in Signature.pieces(of: text) {
            if piece == "/" {
                parameters = parameters.map { Parameter($0.name, .positionalOnly, default: $0.defaultValue) }
            } else if piece == "*" {
                isKeywordOnly = true
            } else if piece.hasPrefix("**") {
                parameters.append(Parameter(Symbol(String(piece.dropFirst(2))), .keywords))
            } else if piece.hasPrefix("*") {
                parameters.append(Parameter(Symbol(String(piece.dropFirst())), .variadic))
                isKeywordOnly = true
            } else {
                parameters.append(Signature.parameter(piece, isKeywordOnly ? .keywordOnly : .positional))
            }
        }
        self.init(parameters)
    }

    private static func parameter(_ piece: String, _ kind: Kind) -> Parameter {
        guard let equals = piece.firstIndex(of: "=") else { return Parameter(Symbol(piece), kind) }
        let name = String(piece[..<equals])
        return Parameter(Symbol(name), kind, default: literal(String(piece[piece.index(after: equals)...])))
    }

    /// The text between the parentheses, cut at commas outside quotes and brackets, without white space around.
    private static func pieces(of text: String) -> [String] {
        var pieces: [String] = []
        var current = ""
        var quote: Character?
        var depth = 0
        for character in text.dropFirst().dropLast() {
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "'" || character == "\"" {
                quote = character
            } else if "([{".contains(character) {
                depth += 1
            } else if ")]}".contains(character) {
                depth -= 1
            } else if character == " " {
                continue
            } else if character == ",", depth == 0 {
                pieces.append(current)
                current = ""
                continue
            }
            current.append(character)
        }
        return (pieces + [current]).filter { !$0.isEmpty }
    }

    private static func literal(_ text: String) -> Value {
        switch text {
        case "None": .none
        case "True": .bool(true)
        case "False": .bool(false)
        case "...": .undefined
        case "()": Value(tuple: [])
        case "inf": .float(.infinity)
        default: number(text) ?? Value(String(text.drop { $0 == "'" || $0 == "\"" }.dropLast()))
        }
    }

    private static func number(_ text: String) -> Value? {
        if let int = Int(text) { return .int(int) }
        return Double(text).map { .float($0) }
    }
}
