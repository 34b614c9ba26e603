/// The operations that are not inlined into the loop, by group.
extension Evaluator {
    @inline(never)
    func stepSlowly(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        switch instruction.operation {
        case .deleteLocal, .makeCell, .deleteCell, .deleteFree, .deleteGlobal, .loadName, .storeName, .deleteName:
            try stepVariable(instruction, frame)
        case .unary, .not: try stepOperator(instruction, frame)
        case .deleteAttribute, .deleteItem: try stepItem(instruction, frame)
        case .loadSuperMethod: try stepSuperMethod(instruction, frame)
        case .callKeywords, .callSpread: try stepCall(instruction, frame)
        case .buildSet, .buildDict: try stepContainer(instruction, frame)
        case .extend, .updateSet, .mergeDict, .mergeKeywords, .tupleFromList:
            try stepGrowth(instruction, frame)
        case .unpackStarred: try stepUnpack(instruction, frame)
        case .makeFunction, .buildClass, .storeAnnotation: try stepDefinition(instruction, frame)
        case .importModule, .importName, .importAll: try stepImport(instruction, frame)
        case .assertionFailed: try stepAssertion(instruction, frame)
        case .enterContext, .exitContext, .exitContextWithError: try stepContext(instruction, frame)
        case .endPath: try stepEndPath(frame)
        case .matchSequence, .matchMapping, .matchKey, .matchRest, .matchClass: try stepMatch(instruction, frame)
        case .loadConstant, .loadCopy, .clear, .storeFree, .storeCell, .loadInteger, .loadNone, .move, .loadCell,
            .loadFree, .loadGlobal, .storeGlobal, .add,
            .subtract, .multiply, .addInteger, .binary, .compare, .jump, .loop, .poll, .branch, .branchKeeping,
            .branchCompare,
            .branchCompareInteger, .loadAttribute, .storeAttribute, .loadMethod, .loadItem, .loadItemInteger,
            .storeItem, .call, .return, .returnNone, .append, .next, .yield, .yieldFrom, .buildTuple, .buildList,
            .buildSlice, .buildString, .setPair, .addToSet, .format, .iterate, .unpack, .raise, .reraise,
            .branchUnlessMatches,
            .setHandled:
            preconditionFailure("The loop runs this operation itself.")
        }
    }

    /// Operations that go on with the next one: what they do most often at once, else step by step.
    @inline(never)
    func stepStraight(
        _ position: UnsafeMutablePointer<Instruction>, _ registers: UnsafeMutablePointer<Value>, _ localCount: Int
    ) throws {
        let instruction = position.pointee
        let frame = stack.current
        frame.pointee.position = position
        switch instruction.operation {
        case .format:
            if !formatQuickly(instruction, registers, localCount) { try stepFormat(instruction, frame) }
        case .buildString:
            if !joinQuickly(instruction, registers) { try stepContainer(instruction, frame) }
        case .unpack:
            if !unpackQuickly(instruction, registers, localCount) { try stepExactUnpack(instruction, frame) }
        case .setPair:
            if !setQuickly(instruction, registers, localCount) { try stepGrowth(instruction, frame) }
        case .addToSet:
            if !addQuickly(instruction, registers, localCount) { try stepGrowth(instruction, frame) }
        case .iterate: try stepIterate(instruction, frame)
        default: try stepContainer(instruction, frame)
        }
    }

    /// Calls with keywords, and calls with stars.
    private func stepCall(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let base = frame.pointee.registers + Int(instruction.b)
        if instruction.operation == .callSpread { return try stepSpread(instruction, base) }
        var first = base + 1
        let list = Int(instruction.detail) >> 1
        let names = frame.pointee.code._withUnsafeGuaranteedRef { $0.symbolBuffers[list] }
        var count = Int(instruction.c) - names.count
        if instruction.detail & 1 != 0 {
            if first.isUndefined { first += 1 } else { count += 1 }
        }
        if base.holds(functionClass), try enterNaming(frame.pointee.position, base, first, count, names) { return }
        try call(
            base, Arguments(borrowing: first, count: count, keywordNames: Array(names)), clearing: first, instruction.a)
    }

    private func stepSpread(_ instruction: Instruction, _ base: UnsafeMutablePointer<Value>) throws {
        var positionals = base[2].as(List.self)?.elements ?? []
        if !base[1].isUndefined { positionals.insert(base[1], at: 0) }
        let keywords = (base[3].as(Dict.self)?.items ?? []).map { key, value in
            (name: Symbol(key.as(Text.self)?.string ?? ""), value: value)
        }
        for index in 1...3 { base[index] = .undefined }
        let frame = stack.current
        guard case .object(let callee) = base.pointee else {
            throw PythonError(.typeError, "'\(base.pointee.typeName)' object is not callable")
        }
        let arguments = Arguments(positionals, keywords: keywords)
        if try enterFrame(for: callee, base, arguments, instruction.a) { return }
        let value = try callNested(callee, arguments)
        base.pointee = .undefined
        frame.pointee.registers[Int(instruction.a)] = value
        frame.pointee.position += 1
    }
}
