/// Calls of what is no function with exactly its parameters: natives, classes, bound methods, other callables.
extension Evaluator {
    /// Calls a native function that can be done on registers, and cannot fail then; false for all others.
    @inline(never)
    func callAtOnce(
        _ base: UnsafeMutablePointer<Value>, _ arguments: UnsafeMutablePointer<Value>, _ count: Int,
        _ target: UnsafeMutablePointer<Value>
    ) -> Bool {
        let intrinsic = base.address.borrow(as: NativeFunction.self) { $0.intrinsic }
        if intrinsic == .none || finalizers.isWaiting { return false }
        let result = run(intrinsic, arguments, count)
        if result.isUndefined { return false }
        base.empty()
        for index in 0..<count { (arguments + index).empty() }
        target.put(result)
        return true
    }

    /// Calls a native function with what it takes as it is; false when its arguments have to be bound.
    @inline(never)
    func callNative(
        _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
        _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws -> Bool {
        let frame = stack.current
        frame.pointee.position = position
        if finalizers.isWaiting { finalize() }
        let (least, most, intrinsic) = base.address.borrow(as: NativeFunction.self) {
            ($0.leastCount, $0.mostCount, $0.intrinsic)
        }
        if intrinsic == .length, arguments.holds(instanceClass) { return false }
        if intrinsic == .next || intrinsic == .send || intrinsic == .sum, arguments.holds(generatorClass) {
            return false
        }
        let result: Value
        if count < least || count > most {
            result = try callPlainly(base, arguments, count)
            if result.isUndefined { return false }
        } else if count == most || most == .max {
            result = try base.address.borrow(as: NativeFunction.self) {
                try $0.body(Arguments(borrowing: arguments, count: count), self)
            }
        } else {
            guard stack.hasRoom(for: most) else { return false }
            result = try base.address.borrow(as: NativeFunction.self) { try callFilling($0, arguments, count) }
        }
        base.empty()
        for index in 0..<count { (arguments + index).empty() }
        (frame.pointee.registers + Int(position.pointee.a)).put(result)
        return true
    }

    /// Calls a function that a trace may record, while none does; `.undefined` when the call is not plain.
    @inline(__always)
    private func callPlainly(
        _ base: UnsafeMutablePointer<Value>, _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws -> Value {
        guard callRecorder == nil else { return .undefined }
        return try base.address.borrow(as: NativeFunction.self) {
            try $0.plainBody?(arguments, count, self) ?? .undefined
        }
    }

    /// Calls a native function with some arguments and the defaults of the parameters after them.
    private func callFilling(
        _ function: NativeFunction, _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws -> Value {
        let total = function.mostCount
        let registers = stack.takeRegisters(total)
        defer { stack.giveBack(registers, total) }
        for index in 0..<count { (registers + index).move(arguments + index) }
        for index in count..<total { (registers + index).copy(function.standard(index)) }
        return try function.body(Arguments(borrowing: registers, count: total), self)
    }

    /// Calls a class: the frame of its `__init__` is pushed, or a native class makes the value. False for all other ways.
    @inline(never)
    func construct(
        _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
        _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws -> Bool {
        let frame = stack.current
        frame.pointee.position = position
        return try base.address.borrow(as: TypeObject.self) { type in
            try construct(type, position, base, arguments, count)
        }
    }

    private func construct(
        _ type: TypeObject, _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
        _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws -> Bool {
        if type.isNative { return try constructNative(type, position, base, arguments, count) }
        guard let construction = type.construction else { return false }
        guard let initializer = construction.initializer else {
            guard count == 0 || count == 1 && construction.start == .exception else { return false }
            finish(try begin(type, construction.start, arguments, count), position, base, arguments, count)
            return true
        }
        guard initializer._withUnsafeGuaranteedRef({ $0.code.exactArgumentCount }) == count + 1 else { return false }
        // The instance holds the class from here on.
        base.put(owned: try begin(type, construction.start, arguments, count))
        let registers = try pushFrame(of: initializer, position.pointee.a, .finishConstruction)
        registers.copy(base)
        for index in 0..<count { (registers + index + 1).move(arguments + index) }
        return true
    }

    @inline(__always)
    private func constructNative(
        _ type: TypeObject, _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
        _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws -> Bool {
        guard callRecorder == nil else { return false }
        if count == 1, type.makesExceptions {
            let exception = try begin(type, .exception, arguments, 1)
            finish(exception, position, base, arguments, 1)
            return true
        }
        guard let allocate = type.completeAllocator else { return false }
        let value = try allocate(type, Arguments(borrowing: arguments, count: count), self)
        base.empty()
        for index in 0..<count { (arguments + index).empty() }
        (stack.current.pointee.registers + Int(position.pointee.a)).put(value)
        stack.current.pointee.position += 1
        return true
    }

    /// Puts an instance where the call's result belongs and goes on.
    @inline(__always)
    private func finish(
        _ instance: Unmanaged<Object>, _ position: UnsafeMutablePointer<Instruction>,
        _ base: UnsafeMutablePointer<Value>, _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) {
        let frame = stack.current
        base.empty()
        for index in 0..<count { (arguments + index).empty() }
        (frame.pointee.registers + Int(position.pointee.a)).put(owned: instance)
        frame.pointee.position += 1
    }

    /// An instance of a class before its `__init__`, with a reference that is handed over.
    @inline(__always)
    private func begin(
        _ type: TypeObject, _ start: TypeObject.Construction.Start, _ arguments: UnsafeMutablePointer<Value>,
        _ count: Int
    ) throws -> Unmanaged<Object> {
        switch start {
        case .plain: return .passRetained(Instance(of: .passUnretained(type)))
        case .exception where count == 1:
            return .passRetained(ExceptionObject(of: .passUnretained(type), argument: arguments.duplicate()))
        default: return try allocated(type, arguments, count)
        }
    }

    @inline(never)
    private func allocated(
        _ type: TypeObject, _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws -> Unmanaged<Object> {
        let value = try allocate(type, Arguments(borrowing: arguments, count: count), isDirect: true)
        guard case .object(let object) = value else {
            throw PythonError(.typeError, "\(type.name)() made no instance")
        }
        return .passRetained(object)
    }

    /// The plain cases of `str` and `int`; false for all others.
    @inline(never)
    func convert(
        _ base: UnsafeMutablePointer<Value>, _ argument: UnsafeMutablePointer<Value>,
        _ target: UnsafeMutablePointer<Value>
    ) -> Bool {
        guard callRecorder == nil else { return false }
        let value: Value
        if base.address == textTypeAddress {
            if argument.isInteger {
                let text = Text.decimal(argument.integer)
                base.empty()
                argument.empty()
                target.put(owned: .passRetained(text))
                return true
            }
            guard let text = plainText(of: argument) else { return false }
            value = .object(text)
        } else if base.address == integerTypeAddress, argument.holds(textClass) {
            let number = argument.address.borrow(as: Text.self) { IntegerText.smallDecimal($0.bytes) }
            guard let number else { return false }
            value = .int(number)
        } else {
            return false
        }
        base.empty()
        argument.empty()
        target.put(value)
        return true
    }

    /// Any other call. Python functions and classes get a frame of their own, which the machine runs next.
    @inline(never)
    func callSlowly(
        _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
        _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws {
        stack.current.pointee.position = position
        if finalizers.isWaiting { finalize() }
        if base.holds(nativeFunctionClass), try pushIntrinsic(position, base, arguments, count) { return }
        try call(base, Arguments(borrowing: arguments, count: count), clearing: arguments, position.pointee.a)
    }

    /// Pushes the frame of what some native functions call.
    private func pushIntrinsic(
        _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
        _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws -> Bool {
        switch base.address.borrow(as: NativeFunction.self, { $0.intrinsic }) {
        case .length: return try pushLength(position, base, arguments, count)
        case .next where count == 1:
            return try pushResumption(position, base, arguments, sending: nil, .finishResumption)
        case .send where count == 2:
            return try pushResumption(position, base, arguments, sending: arguments + 1, .finishResumption)
        case .sum where count == 1 && arguments == base + 1 && callRecorder == nil && stager == nil:
            guard try pushResumption(position, base, arguments, sending: nil, .accumulate) else { return false }
            arguments.put(integer: 0)
            return true
        default: return false
        }
    }

    /// Pushes the frame of `__len__` for `len(instance)`, if a user's class has a plain function for it.
    private func pushLength(
        _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
        _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws -> Bool {
        guard count == 1, arguments.holds(instanceClass),
            let method = arguments.address.borrow(as: Instance.self, { $0.plainMethod(.__len__, taking: 1) })
        else { return false }
        try pushFrame(of: method, position.pointee.a, .finishLength).move(arguments)
        base.empty()
        return true
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
        guard let type = callee as? TypeObject, let construction = type.construction, construction.start == .plain,
            let initializer = construction.initializer?.takeUnretainedValue()
        else { return false }
        let instance = Value.object(Instance(type))
        guard try push(initializer, arguments, receiver: instance, result, .finishConstruction) else {
            return false
        }
        base.pointee = instance
        return true
    }
}
