/// Tuples, lists, sets, dicts and f-strings.
extension Compiler {
    /// Above this many elements a display is filled step by step instead of from registers.
    private static let registerLimit = 64

    func compileTuple(_ elements: [Expression], _ destination: Int?) throws -> Int {
        if let constants = Compiler.constants(elements) {
            let target = destination ?? builder.temporary()
            builder.emit(.loadConstant, target, builder.constant(Value(tuple: constants)))
            return target
        }
        if elements.count <= Compiler.registerLimit, !elements.contains(where: \.isStarred) {
            return try build(.buildTuple, elements, destination)
        }
        let list = try compileDisplay(elements, .buildList, .append, .extend, nil)
        let target = destination ?? list
        builder.emit(.tupleFromList, target, list)
        return target
    }

    private static func constants(_ elements: [Expression]) -> [Value]? {
        var values: [Value] = []
        for element in elements {
            guard case .constant(let constant) = element.kind else { return nil }
            values.append(constant.value)
        }
        return values
    }

    func compileDisplay(
        _ elements: [Expression], _ build: Opcode, _ add: Opcode, _ extend: Opcode, _ destination: Int?
    ) throws -> Int {
        if elements.count <= Compiler.registerLimit, !elements.contains(where: \.isStarred) {
            return try self.build(build, elements, destination)
        }
        let target = builder.temporary()
        builder.emit(build, target, target, 0)
        for element in elements {
            let mark = builder.temporaryMark
            if case .starred(let inner) = element.kind {
                let values = try compile(inner)
                builder.at(inner.span) { builder.emit(extend, target, values) }
            } else {
                builder.emit(add, target, try compile(element))
            }
            builder.release(to: mark)
        }
        return moved(target, to: destination)
    }

    /// Elements in registers in a row, then one instruction.
    private func build(_ operation: Opcode, _ elements: [Expression], _ destination: Int?) throws -> Int {
        let mark = builder.temporaryMark
        let first = builder.temporaries(elements.count)
        for (offset, element) in elements.enumerated() { try compile(element, into: first + offset) }
        builder.release(to: mark)
        let target = destination ?? builder.temporary()
        builder.emit(operation, target, first, elements.count)
        return target
    }

    func compileDictionary(_ items: [DictionaryItem], _ destination: Int?) throws -> Int {
        let pairs = items.flatMap { item -> [Expression] in
            if case .pair(let key, let value) = item { return [key, value] }
            return []
        }
        if pairs.count == items.count * 2, items.count <= Compiler.registerLimit {
            let register = try build(.buildDict, pairs, destination)
            builder.parts.instructions[builder.position - 1].c /= 2
            return register
        }
        let target = builder.temporary()
        builder.emit(.buildDict, target, target, 0)
        for item in items {
            let mark = builder.temporaryMark
            switch item {
            case .pair(let key, let value):
                let keyRegister = try compile(key)
                builder.emit(.setPair, target, keyRegister, try compile(value))
            case .unpacking(let mapping):
                let values = try compile(mapping)
                builder.at(mapping.span) { builder.emit(.mergeDict, target, values) }
            }
            builder.release(to: mark)
        }
        return moved(target, to: destination)
    }

    // MARK: Formatted strings

    func compile(_ pieces: [FormattedPiece], _ destination: Int?) throws -> Int {
        let mark = builder.temporaryMark
        let first = builder.temporaries(pieces.count)
        for (offset, piece) in pieces.enumerated() {
            switch piece {
            case .text(let text): builder.emit(.loadConstant, first + offset, builder.constant(Value(text)))
            case .field(let field): try compile(field, into: first + offset)
            }
        }
        builder.release(to: mark)
        let target = destination ?? builder.temporary()
        builder.emit(.buildString, target, first, pieces.count)
        return target
    }

    private func compile(_ field: FormattedField, into target: Int) throws {
        let mark = builder.temporaryMark
        let value = try compile(field.value)
        var specification = 0
        if let format = field.format { specification = try compile(format, nil) }
        let conversion = field.conversion.map { $0 == .str ? 1 : $0 == .repr ? 2 : 3 } ?? 0
        builder.at(field.value.span) {
            builder.emit(
                .format, target, value, specification, detail: conversion * 2 + (field.format == nil ? 0 : 1))
        }
        builder.release(to: mark)
    }
}
