/// `str.format`: fields looked up among the arguments, converted and laid out.
enum TemplateFormatting {
    /// Fills in the arguments after the first one, which is the template itself.
    static func format(
        _ template: Text, _ arguments: borrowing Arguments, _ evaluator: Evaluator
    ) throws -> Text {
        let positionals = UnsafeBufferPointer(start: arguments.pointer + 1, count: arguments.count - 1)
        let keywords = arguments.keywordNames.isEmpty ? [] : arguments.keywords
        var filling = Filling(positionals: positionals, keywords: keywords, mapping: nil, evaluator: evaluator)
        return try filling.fill(template, depth: 2)
    }

    static func format(_ template: Text, mapping: Value, _ evaluator: Evaluator) throws -> Text {
        var filling = Filling(positionals: nil, keywords: [], mapping: mapping, evaluator: evaluator)
        return try filling.fill(template, depth: 2)
    }

    /// One formatting under way: which arguments there are, and which numbering is in use.
    private struct Filling {
        /// They lie in the call's frame, which outlives the formatting.
        let positionals: UnsafeBufferPointer<Value>?
        let keywords: [(name: Symbol, value: Value)]
        let mapping: Value?
        let evaluator: Evaluator
        var nextIndex = 0
        var isManual: Bool?

        init(
            positionals: UnsafeBufferPointer<Value>?, keywords: [(name: Symbol, value: Value)], mapping: Value?,
            evaluator: Evaluator
        ) {
            self.positionals = positionals
            self.keywords = keywords
            self.mapping = mapping
            self.evaluator = evaluator
        }

        mutating func fill(_ template: Text, depth: Int) throws -> Text {
            guard depth > 0 else { throw PythonError(.valueError, "Max string recursion exceeded") }
            let pieces = try evaluator.templates.braces(template)
            return try evaluator.builder.text { builder in
                for piece in pieces {
                    switch piece {
                    case .literal(let text): builder.append(text)
                    case .field(let field): try append(field, to: builder, depth: depth)
                    }
                    try builder.check()
                }
            }
        }

        private mutating func append(_ field: FormatTemplate.Field, to builder: TextBuilder, depth: Int) throws {
            var value = try argument(field.source)
            for step in field.path { value = try follow(step, from: value) }
            if field.conversion == nil, !field.hasNestedFields {
                if field.specification.isEmpty, !value.isObject || value.text?.derivation == nil && value.text != nil {
                    return try builder.append(value, evaluator)
                }
                if let quick = QuickFormatting(field.specification), quick.append(value, to: builder) { return }
            }
            builder.append(try text(of: value, field, depth: depth))
        }

        private mutating func text(of value: Value, _ field: FormatTemplate.Field, depth: Int) throws -> String {
            let specification =
                field.hasNestedFields
                ? try fill(Text(field.specification), depth: depth - 1).string : field.specification
            switch field.conversion {
            case nil: return try evaluator.format(value, specification)
            case "r": return try evaluator.format(Value(evaluator.repr(value)), specification)
            case "s": return try evaluator.format(Value(evaluator.str(value)), specification)
            case "a": return try evaluator.format(Value(evaluator.ascii(value)), specification)
            case let letter?:
                throw PythonError(.valueError, "Unknown conversion specifier \(letter)")
            }
        }

        private mutating func argument(_ source: FormatTemplate.Source) throws -> Value {
            let number: Int
            switch source {
            case .next:
                try use(manual: false)
                number = nextIndex
                nextIndex += 1
            case .position(let index):
                try use(manual: true)
                number = index
            case .name(let name): return try named(name)
            }
            guard let positionals else {
                throw PythonError(.valueError, "Format string contains positional fields")
            }
            guard number < positionals.count else {
                throw PythonError(
                    .indexError, "Replacement index \(number) out of range for positional args tuple")
            }
            return positionals[number]
        }

        private func named(_ name: String) throws -> Value {
            if let mapping { return try evaluator.getItem(mapping, Value(name)) }
            guard let found = keywords.last(where: { $0.name.text == name }) else {
                throw PythonError(.keyError, name)
            }
            return found.value
        }

        private mutating func use(manual: Bool) throws {
            if let isManual, isManual != manual {
                throw PythonError(
                    .valueError,
                    manual
                        ? "cannot switch from automatic field numbering to manual field specification"
                        : "cannot switch from manual field specification to automatic field numbering")
            }
            isManual = manual
        }

        private func follow(_ step: FormatTemplate.Step, from value: Value) throws -> Value {
            switch step {
            case .attribute(let name): try evaluator.requiredAttribute(Symbol(name), of: value)
            case .index(let index): try evaluator.getItem(value, .int(index))
            case .key(let key): try evaluator.getItem(value, Value(key))
            }
        }
    }
}

extension Evaluator {
    /// `ascii(value)`: `repr` with everything beyond ASCII escaped.
    package func ascii(_ value: Value) throws -> String {
        let text = try repr(value)
        guard !text.utf8.allSatisfy({ $0 < 0x80 }) else { return text }
        return text.unicodeScalars.map { scalar in
            guard !scalar.isASCII else { return String(scalar) }
            switch scalar.value {
            case ..<0x100: return "\\x" + QuotedText.hexadecimal(scalar.value, digits: 2)
            case ..<0x10000: return "\\u" + QuotedText.hexadecimal(scalar.value, digits: 4)
            default: return "\\U" + QuotedText.hexadecimal(scalar.value, digits: 8)
            }
        }.joined()
    }
}
