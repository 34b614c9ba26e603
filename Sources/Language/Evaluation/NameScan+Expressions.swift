/// The walk over expressions: what they read, and what functions inside them capture.
extension NameScan {
    mutating func visit(optional expression: Expression?) {
        if let expression { visit(expression) }
    }

    mutating func visit(_ expression: Expression) {
        switch expression.kind {
        case .constant: break
        case .name(let name): use(name)
        case .formattedString(let pieces): visit(pieces)
        case .attribute(let object, _), .unary(_, let object), .starred(let object), .yieldFrom(let object):
            if case .yieldFrom = expression.kind { noteYield() }
            visit(object)
        case .subscript(let object, let index): [object, index].forEach { visit($0) }
        case .binary(let left, _, let right): [left, right].forEach { visit($0) }
        case .slice(let lower, let upper, let step): [lower, upper, step].forEach { visit(optional: $0) }
        case .call(let function, let arguments):
            if case .name("super") = function.kind { use("__class__") }
            visit(function)
            arguments.forEach { visit($0.value) }
        case .boolean(_, let operands), .tuple(let operands), .list(let operands), .set(let operands):
            operands.forEach { visit($0) }
        case .comparison(let first, let links):
            visit(first)
            links.forEach { visit($0.operand) }
        case .conditional(let test, let then, let otherwise): [test, then, otherwise].forEach { visit($0) }
        case .dictionary(let items): items.forEach { visit($0) }
        case .named(let name, let value):
            visit(value)
            bindNamed(name.text)
        case .yield(let value):
            noteYield()
            visit(optional: value)
        case .lambda, .generator, .listComprehension, .setComprehension, .dictionaryComprehension:
            visitScope(expression)
        }
    }

    private mutating func visitScope(_ expression: Expression) {
        switch expression.kind {
        case .lambda(let parameters, let body):
            visitOutside(parameters)
            include(nested: NameScan(lambda: parameters, body: body))
        case .generator(let element, let clauses):
            if let first = clauses.first { visit(first.iterable) }
            include(nested: NameScan(generator: element, clauses))
        case .listComprehension(let element, let clauses), .setComprehension(let element, let clauses):
            visitComprehension([element], clauses)
        case .dictionaryComprehension(let key, let value, let clauses):
            visitComprehension([key, value], clauses)
        default: break
        }
    }

    private mutating func visit(_ item: DictionaryItem) {
        switch item {
        case .pair(let key, let value): [key, value].forEach { visit($0) }
        case .unpacking(let mapping): visit(mapping)
        }
    }

    private mutating func visit(_ pieces: [FormattedPiece]) {
        for case .field(let field) in pieces {
            visit(field.value)
            visit(field.format ?? [])
        }
    }

    /// A target binds its names and reads what its attributes and subscripts stand on.
    mutating func visitTarget(_ target: Expression) {
        switch target.kind {
        case .name(let name): bind(name)
        case .tuple(let elements), .list(let elements): elements.forEach { visitTarget($0) }
        case .starred(let inner): visitTarget(inner)
        default: visit(target)
        }
    }
}
