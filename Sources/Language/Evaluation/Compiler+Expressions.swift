/// Expressions. The result is in the register that is returned: the destination if one is given, else a local that
/// holds the value already, else a new temporary.
extension Compiler {
    @discardableResult
    func compile(_ expression: Expression, into destination: Int? = nil) throws -> Int {
        let mark = builder.temporaryMark
        let result = try builder.at(expression.span) { try compileKind(of: expression, destination) }
        builder.release(to: max(mark, isTemporary(result) ? result + 1 : mark))
        return result
    }

    /// Compiles operands, gives their registers to `body`, and gives the temporaries back to make room for the result.
    private func withOperands(
        _ operands: [Expression], _ destination: Int?, _ body: (_ target: Int, _ operands: [Int]) -> Void
    ) throws -> Int {
        let mark = builder.temporaryMark
        let registers = try operands.map { try compile($0) }
        builder.release(to: mark)
        let target = destination ?? builder.temporary()
        body(target, registers)
        return target
    }

    private func compileKind(of expression: Expression, _ destination: Int?) throws -> Int {
        switch expression.kind {
        case .constant(let constant): return try compile(constant, destination)
        case .formattedString(let pieces): return try compile(pieces, destination)
        case .name(let name): return load(name, into: destination)
        case .attribute(let object, let name):
            return try withOperands([object], destination) { target, operands in
                builder.emit(.loadAttribute, target, operands[0], builder.attribute(mangled(name)))
            }
        case .subscript(let object, let index): return try compileItem(object, index, destination)
        case .slice(let lower, let upper, let step): return try compileSlice(lower, upper, step, destination)
        case .call(let function, let arguments): return try compileCall(function, arguments, destination)
        case .unary(let operation, let operand): return try compileUnary(operation, operand, destination)
        case .binary(let left, let operation, let right):
            return try compileBinary(left, operation, right, destination)
        case .boolean(let operation, let operands): return try compileBoolean(operation, operands, destination)
        case .comparison(let first, let links): return try compileComparison(first, links, destination)
        case .conditional(let test, let then, let otherwise):
            return try compileConditional(test, then, otherwise, destination)
        case .tuple(let elements): return try compileTuple(elements, destination)
        case .list(let elements): return try compileDisplay(elements, .buildList, .append, .extend, destination)
        case .set(let elements): return try compileDisplay(elements, .buildSet, .addToSet, .updateSet, destination)
        case .dictionary(let items): return try compileDictionary(items, destination)
        case .named(let name, let value):
            let register = try compile(value, into: destination ?? builder.temporary())
            let copy = builder.temporary()
            builder.emit(.loadCopy, copy, register)
            store(copy, in: name.text)
            builder.release(to: copy)
            return register
        case .starred: throw SyntaxError("can't use starred expression here", at: expression.span)
        case .lambda, .listComprehension, .setComprehension, .dictionaryComprehension, .generator, .yield, .yieldFrom:
            return try compileScope(expression, destination)
        }
    }

    private func compileScope(_ expression: Expression, _ destination: Int?) throws -> Int {
        let target = destination ?? builder.temporary()
        switch expression.kind {
        case .lambda(let parameters, let body): try compileLambda(parameters, body, target)
        case .listComprehension(let element, let clauses): try compileComprehension(.list(element), clauses, target)
        case .setComprehension(let element, let clauses): try compileComprehension(.set(element), clauses, target)
        case .dictionaryComprehension(let key, let value, let clauses):
            try compileComprehension(.dictionary(key, value), clauses, target)
        case .generator(let element, let clauses): try compileGenerator(element, clauses, target)
        case .yield(let value):
            let result = builder.temporary()
            if let value { try compile(value, into: result) } else { builder.emit(.loadNone, result) }
            builder.emit(.yield, target, result)
        case .yieldFrom(let iterable):
            let iterator = try compileIterator(iterable)
            let sent = builder.temporary()
            builder.emit(.loadNone, sent)
            builder.emit(.yieldFrom, target, iterator, sent)
        default: break
        }
        return target
    }

    // MARK: Constants

    private func compile(_ constant: Constant, _ destination: Int?) throws -> Int {
        let target = destination ?? builder.temporary()
        switch constant {
        case .none: builder.emit(.loadNone, target)
        case .integer(let digits, let base):
            if let int = Int32(digits, radix: base) {
                builder.emit(.loadInteger, target, Int(int))
            } else {
                builder.emit(.loadConstant, target, builder.constant(constant.value))
            }
        default: builder.emit(.loadConstant, target, builder.constant(constant.value))
        }
        return target
    }

    // MARK: Operators

    private func compileUnary(_ operation: UnaryOperator, _ operand: Expression, _ destination: Int?) throws -> Int {
        if operation == .minus, case .constant(let constant) = operand.kind, let negated = constant.negated {
            let target = destination ?? builder.temporary()
            builder.emit(.loadConstant, target, builder.constant(negated))
            return target
        }
        return try withOperands([operand], destination) { target, operands in
            if operation == .not {
                builder.emit(.not, target, operands[0])
            } else {
                builder.emit(.unary, target, operands[0], detail: UnaryOperator.code(operation))
            }
        }
    }

