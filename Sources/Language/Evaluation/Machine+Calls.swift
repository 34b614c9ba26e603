/// Calls and returns.
extension Evaluator {
    @inline(__always)
    func call(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let base = cursor.register(instruction.b)
        var arguments = base + 1
        var count = Int(instruction.c)
        if instruction.detail != 0 {
            if arguments.pointee.isUndefined { arguments += 1 } else { count += 1 }
        }
        if base.isObject {
            if base.objectClass == functionClass {
                let code = base.address.borrow(as: Function.self) { Unmanaged.passUnretained($0.code) }
                if code._withUnsafeGuaranteedRef({ $0.exactArgumentCount }) == count {
                    try enter(code, base, arguments, count, instruction.a, &cursor)
                    return
                }
            } else if base.objectClass == nativeFunctionClass {
                let isQuick = base.address.borrow(as: NativeFunction.self) { $0.exactArgumentCount == count }
                if isQuick {
                    try callNativeSlowly(cursor.position, base, arguments, count)
                    cursor.advance()
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
        let registerCount = code._withUnsafeGuaranteedRef { $0.registerCount }
        stepsLeft &-= 1
        if stack.depth >= recursionLimit || !stack.hasRoom(for: registerCount) || interrupt.isRaised
            || stepsLeft < 0
        {
            try refuseCall()
        }
        let registers = stack.takeRegisters(registerCount)
        for index in 0..<count { (registers + index).initialize(to: (arguments + index).take()) }
        let function = Unmanaged<Object>.fromOpaque(base.address)
        base.initialize(to: .undefined)
        stack.current += 1
        stack.current.initialize(
            to: Frame(
                registers: registers, position: code._withUnsafeGuaranteedRef { $0.instructions }, code: code,
                function: function, generator: nil, result: result))
        // Not read back from the frame: loading what was just stored in pieces would wait for the stores.
        cursor = Cursor(code, at: code._withUnsafeGuaranteedRef { $0.instructions }, registers)
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

    /// Calls a native function whose parameters are exactly the arguments.
    @inline(never)
    private func callNativeSlowly(
        _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
        _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws {
        let frame = stack.current
        frame.pointee.position = position
        let result = try base.address.borrow(as: NativeFunction.self) {
            try $0.body(Arguments(borrowing: arguments, count: count), self)
        }
        base.pointee = .undefined
        for index in 0..<count { arguments[index] = .undefined }
        frame.pointee.registers[Int(position.pointee.a)] = result
    }

    /// Any other call. Python functions and classes get a frame of their own, which the machine runs next.
    @inline(never)
    private func callSlowly(
        _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
        _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws {
        stack.current.pointee.position = position
        try call(base, Arguments(borrowing: arguments, count: count), clearing: arguments, position.pointee.a)
    }

    /// Calls what is in `base` with values that lie in the registers from `first` on, and empties them.
    func call(
        _ base: UnsafeMutablePointer<Value>, _ arguments: consuming Arguments,
        clearing first: UnsafeMutablePointer<Value>, _ result: Int32
    ) throws {
        let frame = stack.current
        let total = arguments.count + arguments.keywordNames.count
        if try callSuper(base, arguments, result) { return }
        guard case .object(let callee) = base.pointee else {
            if base.pointee.isUndefined { try reportUnbound(frame.pointee.position, -1) }
            throw PythonError(.typeError, "'\(base.pointee.typeName)' object is not callable")
        }
        if try !enterFrame(for: callee, base, arguments, result) {
            let value = try callNested(callee, arguments)
            base.pointee = .undefined
            frame.pointee.registers[Int(result)] = value
            frame.pointee.position += 1
        }
        for index in 0..<total { first[index] = .undefined }
    }

    /// `super()` in a method, which the compiler gave its two arguments.
    private func callSuper(
        _ base: UnsafeMutablePointer<Value>, _ arguments: borrowing Arguments, _ result: Int32
    ) throws -> Bool {
        guard base.isObject, base.address == superAddress, arguments.count == 2, arguments.keywordNames.isEmpty,
            let after = arguments[0].as(TypeObject.self)
        else { return false }
        let value = Value.object(try SuperObject(after: after, arguments[1]))
        base.pointee = .undefined
        stack.current.pointee.registers[Int(result)] = value
        stack.current.pointee.position += 1
        return true
    }

    /// Pushes a frame for a Python function, a bound method of one or a user's class; false for all other callees.
    func enterFrame(
        for callee: Object, _ base: UnsafeMutablePointer<Value>, _ arguments: borrowing Arguments, _ result: Int32
    ) throws -> Bool {
        if let function = callee as? Function {
            return try push(function, arguments, receiver: .undefined, result, .resumeCaller)
        }
        if let method = callee as? BoundMethod, let function = method.function.as(Function.self) {
            return try push(function, arguments, receiver: method.receiver, result, .resumeCaller)
        }
        guard let type = callee as? TypeObject, let initializer = type.plainInitializer else { return false }
        let instance = Value.object(Instance(type))
        guard try push(initializer, arguments, receiver: instance, result, .finishConstruction) else { return false }
        base.pointee = instance
        return true
    }

    /// Binds arguments into the registers of a new frame. A generator function gets no frame but makes its generator,
    /// and the answer is false when the call has to go through `callObject`.
    private func push(
        _ function: Function, _ arguments: borrowing Arguments, receiver: Value, _ result: Int32,
        _ ending: Frame.Ending
    ) throws -> Bool {
        guard function.code.kind == .function else { return false }
        try pushFrame(function, arguments, receiver: receiver)
        stack.current.pointee.result = result
        stack.current.pointee.ending = ending
        return true
    }

    /// A frame for a call, with the parameters bound.
    func pushFrame(_ function: Function, _ arguments: borrowing Arguments, receiver: Value = .undefined) throws {
        let code = function.code
        stepsLeft &-= 1
        if stack.depth >= recursionLimit || !stack.hasRoom(for: code.registerCount) || interrupt.isRaised
            || stepsLeft < 0
        {
            try refuseCall()
        }
        let registers = stack.takeRegisters(code.registerCount)
        do {
            try bind(function, arguments, receiver, into: registers)
        } catch {
            stack.giveBack(registers, code.registerCount)
            throw error
        }
        stack.current += 1
        stack.current.initialize(
            to: Frame(
                registers: registers, position: code.instructions, code: .passUnretained(code),
                function: .passRetained(function), generator: nil))
    }

    private func bind(
        _ function: Function, _ arguments: borrowing Arguments, _ receiver: Value,
        into registers: UnsafeMutablePointer<Value>
    ) throws {
        let layout = function.code.parameters
        let offset = receiver.isUndefined ? 0 : 1
        let count = arguments.count + offset
        let missing = layout.positionalCount - count
        if layout.isSimple, arguments.keywordNames.isEmpty, missing >= 0, missing <= function.defaults.count {
            if offset == 1 { registers.pointee = receiver }
            for index in 0..<arguments.count { registers[index + offset] = arguments[index] }
            let skipped = function.defaults.count - missing
            for index in 0..<missing { registers[count + index] = function.defaults[skipped + index] }
            return
        }
        guard let signature = function.signature else { return }
        let name = function.qualifiedName
        let values =
            offset == 0
            ? try signature.bind(arguments, function: name, self)
            : try signature.bind(arguments.prepending(receiver), function: name, self)
        for (index, value) in values.enumerated() { registers[index] = value }
    }

    // MARK: Returning

    @inline(__always)
    func returnValue(_ cursor: inout Cursor) throws -> Value? {
        let register = cursor.register(cursor.position.pointee.a)
        if register.pointee.isUndefined { try reportUnbound(cursor.position, cursor.position.pointee.a) }
        return try leaveFrame(with: register.take(), &cursor)
    }

    @inline(__always)
    func returnNone(_ cursor: inout Cursor) throws -> Value? {
        try leaveFrame(with: .none, &cursor)
    }

    /// Ends the innermost frame. The value is returned only when native code had called.
    @inline(__always)
    private func leaveFrame(with value: consuming Value, _ cursor: inout Cursor) throws -> Value? {
        let frame = stack.current
        if frame.pointee.ending == .resumeCaller, frame.pointee.generator == nil {
            let result = Int(frame.pointee.result)
            popFrame()
            cursor = Cursor(stack.current)
            (cursor.registers + result).put(value)
            cursor.advance()
            return nil
        }
        return try leaveFrameSlowly(with: value, &cursor)
    }

    @inline(never)
    private func leaveFrameSlowly(with value: Value, _ cursor: inout Cursor) throws -> Value? {
        let frame = stack.current
        let ending = frame.pointee.ending
        let result = Int(frame.pointee.result)
        if let generator = frame.pointee.generator?.takeUnretainedValue() {
            generator.finish(value)
            popFrame()
            if ending == .returnToNative { return Value.undefined }
            let caller = stack.current
            jump(caller, to: caller.pointee.position.pointee.c)
            cursor = Cursor(caller)
            return nil
        }
        if ending == .finishConstruction, !value.isNone {
            throw PythonError(.typeError, "__init__() should return None, not '\(value.typeName)'")
        }
        popFrame()
        if ending == .returnToNative { return value }
        cursor = Cursor(stack.current)
        cursor.registers[result] = (cursor.registers + Int(cursor.position.pointee.b)).take()
        cursor.advance()
        return nil
    }

    /// Empties the registers of the innermost frame and removes it.
    @inline(__always)
    func popFrame() {
        let frame = stack.current
        stack.current -= 1
        // A generator's frame owns neither the registers nor the function.
        guard frame.pointee.generator == nil else { return }
        stack.giveBack(frame.pointee.registers, frame.pointee.code._withUnsafeGuaranteedRef { $0.registerCount })
        frame.pointee.function?.release()
    }
}
