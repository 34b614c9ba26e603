/// Displays, comprehensions, f-strings and unpacking.
extension Evaluator {
    @inline(__always)
    func append(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let source = cursor.register(instruction.b)
        if source.isUndefined { try reportUnbound(cursor.position, instruction.b) }
        let target = cursor.register(instruction.a)
        if target.objectClass == listClass, Int(instruction.b) >= cursor.localCount {
            target.address.borrow(as: List.self) { $0.append(moving: source) }
        } else if target.objectClass == listClass {
            target.address.borrow(as: List.self) { $0.append(copying: source) }
        } else {
            let value = Int(instruction.b) >= cursor.localCount ? source.take() : source.pointee
            try appendSlowly(value, to: target, cursor.position)
        }
        cursor.advance()
    }

    /// Appends to a list that a staged branch made unknown.
    @inline(never)
    private func appendSlowly(
        _ value: Value, to target: UnsafeMutablePointer<Value>, _ position: UnsafeMutablePointer<Instruction>
    ) throws {
        stack.current.pointee.position = position
        guard let stager else { return }
        target.pointee = try stager.extended(target.pointee, with: Value([value]), self)
    }

    @inline(__always)
    func buildTuple(_ cursor: inout Cursor) {
        let instruction = cursor.position.pointee
        let tuple = Evaluator.tuple(moving: cursor.register(instruction.b), Int(instruction.c))
        cursor.register(instruction.a).put(.object(tuple))
        cursor.advance()
    }

    @inline(never)
    private static func tuple(moving first: UnsafeMutablePointer<Value>, _ count: Int) -> Tuple {
        Tuple.make(moving: first, count)
    }

    func stepContainer(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let registers = frame.pointee.registers
        let count = Int(instruction.c)
        let first = registers + Int(instruction.b)
        let result: Value
        switch instruction.operation {
        case .buildList: result = .object(List.make(moving: first, count))
        case .buildSet:
            let set = SetObject()
            for element in Evaluator.taken(first, count) { try set.add(element, self) }
            result = .object(set)
        case .buildDict:
            let dict = Dict()
            for index in 0..<count {
                try dict.set(first[index * 2], to: first[index * 2 + 1], self)
                first[index * 2] = .undefined
                first[index * 2 + 1] = .undefined
            }
            result = .object(dict)
        case .buildString: result = try joinedFields(first, count)
        case .buildSlice: result = .object(Slice(first.take(), (first + 1).take(), (first + 2).take()))
        default: return
        }
        registers[Int(instruction.a)] = result
    }

    private static func taken(_ first: UnsafeMutablePointer<Value>, _ count: Int) -> [Value] {
        if count == 0 { return [] }
        return [Value](unsafeUninitializedCapacity: count) { buffer, initializedCount in
            for index in 0..<count { buffer.initializeElement(at: index, to: (first + index).take()) }
            initializedCount = count
        }
    }

    /// Adds to a list, set or dict that is being built.
    func stepGrowth(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let position = frame.pointee.position
        let container = frame.pointee.registers[Int(instruction.a)]
        let value = try operand(instruction.b, position)
        switch instruction.operation {
        case .extend: try extend(container, value, callee: instruction.c, frame)
        case .addToSet: try container.as(SetObject.self)?.add(value, self)
        case .updateSet:
            let iterator = try iterate(value)
            while let element = try iterator.next(self) { try container.as(SetObject.self)?.add(element, self) }
        case .setPair:
            let second = try operand(instruction.c, position)
            try container.as(Dict.self)?.set(value, to: second, self)
        case .mergeDict: try merge(value, into: container)
        case .mergeKeywords: try mergeKeywords(instruction, container, value, frame)
        case .tupleFromList:
            frame.pointee.registers[Int(instruction.a)] = Value(tuple: value.as(List.self)?.elements ?? [])
        default: break
        }
    }

