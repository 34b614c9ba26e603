/// Calls and returns.
extension Evaluator {
    @inline(__always)
    func call(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let base = cursor.register(instruction.b)
        var arguments = base + 1
        var count = Int(instruction.c)
        if instruction.detail != 0 {
            if arguments.isUndefined { arguments += 1 } else { count += 1 }
        }
        if base.isObject {
            let kind = base.objectClass
            if kind == functionClass {
                let code = base.address.borrow(as: Function.self) { Unmanaged.passUnretained($0.code) }
                if code._withUnsafeGuaranteedRef({ $0.exactArgumentCount }) == count {
                    return try enter(code, base, arguments, count, instruction.a, &cursor)
                }
                if try enterOtherwise(cursor.position, base, arguments, count) {
                    cursor = Cursor(stack.current)
                    return
                }
            } else if kind == nativeFunctionClass {
                if callAtOnce(base, arguments, count, cursor.register(instruction.a)) { return cursor.advance() }
                if try callNative(cursor.position, base, arguments, count) { return cursor.advance() }
            } else if kind == typeClass {
                if count == 1, convert(base, arguments, cursor.register(instruction.a)) { return cursor.advance() }
                if try construct(cursor.position, base, arguments, count) {
                    cursor = Cursor(stack.current)
                    return
                }
            }
        }
        try callSlowly(cursor.position, base, arguments, count)
        cursor = Cursor(stack.current)
    }

    /// Pushes the frame of a function whose parameters are exactly the arguments.
    @inline(__always)
    private func enter(
        _ code: Unmanaged<Code>, _ base: UnsafeMutablePointer<Value>, _ arguments: UnsafeMutablePointer<Value>,
        _ count: Int, _ result: Int32, _ cursor: inout Cursor
    ) throws {
        stack.current.pointee.position = cursor.position
        let registers = try takeRegisters(for: code)
        for index in 0..<count { (registers + index).move(arguments + index) }
        let function = Unmanaged<Object>.fromOpaque(base.address)
        base.initialize(to: .undefined)
        stack.push(
            code, at: code._withUnsafeGuaranteedRef { $0.instructions }, registers, function: function, result: result)
        // Not read back from the frame: loading what was just stored in pieces would wait for the stores.
        cursor = Cursor(code, at: code._withUnsafeGuaranteedRef { $0.instructions }, registers)
    }

    /// Registers for a new frame; throws when it must not be pushed.
    @inline(__always)
    func takeRegisters(for code: Unmanaged<Code>) throws -> UnsafeMutablePointer<Value> {
        let registerCount = code._withUnsafeGuaranteedRef { $0.registerCount }
        if !mayPushFrame(registerCount) { try refuseCall() }
        return stack.takeRegisters(registerCount)
    }

    /// Counts a step and tells whether a frame with so many registers on the stack may be pushed.
    @inline(__always)
    func mayPushFrame(_ registerCount: Int) -> Bool {
        stepsLeft &-= 1
        return stack.current < stack.lastFrame && stack.hasRoom(for: registerCount) && !interrupt.isRaised
            && stepsLeft >= 0
    }

    /// Pushes a frame for a function; the caller fills in exactly its parameters, in the registers that it gets.
    func pushFrame(
        of function: Function, _ result: Int32, _ ending: Frame.Ending
    ) throws -> UnsafeMutablePointer<Value> {
        try pushFrame(of: .passUnretained(function), result, ending)
    }

    /// The same for a function that somebody holds.
    @inline(__always)
    func pushFrame(
        of function: Unmanaged<Function>, _ result: Int32, _ ending: Frame.Ending
    ) throws -> UnsafeMutablePointer<Value> {
        let code = function._withUnsafeGuaranteedRef { Unmanaged.passUnretained($0.code) }
        let registers = try takeRegisters(for: code)
        let address = UnsafeRawPointer(function.toOpaque())
        ReferenceCount.increment(address)
        stack.push(
            code, at: code._withUnsafeGuaranteedRef { $0.instructions }, registers, function: .fromOpaque(address),
            result: result, ending: ending)
        return registers
    }

