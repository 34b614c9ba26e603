/// An expression as source text, in the form of Python's `ast.unparse`: for annotations and messages.
extension Expression {
    /// `f(a,b  ,*c)` is "f(a, b, *c)"; parentheses stand where the tree needs them.
    package var text: String { written(inside: .any) }

    /// How tightly an expression binds; one that binds less than its place demands is put in parentheses.
    fileprivate enum Precedence: Int {
        case any, named, conditional, or, and, not, comparison, bitOr, bitXor, bitAnd, shift, sum
        case product, sign, power, atom

        var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .atom }
    }

    private func written(inside place: Precedence) -> String {
        let (text, own) = parts
        return own.rawValue < place.rawValue ? "(\(text))" : text
    }

    private var parts: (String, Precedence) {
        switch kind {
        case .constant(let constant): (constant.text, .atom)
        case .formattedString(let pieces): (pieces.text, .atom)
        case .name(let name): (name, .atom)
        case .attribute(let value, let name): (value.base + "." + name, .atom)
        case .subscript(let value, let index): ("\(value.base)[\(index.subscriptText)]", .atom)
        case .slice(let lower, let upper, let step): (sliceText(lower, upper, step), .any)
        case .call(let function, let arguments):
            ("\(function.base)(\(arguments.map(\.text).joined(separator: ", ")))", .atom)
        case .unary(.not, let operand): ("not \(operand.written(inside: .not))", .not)
        case .unary(let symbol, let operand): (symbol.rawValue + operand.written(inside: .sign), .sign)
        case .binary(let left, let symbol, let right): binaryText(left, symbol, right)
        case .boolean(let word, let operands): booleanText(word, operands)
        case .comparison(let left, let links): comparisonText(left, links)
        case .conditional(let test, let then, let otherwise): conditionalText(test, then, otherwise)
        case .lambda(let parameters, let body): lambdaText(parameters, body)
        case .tuple(let items): tupleText(items)
        case .named(let name, let value): ("\(name.text) := \(value.written(inside: .conditional))", .named)
        case .yield(let value): (value.map { "(yield \($0.text))" } ?? "(yield)", .atom)
        case .yieldFrom(let value): ("(yield from \(value.written(inside: .conditional)))", .atom)
        case .starred(let value): ("*" + value.written(inside: .bitOr), .any)
        case .list, .set, .dictionary, .listComprehension, .setComprehension, .dictionaryComprehension, .generator:
            (displayText, .atom)
        }
    }

    /// What stands before a dot, a parenthesis or a bracket.
    private var base: String {
        if case .constant(.integer) = kind { return "(\(text))" }
        return written(inside: .atom)
    }

    private var subscriptText: String {
        guard case .tuple(let items) = kind, !items.isEmpty else { return text }
        return items.map { $0.written(inside: .any) }.joined(separator: ", ") + (items.count == 1 ? "," : "")
    }

    private func sliceText(_ lower: Expression?, _ upper: Expression?, _ step: Expression?) -> String {
        let start = (lower?.text ?? "") + ":" + (upper?.text ?? "")
        return step.map { start + ":" + $0.text } ?? start
    }

    private func binaryText(
        _ left: Expression, _ symbol: BinaryOperator, _ right: Expression
    ) -> (String, Precedence) {
        let own = symbol.precedence
        let isPower = symbol == .power
        let first = left.written(inside: isPower ? .atom : own)
        let second = right.written(inside: isPower ? .sign : own.next)
        return ("\(first) \(symbol.rawValue) \(second)", own)
    }

    private func booleanText(_ word: BooleanOperator, _ operands: [Expression]) -> (String, Precedence) {
        let own: Precedence = word == .or ? .or : .and
        return (operands.map { $0.written(inside: own.next) }.joined(separator: " \(word.rawValue) "), own)
    }

    private func comparisonText(_ left: Expression, _ links: [ComparisonLink]) -> (String, Precedence) {
        let rest = links.map { " \($0.comparator.rawValue) \($0.operand.written(inside: .bitOr))" }
        return (left.written(inside: .bitOr) + rest.joined(), .comparison)
    }

    private func conditionalText(
        _ test: Expression, _ then: Expression, _ otherwise: Expression
    ) -> (String, Precedence) {
        let head = "\(then.written(inside: .or)) if \(test.written(inside: .or))"
        return ("\(head) else \(otherwise.written(inside: .conditional))", .conditional)
    }

    private func lambdaText(_ parameters: Parameters, _ body: Expression) -> (String, Precedence) {
        let head = parameters.text.isEmpty ? "lambda" : "lambda " + parameters.text
        return ("\(head): \(body.written(inside: .conditional))", .conditional)
    }

    private func tupleText(_ items: [Expression]) -> (String, Precedence) {
        let text = items.map { $0.written(inside: .conditional) }.joined(separator: ", ")
        return ("(\(text)\(items.count == 1 ? "," : ""))", .atom)
    }
}

extension Expression {
    /// A display or comprehension with its brackets.
    private var displayText: String {
        switch kind {
        case .list(let items): "[\(Expression.joined(items))]"
        case .set(let items): "{\(Expression.joined(items))}"
        case .dictionary(let items): "{\(items.map(\.text).joined(separator: ", "))}"
        case .listComprehension(let element, let clauses): "[\(element.text)\(clauses.text)]"
        case .setComprehension(let element, let clauses): "{\(element.text)\(clauses.text)}"
        case .generator(let element, let clauses): "(\(element.text)\(clauses.text))"
        case .dictionaryComprehension(let key, let value, let clauses): "{\(key.text): \(value.text)\(clauses.text)}"
        default: text
        }
    }

    fileprivate static func joined(_ items: [Expression]) -> String {
        items.map(\.text).joined(separator: ", ")
    }
}

extension BinaryOperator {
    fileprivate var precedence: Expression.Precedence {
        switch self {
        case .or: .bitOr
        case .xor: .bitXor
        case .and: .bitAnd
        case .leftShift, .rightShift: .shift
        case .add, .subtract: .sum
        case .multiply, .matrixMultiply, .divide, .floorDivide, .modulo: .product
        case .power: .power
        }
    }
}

extension Argument {
    fileprivate var text: String {
        switch kind {
        case .positional: value.text
        case .starred: "*" + value.text
        case .keyword(let name): "\(name)=\(value.text)"
        case .doubleStarred: "**" + value.text
        }
    }
}

extension DictionaryItem {
    fileprivate var text: String {
        switch self {
        case .pair(let key, let value): "\(key.text): \(value.text)"
        case .unpacking(let value): "**" + value.text
        }
    }
}

extension [ComprehensionClause] {
    fileprivate var text: String {
        map { clause in
            let conditions = clause.conditions.map { " if \($0.text)" }.joined()
            return " for \(clause.target.targetText) in \(clause.iterable.text)\(conditions)"
        }.joined()
    }
}

extension Expression {
    /// `a, b` as the target of a loop stands without parentheses.
    fileprivate var targetText: String {
        guard case .tuple(let items) = kind, items.count > 1 else { return text }
        return Expression.joined(items)
    }
}
