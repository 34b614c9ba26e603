/// Generators: their frames keep their registers between runs.
extension Evaluator {
    /// Goes on in a generator that waits at a `yield`, for the `for` that the cursor is at; false when it is elsewhere.
    @inline(__always)
    func enterGenerator(_ address: UnsafeRawPointer, _ cursor: inout Cursor) -> Bool {
        let (state, position, registers) = address.borrow(as: GeneratorIterator.self) {
            ($0.state, $0.position, $0.registers)
        }
        guard state == .suspended, position.pointee.operation == .yield, mayPushFrame(0) else { return false }
        stack.current.pointee.position = cursor.position
        let (code, function, handled) = address.borrow(as: GeneratorIterator.self) { generator in
            generator.begin()
            return (generator.code, Unmanaged<Object>.passUnretained(generator.function), generator.handled)
        }
        (registers + Int(position.pointee.a)).put(.none)
        stack.push(
            code, at: position + 1, registers, function: function, generator: .fromOpaque(address),
            result: cursor.position.pointee.a, handled: handled)
        cursor = Cursor(code, at: position + 1, registers)
        return true
    }

    /// Pushes the frame of a generator, with None as what is sent to it; false when it is running or has ended.
    func pushGenerator(_ address: UnsafeRawPointer, _ result: Int32, _ ending: Frame.Ending) throws -> Bool {
        try address.borrow(as: GeneratorIterator.self) { generator in
            let isSuspended = generator.state == .suspended
            guard isSuspended || generator.state == .created else { return false }
            try pushFrame(of: generator, result: result, ending)
            if isSuspended { resume(with: .none) }
            return true
        }
    }

    @inline(__always)
    private func pushFrame(of generator: GeneratorIterator, result: Int32, _ ending: Frame.Ending) throws {
        if !mayPushFrame(0) { try refuseCall() }
        stack.push(
            generator.code, at: generator.position, generator.registers,
            function: .passUnretained(generator.function), generator: .passUnretained(generator), result: result,
            handled: generator.handled, ending: ending)
        generator.begin()
    }

    /// Pushes the frame of the generator that a native function is called with, which moves there; false when it cannot go
    /// on.
    func pushResumption(
        _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
        _ argument: UnsafeMutablePointer<Value>, sending value: UnsafeMutablePointer<Value>?,
        _ ending: Frame.Ending
    ) throws -> Bool {
        guard argument.holds(generatorClass) else { return false }
        let isPushed = try argument.address.borrow(as: GeneratorIterator.self) { generator in
            let isSuspended = generator.state == .suspended
            guard isSuspended || generator.state == .created && value?.pointee.isNone ?? true else { return false }
            try pushFrame(of: generator, result: position.pointee.a, ending)
            if isSuspended { resume(with: value?.take() ?? .none) }
            return true
        }
        guard isPushed else { return false }
        argument.initialize(to: .undefined)
        base.empty()
        value?.empty()
        try pushDelegates()
        return true
    }

    /// Puts the sent value where the suspended instruction of the innermost frame wants it.
    private func resume(with value: consuming Value) {
        resumptionPlace().put(value)
    }

    @inline(__always)
    private func resume(moving value: UnsafeMutablePointer<Value>) {
        resumptionPlace().move(value)
    }

    /// Where the suspended instruction of the innermost frame wants what is sent; the frame goes on from there.
    @inline(__always)
    private func resumptionPlace() -> UnsafeMutablePointer<Value> {
        let frame = stack.current
        let instruction = frame.pointee.position.pointee
        if instruction.operation == .yieldFrom { return frame.pointee.registers + Int(instruction.c) }
        frame.pointee.position += 1
        return frame.pointee.registers + Int(instruction.a)
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

    /// The next value of a generator that can go on, for native code; nil at its end.
    func advance(_ generator: GeneratorIterator) throws -> Value? {
        guard try pushGenerator(generator.rawAddress, 0, .returnToNative) else { return nil }
        let value = try execute()
        return generator.state == .finished ? nil : value
    }

    /// Pushes the frames of the generators, one inside another, that the innermost frame's generator yields from, as far as
    /// they can go on; the innermost of them gets what is sent.
    func pushDelegates() throws {
        while true {
            let outer = stack.current
            let instruction = outer.pointee.position.pointee
            let source = outer.pointee.registers + Int(instruction.b)
            guard instruction.operation == .yieldFrom, source.holds(generatorClass) else { return }
            let sent = outer.pointee.registers + Int(instruction.c)
            let isPushed = try source.address.borrow(as: GeneratorIterator.self) { generator in
                let isSuspended = generator.state == .suspended
                guard isSuspended || generator.state == .created && sent.pointee.isNone else { return false }
                try pushFrame(of: generator, result: instruction.a, .delegate)
                if isSuspended { resume(moving: sent) } else { sent.empty() }
                return true
            }
            guard isPushed else { return }
        }
    }

    // MARK: Making generators

    /// Makes the generator of a generator function that is called with exactly its parameters.
    func makeGenerator(
        _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
        _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws -> Bool {
        let frame = stack.current
        frame.pointee.position = position
        if !mayPushFrame(0) { try refuseCall() }
        let function = Unmanaged<Function>.fromOpaque(base.address).takeRetainedValue()
        base.initialize(to: .undefined)
        let generator = GeneratorIterator(function, moving: arguments, count)
        (frame.pointee.registers + Int(position.pointee.a)).put(.object(generator))
        frame.pointee.position += 1
        return true
    }
}
