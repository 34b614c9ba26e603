/// Reads the tokens of a source by recursive descent and makes the syntax tree, as `Grammar.txt` says.
///
/// It reads a source once when it is right. When it is wrong it reads it a second time with `isDiagnosing` set, when
/// every rule also looks for the usual mistakes of its construct, so that the error has the words of CPython.
package final class Parser {
    let source: Source
    var scanner: Scanner
    /// The tokens that were scanned so far; the last one is the furthest that any rule has looked at.
    var tokens: [Token] = []
    var index = 0
    /// What ended the scanning; the tokens then end in one of kind `unknown`.
    var scanError: SyntaxError?
    var isDiagnosing = false
    /// Whether this is the second reading, in which a rule settles for the longest part that matches.
    var isSecondReading = false
    /// The last error that was found inside a string literal.
    var literalError: SyntaxError?
    /// How many rules are open in each other.
    var depth: Int
    /// The lowest address that the thread's stack may reach.
    private let stackLimit: UInt
    /// The height of the tree that was made since the innermost chain began: `a.b.c` is three levels high.
    var height = 0
    /// Where the arithmetic expression that begins at a token ends; noted for the second reading.
    var arithmeticEnds: [Int: Int] = [:]

    /// Limits that keep the parser, and whoever walks its trees, from running out of stack.
    static let maximumDepth = 400
    static let maximumHeight = 1000

    /// Why a rule did not match: the tokens are something else, or they are certainly wrong.
    enum Failure: Error {
        case mismatch
        case error(SyntaxError)

        var reason: SyntaxError? {
            guard case .error(let error) = self else { return nil }
            return error
        }
    }

    init(_ source: Source) {
        self.source = source
        scanner = Scanner(source)
        depth = 0
        stackLimit = NativeStack.limit()
    }

    /// Reads what another scanner delivers, inside of what another parser is reading.
    init(_ scanner: Scanner, inside outer: Parser) {
        source = outer.source
        self.scanner = scanner
        depth = outer.depth + 1
        stackLimit = outer.stackLimit
    }

    /// The tree of a cell or a file. With `reportsIncomplete`, an error at the very end is `incomplete input`, as in IPython.
    ///
    ///     try Parser.parse(Source(cell: 1, text: "1 + 1")).lastExpression      // 1 + 1
    package static func parse(_ source: Source, reportsIncomplete: Bool = false) throws(SyntaxError) -> SyntaxTree {
        let tree = try Parser(source).run(reportsIncomplete: reportsIncomplete) { parser throws(Failure) in
            try parser.module()
        }
        try SymbolCheck.check(tree)
        try ContextCheck.check(tree)
        return tree
    }

    /// The single expression that a text consists of.
    package static func parseExpression(_ source: Source) throws(SyntaxError) -> Expression {
        try Parser(source).run(reportsIncomplete: false) { parser throws(Failure) in
            let expression = try parser.expressions()
            while parser.accept(.newline) {}
            try parser.expect(.end)
            return expression
        }
    }

    /// The program that `eval` runs: a text's single expression.
    package static func parseEvaluated(_ source: Source) throws(SyntaxError) -> SyntaxTree {
        let expression = try parseExpression(source)
        let tree = SyntaxTree(source: source, statements: [Statement(.expression(expression), expression.span)])
        try SymbolCheck.check(tree)
        try ContextCheck.check(tree)
        return tree
    }

    /// Reads once, and once more for the diagnosis if that failed.
    func run<Result>(
        reportsIncomplete: Bool, _ rule: (Parser) throws(Failure) -> Result
    ) throws(SyntaxError) -> Result {
        if let error = refusal { throw error }
        let found: SyntaxError?
        do {
            return try rule(self)
        } catch {
            found = error.reason
        }
        throw diagnosis(of: found, reportsIncomplete: reportsIncomplete, rule)
    }

    private var refusal: SyntaxError? {
        guard let zero = source.bytes.firstIndex(of: 0) else { return nil }
        let place = source.position(ofOffset: zero)
        return SyntaxError("source code string cannot contain null bytes", at: Span(place, place))
    }
}

