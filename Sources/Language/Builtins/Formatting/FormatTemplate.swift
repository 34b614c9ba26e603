/// The pieces of a `str.format` template: literal text and replacement fields.
///
///     try FormatTemplate.pieces("{0.name!r:>{width}} kg")   // a field, then the literal " kg"
package enum FormatTemplate {
    package enum Piece: Equatable {
        case literal(String)
        case field(Field)
    }

    /// One `{name.attribute[key]!conversion:specification}`.
    package struct Field: Equatable {
        package let source: Source
        package let path: [Step]
        package let conversion: Unicode.Scalar?
        /// Still with nested fields in it.
        package let specification: String
        package let hasNestedFields: Bool

        init(name: String, path: [Step], conversion: Unicode.Scalar?, specification: String) {
            source = Source(name)
            self.path = path
            self.conversion = conversion
            self.specification = specification
            hasNestedFields = specification.utf8.contains(UInt8(ascii: "{"))
        }
    }

    /// Which argument a field shows.
    package enum Source: Equatable {
        /// `{}`: the next one.
        case next
        case position(Int)
        case name(String)

        init(_ name: String) {
            if name.isEmpty {
                self = .next
            } else if let index = Int(name), name.utf8.allSatisfy({ $0 != UInt8(ascii: "-") }) {
                self = .position(index)
            } else {
                self = .name(name)
            }
        }
    }

    /// What follows the name of a field.
    package enum Step: Equatable {
        case attribute(String)
        case index(Int)
        case key(String)
    }

    /// Splits a template; `{{` and `}}` become single braces.
    package static func pieces(_ template: String) throws -> [Piece] {
        var reader = ScalarReader(template)
        var pieces: [Piece] = []
        var literal = String.UnicodeScalarView()
        while let scalar = reader.next() {
            if scalar == "{" || scalar == "}" {
                if reader.take(scalar) {
                    literal.append(scalar)
                    continue
                }
                guard scalar == "{" else {
                    throw PythonError(.valueError, "Single '}' encountered in format string")
                }
                guard !reader.isAtEnd else {
                    throw PythonError(.valueError, "Single '{' encountered in format string")
                }
                if !literal.isEmpty { pieces.append(.literal(String(literal))) }
                literal = String.UnicodeScalarView()
                pieces.append(.field(try field(&reader)))
            } else {
                literal.append(scalar)
            }
        }
        if !literal.isEmpty { pieces.append(.literal(String(literal))) }
        return pieces
    }

    private static func field(_ reader: inout ScalarReader) throws -> Field {
        let start = reader.position
        try skipName(&reader)
        let name = reader.text(from: start, to: reader.position)
        var conversion: Unicode.Scalar?
        if reader.take("!") {
            guard let letter = reader.next() else {
                throw PythonError(.valueError, "end of string while looking for conversion specifier")
            }
            conversion = letter
            guard reader.peek() == ":" || reader.peek() == "}" else {
                throw PythonError(
                    .valueError,
                    reader.isAtEnd ? "unmatched '{' in format spec" : "expected ':' after conversion specifier")
            }
        }
        let specification = reader.take(":") ? try specification(&reader) : ""
        guard reader.take("}") else { throw PythonError(.valueError, "expected '}' before end of string") }
        let (first, path) = try split(name)
        return Field(name: first, path: path, conversion: conversion, specification: specification)
    }

    private static func skipName(_ reader: inout ScalarReader) throws {
        var isInBrackets = false
        while let scalar = reader.peek() {
            switch scalar {
            case "{": throw PythonError(.valueError, "unexpected '{' in field name")
            case "[": isInBrackets = true
            case "]": isInBrackets = false
            case "}", ":", "!":
                if !isInBrackets { return }
            default: break
            }
            reader.position += 1
        }
        throw PythonError(.valueError, "expected '}' before end of string")
    }

    private static func specification(_ reader: inout ScalarReader) throws -> String {
        let start = reader.position
        var depth = 0
        while let scalar = reader.peek() {
            if scalar == "{" { depth += 1 }
            if scalar == "}" {
                if depth == 0 { return reader.text(from: start, to: reader.position) }
                depth -= 1
            }
            reader.position += 1
        }
        throw PythonError(.valueError, "unmatched '{' in format spec")
    }

    /// Splits "0.weight[3]" into "0" and its steps.
    package static func split(_ name: String) throws -> (String, [Step]) {
        var reader = ScalarReader(name)
        let first = take(&reader) { $0 != "." && $0 != "[" }
        var path: [Step] = []
        while let scalar = reader.next() {
            if scalar == "." {
                let attribute = take(&reader) { $0 != "." && $0 != "[" }
                guard !attribute.isEmpty else { throw PythonError(.valueError, "Empty attribute in format string") }
                path.append(.attribute(attribute))
            } else if scalar == "[" {
                let key = take(&reader) { $0 != "]" }
                guard reader.take("]") else { throw PythonError(.valueError, "Missing ']' in format string") }
                guard !key.isEmpty else { throw PythonError(.valueError, "Empty attribute in format string") }
                path.append(Int(key).map { .index($0) } ?? .key(key))
            } else {
                throw PythonError(
                    .valueError, "Only '.' or '[' may follow ']' in format field specifier")
            }
        }
        return (first, path)
    }

    private static func take(_ reader: inout ScalarReader, while matches: (Unicode.Scalar) -> Bool) -> String {
        let start = reader.position
        while let scalar = reader.peek(), matches(scalar) { reader.position += 1 }
        return reader.text(from: start, to: reader.position)
    }
}
