/// Steps of loops, and generators: their frames keep their registers between runs.
extension Evaluator {
    @inline(__always)
    func next(_ cursor: inout Cursor) throws {
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
            return
        }
        if kind == listIteratorClass {
            if let place = register.address.borrow(as: ListIterator.self, { $0.nextPlace() }) {
                cursor.register(instruction.a).copy(place)
                cursor.advance()
            } else {
                cursor.jump(to: instruction.c)
            }
            return
        }
        if kind == textIteratorClass {
            if nextLetter(register, cursor.register(instruction.a)) {
                cursor.advance()
            } else {
                cursor.jump(to: instruction.c)
            }
            return
        }
        try nextSlowly(cursor.position, register)
        cursor = Cursor(stack.current)
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
        if register.objectClass == generatorClass {
            let isPushed = try register.address.borrow(as: GeneratorIterator.self) { generator in
                let isSuspended = generator.state == .suspended
                guard isSuspended || generator.state == .created else { return false }
                try pushFrame(of: generator, result: instruction.a, .resumeCaller)
                if isSuspended { resume(with: .none) }
                return true
            }
            if isPushed { return try pushDelegates() }
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

    func pushFrame(of generator: GeneratorIterator, result: Int32, _ ending: Frame.Ending) throws {
        stepsLeft &-= 1
        if stack.depth >= recursionLimit || !stack.hasRoom(for: 0) || interrupt.isRaised || stepsLeft < 0 {
            try refuseCall()
        }
        stack.current += 1
        stack.current.initialize(
            to: Frame(
                registers: generator.registers, position: generator.position,
                code: .passUnretained(generator.function.code),
                function: .passUnretained(generator.function), generator: .passUnretained(generator), result: result,
                handled: generator.handled, ending: ending))
        generator.begin()
    }

    /// Puts the sent value where the suspended instruction of the innermost frame wants it.
    private func resume(with value: Value) {
        let frame = stack.current
        let instruction = frame.pointee.position.pointee
        if instruction.operation == .yieldFrom {
            frame.pointee.registers[Int(instruction.c)] = value
        } else {
            frame.pointee.registers[Int(instruction.a)] = value
            frame.pointee.position += 1
        }
    }

    /// Runs a generator for native code until it yields or ends (nil), from after its `yield from` if that has a result.
    func run(
        _ generator: GeneratorIterator, raising error: PythonError? = nil, sending sent: Value? = nil,
        delegateResult: Value? = nil
    ) throws -> Value? {
        if generator.state == .finished {
            if let error { throw error }
            return nil
        }
        let isSuspended = generator.state == .suspended
        try pushFrame(of: generator, result: 0, .returnToNative)
        if isSuspended, let sent { resume(with: sent) }
        if let delegateResult {
            let frame = stack.current
            frame.pointee.registers[Int(frame.pointee.position.pointee.a)] = delegateResult
            frame.pointee.position += 1
        }
        let value = try execute(raising: error)
        return generator.state == .finished ? nil : value
    }

    @inline(__always)
    func yield(_ cursor: inout Cursor) throws -> Value? {
        var copy = cursor
        let value = try yieldSlowly(cursor.register(cursor.position.pointee.b).take(), &copy)
        cursor = copy
        return value
    }

    /// Suspends the innermost frame, and those that yield from it, and gives a value to whoever runs the generator.
    @inline(never)
    private func yieldSlowly(_ value: Value, _ cursor: inout Cursor) throws -> Value? {
        var position = cursor.position
        while true {
            let frame = stack.current
            guard let generator = frame.pointee.generator else {
                throw PythonError(.systemError, "yield outside of a generator")
            }
            generator._withUnsafeGuaranteedRef { $0.suspend(at: position, handled: frame.pointee.handled) }
            let ending = frame.pointee.ending
            let result = Int(frame.pointee.result)
            popFrame()
            if ending == .returnToNative { return value }
            if ending == .delegate {
                position = stack.current.pointee.position
                continue
            }
            cursor = Cursor(stack.current)
            (cursor.registers + result).put(value)
            cursor.advance()
            return nil
        }
    }

    /// Passes on what the inner iterator yields; goes on with its result at the end.
    @inline(__always)
    func yieldFrom(_ cursor: inout Cursor) throws -> Value? {
        var copy = cursor
        let value = try yieldFromSlowly(&copy)
        cursor = copy
        return value
    }

    @inline(never)
    private func yieldFromSlowly(_ cursor: inout Cursor) throws -> Value? {
        let instruction = cursor.position.pointee
        stack.current.pointee.position = cursor.position
        let source = cursor.register(instruction.b)
        let sent = cursor.register(instruction.c).take()
        if source.holds(generatorClass), try pushDelegate(source, sent, instruction.a) {
            try pushDelegates()
            cursor = Cursor(stack.current)
            return nil
        }
        guard let iterator = source.pointee.as(ValueIterator.self) else {
            throw PythonError(.typeError, "cannot 'yield from' a non-iterator")
        }
        if let value = try send(sent, to: iterator) {
            return try yieldSlowly(value, &cursor)
        }
        cursor.register(instruction.a).put(iterator.result)
        source.empty()
        cursor.advance()
        return nil
    }

    /// Pushes the frame of a generator that another one yields from; false when it cannot go on.
    private func pushDelegate(_ source: UnsafeMutablePointer<Value>, _ sent: Value, _ result: Int32) throws -> Bool {
        try source.address.borrow(as: GeneratorIterator.self) { generator in
            let isSuspended = generator.state == .suspended
            guard isSuspended || generator.state == .created && sent.isNone else { return false }
            try pushFrame(of: generator, result: result, .delegate)
            if isSuspended { resume(with: sent) }
            return true
        }
    }

    /// Pushes the frames of the generators, one inside another, that the innermost frame's generator yields from.
    private func pushDelegates() throws {
        while true {
            let frame = stack.current
            let instruction = frame.pointee.position.pointee
            let source = frame.pointee.registers + Int(instruction.b)
            guard instruction.operation == .yieldFrom, source.holds(generatorClass) else { return }
            let sent = frame.pointee.registers + Int(instruction.c)
            guard try pushDelegate(source, sent.pointee, instruction.a) else { return }
            sent.empty()
        }
    }

    /// Goes on in a generator with what the one that it yields from returned.
    func finishDelegate(_ generator: GeneratorIterator, _ cursor: inout Cursor) {
        cursor = Cursor(stack.current)
        let instruction = cursor.position.pointee
        cursor.register(instruction.a).put(generator.result)
        cursor.register(instruction.b).empty()
        cursor.advance()
    }

    private func send(_ value: Value, to iterator: ValueIterator) throws -> Value? {
        if let generator = iterator as? GeneratorIterator { return try generator.send(value, self) }
        guard !value.isNone, case .object = iterator.face else { return try iterator.next(self) }
        return try callMethod("send", of: iterator.face, [value])
    }

    func stepIterate(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let value = try operand(instruction.b, frame.pointee.position)
        frame.pointee.registers[Int(instruction.a)] = .object(try iterate(value))
    }
}
