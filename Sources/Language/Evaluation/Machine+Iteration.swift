/// Steps of loops.
extension Evaluator {
    @inline(__always)
    func next(_ cursor: inout Cursor) throws {
        if nextAtOnce(&cursor) { return }
        let instruction = cursor.position.pointee
        let register = cursor.register(instruction.b)
        let kind = register.objectClass
        if kind == textIteratorClass {
            if nextLetter(register, cursor.register(instruction.a)) {
                cursor.advance()
            } else {
                cursor.jump(to: instruction.c)
            }
            return
        }
        if kind == generatorClass, enterGenerator(register.address, &cursor) { return }
        try nextSlowly(cursor.position, register)
        cursor = Cursor(stack.current)
    }

    /// The next number of a range or element of a list; false for all other iterators.
    @inline(__always)
    func nextAtOnce(_ cursor: inout Cursor) -> Bool {
        let instruction = cursor.position.pointee
        let register = cursor.register(instruction.b)
        let kind = register.objectClass
        if kind == rangeIteratorClass {
            if let value = register.address.borrow(as: RangeIterator.self, { $0.advance() }) {
                cursor.register(instruction.a).put(integer: value)
                cursor.advance()
            } else {
                cursor.jump(to: instruction.c)
            }
            return true
        }
        guard kind == listIteratorClass else { return false }
        if let place = register.address.borrow(as: ListIterator.self, { $0.nextPlace() }) {
            cursor.register(instruction.a).copy(place)
            cursor.advance()
        } else {
            cursor.jump(to: instruction.c)
        }
        return true
    }

    /// Puts the next character of a text into a register; false at the end.
    @inline(never)
    private func nextLetter(_ iterator: UnsafeMutablePointer<Value>, _ target: UnsafeMutablePointer<Value>) -> Bool {
        iterator.address.borrow(as: TextIterator.self) { iterator in
            if let byte = iterator.advanceASCII() {
                target.copy(letters + Int(byte))
                return true
            }
            guard let letter = iterator.advance() else { return false }
            target.put(.object(letter))
            return true
        }
    }

    /// The next value of any iterator. A generator's frame is pushed; its `yield` goes on after this instruction.
    @inline(never)
    private func nextSlowly(
        _ position: UnsafeMutablePointer<Instruction>, _ register: UnsafeMutablePointer<Value>
    ) throws {
        let frame = stack.current
        frame.pointee.position = position
        let instruction = position.pointee
        if register.objectClass == generatorClass, try pushGenerator(register.address, instruction.a, .resumeCaller) {
            return try pushDelegates()
        }
        if let stager, let unknown = register.pointee.as(UnknownIterator.self) {
            try stageFor(over: unknown.elements, frame, stager)
        }
        // Whatever `iterate` puts into a register is an iterator.
        let isAtEnd = try register.address.borrow(as: ValueIterator.self) { iterator in
            let following = (position + 1).pointee
            if iterator.givesPairs, following.operation == .unpack, following.c == 2, following.b == instruction.a {
                let target = frame.pointee.registers + Int(following.a)
                guard try iterator.putNextPair(into: target, self) else { return true }
                frame.pointee.position += 2
                return false
            }
            let target = frame.pointee.registers + Int(instruction.a)
            guard try iterator.putNext(into: target, self) else { return true }
            frame.pointee.position += 1
            return false
        }
        if isAtEnd { jump(frame, to: instruction.c) }
    }

    func stepIterate(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let source = frame.pointee.registers + Int(instruction.b)
        let target = frame.pointee.registers + Int(instruction.a)
        if source.holds(generatorClass) {
            // It is its own iterator.
            if source == target { return }
            target.copy(source)
            return release(instruction.b, frame)
        }
        let value = try operand(instruction.b, frame.pointee.position)
        target.put(.object(try iterate(value)))
    }
}
