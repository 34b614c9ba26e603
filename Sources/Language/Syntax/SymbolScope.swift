/// What is known of the names of one block while `SymbolCheck` reads it.
final class SymbolScope {
    enum Kind: Equatable {
        case module, function, `class`
        /// With the name that messages give it.
        case comprehension(String)
    }

    /// How a name occurs in a block.
    struct Use: OptionSet {
        let rawValue: Int
        static let used = Use(rawValue: 1), assigned = Use(rawValue: 2), parameter = Use(rawValue: 4)
        static let annotated = Use(rawValue: 8), imported = Use(rawValue: 16), global = Use(rawValue: 32)
        static let nonlocal = Use(rawValue: 64)
        /// The variable of a comprehension.
        static let iterated = Use(rawValue: 128)
        /// Bound by `:=` in a comprehension, in the block around it.
        static let outside = Use(rawValue: 256)

        static let binding: Use = [.assigned, .parameter, .annotated, .imported, .iterated]
    }

    let kind: Kind
    let parent: SymbolScope?
    /// The class whose private names (`__name`) are spelled `_Class__name` here.
    let className: String?
    var inner: [SymbolScope] = []
    /// How many iterables of comprehensions are being read.
    var openIterables: Int
    private var names: [String: Use] = [:]
    private var declarations: [(name: String, span: Span)] = []

    init(_ kind: Kind, parent: SymbolScope?, className: String? = nil) {
        self.kind = kind
        self.parent = parent
        self.className = className
        openIterables = parent?.openIterables ?? 0
    }

    func uses(of name: String) -> Use { names[mangled(name)] ?? [] }

    func note(_ name: String, _ use: Use) { names[mangled(name), default: []].insert(use) }

    func declare(_ name: String, _ use: Use, at span: Span) {
        declarations.append((mangled(name), span))
        note(name, use)
    }

    /// `__name` in a class `_Point` is `_Point__name`.
    func mangled(_ name: String) -> String {
        guard let className, name.hasPrefix("__"), !name.hasSuffix("__") else { return name }
        let stripped = className.drop { $0 == "_" }
        return stripped.isEmpty ? name : "_\(stripped)\(name)"
    }

    /// Checks that every `nonlocal` name is bound in a function around it.
    func resolve(bound: Set<String>) throws(SyntaxError) {
        for (name, span) in declarations {
            let use = names[name] ?? []
            guard use.contains(.nonlocal) else { continue }
            if use.contains(.global) { throw SyntaxError("name '\(name)' is nonlocal and global", at: span) }
            if kind == .module {
                throw SyntaxError("nonlocal declaration not allowed at module level", at: span)
            }
            if !bound.contains(name) { throw SyntaxError("no binding for nonlocal '\(name)' found", at: span) }
        }
        var visible = bound
        if kind != .module, kind != .class { visible.formUnion(bindings) }
        if kind == .class { visible.insert("__class__") }
        for scope in inner { try scope.resolve(bound: visible) }
    }

    private var bindings: [String] {
        names.filter { !$0.value.isDisjoint(with: .binding) && $0.value.isDisjoint(with: .global) }.map(\.key)
    }
}
