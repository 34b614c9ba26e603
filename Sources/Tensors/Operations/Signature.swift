/// A parsed schema: the parameters of an operation with their types and defaults.
///
///     Signature("softmax(Tensor input, int dim, *, ScalarType? dtype=None) -> Tensor").parameters[1].name   // "dim"
package struct Signature: Sendable {
    package let name: String
    /// The part after the dot that tells overloads apart: "dim" in "max.dim".
    package let overload: String
    package let parameters: [Parameter]
    /// The text after the arrow.
    package let result: String

    package struct Parameter: Sendable {
        package let name: String
        package let type: Kind
        /// Accepts None.
        package let isOptional: Bool
        /// The default as written: "None", "1", "()", "mean"; nil when the argument is required.
        package let defaultText: String?
        package let isKeywordOnly: Bool
    }

    /// The types that schemas use.
    package enum Kind: String, Sendable {
        case tensor = "Tensor"
        /// A number is taken as a tensor without dimensions that gives way in promotion.
        case tensorOrScalar = "Tensor|Scalar"
        case tensors = "Tensor[]"
        case optionalTensors = "Tensor?[]"
        case scalar = "Scalar"
        /// A number, or a word such as 'fro' for norms.
        case scalarOrText = "Scalar|str"
        case int
        case ints = "int[]"
        /// A list that may be given as a single number.
        case intOrInts = "int[1]"
        /// The same, where None stands for the size that is there: `Signature.sizeAsItIs`.
        case intOrIntsOrNones = "int?[1]"
        /// Sizes, or a word such as 'same'.
        case intOrIntsOrText = "int[1]|str"
        case float
        case floats = "float[]"
        case bool
        case text = "str"
        case dtype = "ScalarType"
        case device = "Device"
        case generator = "Generator"
        case index = "Index"
    }

    /// What None in a list of sizes is given as; no size is as small.
    package static let sizeAsItIs = Int.min

    package init(_ schema: String) {
        let open = schema.firstIndex(of: "(") ?? schema.endIndex
        let close = schema.range(of: ") ->")
        let head = schema[..<open].split(separator: ".", maxSplits: 1)
        name = head.first.map(String.init) ?? ""
        overload = head.count > 1 ? String(head[1]) : ""
        result = close.map { schema[$0.upperBound...].trimmingSpaces } ?? ""
        let inside =
            open < schema.endIndex ? schema[schema.index(after: open)..<(close?.lowerBound ?? schema.endIndex)] : ""
        var parsed: [Parameter] = []
        var keywordOnly = false
        for part in Signature.split(inside) {
            if part == "*" { keywordOnly = true } else { parsed.append(Parameter(part, keywordOnly)) }
        }
        parameters = parsed
    }

    /// Splits at commas that are not inside brackets.
    private static func split(_ text: Substring) -> [String] {
        var parts: [String] = []
        var depth = 0
        var current = ""
        for character in text {
            if character == "(" || character == "[" { depth += 1 }
            if character == ")" || character == "]" { depth -= 1 }
            if character == "," && depth == 0 {
                parts.append(current[...].trimmingSpaces)
                current = ""
            } else {
                current.append(character)
            }
        }
        let last = current[...].trimmingSpaces
        return last.isEmpty ? parts : parts + [last]
    }
}

extension Signature.Parameter {
    /// Parses "int[1]? dim=None".
    init(_ text: String, _ keywordOnly: Bool) {
        let space = text.firstIndex(of: " ") ?? text.startIndex
        var type = String(text[..<space])
        let rest = text[space...].trimmingSpaces
        isOptional = type.hasSuffix("?")
        if isOptional { type.removeLast() }
        let halves = rest.split(separator: "=", maxSplits: 1)
        name = halves.first.map(String.init) ?? rest
        defaultText = halves.count > 1 ? String(halves[1]) : nil
        guard let kind = Signature.Kind(rawValue: type) else {
            preconditionFailure("the type of a parameter in a schema is a case of Signature.Kind: \(text)")
        }
        self.type = kind
        isKeywordOnly = keywordOnly
    }

    /// The default as an argument.
    package var defaultArgument: Argument? {
        guard let text = defaultText else { return nil }
        switch text {
        case "None": return Argument.none
        case "True": return .bool(true)
        case "False": return .bool(false)
        default: break
        }
        if text.hasPrefix("(") || text.hasPrefix("[") {
            let numbers = text.dropFirst().dropLast().split(separator: ",").compactMap { Int($0[...].trimmingSpaces) }
            return .ints(numbers)
        }
        if let number = Int(text) { return type == .float ? .float(Double(number)) : .scalar(.int(number)) }
        if let number = Double(text) { return .scalar(.float(number)) }
        return .text(text.filter { $0 != "'" && $0 != "\"" })
    }
}

extension StringProtocol {
    /// The text without spaces at both ends.
    var trimmingSpaces: String {
        var view = self[...]
        while view.first == " " { view = view.dropFirst() }
        while view.last == " " { view = view.dropLast() }
        return String(view)
    }

    /// Where a short text first occurs.
    func range(of needle: String) -> Range<Index>? {
        var start = startIndex
        while start < endIndex {
            if self[start...].hasPrefix(needle) { return start..<index(start, offsetBy: needle.count) }
            start = index(after: start)
        }
        return nil
    }
}
