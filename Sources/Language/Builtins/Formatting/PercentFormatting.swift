import BigInt

/// The `%` operator of texts: `"%-5s|%06.2f" % (name, score)`.
enum PercentFormatting {
    static func format(_ template: Text, with values: Value, _ evaluator: Evaluator) throws -> Text {
        let pieces = try evaluator.templates.percent(template)
        return try evaluator.builder.text { builder in
            var source = ArgumentSource(values)
            for piece in pieces {
                switch piece {
                case .literal(let text): builder.append(text)
                case .directive(let directive):
                    if try !directive.isPlain || !appendPlain(directive, &source, to: builder, evaluator) {
                        builder.append(try text(of: directive, &source, evaluator))
                    }
                }
                try builder.check()
            }
            guard source.isUsedUp else {
                throw PythonError(.typeError, "not all arguments converted during string formatting")
            }
        }
    }

    /// A directive without key, flags, width: `%s`, `%d` of an int, `%.2f` of a float. False for all others.
    private static func appendPlain(
        _ directive: PercentTemplate.Directive, _ source: inout ArgumentSource, to builder: TextBuilder,
        _ evaluator: Evaluator
    ) throws -> Bool {
        guard let value = source.upcoming else { return false }
        switch (directive.type, value) {
        case ("s", _) where directive.precision == .none:
            _ = try source.next()
            try builder.append(value, evaluator)
        case ("d", .int(let number)) where directive.precision == .none:
            _ = try source.next()
            builder.append(number)
        case ("f", .float(let float)):
            guard case .fixed(let precision) = directive.precision, precision < 10, float.isFinite,
                QuickFormatting.append(float, precision, to: builder)
            else { return false }
            _ = try source.next()
        default: return false
        }
        return true
    }

    /// Where the next value comes from: a tuple in order, one value, or a mapping by key.
    private struct ArgumentSource {
        private let whole: Value
        /// The values, when there is a tuple of them.
        private let tuple: Tuple?
        private let count: Int
        private var position = 0
        private var usesKeys = false

        init(_ values: Value) {
            whole = values
            tuple = values.as(Tuple.self)
            count = tuple?.count ?? 1
        }

        var isUsedUp: Bool {
            if usesKeys || position >= count { return true }
            guard whole.as(Tuple.self) == nil, let object = whole.object else { return false }
            // A mapping (or any subscriptable object but a text) may stay unused.
            return object is Dict || object is List || object.derivation?.type?.userLookup(.__getitem__) != nil
        }

        /// The value that `next` will give.
        var upcoming: Value? { position < count ? tuple?[position] ?? whole : nil }

        mutating func next() throws -> Value {
            guard let upcoming else { throw PythonError(.typeError, "not enough arguments for format string") }
            position += 1
            return upcoming
        }

        mutating func value(for key: String, _ evaluator: Evaluator) throws -> Value {
            usesKeys = true
            guard whole.as(Tuple.self) == nil, whole.as(Text.self) == nil, whole.isObject else {
                throw PythonError(.typeError, "format requires a mapping")
            }
            return try evaluator.getItem(whole, Value(key))
        }
    }

    private static func text(
        of directive: PercentTemplate.Directive, _ source: inout ArgumentSource, _ evaluator: Evaluator
    ) throws -> String {
        let keyed = try directive.key.map { try source.value(for: $0, evaluator) }
        var directive = directive
        var width = try size(directive.width, &source) ?? 0
        if width < 0 {
            directive.isLeftAligned = true
            width = Int(clamping: width.magnitude)
        }
        let precision = try size(directive.precision, &source).map { max($0, 0) }
        guard width < 1 << 31 else { throw PythonError(.valueError, "width too big") }
        guard precision ?? 0 < 1 << 31 else { throw PythonError(.valueError, "precision too big") }
        guard supported.contains(directive.type) else {
            let code = String(directive.type.value, radix: 16)
            throw PythonError(
                .valueError,
                "unsupported format character '\(directive.type)' (0x\(code)) at index \(directive.position)")
        }
        let value = try keyed ?? source.next()
        let specification = directive.specification(width: width, precision: precision)
        return try text(value, directive.type, specification, evaluator)
    }

