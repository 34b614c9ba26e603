/// The classes of scalars that tokenizer patterns speak of: `\p{L}`, `\p{N}`, `\s`, punctuation, Chinese characters.
extension Unicode.Scalar {
    /// `\p{L}`
    var isLetter: Bool {
        if isASCII { return (0x61...0x7A).contains(value | 0x20) }
        switch properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter: return true
        default: return false
        }
    }

    /// `\p{N}`
    var isNumber: Bool {
        if isASCII { return (0x30...0x39).contains(value) }
        switch properties.generalCategory {
        case .decimalNumber, .letterNumber, .otherNumber: return true
        default: return false
        }
    }

    /// `\s`
    var isSpace: Bool {
        isASCII ? value == 0x20 || (0x09...0x0D).contains(value) : properties.isWhitespace
    }

    var isLineBreak: Bool { value == 0x0A || value == 0x0D }

    /// Neither space, letter nor number: the last alternative of every GPT pattern.
    var isSymbol: Bool { !isSpace && !isLetter && !isNumber }

    /// `\p{M}`
    var isMark: Bool {
        switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark: true
        default: false
        }
    }

    /// `\w`, to which the two joiners U+200C and U+200D belong as well.
    var isWordCharacter: Bool {
        isLetter || properties.generalCategory == .decimalNumber || isMark
            || properties.generalCategory == .connectorPunctuation || properties.isAlphabetic
            || properties.isJoinControl
    }

    /// BERT's control characters, which are all of the category "other" except tab and line ends.
    var isControl: Bool {
        if value == 0x09 || isLineBreak { return false }
        switch properties.generalCategory {
        case .control, .format, .privateUse, .surrogate: return true
        default: return false
        }
    }

    /// ASCII symbols and the Unicode category P.
    var isPunctuation: Bool {
        if isASCII { return (0x21...0x7E).contains(value) && !isLetter && !isNumber }
        switch properties.generalCategory {
        case .connectorPunctuation, .dashPunctuation, .openPunctuation, .closePunctuation, .initialPunctuation,
            .finalPunctuation, .otherPunctuation:
            return true
        default: return false
        }
    }

    /// The ideograph blocks that BERT sets apart with spaces.
    var isChinese: Bool {
        switch value {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F,
            0x2B920...0x2CEAF, 0xF900...0xFAFF, 0x2F800...0x2FA1F:
            true
        default: false
        }
    }
}
