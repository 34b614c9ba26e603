/// Stripping, padding, letter case, kinds of characters, and conversion.
extension TextMethods {
    static var layout: [NativeFunction] {
        [
            strip("strip", "Without white space (or given characters) at both ends.", true, true),
            strip("lstrip", "Without white space (or given characters) at the start.", true, false),
            strip("rstrip", "Without white space (or given characters) at the end.", false, true),
            pad("ljust", "Filled at the right up to a width.") { missing, _ in (0, missing) },
            pad("rjust", "Filled at the left up to a width.") { missing, _ in (missing, 0) },
            pad("center", "Filled at both sides up to a width.") { missing, width in
                let left = missing / 2 + (missing & width & 1)
                return (left, missing - left)
            },
            NativeFunction("zfill", "(self, width, /)", "Filled with zeros after the sign up to a width.") {
                arguments, evaluator in
                let text = try text(arguments[0])
                let missing = max(try width(arguments[1], evaluator), 0) - text.count
                guard missing > 0 else { return arguments[0] }
                let hasSign = text.string.hasPrefix("+") || text.string.hasPrefix("-")
                let sign = hasSign ? String(text.string.prefix(1)) : ""
                return Value(sign + String(repeating: "0", count: missing) + text.string.dropFirst(hasSign ? 1 : 0))
            },
            NativeFunction("expandtabs", "(self, tabsize=8)", "With tabs as spaces.") { arguments, evaluator in
                let (text, width) = (try text(arguments[0]).string, try evaluator.index(arguments[1]))
                let tabs = text.utf8.count { $0 == UInt8(ascii: "\t") }
                try SizeLimit.bytes(tabs.multipliedReportingOverflow(by: max(width, 0)))
                return Value(text.expandingTabs(to: width))
            },
        ]
    }

    private static func strip(_ name: String, _ summary: String, _ leading: Bool, _ trailing: Bool) -> NativeFunction {
        NativeFunction(
            name, "(self, chars=None, /)", summary, as: leading && trailing ? .strip : .none
        ) { arguments, _ in
            let text = try text(arguments[0])
            guard let set = arguments[1].ifNotNone else {
                guard let stripped = text.strippedOfSpace(leading: leading, trailing: trailing) else {
                    return text.derivation == nil ? arguments[0] : Value(text.string)
                }
                return .object(stripped)
            }
            guard let set = set.as(Text.self) else {
                throw PythonError(.typeError, "\(name) arg must be None or str")
            }
            let scalars = Set(set.string.unicodeScalars)
            return Value(text.string.stripped(leading: leading, trailing: trailing) { scalars.contains($0) })
        }
    }

    private static func width(_ value: Value, _ evaluator: Evaluator) throws -> Int {
        let width = try evaluator.index(value)
        return try SizeLimit.bytes(width)
    }

    private static func pad(
        _ name: String, _ summary: String, _ share: @escaping (_ missing: Int, _ width: Int) -> (Int, Int)
    ) -> NativeFunction {
        NativeFunction(name, "(self, width, fillchar=' ', /)", summary) { arguments, evaluator in
            let text = try text(arguments[0])
            guard let fill = arguments[2].as(Text.self), fill.count == 1 else {
                if arguments[2].as(Text.self) == nil {
                    throw PythonError(
                        .typeError, "The fill character must be a unicode character, not \(arguments[2].typeName)")
                }
                throw PythonError(.typeError, "The fill character must be exactly one character long")
            }
            let width = try width(arguments[1], evaluator)
            try SizeLimit.bytes(fill.string.utf8.count.multipliedReportingOverflow(by: max(width, 0)))
            guard width > text.count else { return arguments[0] }
            let (left, right) = share(width - text.count, width)
            return Value(
                String(repeating: fill.string, count: left) + text.string + String(repeating: fill.string, count: right)
            )
        }
    }

    static var letters: [NativeFunction] {
        [
            mapping("upper", "In upper case.", as: .upper) { $0.uppercased() },
            mapping("lower", "In lower case.", as: .lower) { $0.pythonLowercased() },
            mapping("title", "With each word's first letter in title case.") { $0.titleCased() },
            mapping("capitalize", "With the first letter in title case, the others in lower case.") {
                $0.capitalizedFirst()
            },
            mapping("swapcase", "With upper and lower case exchanged.") { $0.swappingCase() },
            mapping("casefold", "For comparison without case.") { $0.caseFolded() },
        ]
    }

    private static func mapping(
        _ name: String, _ summary: String, as intrinsic: Intrinsic = .none, _ map: @escaping (String) -> String
    ) -> NativeFunction {
        NativeFunction(name, "(self, /)", summary, as: intrinsic) { arguments, _ in
            Value(map(try text(arguments[0]).string))
        }
    }

    static var kinds: [NativeFunction] {
        [
            kind("isalpha", "Whether all are letters.") { !$0.isEmpty && $0.unicodeScalars.allSatisfy(\.isLetter) },
            kind("isdigit", "Whether all are digits.") { !$0.isEmpty && $0.unicodeScalars.allSatisfy(\.isDigit) },
            kind("isdecimal", "Whether all are decimal digits.") {
                !$0.isEmpty && $0.unicodeScalars.allSatisfy(\.isDecimalDigit)
            },
            kind("isnumeric", "Whether all have a numeric value.") {
                !$0.isEmpty && $0.unicodeScalars.allSatisfy(\.isNumeric)
            },
            kind("isalnum", "Whether all are letters or numeric.") {
                !$0.isEmpty && $0.unicodeScalars.allSatisfy(\.isAlphanumeric)
            },
            kind("isspace", "Whether all are white space.") {
                !$0.isEmpty && $0.unicodeScalars.allSatisfy(\.isPythonSpace)
            },
            kind("isupper", "Whether all letters are upper case.") { $0.allCased(\.isCasedUpper) },
            kind("islower", "Whether all letters are lower case.") { $0.allCased(\.isCasedLower) },
            kind("istitle", "Whether each word starts in upper case.") { $0.isTitled },
            kind("isidentifier", "Whether it is a valid name.") { $0.isPythonIdentifier },
            kind("isascii", "Whether all are ASCII.") { $0.utf8.allSatisfy { $0 < 0x80 } },
            kind("isprintable", "Whether repr shows all as they are.") {
                $0.unicodeScalars.allSatisfy(QuotedText.isPrintable)
            },
        ]
    }

    private static func kind(_ name: String, _ summary: String, _ test: @escaping (String) -> Bool) -> NativeFunction {
        NativeFunction(name, "(self, /)", summary) { arguments, _ in .bool(test(try text(arguments[0]).string)) }
    }

    static var conversion: [NativeFunction] {
        [
            NativeFunction("format", "(self, *args, **kwargs)", "With replacement fields filled in.", isRaw: true) {
                arguments, evaluator in
                .object(try TemplateFormatting.format(text(arguments[0]), arguments, evaluator))
            },
            NativeFunction("format_map", "(self, mapping, /)", "With fields filled in from a mapping.") {
                arguments, evaluator in
                .object(try TemplateFormatting.format(text(arguments[0]), mapping: arguments[1], evaluator))
            },
            NativeFunction("encode", "(self, encoding='utf-8', errors='strict')", "As bytes.") { arguments, evaluator in
                let string = try text(arguments[0]).string
                return .object(
                    Bytes(
                        try BytesMethods.encode(
                            string, encoding: evaluator.str(arguments[1]), errors: evaluator.str(arguments[2]))))
            },
            NativeFunction("__hash__", "(self, /)") { arguments, _ in .int(try text(arguments[0]).hashCode) },
        ]
    }
}
