/// What a running body can see of its variables, to be put back when another side of a branch is to run.
struct FrameState {
    private var registers: [Value]
    private var globals: [Value]
    private var cells: [(cell: Cell, value: Value)]
    /// Lists that a variable or a register holds, with their elements, which may be appended to.
    private(set) var lists: [(list: List, elements: [Value])]

    init(_ frame: UnsafeMutablePointer<Frame>) {
        let code = frame.pointee.code.takeUnretainedValue()
        // Iterators move on while a side runs, so the state keeps copies of them.
        registers = (0..<code.registerCount).map { FrameState.fresh(frame.pointee.registers[$0]) }
        globals = code.globals.names.indices.map { code.globals.slots[$0] }
        var found = registers.compactMap { $0.as(Cell.self) }
        if let function = frame.pointee.function?.takeUnretainedValue() as? Function { found += function.closure }
        cells = found.map { ($0, $0.value) }
        lists = []
        var seen = Set<ObjectIdentifier>()
        for value in registers + globals + cells.map(\.value) {
            guard let list = value.as(List.self), seen.insert(ObjectIdentifier(list)).inserted else { continue }
            lists.append((list, list.elements))
        }
    }

    func restore(_ frame: UnsafeMutablePointer<Frame>) {
        let code = frame.pointee.code.takeUnretainedValue()
        for (index, value) in registers.enumerated() { frame.pointee.registers[index] = FrameState.fresh(value) }
        for index in code.globals.names.indices {
            code.globals.slots[index] = index < globals.count ? globals[index] : .undefined
        }
        for (cell, value) in cells { cell.value = value }
        for (list, elements) in lists { list.elements = elements }
    }

    private static func fresh(_ value: Value) -> Value {
        value.as(ValueIterator.self)?.copy.map { .object($0) } ?? value
    }

    /// Whether a loop goes on by an iterator that only one side of a branch can have.
    var hasSharedIterator: Bool {
        registers.contains { value in
            guard let iterator = value.as(ValueIterator.self), !(iterator is UnknownIterator) else { return false }
            return iterator.copy == nil
        }
    }

    func register(_ index: Int) -> Value { registers[index] }

    /// The elements that a list had.
    func elements(of list: List) -> [Value]? { lists.first { $0.list === list }?.elements }

    /// The state in which every variable has the merged value of two states. Registers above `localCount` that only one
    /// side uses are given up.
    func merged(
        with other: FrameState, localCount: Int, _ merge: (Value, Value) throws -> Value
    ) throws -> FrameState {
        var result = self
        var mergedLists: [ObjectIdentifier: Value] = [:]
        for (list, elements) in lists {
            guard let others = other.elements(of: list), !FrameState.areSame(elements, others) else { continue }
            mergedLists[ObjectIdentifier(list)] = try merge(Value(elements), Value(others))
        }
        func joined(_ first: Value, _ second: Value, isTemporary: Bool = false) throws -> Value {
            if let list = first.as(List.self), first.isSame(as: second) {
                return mergedLists[ObjectIdentifier(list)] ?? first
            }
            if first.isSame(as: second) || first.as(ValueIterator.self) != nil { return first }
            if first.isUndefined || second.isUndefined {
                if isTemporary { return .undefined }
                return try merge(first.ifDefined ?? .none, second.ifDefined ?? .none)
            }
            return try merge(first, second)
        }
        for index in registers.indices {
            result.registers[index] = try joined(
                registers[index], other.registers[index], isTemporary: index >= localCount)
        }
        for index in other.globals.indices {
            let first = index < globals.count ? globals[index] : .undefined
            let value = try joined(first, other.globals[index])
            if index < globals.count { result.globals[index] = value } else { result.globals.append(value) }
        }
        for (index, entry) in cells.enumerated() {
            guard let second = other.cells.first(where: { $0.cell === entry.cell }) else { continue }
            result.cells[index].value = try joined(entry.value, second.value)
        }
        return result
    }

    private static func areSame(_ first: [Value], _ second: [Value]) -> Bool {
        let share = first.withUnsafeBufferPointer { one in
            second.withUnsafeBufferPointer { one.baseAddress == $0.baseAddress && one.count == $0.count }
        }
        return share || first.count == second.count && zip(first, second).allSatisfy { $0.isSame(as: $1) }
    }

    /// Replaces a list wherever a variable or a register holds it.
    mutating func replace(_ list: List, by value: Value) {
        for index in registers.indices where registers[index].as(List.self) === list { registers[index] = value }
        for index in globals.indices where globals[index].as(List.self) === list { globals[index] = value }
        for index in cells.indices where cells[index].value.as(List.self) === list { cells[index].value = value }
    }

    /// Where the state has a value that is not the one that another state has there: a list became something else.
    func replacement(of list: List, in later: FrameState) -> Value? {
        for index in registers.indices where registers[index].as(List.self) === list {
            if later.registers[index].as(List.self) !== list, !later.registers[index].isUndefined {
                return later.registers[index]
            }
        }
        for index in globals.indices where globals[index].as(List.self) === list {
            if later.globals[index].as(List.self) !== list, !later.globals[index].isUndefined {
                return later.globals[index]
            }
        }
        return nil
    }
}
