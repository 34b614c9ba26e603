/// Statements that begin with an expression: assignments of all kinds, or the expression alone.
extension Parser {
    func expressionStatement() throws(Failure) -> Statement.Kind {
        guard isDiagnosing else { return try assignmentOrExpression() }
        let start = index
        if let statement = try attempt(assignmentOrExpression) {
            if case .expression = statement {} else { return statement }
        }
        index = start
        try diagnoseAssignment()
        index = start
        return .expression(try valueOrYield())
    }

    private func valueOrYield() throws(Failure) -> Expression {
        kind == .yield ? try yieldExpression() : try starExpressions()
    }

    private func assignmentOrExpression() throws(Failure) -> Statement.Kind {
        let isName = kind == .name
        let first = try valueOrYield()
        if kind == .assign { return try assignment(first) }
        if kind == .colon { return try annotatedAssignment(first, isSimple: isName) }
        guard let augmented = kind.augmentedOperator else { return .expression(first) }
        guard isSingleTarget(first) else { throw .mismatch }
        index += 1
        return .augmentedAssignment(target: first, augmented, value: try valueOrYield())
    }

    private func assignment(_ first: Expression) throws(Failure) -> Statement.Kind {
        var targets: [Expression] = []
        var value = first
        while kind == .assign {
            guard isTarget(value) else { throw .mismatch }
            targets.append(value)
            index += 1
            value = try valueOrYield()
        }
        return .assignment(targets: targets, value: value)
    }

    private func annotatedAssignment(_ target: Expression, isSimple: Bool) throws(Failure) -> Statement.Kind {
        guard isSingleTarget(target) else { throw .mismatch }
        index += 1
        let annotation = try expression()
        let value = accept(.assign) ? try valueOrYield() : nil
        var isName = false
        if case .name = target.kind { isName = isSimple }
        return .annotatedAssignment(target: target, annotation: annotation, value: value, isSimple: isName)
    }

    // Each of these looks for one mistake, from the beginning of the statement.

    private func diagnoseAssignment() throws(Failure) {
        let start = index
        try diagnoseAnnotation()
        index = start
        try diagnoseTargets()
        index = start
        try diagnoseAugmentedAssignment()
    }

    /// `(a, b): int`, `a, b: int` and `f(): int`.
    private func diagnoseAnnotation() throws(Failure) {
        let start = index
        if let display = try attempt(atom), kind == .colon {
            let description = display.kind.description
            if description == "list" || description == "tuple" {
                try refuseAnnotation("only single target (not \(description)) can be annotated", at: display.span)
            }
        }
        index = start
        guard let first = try attempt(starNamedExpression) else { return }
        if accept(.comma) {
            _ = try attempt(starNamedList)
            if kind == .colon {
                try refuseAnnotation("only single target (not tuple) can be annotated", at: first.span)
            }
        }
        index = start
        if let value = try attempt(expression), kind == .colon {
            try refuseAnnotation("illegal target for annotation", at: value.span)
        }
    }

    private func refuseAnnotation(_ message: String, at span: Span) throws(Failure) {
        index += 1
        if try attempt(expression) != nil { try fail(message, at: span) }
    }

    /// `f() = 1` after any number of good targets.
    private func diagnoseTargets() throws(Failure) {
        while true {
            guard let target = try attempt(valueOrYield), kind == .assign else { return }
            if case .yield = target.kind { return try refuseYield(target) }
            if case .yieldFrom = target.kind { return try refuseYield(target) }
            if let wrong = wrongTarget(in: target, for: .assignment) {
                try fail("cannot assign to \(wrong.kind.description)", at: wrong.span)
            }
            index += 1
        }
    }

    private func refuseYield(_ target: Expression) throws(Failure) {
        try fail("assignment to yield expression not possible", at: target.span)
    }

    private func diagnoseAugmentedAssignment() throws(Failure) {
        guard let target = try attempt(starExpressions), kind.augmentedOperator != nil else { return }
        index += 1
        guard try attempt(valueOrYield) != nil else { return }
        let message = "'\(target.kind.description)' is an illegal expression for augmented assignment"
        try fail(message, at: target.span)
    }
}
