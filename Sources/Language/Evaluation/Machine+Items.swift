/// `container[key]` and its assignment: lists, tuples and dicts at once, everything else through the evaluator.
extension Evaluator {
    @inline(__always)
    func loadItem(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let (container, key) = (cursor.register(instruction.b), cursor.register(instruction.c))
        if key.isInteger, container.holds(listClass) {
            let target = cursor.register(instruction.a)
            let isFound = container.address.borrow(as: List.self) { list in
                list.copyElement(key.integer, to: target, from: container, cursor.localCount <= Int(instruction.b))
            }
            if isFound { return cursor.advance() }
        }
        if container.isObject, loadKnownItem(instruction, cursor.registers, cursor.localCount) {
            return cursor.advance()
        }
        try apart(&cursor) { try loadItemSlowly(&$0) }
    }

    @inline(__always)
    func loadItemInteger(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let container = cursor.register(instruction.b)
        if container.isObject {
            if loadKnownItem(at: Int(instruction.c), instruction, cursor.registers, cursor.localCount) {
                return cursor.advance()
            }
        }
        try apart(&cursor) { try loadItemIntegerSlowly(&$0) }
    }

    @inline(__always)
    func storeItem(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let (container, key) = (cursor.register(instruction.a), cursor.register(instruction.b))
        let source = cursor.register(instruction.c)
        if key.isInteger, container.holds(listClass), !source.isUndefined {
            let isTemporary = Int(instruction.c) >= cursor.localCount
            let isDone = container.address.borrow(as: List.self) {
                $0.setElement(key.integer, from: source, isTemporary: isTemporary)
            }
            if isDone {
                if Int(instruction.a) >= cursor.localCount { container.empty() }
                return cursor.advance()
            }
        }
        if !container.holds(dictClass) || !storeInDict(instruction, cursor.registers, cursor.localCount) {
            try storeItemSlowly(cursor.position)
        }
        cursor.advance()
    }

    // MARK: Off the fast path

    @inline(never)
    private func loadItemSlowly(_ cursor: inout Cursor) throws {
        let frame = stack.current
        frame.pointee.position = cursor.position
        let instruction = cursor.position.pointee
        let (container, key) = (cursor.register(instruction.b), cursor.register(instruction.c))
        if container.holds(dictClass),
            container.address.borrow(as: Dict.self, { $0.quickNumber(key) }) == HashTable.absent
        {
            let missing = container.address.borrow(as: Dict.self) { $0.missingKey(key.pointee) }
            return try proceed(with: missing, &cursor)
        }
        if !key.isUndefined, let method = itemMethod(of: container) {
            let registers = try pushFrame(of: method, instruction.a, .resumeCaller)
            registers.copy(container)
            (registers + 1).copy(key)
            release(instruction.b, frame)
            release(instruction.c, frame)
            cursor = Cursor(stack.current)
            return
        }
        let owner = try operand(instruction.b, cursor.position)
        let value = try operand(instruction.c, cursor.position)
        cursor.register(instruction.a).put(try getItem(owner, value))
        cursor.advance()
    }

    /// The `__getitem__` of an instance of a user's class, if it is a plain function.
    private func itemMethod(of container: UnsafeMutablePointer<Value>) -> Unmanaged<Function>? {
        guard container.holds(instanceClass) else { return nil }
        return container.address.borrow(as: Instance.self) { $0.plainMethod(.__getitem__, taking: 2) }
    }

    @inline(never)
    private func loadItemIntegerSlowly(_ cursor: inout Cursor) throws {
        let frame = stack.current
        frame.pointee.position = cursor.position
        let instruction = cursor.position.pointee
        let container = cursor.register(instruction.b)
        if let method = itemMethod(of: container) {
            let registers = try pushFrame(of: method, instruction.a, .resumeCaller)
            registers.copy(container)
            (registers + 1).put(integer: Int(instruction.c))
            release(instruction.b, frame)
            cursor = Cursor(stack.current)
            return
        }
        let owner = try operand(instruction.b, cursor.position)
        cursor.register(instruction.a).put(try getItem(owner, .int(Int(instruction.c))))
        cursor.advance()
    }

    @inline(never)
    private func storeItemSlowly(_ position: UnsafeMutablePointer<Instruction>) throws {
        let frame = stack.current
        frame.pointee.position = position
        let instruction = position.pointee
        let value = try operand(instruction.c, position)
        let owner = try operand(instruction.a, position)
        try setItem(owner, try operand(instruction.b, position), to: value)
    }

    func stepItem(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let position = frame.pointee.position
        let container = try operand(instruction.a, position)
        if instruction.operation == .deleteItem {
            try deleteItem(container, try operand(instruction.b, position))
        } else {
            let name = frame.pointee.code.takeUnretainedValue().caches[Int(instruction.c)].name
            try deleteAttribute(name, of: container)
        }
    }
}

extension List {
    /// Copies an element into a register; false when there is none. A container that is a temporary is released first.
    @inline(__always)
    func copyElement(
        _ index: Int, to target: UnsafeMutablePointer<Value>, from container: UnsafeMutablePointer<Value>,
        _ isTemporary: Bool
    ) -> Bool {
        guard derivation == nil, let place = place(of: index) else { return false }
        if isTemporary, target == container {
            // The list may end with this register: the element goes first.
            target.put(place.pointee)
        } else {
            target.copy(place)
            if isTemporary { container.empty() }
        }
        return true
    }

    /// Sets an element from a register, which is emptied if it is a temporary; false when there is no such element.
    @inline(__always)
    func setElement(_ index: Int, from source: UnsafeMutablePointer<Value>, isTemporary: Bool) -> Bool {
        guard derivation == nil, let place = changeablePlace(of: index) else { return false }
        if isTemporary { place.move(source) } else { place.copy(source) }
        return true
    }
}