    /// Sets a quick key of a dict that is being built; false for other keys.
    @inline(__always)
    func setQuickly(_ instruction: Instruction, _ registers: UnsafeMutablePointer<Value>, _ localCount: Int) -> Bool {
        let (key, value) = (registers + Int(instruction.b), registers + Int(instruction.c))
        let isTemporary = Int(instruction.c) >= localCount
        guard !value.isUndefined, (registers + Int(instruction.a)).holds(dictClass) else { return false }
        let isSet = (registers + Int(instruction.a)).address.borrow(as: Dict.self) {
            $0.quickSet(key, from: value, isTemporary: isTemporary)
        }
        if isSet, Int(instruction.b) >= localCount { key.empty() }
        return isSet
    }

    /// The same for an element of a set.
    @inline(__always)
    func addQuickly(_ instruction: Instruction, _ registers: UnsafeMutablePointer<Value>, _ localCount: Int) -> Bool {
        let (set, element) = (registers + Int(instruction.a), registers + Int(instruction.b))
        guard set.holds(setClass), set.address.borrow(as: SetObject.self, { $0.table.quickAdd(element) }) else {
            return false
        }
        if Int(instruction.b) >= localCount { element.empty() }
        return true
    }

    private func extend(
        _ container: Value, _ values: Value, callee: Int32, _ frame: UnsafeMutablePointer<Frame>
    ) throws {
        let elements: [Value]
        do {
            elements = try array(from: values)
        } catch let error as PythonError where error.isInstance(of: .typeError) && callee > 0 && !isIterable(values) {
            let name = calleeName(frame.pointee.registers[Int(callee) - 1])
            throw PythonError(.typeError, "\(name) argument after * must be an iterable, not \(values.typeName)")
        } catch let error as PythonError where error.isInstance(of: .typeError) && !isIterable(values) {
            throw PythonError(.typeError, "Value after * must be an iterable, not \(values.typeName)")
        }
        container.as(List.self)?.elements.append(contentsOf: elements)
    }

    private func isIterable(_ value: Value) -> Bool { (try? iterate(value)) != nil }

    private func calleeName(_ callee: Value) -> String {
        if let function = callee.as(Function.self) {
            let module = function.moduleName.as(Text.self).map { "\($0.string)." } ?? ""
            return "\(module)\(function.qualifiedName)()"
        }
        if let function = callee.as(NativeFunction.self) { return "\(function.name)()" }
        return "\(callee.as(TypeObject.self)?.name ?? callee.typeName)()"
    }

    private func merge(_ mapping: Value, into container: Value) throws {
        guard let dict = container.as(Dict.self) else { return }
        for (key, value) in try pairs(of: mapping, "'\(mapping.typeName)' object is not a mapping") {
            try dict.set(key, to: value, self)
        }
    }

    /// The items of a dict or of anything with `keys` and `__getitem__`.
    package func pairs(of mapping: Value, _ message: String) throws -> [(key: Value, value: Value)] {
        if let dict = mapping.as(Dict.self), dict.derivation == nil { return dict.items }
        guard let keys = try attribute("keys", of: mapping) else { throw PythonError(.typeError, message) }
        return try array(from: try call(keys)).map { ($0, try getItem(mapping, $0)) }
    }

    private func mergeKeywords(
        _ instruction: Instruction, _ container: Value, _ value: Value, _ frame: UnsafeMutablePointer<Frame>
    ) throws {
        guard let dict = container.as(Dict.self) else { return }
        let added: [(key: Value, value: Value)]
        if instruction.detail == 1 {
            added = [(value, try operand(instruction.c, frame.pointee.position))]
        } else {
            let name = calleeName(frame.pointee.registers[Int(instruction.c)])
            added = try pairs(
                of: value, "\(name) argument after ** must be a mapping, not \(value.typeName)")
        }
        for (key, item) in added {
            guard let text = key.as(Text.self) else { throw PythonError(.typeError, "keywords must be strings") }
            guard try dict.get(key, self) == nil else {
                throw PythonError(
                    .typeError, "got multiple values for keyword argument '\(text.string)'")
            }
            try dict.set(key, to: item, self)
        }
    }