    /// Why a call cannot be made: too deep, interrupted, out of steps.
    @inline(never)
    func refuseCall() throws {
        if stepsLeft < 0 {
            isStopping = true
            throw PythonError(.keyboardInterrupt, "the program used up its allowance of steps")
        }
        try interrupt.check()
        throw PythonError(.recursionError, "maximum recursion depth exceeded")
    }

    // MARK: Returning

    @inline(__always)
    func returnValue(_ cursor: inout Cursor) throws -> Value? {
        let register = cursor.register(cursor.position.pointee.a)
        if register.isUndefined { try reportUnbound(cursor.position, cursor.position.pointee.a) }
        let frame = stack.current
        guard frame.pointee.ending == .resumeCaller, frame.pointee.generator == nil else {
            return try leaveFrame(with: register.take(), &cursor)
        }
        let value = register.take()
        let result = Int(frame.pointee.result)
        popFunctionFrame(frame)
        cursor = Cursor(frame - 1)
        (cursor.registers + result).put(value)
        cursor.advance()
        return nil
    }

    /// The end of a procedure, or of an `__init__`: the instance lies where the class was.
    @inline(__always)
    func returnNone(_ cursor: inout Cursor) throws -> Value? {
        let frame = stack.current
        let ending = frame.pointee.ending
        guard ending == .finishConstruction || ending == .resumeCaller && frame.pointee.generator == nil else {
            return try leaveFrame(with: .none, &cursor)
        }
        let result = Int(frame.pointee.result)
        popFunctionFrame(frame)
        cursor = Cursor(frame - 1)
        let target = cursor.registers + result
        if ending == .resumeCaller {
            target.put(.none)
        } else {
            target.move(cursor.register(cursor.position.pointee.b))
        }
        cursor.advance()
        return nil
    }

    /// Ends the innermost frame. The value is returned only when native code had called.
    @inline(__always)
    private func leaveFrame(with value: consuming Value, _ cursor: inout Cursor) throws -> Value? {
        var copy = cursor
        let result = try leaveFrameSlowly(with: value, &copy)
        cursor = copy
        return result
    }

    @inline(never)
    private func leaveFrameSlowly(with value: Value, _ cursor: inout Cursor) throws -> Value? {
        let frame = stack.current
        let ending = frame.pointee.ending
        let result = Int(frame.pointee.result)
        if let generator = frame.pointee.generator { return try leaveGenerator(generator, with: value, &cursor) }
        if ending == .finishConstruction {
            guard !value.isNone else { return try returnNone(&cursor) }
            throw PythonError(.typeError, "__init__() should return None, not '\(value.typeName)'")
        }
        popFrame()
        if ending == .returnToNative { return value }
        cursor = Cursor(stack.current)
        if ending == .finishOperator {
            try finishOperator(with: value, &cursor)
            return nil
        }
        if ending == .finishLength {
            (cursor.registers + result).put(.int(try checkedLength(value)))
            cursor.advance()
            return nil
        }
        preconditionFailure("Every ending of a frame is known.")
    }

    /// Empties the registers of the innermost frame and removes it.
    func popFrame() {
        let frame = stack.current
        // A generator's frame owns neither the registers nor the function.
        guard let generator = frame.pointee.generator else { return popFunctionFrame(frame) }
        stack.current = frame - 1
        if frame.pointee.ending == .finishResumption || frame.pointee.ending == .accumulate {
            ReferenceCount.decrement(UnsafeRawPointer(generator.toOpaque()))
        }
    }

    /// The same for the frame of anything but a generator.
    @inline(__always)
    private func popFunctionFrame(_ frame: UnsafeMutablePointer<Frame>) {
        stack.current = frame - 1
        stack.giveBack(frame.pointee.registers, frame.pointee.code._withUnsafeGuaranteedRef { $0.registerCount })
        if let function = frame.pointee.function { ReferenceCount.decrement(UnsafeRawPointer(function.toOpaque())) }
    }
}
