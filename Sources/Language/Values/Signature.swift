/// The parameters of a function: what binds arguments, and what help and completion show.
/// `Signature("(input, dim=None, *, keepdim=False)")`
public struct Signature {
    public let parameters: [Parameter]
    /// How many parameters take positional arguments.
    public let positionalCount: Int
    package let variadicIndex: Int?
    package let keywordsIndex: Int?
    package let requiredPositionalCount: Int
    /// Whether no parameter must be named.
    package let isFilledByPositions: Bool

    public struct Parameter {
        public let name: Symbol
        public let kind: Kind
        /// nil for a required parameter; `.undefined` for one that may be absent.
        public let defaultValue: Value?

        public init(_ name: Symbol, _ kind: Kind = .positional, default defaultValue: Value? = nil) {
            self.name = name
            self.kind = kind
            self.defaultValue = defaultValue
        }
    }

    public enum Kind: Sendable {
        case positionalOnly
        /// By position or by keyword.
        case positional
        /// `*args`, which receives a tuple.
        case variadic
        case keywordOnly
        /// `**kwargs`, which receives a dict.
        case keywords
    }

    public init(_ parameters: [Parameter]) {
        self.parameters = parameters
        let positional = parameters.prefix { $0.kind == .positionalOnly || $0.kind == .positional }
        positionalCount = positional.count
        requiredPositionalCount = positional.count { $0.defaultValue == nil }
        variadicIndex = parameters.firstIndex { $0.kind == .variadic }
        keywordsIndex = parameters.firstIndex { $0.kind == .keywords }
        isFilledByPositions = parameters.allSatisfy { $0.kind != .keywordOnly || $0.defaultValue != nil }
    }

    /// Whether a call with this many positional arguments and no keyword needs no rearrangement.
    @inline(__always)
    package func isExact(_ count: Int) -> Bool { count == parameters.count && count == positionalCount }
}

extension Signature: CustomStringConvertible {
    /// `(input, dim=None, *, keepdim=False)`, as help shows it.
    public var description: String {
        var pieces: [String] = []
        for (index, parameter) in parameters.enumerated() {
            let previous = index > 0 ? parameters[index - 1].kind : nil
            if previous == .positionalOnly, parameter.kind != .positionalOnly { pieces.append("/") }
            if parameter.kind == .keywordOnly, previous != .keywordOnly, previous != .variadic { pieces.append("*") }
            pieces.append(parameter.description)
        }
        if parameters.last?.kind == .positionalOnly { pieces.append("/") }
        return "(" + pieces.joined(separator: ", ") + ")"
    }
}

extension Signature.Parameter: CustomStringConvertible {
    /// `dim=None`
    public var description: String {
        switch kind {
        case .variadic: return "*\(name)"
        case .keywords: return "**\(name)"
        case .positionalOnly, .positional, .keywordOnly:
            guard let defaultValue else { return name.text }
            return "\(name)=\(Signature.text(ofDefault: defaultValue))"
        }
    }
}

extension Signature {
    /// The text of a default: scalars and strings as literals, anything else as `...`.
    private static func text(ofDefault value: Value) -> String {
        switch value {
        case .undefined: "..."
        case .none: "None"
        case .bool(let bool): bool ? "True" : "False"
        case .int(let int): String(int)
        case .float(let double): double == .infinity ? "inf" : "\(double)"
        case .object(let object): (object as? Text).map { "'\($0.string)'" } ?? "..."
        }
    }
}
