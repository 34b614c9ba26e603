/// Turns the syntax tree of one body into `Code`. Every function, class body and cell has a compiler of its own, which
/// knows the one around it; comprehensions are compiled into the body that they stand in.
///
///     let code = try Compiler.compile(tree, in: globals, evaluator.builtins)
package final class Compiler {
    let kind: Code.Kind
    let parent: Compiler?
    let names: NameScan
    let builder: CodeBuilder
    let source: Source
    let qualifiedName: String
    /// The registers of the names that this body binds.
    var locals: [String: Int] = [:]
    var freeIndices: [String: Int] = [:]
    /// Names of the comprehensions that are being compiled, innermost last.
    var blocks: [[String: Binding]] = []
    /// The first of the registers that are kept for names of comprehensions and free at present.
    var nextBlockRegister = 0
    /// What a `break`, `continue` or `return` here has to leave, innermost last.
    var exits: [Exit] = []
    /// The register of the exception that is being handled here; -1 outside handlers.
    var handledRegister = -1
    /// The table of handlers, with labels for targets until the code is finished. Inner ranges come before outer ones.
    var handlers: [(range: Range<Int>, target: CodeBuilder.Label, register: Int)] = []
    /// The class whose body this is, or whose method: for mangling `__private` names.
    let className: String?

    enum Binding { case register(Int), cell(Int) }

    /// Where a name lives.
    enum Place {
        case register(Int)
        case cell(Int)
        case free(Int)
        case global
        /// In the namespace of the class body that is running.
        case classBody
    }

    init(
        kind: Code.Kind, name: String, names: NameScan, source: Source, globals: Namespace, builtins: Namespace,
        parent: Compiler?, className: String? = nil
    ) {
        self.kind = kind
        self.parent = parent
        self.names = names
        self.source = source
        self.className = className
        qualifiedName = Compiler.qualifiedName(name, in: parent)
        var parts = CodeParts(
            name: name, qualifiedName: qualifiedName, source: source, kind: kind, globals: globals,
            builtins: builtins)
        switch kind {
        case .module: break
        case .classBody: parts.localNames = [".namespace", .__class__]
        case .function, .generator: parts.localNames = names.bound.filter(names.binds).map { Symbol($0) }
        }
        for (index, name) in parts.localNames.enumerated() { locals[name.text] = index }
        nextBlockRegister = parts.localNames.count
        parts.localNames += Array(repeating: Symbol("?"), count: names.comprehensionNameCount)
        builder = CodeBuilder(parts, localCount: parts.localNames.count)
    }

    /// Compiles a cell or a module. The code returns the value of the last expression statement, or nothing.
    package static func compile(_ tree: SyntaxTree, in globals: Namespace, _ builtins: Namespace) throws -> Code {
        let compiler = Compiler(
            kind: .module, name: "<module>", names: NameScan(module: tree.statements), source: tree.source,
            globals: globals, builtins: builtins, parent: nil)
        compiler.builder.parts.documentation = tree.statements.docstring
        try compiler.compileModule(tree)
        return compiler.finish()
    }

    private func compileModule(_ tree: SyntaxTree) throws {
        guard let last = tree.statements.last, case .expression(let expression) = last.kind else {
            try compile(tree.statements)
            builder.emit(.returnNone)
            return
        }
        try compile(Array(tree.statements.dropLast()))
        builder.span = last.span
        let result = try compile(expression)
        builder.emit(.return, result)
    }

    /// `outer.<locals>.inner`, `Class.method`
    private static func qualifiedName(_ name: String, in parent: Compiler?) -> String {
        guard let parent else { return name }
        switch parent.kind {
        case .module: return name
        case .classBody: return parent.qualifiedName + "." + name
        case .function, .generator: return parent.qualifiedName + ".<locals>." + name
        }
    }

    func finish() -> Code {
        builder.parts.handlers = handlers.map { range, target, register in
            Handler(range: range, target: builder.position(of: target), register: register)
        }
        return builder.finish()
    }

    /// A compiler for a body inside this one.
    func inner(_ kind: Code.Kind, _ name: String, _ names: NameScan, className: String? = nil) -> Compiler {
        Compiler(
            kind: kind, name: name, names: names, source: source, globals: builder.parts.globals,
            builtins: builder.parts.builtins, parent: self, className: className ?? self.className)
    }
}

/// A construct around the place that is being compiled which needs something done when control leaves it.
enum Exit {
    case loop(break: CodeBuilder.Label, continue: CodeBuilder.Label, iterator: Int?)
    case finally(ProtectedRange, body: [Statement])
    case with(ProtectedRange, context: Int)
    /// A range with handlers that needs nothing done on the way out.
    case protected(ProtectedRange)
    /// The body of an `except`: the handled exception and the name bound to it go.
    case handler(outer: Int, exception: Int, name: String?)
}

/// Instructions whose failure goes to a handler. Code that leaves the construct is not among them.
final class ProtectedRange {
    var start: Int
    let target: CodeBuilder.Label
    let register: Int

    init(start: Int, target: CodeBuilder.Label, register: Int) {
        self.start = start
        self.target = target
        self.register = register
    }
}
