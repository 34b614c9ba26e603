/// Splitting, joining and replacing.
extension TextMethods {
    static var splitting: [NativeFunction] {
        [
            split("split", "The parts between separators (or white space).", fromRight: false),
            split("rsplit", "As split, but the limit counts from the right.", fromRight: true),
            partition("partition", "Before, at and after the first separator.", fromRight: false),
            partition("rpartition", "Before, at and after the last separator.", fromRight: true),
            NativeFunction("splitlines", "(self, keepends=False)", "The lines.") { arguments, evaluator in
                let lines = try text(arguments[0]).string.splitLines(keepingEnds: evaluator.truth(arguments[1]))
                return Value(lines.map { Value($0) })
            },
            NativeFunction(
                "join", "(self, iterable, /)", "The texts with this one between them.", as: .join, body: join),
            NativeFunction(
                "replace", "(self, old, new, count=-1, /)", "With every old text replaced by a new one.", as: .replace
            ) { arguments, evaluator in
                let text = try text(arguments[0])
                let old = try argument(arguments[1], "replace() argument 1 must be str")
                let new = try argument(arguments[2], "replace() argument 2 must be str")
                let count = try evaluator.index(arguments[3])
                let limit = count < 0 ? Int.max : count
                if !text.allowsReplacing(Text(old), by: Text(new)) {
                    let places = min(text.string.occurrences(of: old), limit)
                    try SizeLimit.bytes(places.multipliedReportingOverflow(by: new.utf8.count))
                }
                guard let replaced = text.string.replacingOccurrences(of: old, with: new, limit: limit) else {
                    return text.derivation == nil ? arguments[0] : Value(text.string)
                }
                return Value(replaced)
            },
            NativeFunction(
                "translate", "(self, table, /)", "With each code point replaced as a table says.", body: translate),
            NativeFunction(
                "maketrans", "(x, y=None, z=None, /)", "A table for translate.", binds: false, body: makeTable),
        ]
    }

    private static func split(_ name: String, _ summary: String, fromRight: Bool) -> NativeFunction {
        NativeFunction(
            name, "(self, sep=None, maxsplit=-1)", summary, as: fromRight ? .none : .split
        ) { arguments, evaluator in
            let text = try text(arguments[0])
            let count = try evaluator.index(arguments[2])
            let limit = count < 0 ? Int.max : count
            if let separator = arguments[1].ifNotNone {
                let separator = Text(try argument(separator, "must be str or None"))
                guard separator.byteCount > 0 else { throw PythonError(.valueError, "empty separator") }
                return .object(text.split(at: separator, limit: limit, fromRight: fromRight))
            }
            if !fromRight, let parts = text.splitAtASCIISpace(limit: limit) { return .object(parts) }
            let string = text.string
            return Value(
                fromRight ? string.splitAtWhitespaceFromRight(limit: limit) : string.splitAtWhitespace(limit: limit))
        }
    }

    private static func partition(_ name: String, _ summary: String, fromRight: Bool) -> NativeFunction {
        NativeFunction(name, "(self, sep, /)", summary, as: fromRight ? .none : .partition) { arguments, _ in
            let text = try text(arguments[0])
            guard let separator = arguments[1].as(Text.self) else {
                throw PythonError(.typeError, "must be str, not \(arguments[1].typeName)")
            }
            guard separator.byteCount > 0 else { throw PythonError(.valueError, "empty separator") }
            return .object(text.partitioned(at: separator, fromRight: fromRight))
        }
    }

    private static func join(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let separator = try text(arguments[0]).string
        let elements: [Value]
        do {
            elements = try evaluator.array(from: arguments[1])
        } catch let error as PythonError where error.type === TypeObject.typeError && !arguments[1].isObject {
            throw PythonError(.typeError, "can only join an iterable")
        }
        if elements.count == 1, let only = elements[0].text, only.derivation == nil { return elements[0] }
        var size = try SizeLimit.bytes(
            separator.utf8.count.multipliedReportingOverflow(by: max(elements.count - 1, 0)))
        for (index, element) in elements.enumerated() {
            guard let text = element.text ?? element.as(Text.self) else {
                throw PythonError(
                    .typeError, "sequence item \(index): expected str instance, \(element.typeName) found")
            }
            size += text.string.utf8.count
        }
        try SizeLimit.bytes(size)
        let result = String.concatenation(size) { place in
            for (index, element) in elements.enumerated() {
                if index > 0 { place.append(separator) }
                if let text = element.text ?? element.as(Text.self) { place.append(text.string) }
            }
        }
        return Value(result)
    }

    private static func translate(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        var result = ""
        for scalar in try text(arguments[0]).string.unicodeScalars {
            let replacement: Value
            do {
                replacement = try evaluator.getItem(arguments[1], .int(Int(scalar.value)))
            } catch let error as PythonError where error.isInstance(of: .lookupError) {
                result.unicodeScalars.append(scalar)
                continue
            }
            if let text = replacement.as(Text.self) {
                try SizeLimit.bytes(result.utf8.count + text.string.utf8.count)
                result += text.string
            } else if case .int(let code) = replacement, let scalar = UInt32(exactly: code).flatMap(Unicode.Scalar.init)
            {
                result.unicodeScalars.append(scalar)
            } else if !replacement.isNone {
                throw PythonError(.typeError, "character mapping must return integer, None or str")
            }
        }
        return Value(result)
    }

    private static func makeTable(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let table = Dict()
        if let source = arguments[0].as(Dict.self), arguments[1].isNone {
            for (key, value) in source.items {
                let code = key.as(Text.self)?.scalars.first.map { Value.int(Int($0)) }
                try table.set(code ?? key, to: value, evaluator)
            }
            return .object(table)
        }
        guard let from = arguments[0].as(Text.self), let to = arguments[1].as(Text.self) else {
            throw PythonError(.typeError, "if you give only one argument to maketrans it must be a dict")
        }
        guard from.count == to.count else {
            throw PythonError(.valueError, "the first two maketrans arguments must have equal length")
        }
        for (old, new) in zip(from.scalars, to.scalars) {
            try table.set(.int(Int(old)), to: .int(Int(new)), evaluator)
        }
        for doomed in arguments[2].as(Text.self)?.scalars ?? [] {
            try table.set(.int(Int(doomed)), to: .none, evaluator)
        }
        return .object(table)
    }
}
