extension Expression {
    /// The expressions directly inside of this one, in source order.
    package var children: [Expression] {
        switch kind {
        case .constant, .name: []
        case .formattedString(let pieces): pieces.expressions
        case .attribute(let value, _), .unary(_, let value), .named(_, let value), .yieldFrom(let value),
            .starred(let value):
            [value]
        case .subscript(let value, let index): [value, index]
        case .slice(let lower, let upper, let step): [lower, upper, step].compactMap { $0 }
        case .call(let function, let arguments): [function] + arguments.map(\.value)
        case .binary(let left, _, let right): [left, right]
        case .boolean(_, let operands): operands
        case .comparison(let left, let links): [left] + links.map(\.operand)
        case .conditional(let test, let then, let otherwise): [then, test, otherwise]
        case .lambda(let parameters, let body): parameters.defaults + [body]
        case .tuple(let items), .list(let items), .set(let items): items
        case .dictionary(let items): items.flatMap(\.expressions)
        case .listComprehension(let element, let clauses), .setComprehension(let element, let clauses),
            .generator(let element, let clauses):
            [element] + clauses.flatMap(\.expressions)
        case .dictionaryComprehension(let key, let value, let clauses):
            [key, value] + clauses.flatMap(\.expressions)
        case .yield(let value): value.map { [$0] } ?? []
        }
    }
}

extension [FormattedPiece] {
    /// The values of the fields, and of the fields in their format specifications.
    var expressions: [Expression] {
        flatMap { piece -> [Expression] in
            guard case .field(let field) = piece else { return [] }
            return [field.value] + (field.format?.expressions ?? [])
        }
    }
}

extension DictionaryItem {
    var expressions: [Expression] {
        switch self {
        case .pair(let key, let value): [key, value]
        case .unpacking(let value): [value]
        }
    }
}

extension ComprehensionClause {
    var expressions: [Expression] { [target, iterable] + conditions }
}

extension Parameters {
    /// The default values, in source order.
    package var defaults: [Expression] {
        (positionalOnly + positional + keywordOnly).compactMap(\.defaultValue)
    }

    /// The annotations, in source order.
    package var annotations: [Expression] {
        inSourceOrder.compactMap(\.annotation)
    }
}

extension Pattern {
    /// The patterns directly inside of this one.
    package var children: [Pattern] {
        switch kind {
        case .value, .singleton, .capture, .wildcard, .star: []
        case .as(let pattern, _): [pattern]
        case .alternatives(let patterns), .sequence(let patterns): patterns
        case .mapping(let entries, _): entries.map(\.pattern)
        case .class(_, let positional, let keywords): positional + keywords.map(\.pattern)
        }
    }
}
