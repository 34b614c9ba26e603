/// The pieces of a `%` template, as `"%-5s|%(key)06.2f"` has them.
package enum PercentTemplate {
    package enum Piece: Equatable {
        case literal(String)
        case directive(Directive)
    }

    /// One `%[(key)][flags][width][.precision]type`.
    package struct Directive: Equatable {
        package var key: String?
        package var isLeftAligned = false
        package var showsPlus = false
        package var showsSpace = false
        package var isAlternate = false
        package var padsWithZeros = false
        package var width = Size.none
        package var precision = Size.none
        package var type: Unicode.Scalar = "s"
        /// Where the type stands, for the error's words.
        package var position = 0

        /// Whether there is nothing but a type, and perhaps a precision.
        var isPlain: Bool {
            key == nil && width == .none && !isLeftAligned && !showsPlus && !showsSpace && !isAlternate
                && !padsWithZeros
        }
    }

    /// A width or a precision: absent, written, or taken from the arguments (`*`).
    package enum Size: Equatable {
        case none
        case fixed(Int)
        case argument
    }

    /// Splits a template; `%%` becomes a literal percent sign.
    package static func pieces(_ template: String) throws -> [Piece] {
        var reader = ScalarReader(template)
        var pieces: [Piece] = []
        var literal = String.UnicodeScalarView()
        while let scalar = reader.next() {
            guard scalar == "%" else {
                literal.append(scalar)
                continue
            }
            let directive = try directive(&reader)
            guard directive.type != "%" else {
                literal.append("%")
                continue
            }
            if !literal.isEmpty { pieces.append(.literal(String(literal))) }
            literal = String.UnicodeScalarView()
            pieces.append(.directive(directive))
        }
        if !literal.isEmpty { pieces.append(.literal(String(literal))) }
        return pieces
    }

    private static func directive(_ reader: inout ScalarReader) throws -> Directive {
        var directive = Directive()
        if reader.take("(") { directive.key = try key(&reader) }
        readFlags(&reader, into: &directive)
        directive.width = try size(&reader, tooBig: "width too big")
        if reader.take(".") {
            directive.precision = try size(&reader, tooBig: "precision too big")
            if directive.precision == .none { directive.precision = .fixed(0) }
        }
        _ = reader.take { $0 == "l" || $0 == "h" || $0 == "L" }
        directive.position = reader.position
        guard let type = reader.next() else { throw PythonError(.valueError, "incomplete format") }
        directive.type = type
        return directive
    }

    private static func key(_ reader: inout ScalarReader) throws -> String {
        let start = reader.position
        var depth = 1
        while let scalar = reader.next() {
            if scalar == "(" { depth += 1 }
            if scalar == ")" { depth -= 1 }
            if depth == 0 { return reader.text(from: start, to: reader.position - 1) }
        }
        throw PythonError(.valueError, "incomplete format key")
    }

    private static func readFlags(_ reader: inout ScalarReader, into directive: inout Directive) {
        while let scalar = reader.peek() {
            switch scalar {
            case "-": directive.isLeftAligned = true
            case "+": directive.showsPlus = true
            case " ": directive.showsSpace = true
            case "#": directive.isAlternate = true
            case "0": directive.padsWithZeros = true
            default: return
            }
            reader.position += 1
        }
    }

    private static func size(_ reader: inout ScalarReader, tooBig message: String) throws -> Size {
        if reader.take("*") { return .argument }
        do {
            return try reader.takeNumber().map { .fixed($0) } ?? .none
        } catch {
            throw PythonError(.valueError, message)
        }
    }
}

extension PercentTemplate.Directive {
    /// The specification that lays out this directive's text, once `*` sizes are known.
    package func specification(width: Int, precision: Int?) -> FormatSpecification {
        var result = FormatSpecification()
        result.width = width
        result.precision = precision
        result.isAlternate = isAlternate
        result.sign = showsPlus ? "+" : showsSpace ? " " : nil
        result.align = isLeftAligned ? "<" : padsWithZeros ? "=" : ">"
        result.fill = padsWithZeros && !isLeftAligned ? "0" : " "
        return result
    }
}