    private static let supported = Array("srcadiuoxXeEfFgG".unicodeScalars)

    private static func size(_ size: PercentTemplate.Size, _ source: inout ArgumentSource) throws -> Int? {
        switch size {
        case .none: return nil
        case .fixed(let value): return value
        case .argument:
            guard let value = try source.next().smallInteger else { throw PythonError(.typeError, "* wants int") }
            return value
        }
    }

    private static func text(
        _ value: Value, _ type: Unicode.Scalar, _ specification: FormatSpecification, _ evaluator: Evaluator
    ) throws -> String {
        switch type {
        case "s": return try padded(evaluator.str(value), specification)
        case "r": return try padded(evaluator.repr(value), specification)
        case "a": return try padded(evaluator.ascii(value), specification)
        case "c": return try padded(character(value), specification)
        case "d", "i", "u": return try integer(decimalOperand(value, type, evaluator), radix: 10, specification)
        case "o": return try integer(exactOperand(value, type, evaluator), radix: 8, prefix: "0o", specification)
        case "x": return try integer(exactOperand(value, type, evaluator), radix: 16, prefix: "0x", specification)
        case "X":
            return try integer(exactOperand(value, type, evaluator), radix: 16, prefix: "0X", specification)
                .uppercased()
        default:
            var specification = specification
            specification.type = type
            return try specification.format(floatOperand(value, evaluator))
        }
    }

    private static func padded(_ text: String, _ specification: FormatSpecification) throws -> String {
        var specification = specification
        (specification.isAlternate, specification.sign, specification.fill) = (false, nil, " ")
        if specification.align == "=" { specification.align = ">" }
        return try specification.format(text)
    }

    private static func character(_ value: Value) throws -> String {
        if let text = value.as(Text.self), text.count == 1 { return text.string }
        guard let code = value.bigInteger else { throw PythonError(.typeError, "%c requires int or char") }
        guard code >= 0, code < 0x110000 else { throw PythonError(.overflowError, "%c arg not in range(0x110000)") }
        return String(Unicode.Scalar(UInt32(code)) ?? "\u{FFFD}")
    }

    private static func decimalOperand(
        _ value: Value, _ type: Unicode.Scalar, _ evaluator: Evaluator
    ) throws -> BigInt {
        if let integer = value.bigInteger { return integer }
        if case .float = value, let whole = try IntMethods.convert(value, evaluator).bigInteger { return whole }
        if value.isObject, value.as(Text.self) == nil,
            let whole = try? IntMethods.convert(value, evaluator).bigInteger
        {
            return whole
        }
        throw PythonError(.typeError, "%\(type) format: a real number is required, not \(value.typeName)")
    }

    private static func exactOperand(
        _ value: Value, _ type: Unicode.Scalar, _ evaluator: Evaluator
    ) throws -> BigInt {
        if let integer = value.bigInteger { return integer }
        if value.isObject, let index = try? evaluator.index(value) { return BigInt(index) }
        throw PythonError(.typeError, "%\(type) format: an integer is required, not \(value.typeName)")
    }

    private static func floatOperand(_ value: Value, _ evaluator: Evaluator) throws -> Double {
        if value.as(Text.self) != nil { throw PythonError(.typeError, "must be real number, not str") }
        do {
            return try FloatMethods.convert(value, evaluator)
        } catch let error as PythonError where error.isInstance(of: .typeError) {
            throw PythonError(.typeError, "must be real number, not \(value.typeName)")
        }
    }

    /// Digits, with zeros up to the precision.
    private static func integer(
        _ value: BigInt, radix: Int, prefix: String = "", _ specification: FormatSpecification
    ) throws -> String {
        let digits =
            try radix == 10
            ? IntegerText.decimal(BigInt(value.magnitude)) : IntegerText.digits(value.magnitude, radix: radix)
        let zeros = min(max((specification.precision ?? 0) - digits.utf8.count, 0), 1 << 24)
        return try specification.number(
            sign: specification.signText(isNegative: value.sign == .minus),
            prefix: specification.isAlternate ? prefix : "",
            digits: (String(repeating: "0", count: zeros) + digits)[...])
    }
}
