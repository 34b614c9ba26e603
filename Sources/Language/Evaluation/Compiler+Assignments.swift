/// Assignment, augmented assignment, deletion and unpacking.
extension Compiler {
    func compileAssignment(_ targets: [Expression], _ value: Expression) throws {
        if targets.count == 1, case .name(let name) = targets[0].kind {
            return try compileAssignment(toName: name, value)
        }
        if targets.count == 1, let pairs = Compiler.swapPairs(targets[0], value) {
            return try compileParallel(pairs)
        }
        let register = try compile(value)
        for (index, target) in targets.enumerated() {
            guard index < targets.count - 1, isTemporary(register) else {
                try assign(register, to: target)
                continue
            }
            let copy = builder.temporary()
            builder.emit(.loadCopy, copy, register)
            try assign(copy, to: target)
        }
    }

    private func compileAssignment(toName name: String, _ value: Expression) throws {
        if let local = directDestination(for: name), value.isComputedInOneStep {
            _ = try compile(value, into: local)
        } else {
            store(try compile(value), in: name)
        }
    }

    /// `a, b = b, a` without a tuple: the elements, when both sides are written out and have no star.
    private static func swapPairs(_ target: Expression, _ value: Expression) -> [(Expression, Expression)]? {
        guard let targets = target.elements, let values = value.elements, targets.count == values.count,
            targets.count > 0, !targets.contains(where: \.isStarred), !values.contains(where: \.isStarred)
        else { return nil }
        return Array(zip(targets, values))
    }

    private func compileParallel(_ pairs: [(Expression, Expression)]) throws {
        let registers = try pairs.map { _, value in
            let register = builder.temporary()
            return try compile(value, into: register)
        }
        for (register, (target, _)) in zip(registers, pairs) { try assign(register, to: target) }
    }

    /// Stores what a register holds. A temporary register is empty afterwards.
    func assign(_ register: Int, to target: Expression) throws {
        let mark = builder.temporaryMark
        defer { builder.release(to: mark) }
        try builder.at(target.span) {
            switch target.kind {
            case .name(let name): store(register, in: name)
            case .attribute(let object, let name):
                let owner = try compile(object)
                builder.emit(.storeAttribute, owner, register, builder.attribute(mangled(name)))
            case .subscript(let object, let index):
                let container = try compile(object)
                let key = try compile(index)
                builder.emit(.storeItem, container, key, register)
            case .tuple(let elements), .list(let elements): try unpack(register, into: elements)
            case .starred(let inner): try assign(register, to: inner)
            default: throw SyntaxError("cannot assign to expression", at: target.span)
            }
        }
    }

    private func unpack(_ register: Int, into targets: [Expression]) throws {
        let first = builder.temporaries(max(1, targets.count))
        if let star = targets.firstIndex(where: \.isStarred) {
            builder.emit(.unpackStarred, first, register, star, detail: targets.count - star - 1)
        } else {
            builder.emit(.unpack, first, register, targets.count)
        }
        for (index, target) in targets.enumerated() { try assign(first + index, to: target) }
    }

    func compileAugmented(
        _ target: Expression, _ operation: BinaryOperator, _ value: Expression, _ span: Span
    ) throws {
        switch target.kind {
        case .name(let name):
            let current = load(name, into: nil)
            if let integer = value.smallInteger, operation == .add || operation == .subtract {
                let result = directDestination(for: name) ?? builder.temporary()
                builder.at(span) { emitAddition(operation, result, current, integer, inPlace: true) }
                return store(result, in: name)
            }
            let operand = try compile(value)
            let result = directDestination(for: name) ?? builder.temporary()
            builder.at(span) { emitBinary(operation, result, current, operand, inPlace: true) }
            store(result, in: name)
        case .attribute(let object, let name):
            let owner = try compile(object)
            let current = builder.temporary()
            builder.emit(.loadAttribute, current, readable(owner), builder.attribute(mangled(name)))
            let operand = try compile(value)
            builder.at(span) { emitBinary(operation, current, current, operand, inPlace: true) }
            builder.emit(.storeAttribute, owner, current, builder.attribute(mangled(name)))
        case .subscript(let object, let index):
            try compileAugmentedItem(object, index, operation, value, span)
        default: throw SyntaxError("illegal expression for augmented assignment", at: target.span)
        }
    }

    private func compileAugmentedItem(
        _ object: Expression, _ index: Expression, _ operation: BinaryOperator, _ value: Expression, _ span: Span
    ) throws {
        let container = try compile(object)
        let key = try compile(index)
        let current = builder.temporary()
        builder.emit(.loadItem, current, readable(container), readable(key))
        let operand = try compile(value)
        builder.at(span) { emitBinary(operation, current, current, operand, inPlace: true) }
        builder.emit(.storeItem, container, key, current)
    }

    /// A register to read a value from that is needed again: reading a temporary empties it, reading a local does not.
    func readable(_ register: Int) -> Int {
        guard isTemporary(register) else { return register }
        let copy = builder.temporary()
        builder.emit(.loadCopy, copy, register)
        return copy
    }

    func compileDelete(_ target: Expression) throws {
        try builder.at(target.span) {
            switch target.kind {
            case .name(let name): delete(name)
            case .attribute(let object, let name):
                builder.emit(.deleteAttribute, try compile(object), 0, builder.attribute(mangled(name)))
            case .subscript(let object, let index):
                let container = try compile(object)
                builder.emit(.deleteItem, container, try compile(index))
            case .tuple(let elements), .list(let elements): for element in elements { try compileDelete(element) }
            default: throw SyntaxError("cannot delete expression", at: target.span)
            }
        }
    }
}

extension Expression {
    var isStarred: Bool {
        if case .starred = kind { return true }
        return false
    }

    /// The elements of a tuple or list display.
    fileprivate var elements: [Expression]? {
        switch kind {
        case .tuple(let elements), .list(let elements): elements
        default: nil
        }
    }

    /// Whether the last instruction alone writes the result, so that the destination may be a variable that the
    /// expression itself reads.
    var isComputedInOneStep: Bool {
        switch kind {
        case .constant, .name, .attribute, .subscript, .call, .unary, .binary, .lambda, .formattedString: true
        case .conditional(_, let then, let otherwise): then.isComputedInOneStep && otherwise.isComputedInOneStep
        default: false
        }
    }
}