extension Parser {
    var current: Token { token(at: index) }
    var kind: Token.Kind { token(at: index).kind }
    /// The kind of the token after the current one.
    var nextKind: Token.Kind { token(at: index + 1).kind }
    /// The token that was consumed last.
    var previous: Token { tokens.indices.contains(index - 1) ? tokens[index - 1] : current }
    /// The furthest token that was looked at.
    var furthest: Token { tokens.last ?? current }

    func token(at wanted: Int) -> Token {
        while wanted >= tokens.count, scanError == nil { scan() }
        return tokens[min(wanted, tokens.count - 1)]
    }

    private func scan() {
        do {
            tokens.append(try scanner.next())
        } catch {
            scanError = error
            tokens.append(Token(kind: .unknown, span: error.span, level: Int16(clamping: scanner.brackets.count)))
        }
    }

    func text(of token: Token) -> String {
        String(decoding: bytes(of: token), as: UTF8.self)
    }

    func bytes(of token: Token) -> ArraySlice<UInt8> {
        scanner.bytes[Int(token.span.startOffset)..<max(Int(token.span.startOffset), Int(token.span.endOffset))]
    }

    /// Consumes the current token if it is of this kind.
    @discardableResult
    func accept(_ wanted: Token.Kind) -> Bool {
        guard kind == wanted else { return false }
        index += 1
        return true
    }

    @discardableResult
    func expect(_ wanted: Token.Kind) throws(Failure) -> Token {
        let token = current
        guard accept(wanted) else { throw .mismatch }
        return token
    }

    /// Like `expect`, but nothing else can stand here: `expected ':'`.
    func require(_ wanted: Token.Kind) throws(Failure) {
        guard accept(wanted) else { throw .error(missing(wanted, at: current.span)) }
    }

    func name() throws(Failure) -> Name {
        let token = try expect(.name)
        return Name(text(of: token), token.span)
    }

    /// Whether the current token is this name: `match`, `case` and `_` are words only in some places.
    func isAt(word: String) -> Bool {
        kind == .name && bytes(of: current).elementsEqual(word.utf8)
    }

    /// From the start of a span to the end of what was consumed last.
    func span(from start: Span) -> Span { start.extended(to: previous.span) }

    /// Tries a rule and goes back if it does not match.
    func attempt<Result>(_ rule: () throws(Failure) -> Result) throws(Failure) -> Result? {
        let start = index
        do {
            return try rule()
        } catch {
            guard case .mismatch = error else { throw error }
            index = start
            return nil
        }
    }

    /// Runs a rule one level deeper.
    func nested<Result>(_ rule: () throws(Failure) -> Result) throws(Failure) -> Result {
        depth += 1
        defer { depth -= 1 }
        if depth > Parser.maximumDepth || isStackExhausted {
            throw .error(SyntaxError(.memory, "too many levels of nesting for the parser", at: current.span))
        }
        return try rule()
    }

    private var isStackExhausted: Bool {
        var marker: UInt8 = 0
        return withUnsafeMutablePointer(to: &marker) { UInt(bitPattern: $0) } < stackLimit
    }

    /// Notes that the tree grew by a level on the left, as in `a.b.c` and `1 + 2 + 3`.
    func grow() throws(Failure) {
        height += 1
        if height > Parser.maximumHeight {
            let message = "maximum recursion depth exceeded during compilation"
            throw .error(SyntaxError(.recursion, message, at: current.span))
        }
    }

    /// Runs a rule whose tree is measured by itself: the items of a list do not add up, their levels do.
    func measured<Result>(_ rule: () throws(Failure) -> Result) throws(Failure) -> Result {
        let outer = height
        height = 0
        defer { height = max(outer, height) }
        return try rule()
    }
}