    private func compileBinary(
        _ left: Expression, _ operation: BinaryOperator, _ right: Expression, _ destination: Int?
    ) throws -> Int {
        if operation == .add || operation == .subtract, let integer = right.smallInteger {
            return try withOperands([left], destination) { target, operands in
                emitAddition(operation, target, operands[0], integer, inPlace: false)
            }
        }
        return try withOperands([left, right], destination) { target, operands in
            emitBinary(operation, target, operands[0], operands[1], inPlace: false)
        }
    }

    /// `x + 1` and `x - 1`: a negative literal is already negative.
    func emitAddition(_ operation: BinaryOperator, _ target: Int, _ left: Int, _ integer: Int, inPlace: Bool) {
        builder.emit(
            .addInteger, target, left, operation == .add ? integer : -integer,
            detail: BinaryOperator.code(operation) * 2 + (inPlace ? 1 : 0))
    }

    /// An in-place operator is marked by the lowest bit of the detail.
    func emitBinary(_ operation: BinaryOperator, _ target: Int, _ left: Int, _ right: Int, inPlace: Bool) {
        let detail = BinaryOperator.code(operation) * 2 + (inPlace ? 1 : 0)
        switch operation {
        case .add: builder.emit(.add, target, left, right, detail: detail)
        case .subtract: builder.emit(.subtract, target, left, right, detail: detail)
        case .multiply: builder.emit(.multiply, target, left, right, detail: detail)
        default: builder.emit(.binary, target, left, right, detail: detail)
        }
    }

    private func compileBoolean(
        _ operation: BooleanOperator, _ operands: [Expression], _ destination: Int?
    ) throws -> Int {
        // The variable that is assigned must not change before the last operand was read.
        let target = builder.temporary()
        let end = builder.label()
        for (index, operand) in operands.enumerated() {
            try compile(operand, into: target)
            if index < operands.count - 1 {
                builder.emit(.branchKeeping, target, to: end, detail: operation == .or ? 1 : 0)
            }
        }
        builder.place(end)
        return moved(target, to: destination)
    }

    func moved(_ register: Int, to destination: Int?) -> Int {
        guard let destination, destination != register else { return register }
        emitMove(destination, register)
        return destination
    }

    private func compileComparison(
        _ first: Expression, _ links: [ComparisonLink], _ destination: Int?
    ) throws -> Int {
        if links.count == 1 {
            return try withOperands([first, links[0].operand], destination) { target, operands in
                builder.emit(
                    .compare, target, operands[0], operands[1],
                    detail: ComparisonOperator.code(links[0].comparator))
            }
        }
        let target = builder.temporary()
        let end = builder.label()
        var left = try compile(first)
        for (index, link) in links.enumerated() {
            let right = try compile(link.operand)
            let isLast = index == links.count - 1
            let readableRight = isLast ? right : readable(right)
            builder.emit(.compare, target, left, readableRight, detail: ComparisonOperator.code(link.comparator))
            if !isLast { builder.emit(.branchKeeping, target, to: end, detail: 0) }
            left = right
        }
        builder.place(end)
        builder.release(to: target + 1)
        return moved(target, to: destination)
    }

    private func compileConditional(
        _ test: Expression, _ then: Expression, _ otherwise: Expression, _ destination: Int?
    ) throws -> Int {
        let target = destination ?? builder.temporary()
        let mark = builder.temporaryMark
        let alternative = builder.label()
        let end = builder.label()
        let head = builder.position
        try compileCondition(test, jumpWhen: false, to: alternative)
        let headEnd = builder.position
        try compile(then, into: target)
        builder.release(to: mark)
        builder.emit(.jump, to: end)
        builder.place(alternative)
        try compile(otherwise, into: target)
        builder.release(to: mark)
        builder.place(end)
        addChoice(head: head..<headEnd, join: builder.position)
        return target
    }

    // MARK: Items

    private func compileItem(_ object: Expression, _ index: Expression, _ destination: Int?) throws -> Int {
        if let integer = index.smallInteger {
            return try withOperands([object], destination) { target, operands in
                builder.emit(.loadItemInteger, target, operands[0], integer)
            }
        }
        return try withOperands([object, index], destination) { target, operands in
            builder.emit(.loadItem, target, operands[0], operands[1])
        }
    }

    private func compileSlice(
        _ lower: Expression?, _ upper: Expression?, _ step: Expression?, _ destination: Int?
    ) throws -> Int {
        let mark = builder.temporaryMark
        let first = builder.temporaries(3)
        for (offset, bound) in [lower, upper, step].enumerated() {
            if let bound { try compile(bound, into: first + offset) } else { builder.emit(.loadNone, first + offset) }
        }
        builder.release(to: mark)
        let target = destination ?? builder.temporary()
        builder.emit(.buildSlice, target, first)
        return target
    }
}