    // MARK: Unpacking

    /// Unpacks a tuple of exactly as many elements as there are targets; false for everything else.
    @inline(__always)
    func unpackQuickly(
        _ instruction: Instruction, _ registers: UnsafeMutablePointer<Value>, _ localCount: Int
    ) -> Bool {
        let source = registers + Int(instruction.b)
        guard source.holds(tupleClass),
            let place = source.address.borrow(as: Tuple.self, { $0.place(ofElements: Int(instruction.c)) })
        else { return false }
        let tuple = source.address
        // The tuple is held by itself now: the source may be one of the targets.
        if Int(instruction.b) >= localCount { source.forget() } else { ReferenceCount.increment(tuple) }
        let target = registers + Int(instruction.a)
        for index in 0..<Int(instruction.c) { (target + index).copy(place + index) }
        ReferenceCount.decrement(tuple)
        return true
    }

    /// Makes a slice, or at once the part that the next instruction takes by it; how many instructions that were.
    @inline(never)
    func buildSlice(
        _ position: UnsafeMutablePointer<Instruction>, _ registers: UnsafeMutablePointer<Value>, _ localCount: Int
    ) throws -> Int {
        if loadSlice(position, registers, localCount) { return 2 }
        let frame = stack.current
        frame.pointee.position = position
        try stepContainer(position.pointee, frame)
        return 1
    }

    /// Unpacks exactly as many values as there are targets.
    func stepExactUnpack(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let source = try operand(instruction.b, frame.pointee.position)
        let target = frame.pointee.registers + Int(instruction.a)
        if let tuple = source.tuple, tuple.derivation == nil, tuple.count == Int(instruction.c) {
            for index in 0..<tuple.count { (target + index).put(tuple[index]) }
            return
        }
        for (index, element) in try elements(of: source, exactly: Int(instruction.c)).enumerated() {
            (target + index).put(element)
        }
    }

    func stepUnpack(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let source = try operand(instruction.b, frame.pointee.position)
        let target = frame.pointee.registers + Int(instruction.a)
        let elements = try elements(of: source, exactly: nil)
        let before = Int(instruction.c)
        let after = Int(instruction.detail)
        guard elements.count >= before + after else {
            throw PythonError(
                .valueError,
                "not enough values to unpack (expected at least \(before + after), got \(elements.count))")
        }
        for index in 0..<before { target[index] = elements[index] }
        target[before] = Value(Array(elements[before..<(elements.count - after)]))
        for index in 0..<after { target[before + 1 + index] = elements[elements.count - after + index] }
    }

    private func elements(of source: Value, exactly count: Int?) throws -> [Value] {
        let elements: [Value]
        if let known = knownElements(source) {
            elements = known
        } else {
            elements = try iterated(source, limit: count.map { $0 + 1 })
        }
        guard let count, elements.count != count else { return elements }
        if elements.count > count { throw tooMany(expected: count, source) }
        throw PythonError(
            .valueError, "not enough values to unpack (expected \(count), got \(elements.count))")
    }

    private func knownElements(_ value: Value) -> [Value]? {
        guard case .object(let object) = value, object.derivation == nil else { return nil }
        return (object as? Tuple)?.elements ?? (object as? List)?.elements
    }

    private func iterated(_ source: Value, limit: Int?) throws -> [Value] {
        let iterator: ValueIterator
        do {
            iterator = try iterate(source)
        } catch let error as PythonError where error.isInstance(of: .typeError) && source.object == nil {
            throw PythonError(.typeError, "cannot unpack non-iterable \(source.typeName) object")
        }
        var elements: [Value] = []
        while limit.map({ elements.count < $0 }) ?? true, let element = try iterator.next(self) {
            elements.append(element)
            try interrupt.check()
        }
        return elements
    }

    private func tooMany(expected: Int, _ source: Value) -> PythonError {
        PythonError(.valueError, "too many values to unpack (expected \(expected))")
    }
}
