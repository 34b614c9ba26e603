/// Letter case and the kinds of code points, as Python's `str` sees them.
extension Unicode.Scalar {
    /// White space for `split`, `strip` and `isspace`.
    package var isPythonSpace: Bool {
        switch value {
        case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0: true
        case ..<0x1000: false
        default: properties.generalCategory == .spaceSeparator || value == 0x2028 || value == 0x2029
        }
    }

    /// Whether `splitlines` ends a line here.
    var endsLine: Bool {
        switch value {
        case 0x0A...0x0D, 0x1C...0x1E, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    package var isLetter: Bool {
        if isASCII { return (value | 0x20) &- 0x61 < 26 }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
        default: return false
        }
    }

    /// `isdecimal`: digits of a positional system.
    package var isDecimalDigit: Bool {
        isASCII ? value &- 0x30 < 10 : properties.generalCategory == .decimalNumber
    }

    /// `isdigit`: decimal digits and the likes of superscripts.
    package var isDigit: Bool {
        isDecimalDigit || (!isASCII && (properties.numericType == .digit || properties.numericType == .decimal))
    }

    /// `isnumeric`: everything with a numeric value, fractions included.
    package var isNumeric: Bool { isASCII ? value &- 0x30 < 10 : properties.numericType != nil }

    package var isAlphanumeric: Bool { isLetter || isNumeric }

    /// The value of a decimal digit of any script.
    package var decimalValue: Int? {
        isDecimalDigit ? properties.numericValue.map { Int($0) } : nil
    }

    package var isCasedUpper: Bool { isASCII ? value &- 0x41 < 26 : properties.isUppercase }
    package var isCasedLower: Bool { isASCII ? value &- 0x61 < 26 : properties.isLowercase }
    var isTitleCase: Bool { !isASCII && properties.generalCategory == .titlecaseLetter }
    var isCased: Bool { isCasedUpper || isCasedLower || isTitleCase }
}

extension String {
    /// Python's `lower`: a capital sigma at the end of a word becomes ς.
    package func pythonLowercased() -> String {
        let scalars = Array(unicodeScalars)
        guard scalars.contains("Σ") else { return lowercased() }
        var result = ""
        for (place, scalar) in scalars.enumerated() {
            if scalar == "Σ" {
                let before = scalars[..<place].last { !$0.properties.isCaseIgnorable }?.isCased ?? false
                let after = scalars[(place + 1)...].first { !$0.properties.isCaseIgnorable }?.isCased ?? false
                result += before && !after ? "ς" : "σ"
            } else {
                result += scalar.properties.lowercaseMapping
            }
        }
        return result
    }

    /// Python's `title`: the first letter of each run of letters in title case, the others in lower case.
    package func titleCased() -> String {
        var result = ""
        var isInWord = false
        for scalar in unicodeScalars {
            result += isInWord ? scalar.properties.lowercaseMapping : scalar.properties.titlecaseMapping
            isInWord = scalar.isCased
        }
        return result
    }

    /// Python's `capitalize`: the first code point in title case, the rest in lower case.
    package func capitalizedFirst() -> String {
        guard let first = unicodeScalars.first else { return self }
        return first.properties.titlecaseMapping + String(unicodeScalars.dropFirst()).lowercased()
    }

    /// Upper case becomes lower case and the other way round.
    package func swappingCase() -> String {
        var result = ""
        for scalar in unicodeScalars {
            if scalar.isCasedUpper {
                result += scalar.properties.lowercaseMapping
            } else if scalar.isCasedLower {
                result += scalar.properties.uppercaseMapping
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// The form that Python compares without case: `"Straße".casefold()` is "strasse".
    package func caseFolded() -> String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return lowercased() }
        var result = ""
        for scalar in unicodeScalars {
            let isSharp = scalar == "ß" || scalar == "ẞ"
            let upper = scalar.properties.uppercaseMapping
            let isExpanding = upper.unicodeScalars.count > 1
            result +=
                isSharp
                ? "ss" : isExpanding ? upper.lowercased() : scalar == "ς" ? "σ" : scalar.properties.lowercaseMapping
        }
        return result
    }

    /// Whether there is a cased letter and every cased one satisfies the test (`isupper`, `islower`).
    package func allCased(_ matches: (Unicode.Scalar) -> Bool) -> Bool {
        var hasCased = false
        for scalar in unicodeScalars where scalar.isCased {
            guard matches(scalar) else { return false }
            hasCased = true
        }
        return hasCased
    }

    /// `istitle`: upper case only after uncased, lower case only after cased characters.
    package var isTitled: Bool {
        var (hasCased, wasCased) = (false, false)
        for scalar in unicodeScalars {
            if scalar.isCasedUpper || scalar.isTitleCase {
                guard !wasCased else { return false }
                (hasCased, wasCased) = (true, true)
            } else if scalar.isCasedLower {
                guard wasCased else { return false }
            } else {
                wasCased = false
            }
        }
        return hasCased
    }

    /// Whether the text is a Python name.
    package var isPythonIdentifier: Bool {
        guard let first = unicodeScalars.first, first == "_" || first.properties.isXIDStart else { return false }
        return unicodeScalars.dropFirst().allSatisfy { $0.properties.isXIDContinue }
    }
}
