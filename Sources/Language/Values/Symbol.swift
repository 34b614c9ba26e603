import Synchronization

/// An interned name: two symbols are equal when their texts are, and comparing them compares two integers.
/// `Symbol("forward").text` is "forward".
public struct Symbol: Hashable, Sendable {
    package let id: Int32

    /// The symbol for a name; the same name gives the same symbol for the life of the process.
    public init(_ text: String) {
        id = SymbolTable.shared.withLock { $0.intern(text) }
    }

    package init(id: Int32) { self.id = id }

    public var text: String { SymbolTable.shared.withLock { $0.texts[Int(id)] } }

    /// `__name__`: a name that the language gives a meaning to.
    package var isDunder: Bool { text.count > 4 && text.hasPrefix("__") && text.hasSuffix("__") }
}

extension Symbol: ExpressibleByStringLiteral, CustomStringConvertible, Comparable {
    public init(stringLiteral value: String) { self.init(value) }
    public var description: String { text }
    public static func < (left: Symbol, right: Symbol) -> Bool { left.text < right.text }
}

/// Every name that was ever interned. It only grows.
private struct SymbolTable: Sendable {
    static let shared = Mutex(SymbolTable())

    var ids: [String: Int32] = [:]
    var texts: [String] = []

    init() {
        for name in Symbol.fixedNames { _ = intern(name) }
    }

    mutating func intern(_ text: String) -> Int32 {
        if let id = ids[text] { return id }
        let id = Int32(texts.count)
        texts.append(text)
        ids[text] = id
        return id
    }
}
