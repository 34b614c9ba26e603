/// Finds statements and expressions in places where they mean nothing: `return` outside of a function, `break` outside of
/// a loop, a star where nothing is unpacked. It is the last pass over a tree.
struct ContextCheck {
    var isInFunction = false
    var isInLoop = false
    var isInGroupHandler = false

    static func check(_ tree: SyntaxTree) throws(SyntaxError) {
        try checkFutureImports(tree.statements)
        try ContextCheck().visit(tree.statements)
    }

    /// A check for the body of a function or class, which starts afresh.
    func body(isFunction: Bool) -> ContextCheck { ContextCheck(isInFunction: isFunction) }

    func visit(_ expressions: [Expression]) throws(SyntaxError) {
        for expression in expressions { try visit(expression) }
    }

    /// An expression whose value is used; a star has no place here.
    func visit(_ expression: Expression) throws(SyntaxError) {
        switch expression.kind {
        case .starred: throw SyntaxError("can't use starred expression here", at: expression.span)
        case .yield, .yieldFrom:
            if !isInFunction { throw SyntaxError("'yield' outside function", at: expression.span) }
            try visit(expression.children)
        case .tuple(let items), .list(let items), .set(let items): try visitItems(items)
        case .call(let function, let arguments):
            try visit(function)
            try visit(arguments, in: expression)
        case .named(let name, let value):
            try refuseDebug(name.text, at: name.span)
            try visit(value)
        case .lambda(let parameters, let body):
            try visit(parameters, in: expression.span)
            try self.body(isFunction: true).visit(body)
        case .listComprehension(_, let clauses), .setComprehension(_, let clauses), .generator(_, let clauses),
            .dictionaryComprehension(_, _, let clauses):
            for clause in clauses { try bind(clause.target) }
            try visitComprehension(expression, clauses)
        default: try visit(expression.children)
        }
    }

    private func visitComprehension(
        _ expression: Expression, _ clauses: [ComprehensionClause]
    ) throws(SyntaxError) {
        let elements = expression.children.prefix(expression.children.count - clauses.flatMap(\.expressions).count)
        try visit(Array(elements))
        for clause in clauses { try visit([clause.iterable] + clause.conditions) }
    }

    /// Items of a display, where a star unpacks.
    private func visitItems(_ items: [Expression]) throws(SyntaxError) {
        for item in items {
            if case .starred(let value) = item.kind { try visit(value) } else { try visit(item) }
        }
    }

    func visit(_ arguments: [Argument], in call: Expression?) throws(SyntaxError) {
        var keywords: Set<String> = []
        for argument in arguments {
            if case .keyword(let name) = argument.kind {
                try refuseDebug(name, at: call?.span ?? argument.span)
                if !keywords.insert(name).inserted {
                    throw SyntaxError("keyword argument repeated: \(name)", at: argument.span)
                }
            }
        }
        try visit(arguments.map(\.value))
    }

    /// Parameters are checked where their function stands: defaults and annotations belong to the code around it.
    func visit(_ parameters: Parameters, in span: Span) throws(SyntaxError) {
        for parameter in parameters.all { try refuseDebug(parameter.name, at: span) }
        try visit(parameters.defaults)
        for annotation in parameters.annotations {
            if case .starred(let value) = annotation.kind { try visit(value) } else { try visit(annotation) }
        }
    }

    func refuseDebug(_ name: String, at span: Span, verb: String = "assign to") throws(SyntaxError) {
        if name == "__debug__" { throw SyntaxError("cannot \(verb) __debug__", at: span) }
    }
}

extension ContextCheck {
    /// The target of an assignment.
    func bind(_ target: Expression) throws(SyntaxError) {
        switch target.kind {
        case .name(let name): try refuseDebug(name, at: target.span)
        case .attribute(let value, let name):
            try refuseDebug(name, at: target.span)
            try visit(value)
        case .starred:
            throw SyntaxError("starred assignment target must be in a list or tuple", at: target.span)
        case .tuple(let items), .list(let items):
            var hasStar = false
            for item in items {
                guard case .starred(let value) = item.kind else {
                    try bind(item)
                    continue
                }
                if hasStar {
                    throw SyntaxError("multiple starred expressions in assignment", at: target.span)
                }
                hasStar = true
                try bind(value)
            }
        default: try visit(target.children)
        }
    }

    func delete(_ target: Expression) throws(SyntaxError) {
        switch target.kind {
        case .name(let name): try refuseDebug(name, at: target.span, verb: "delete")
        case .tuple(let items), .list(let items): for item in items { try delete(item) }
        default: try visit(target.children)
        }
    }

    /// `from __future__` stands before everything but the docstring, and names features that exist.
    private static func checkFutureImports(_ statements: [Statement]) throws(SyntaxError) {
        var isBeginning = true
        for (index, statement) in statements.enumerated() {
            guard case .importFrom("__future__"?, let names, 0) = statement.kind else {
                if case .expression(let value) = statement.kind, index == 0, value.isString { continue }
                isBeginning = false
                continue
            }
            if !isBeginning {
                let message = "from __future__ imports must occur at the beginning of the file"
                throw SyntaxError(message, at: statement.span)
            }
            for name in names where !futureFeatures.contains(name.path) {
                let message = "future feature \(name.path) is not defined"
                throw SyntaxError(name.path == "braces" ? "not a chance" : message, at: statement.span)
            }
        }
    }

    private static let futureFeatures: Set<String> = [
        "nested_scopes", "generators", "division", "absolute_import", "with_statement", "print_function",
        "unicode_literals", "barry_as_FLUFL", "generator_stop", "annotations",
    ]
}

extension Expression {
    fileprivate var isString: Bool {
        if case .constant(.string) = kind { return true }
        return false
    }
}
