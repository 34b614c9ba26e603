/// What can stand on the left of `=`, after `for` and `as`, and after `del`.
extension Parser {
    /// The place a wrong target stands in decides on the details.
    enum TargetPlace { case assignment, loop, delete }

    /// `a, *b` up to `in`.
    func loopTargets() throws(Failure) -> Expression {
        let start = current.span
        let first = try starTarget()
        guard kind == .comma else { return first }
        var items = [first]
        while accept(.comma), startsExpression(kind) { items.append(try starTarget()) }
        return Expression(.tuple(items), span(from: start))
    }

    /// One target: a name, an attribute, a subscript, a display of targets, or a starred one.
    func starTarget() throws(Failure) -> Expression {
        let start = current.span
        if accept(.star) {
            if kind == .star { throw .mismatch }
            let value = try nested(starTarget)
            return Expression(.starred(value), span(from: start))
        }
        let target = try primary()
        guard isTarget(target) else { throw .mismatch }
        return target
    }

    func isTarget(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .name, .attribute, .subscript: true
        case .starred(let value): isTarget(value)
        case .tuple(let items), .list(let items): items.allSatisfy(isTarget)
        default: false
        }
    }

    func isSingleTarget(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .name, .attribute, .subscript: true
        default: false
        }
    }

    func isDeletable(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .name, .attribute, .subscript: true
        case .tuple(let items), .list(let items): items.allSatisfy(isDeletable)
        default: false
        }
    }

    /// The part of a would-be target that is to blame.
    func wrongTarget(in expression: Expression, for place: TargetPlace) -> Expression? {
        switch expression.kind {
        case .name, .attribute, .subscript: return nil
        case .tuple(let items), .list(let items):
            for item in items {
                if let wrong = wrongTarget(in: item, for: place) { return wrong }
            }
            return nil
        case .starred(let value): return place == .delete ? expression : wrongTarget(in: value, for: place)
        case .comparison(let left, let links) where place == .loop:
            return links.first?.comparator == .in ? wrongTarget(in: left, for: place) : nil
        default: return expression
        }
    }

    /// `for f() in x`: the target is read as any expression, to say what it is.
    func diagnoseLoopTarget(at start: Int) throws(Failure) {
        guard isDiagnosing else { return }
        index = start
        guard let value = try attempt(starExpressions), let wrong = wrongTarget(in: value, for: .loop) else { return }
        try fail("cannot assign to \(wrong.kind.description)", at: wrong.span)
    }
}

extension Expression.Kind {
    /// What CPython's messages call it: `cannot assign to function call`.
    var description: String {
        switch self {
        case .constant(let constant): constant.description
        case .formattedString: "f-string expression"
        case .name: "name"
        case .attribute: "attribute"
        case .subscript: "subscript"
        case .slice: "slice"
        case .call: "function call"
        case .unary, .binary, .boolean: "expression"
        case .comparison: "comparison"
        case .conditional: "conditional expression"
        case .lambda: "lambda"
        case .tuple: "tuple"
        case .list: "list"
        case .set: "set display"
        case .dictionary: "dict literal"
        case .listComprehension: "list comprehension"
        case .setComprehension: "set comprehension"
        case .dictionaryComprehension: "dict comprehension"
        case .generator: "generator expression"
        case .named: "named expression"
        case .yield, .yieldFrom: "yield expression"
        case .starred: "starred"
        }
    }
}

extension Constant {
    fileprivate var description: String {
        switch self {
        case .none: "None"
        case .ellipsis: "ellipsis"
        case .boolean(let value): value ? "True" : "False"
        case .integer, .float, .imaginary, .string, .bytes: "literal"
        }
    }
}
