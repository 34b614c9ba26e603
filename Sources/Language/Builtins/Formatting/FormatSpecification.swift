/// The format mini-language of f-strings, `format` and `str.format`: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.
///
///     try FormatSpecification("*>+8,.2f", for: "float")   // fill "*", align ">", sign "+", width 8, grouping ",", precision 2, type "f"
package struct FormatSpecification: Equatable {
    package var fill: Unicode.Scalar = " "
    /// One of `<`, `>`, `^`, `=`; nil when the type's own default holds.
    package var align: Unicode.Scalar?
    package var sign: Unicode.Scalar?
    package var coercesNegativeZero = false
    package var isAlternate = false
    package var padsWithZeros = false
    package var width = 0
    /// `,` or `_`.
    package var grouping: Unicode.Scalar?
    package var precision: Int?
    package var type: Unicode.Scalar?

    package init() {}

    /// Parses the text after the colon; `typeName` is for the error's words.
    package init(_ text: String, for typeName: String) throws {
        var reader = ScalarReader(text)
        let hasFill = readAlignment(&reader)
        sign = reader.take(where: { $0 == "+" || $0 == "-" || $0 == " " })
        coercesNegativeZero = reader.take("z")
        isAlternate = reader.take("#")
        if reader.take("0") {
            padsWithZeros = true
            if !hasFill { fill = "0" }
        }
        width = try reader.takeNumber() ?? 0
        try readGrouping(&reader)
        if reader.take(".") {
            guard let digits = try reader.takeNumber() else {
                throw PythonError(.valueError, "Format specifier missing precision")
            }
            precision = digits
        }
        type = reader.take(where: { _ in true })
        guard reader.isAtEnd else {
            throw PythonError(
                .valueError, "Invalid format specifier '\(text)' for object of type '\(typeName)'")
        }
        try checkGrouping()
    }

    /// Whether a fill character was given, too.
    private mutating func readAlignment(_ reader: inout ScalarReader) -> Bool {
        func isAlign(_ scalar: Unicode.Scalar?) -> Bool {
            scalar == "<" || scalar == ">" || scalar == "^" || scalar == "="
        }
        if isAlign(reader.peek(1)), let first = reader.next() {
            fill = first
            align = reader.next()
            return true
        }
        if isAlign(reader.peek()) { align = reader.next() }
        return false
    }

    private mutating func readGrouping(_ reader: inout ScalarReader) throws {
        if reader.take(",") { grouping = "," }
        if reader.take("_") {
            guard grouping == nil else { throw PythonError(.valueError, "Cannot specify both ',' and '_'.") }
            grouping = "_"
        }
        if reader.peek() == "," && grouping == "_" {
            throw PythonError(.valueError, "Cannot specify both ',' and '_'.")
        }
    }

    private func checkGrouping() throws {
        guard let grouping, let type else { return }
        switch type {
        case "d", "e", "f", "g", "E", "G", "F", "%": return
        case "b", "o", "x", "X":
            if grouping == "_" { return }
        default: break
        }
        throw PythonError(.valueError, "Cannot specify '\(grouping)' with '\(type)'.")
    }
}

/// A cursor over the code points of a text.
struct ScalarReader {
    let scalars: [Unicode.Scalar]
    var position = 0

    init(_ text: String) { scalars = Array(text.unicodeScalars) }

    var isAtEnd: Bool { position >= scalars.count }

    func peek(_ distance: Int = 0) -> Unicode.Scalar? {
        position + distance < scalars.count ? scalars[position + distance] : nil
    }

    mutating func next() -> Unicode.Scalar? {
        guard position < scalars.count else { return nil }
        position += 1
        return scalars[position - 1]
    }

    mutating func take(_ expected: Unicode.Scalar) -> Bool {
        guard peek() == expected else { return false }
        position += 1
        return true
    }

    mutating func take(where matches: (Unicode.Scalar) -> Bool) -> Unicode.Scalar? {
        guard let scalar = peek(), matches(scalar) else { return nil }
        position += 1
        return scalar
    }

    /// A run of decimal digits, or nil when there is none.
    mutating func takeNumber() throws -> Int? {
        var result: Int?
        while let scalar = peek(),
            let digit = scalar.properties.numericType == .decimal
                ? scalar.properties.numericValue : nil
        {
            let (product, overflow) = (result ?? 0).multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int(digit))
            guard !overflow && !carry else {
                throw PythonError(.valueError, "Too many decimal digits in format string")
            }
            result = sum
            position += 1
        }
        return result
    }

    func text(from start: Int, to end: Int) -> String {
        var result = String.UnicodeScalarView()
        result.append(contentsOf: scalars[start..<end])
        return String(result)
    }
}
