/// Which names a body binds, declares and uses, and which of them functions inside it capture.
/// Scopes are lexical, so this is found before a body is compiled: `NameScan(function: definition.parameters, body)`.
struct NameScan {
    enum Kind { case module, function, classBody, comprehension }

    let kind: Kind
    /// In the order of their first binding.
    private(set) var bound: [String] = []
    private(set) var boundSet: Set<String> = []
    private(set) var globals: Set<String> = []
    private(set) var nonlocals: Set<String> = []
    /// Names that are read here.
    private(set) var used: Set<String> = []
    /// Names that functions inside use without binding them.
    private(set) var captured: Set<String> = []
    private(set) var isGenerator = false
    private(set) var hasNamedExpression = false
    /// How many names the comprehensions inside bind, which get registers of this body.
    private(set) var comprehensionNameCount = 0
    /// Names that `:=` in a comprehension binds in the scope around it.
    private var exported: [String] = []
    private var isGeneratorExpression = false

    init(_ kind: Kind) { self.kind = kind }

    init(module statements: [Statement]) {
        self.init(.module)
        visit(statements)
    }

    init(classBody statements: [Statement]) {
        self.init(.classBody)
        visit(statements)
    }

    init(function parameters: Parameters, body: [Statement]) {
        self.init(.function)
        bind(parameters)
        visit(body)
    }

    init(lambda parameters: Parameters, body: Expression) {
        self.init(.function)
        bind(parameters)
        visit(body)
    }

    /// A generator expression: the first iterable belongs to the scope around and is passed in as `.0`.
    init(generator element: Expression, _ clauses: [ComprehensionClause]) {
        self.init(.function)
        isGeneratorExpression = true
        bind(".0")
        for (index, clause) in clauses.enumerated() {
            if index > 0 { visit(clause.iterable) }
            visitTarget(clause.target)
            clause.conditions.forEach { visit($0) }
        }
        visit(element)
        isGenerator = true
    }

    /// The names that a function needs from around it.
    var free: Set<String> {
        switch kind {
        case .function: return used.union(captured).subtracting(boundSet).union(nonlocals).subtracting(globals)
        case .classBody:
            return used.subtracting(boundSet).union(captured.subtracting(["__class__"])).union(nonlocals)
                .subtracting(globals)
        case .comprehension, .module: return used.union(captured).subtracting(boundSet)
        }
    }

    func binds(_ name: String) -> Bool {
        boundSet.contains(name) && !globals.contains(name) && !nonlocals.contains(name)
    }

    // MARK: Binding

    mutating func bind(_ name: String) {
        if boundSet.insert(name).inserted { bound.append(name) }
    }

    private mutating func bind(_ parameters: Parameters) {
        for parameter in parameters.positionalOnly + parameters.positional { bind(parameter.name) }
        if let variadic = parameters.variadic { bind(variadic.name) }
        for parameter in parameters.keywordOnly { bind(parameter.name) }
        if let keywords = parameters.keywords { bind(keywords.name) }
    }

    mutating func use(_ name: String) { used.insert(name) }

    mutating func declare(global names: [Name]) { globals.formUnion(names.map(\.text)) }

    mutating func declare(nonlocal names: [Name]) { nonlocals.formUnion(names.map(\.text)) }

    mutating func noteYield() { isGenerator = true }

    /// `name := value` binds outside of comprehensions.
    mutating func bindNamed(_ name: String) {
        hasNamedExpression = true
        if isGeneratorExpression { nonlocals.insert(name) }
        if kind == .comprehension || isGeneratorExpression { exported.append(name) } else { bind(name) }
    }

    // MARK: Scopes inside

    /// Takes over what a function or class inside needs.
    mutating func include(nested scan: NameScan) {
        captured.formUnion(scan.free)
        for name in scan.exported { bindNamed(name) }
    }

    /// A list, set or dict comprehension runs in the frame around it, with targets of its own.
    mutating func visitComprehension(_ elements: [Expression], _ clauses: [ComprehensionClause]) {
        if let first = clauses.first { visit(first.iterable) }
        let inner = NameScan.comprehension(elements, clauses)
        let outside = inner.used.subtracting(inner.boundSet)
        if kind == .classBody { captured.formUnion(outside) } else { used.formUnion(outside) }
        captured.formUnion(inner.captured.subtracting(inner.boundSet))
        for name in inner.exported { bindNamed(name) }
        comprehensionNameCount += inner.bound.count + inner.comprehensionNameCount
        hasNamedExpression = hasNamedExpression || inner.hasNamedExpression
    }

    /// What a comprehension binds and uses, without its first iterable.
    static func comprehension(_ elements: [Expression], _ clauses: [ComprehensionClause]) -> NameScan {
        var inner = NameScan(.comprehension)
        for (index, clause) in clauses.enumerated() {
            if index > 0 { inner.visit(clause.iterable) }
            inner.visitTarget(clause.target)
            clause.conditions.forEach { inner.visit($0) }
        }
        elements.forEach { inner.visit($0) }
        return inner
    }
}
