/// Writes values as JSON text, with Python's separators, indentation and key rules.
struct JSONWriter {
    var indent: String?
    var itemSeparator = ", "
    var keySeparator = ": "
    var sortsKeys = false
    var asciiOnly = true
    var allowsNaN = true
    var skipsKeys = false
    /// Called for values that JSON has no form for.
    var fallback: Value?

    let evaluator: Evaluator
    private var open: [ObjectIdentifier] = []

    init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    mutating func text(of value: Value) throws -> String {
        var result = ""
        try write(value, level: 0, to: &result)
        return result
    }

    private mutating func write(_ value: Value, level: Int, to result: inout String) throws {
        switch value {
        case .none, .undefined: result += "null"
        case .bool(let bool): result += bool ? "true" : "false"
        case .int(let int): result += String(int)
        case .float(let float): result += try number(float)
        case .object(let object): try write(object, level: level, to: &result)
        }
    }

    private func number(_ value: Double) throws -> String {
        if value.isFinite { return floatText(value) }
        guard allowsNaN else {
            throw PythonError(.valueError, "Out of range float values are not JSON compliant")
        }
        return value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity"
    }

    private mutating func write(_ object: Object, level: Int, to result: inout String) throws {
        if let text = object as? Text {
            result += JSONWriter.quoted(text.string, asciiOnly: asciiOnly)
        } else if let integer = object as? BigInteger {
            result += try IntegerText.decimal(integer.value)
        } else if let derived = object as? DerivedScalar {
            try write(derived.value, level: level, to: &result)
        } else if object is List || object is Tuple {
            let elements = try evaluator.array(from: .object(object))
            try guarded(object) { try $0.write(elements, level: level, to: &result) }
        } else if let dict = object as? Dict {
            try guarded(object) { try $0.write(dict, level: level, to: &result) }
        } else if let fallback {
            let replacement = try evaluator.call(fallback, [.object(object)])
            try guarded(object) { try $0.write(replacement, level: level, to: &result) }
        } else {
            throw PythonError(.typeError, "Object of type \(object.type.name) is not JSON serializable")
        }
    }

    private mutating func guarded(_ object: Object, _ body: (inout JSONWriter) throws -> Void) throws {
        let identity = ObjectIdentifier(object)
        guard !open.contains(identity) else { throw PythonError(.valueError, "Circular reference detected") }
        guard open.count < evaluator.recursionLimit else {
            throw PythonError(.recursionError, "maximum recursion depth exceeded while encoding a JSON object")
        }
        open.append(identity)
        defer { open.removeLast() }
        try body(&self)
    }

    private func lineBreak(_ level: Int) -> String {
        indent.map { "\n" + String(repeating: $0, count: level) } ?? ""
    }

    private mutating func write(_ elements: [Value], level: Int, to result: inout String) throws {
        guard !elements.isEmpty else { return result += "[]" }
        result += "["
        for (index, element) in elements.enumerated() {
            if index > 0 { result += itemSeparator }
            result += lineBreak(level + 1)
            try write(element, level: level + 1, to: &result)
        }
        result += lineBreak(level) + "]"
    }

    private mutating func write(_ dict: Dict, level: Int, to result: inout String) throws {
        var items = dict.items
        if sortsKeys {
            let order = try Sorting.sorted(
                items.indices.map { Value(tuple: [items[$0].key, .int($0)]) }, key: nil, isReversed: false, evaluator)
            items = order.compactMap { $0.tuple?.elements[1].smallInteger.map { items[$0] } }
        }
        let pairs = try items.compactMap { item in try key(item.key).map { ($0, item.value) } }
        guard !pairs.isEmpty else { return result += "{}" }
        result += "{"
        for (index, (key, value)) in pairs.enumerated() {
            if index > 0 { result += itemSeparator }
            result += lineBreak(level + 1)
            result += JSONWriter.quoted(key, asciiOnly: asciiOnly) + keySeparator
            try write(value, level: level + 1, to: &result)
        }
        result += lineBreak(level) + "}"
    }

    /// The text of a key; nil for one that is skipped.
    private func key(_ value: Value) throws -> String? {
        switch value {
        case .none: return "null"
        case .bool(let bool): return bool ? "true" : "false"
        case .int(let int): return String(int)
        case .float(let float): return try number(float)
        case .object(let object):
            if let text = object as? Text { return text.string }
            if let integer = object as? BigInteger { return try IntegerText.decimal(integer.value) }
            if let derived = object as? DerivedScalar { return try key(derived.value) }
        case .undefined: break
        }
        if skipsKeys { return nil }
        throw PythonError(
            .typeError, "keys must be str, int, float, bool or None, not \(value.typeName)")
    }

    static func quoted(_ text: String, asciiOnly: Bool) -> String {
        var result = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": result += "\\\""
            case "\\": result += "\\\\"
            case "\n": result += "\\n"
            case "\r": result += "\\r"
            case "\t": result += "\\t"
            case "\u{08}": result += "\\b"
            case "\u{0C}": result += "\\f"
            case _ where scalar.value < 0x20 || asciiOnly && scalar.value > 0x7E:
                for unit in String(scalar).utf16 { result += "\\u" + QuotedText.hexadecimal(UInt32(unit), digits: 4) }
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result + "\""
    }
}
