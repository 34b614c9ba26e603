/// `unicodedata`: names, kinds and forms of code points.
enum UnicodeModule {
    static func make() -> ModuleObject {
        ModuleObject(
            "unicodedata", documentation: "Facts of code points.", functions: properties + numbers + forms,
            attributes: [("unidata_version", "15.0.0")])
    }

    /// The one code point of an argument.
    private static func scalar(_ value: Value, _ function: String) throws -> Unicode.Scalar {
        guard let text = value.as(Text.self) else {
            throw PythonError(
                .typeError, "\(function)() argument 1 must be a unicode character, not \(value.typeName)")
        }
        guard let first = text.string.unicodeScalars.first, text.string.unicodeScalars.count == 1 else {
            throw PythonError(.typeError, "\(function)() argument 1 must be a unicode character, not str")
        }
        return first
    }

    private static func property(
        _ name: String, _ summary: String, _ body: @escaping (Unicode.Scalar) -> Value
    ) -> NativeFunction {
        NativeFunction(name, "(chr, /)", summary, module: "unicodedata") { arguments, _ in
            body(try scalar(arguments[0], name))
        }
    }

    private static var properties: [NativeFunction] {
        [
            NativeFunction("name", "(chr, default=..., /)", "The name.", module: "unicodedata") { arguments, _ in
                let found = try scalar(arguments[0], "name").properties.name
                if let found { return Value(found) }
                guard let standard = arguments[1].ifDefined else { throw PythonError(.valueError, "no such name") }
                return standard
            },
            NativeFunction("lookup", "(name, /)", "The character of a name.", module: "unicodedata") {
                arguments, evaluator in
                let name = try evaluator.str(arguments[0])
                guard let scalar = UnicodeNames.scalar(named: name) else {
                    throw PythonError(.keyError, "undefined character name '\(name)'")
                }
                return Value(String(scalar))
            },
            property("category", "The kind, in two letters.") { Value(category($0.properties.generalCategory)) },
            property("combining", "The class of a combining mark, or 0.") {
                .int(Int($0.properties.canonicalCombiningClass.rawValue))
            },
            property("mirrored", "Whether it is mirrored in text from right to left.") {
                .int($0.properties.isBidiMirrored ? 1 : 0)
            },
        ]
    }

    private static var numbers: [NativeFunction] {
        let kinds: [(String, (Unicode.Scalar) -> Bool)] = [
            ("numeric", { $0.isNumeric }), ("digit", { $0.isDigit }), ("decimal", { $0.isDecimalDigit }),
        ]
        return kinds.map { name, accepts in
            NativeFunction(name, "(chr, default=..., /)", "The value as a number.", module: "unicodedata") {
                arguments, _ in
                let scalar = try scalar(arguments[0], name)
                if accepts(scalar), let value = scalar.properties.numericValue {
                    return name == "numeric" ? .float(value) : .int(Int(value))
                }
                guard let standard = arguments[1].ifDefined else {
                    throw PythonError(.valueError, name == "numeric" ? "not a numeric character" : "not a \(name)")
                }
                return standard
            }
        }
    }

    private static var forms: [NativeFunction] {
        [
            NativeFunction("normalize", "(form, unistr, /)", "A text in a normal form.", module: "unicodedata") {
                arguments, evaluator in
                let text = try TextMethods.argument(arguments[1], "normalize() argument 2 must be str")
                return Value(try normalized(text, try evaluator.str(arguments[0])))
            },
            NativeFunction("is_normalized", "(form, unistr, /)", "Whether it is so already.", module: "unicodedata") {
                arguments, evaluator in
                let text = try evaluator.str(arguments[1])
                let form = try normalized(text, try evaluator.str(arguments[0]))
                return .bool(Array(form.unicodeScalars) == Array(text.unicodeScalars))
            },
        ]
    }

    private static func normalized(_ text: String, _ form: String) throws -> String {
        let isASCII = text.utf8.allSatisfy { $0 < 0x80 }
        switch form {
        case _ where isASCII && ["NFD", "NFC", "NFKD", "NFKC"].contains(form): return text
        case "NFD": return NormalForm.decomposed(text)
        case "NFC": return NormalForm.composed(text)
        case "NFKD": return NormalForm.decomposed(NormalForm.compatible(text))
        case "NFKC": return NormalForm.composed(NormalForm.compatible(text))
        default: throw PythonError(.valueError, "invalid normalization form")
        }
    }

    private static func category(_ category: Unicode.GeneralCategory) -> String {
        switch category {
        case .uppercaseLetter: "Lu"
        case .lowercaseLetter: "Ll"
        case .titlecaseLetter: "Lt"
        case .modifierLetter: "Lm"
        case .otherLetter: "Lo"
        case .nonspacingMark: "Mn"
        case .spacingMark: "Mc"
        case .enclosingMark: "Me"
        case .decimalNumber: "Nd"
        case .letterNumber: "Nl"
        case .otherNumber: "No"
        case .connectorPunctuation: "Pc"
        case .dashPunctuation: "Pd"
        case .openPunctuation: "Ps"
        case .closePunctuation: "Pe"
        case .initialPunctuation: "Pi"
        case .finalPunctuation: "Pf"
        case .otherPunctuation: "Po"
        case .mathSymbol: "Sm"
        case .currencySymbol: "Sc"
        case .modifierSymbol: "Sk"
        case .otherSymbol: "So"
        case .spaceSeparator: "Zs"
        case .lineSeparator: "Zl"
        case .paragraphSeparator: "Zp"
        case .control: "Cc"
        case .format: "Cf"
        case .surrogate: "Cs"
        case .privateUse: "Co"
        case .unassigned: "Cn"
        @unknown default: "Cn"
        }
    }
}
