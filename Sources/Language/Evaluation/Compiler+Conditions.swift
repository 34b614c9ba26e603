/// Conditions: tests that jump instead of making a value.
extension Compiler {
    func compileCondition(_ test: Expression, jumpWhen wanted: Bool, to target: CodeBuilder.Label) throws {
        let mark = builder.temporaryMark
        defer { builder.release(to: mark) }
        switch test.kind {
        case .unary(.not, let operand): try compileCondition(operand, jumpWhen: !wanted, to: target)
        case .boolean(let operation, let operands): try compileCondition(operation, operands, wanted, target)
        case .comparison(let first, let links) where links.count == 1:
            try compileCondition(first, links[0], wanted, target, test.span)
        case .constant(.boolean(let value)): if value == wanted { builder.emit(.jump, to: target) }
        default:
            let register = try compile(test)
            builder.at(test.span) { builder.emit(.branch, register, to: target, detail: wanted ? 1 : 0) }
        }
    }

    private func compileCondition(
        _ operation: BooleanOperator, _ operands: [Expression], _ wanted: Bool, _ target: CodeBuilder.Label
    ) throws {
        // `or` jumps at the first true operand, `and` at the first false one; otherwise that operand ends the test.
        if wanted == (operation == .or) {
            for operand in operands { try compileCondition(operand, jumpWhen: wanted, to: target) }
            return
        }
        let end = builder.label()
        for operand in operands.dropLast() { try compileCondition(operand, jumpWhen: !wanted, to: end) }
        if let last = operands.last { try compileCondition(last, jumpWhen: wanted, to: target) }
        builder.place(end)
    }

    private func compileCondition(
        _ first: Expression, _ link: ComparisonLink, _ wanted: Bool, _ target: CodeBuilder.Label, _ span: Span
    ) throws {
        let left = try compile(first)
        let detail = ComparisonOperator.code(link.comparator) * 2 + (wanted ? 1 : 0)
        if let integer = link.operand.smallInteger, link.comparator.method != nil {
            builder.at(span) { builder.emit(.branchCompareInteger, left, integer, to: target, detail: detail) }
        } else {
            let right = try compile(link.operand)
            builder.at(span) { builder.emit(.branchCompare, left, right, to: target, detail: detail) }
        }
    }
}
