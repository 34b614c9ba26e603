/// Calls of plain functions with keywords, and with fewer arguments than parameters: bound in the new frame's registers.
extension Evaluator {
    /// Makes a generator, or pushes the frame of a function that defaults complete; false when it takes more than that.
    @inline(never)
    func enterOtherwise(
        _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
        _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws -> Bool {
        let isGenerator = base.address.borrow(as: Function.self) { $0.code.generatorArgumentCount == count }
        return isGenerator
            ? try makeGenerator(position, base, arguments, count) : try enterFilling(position, base, arguments, count)
    }

    /// Pushes the frame of a function that defaults complete; false when the call has to be bound the long way.
    private func enterFilling(
        _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
        _ arguments: UnsafeMutablePointer<Value>, _ count: Int
    ) throws -> Bool {
        let function = Unmanaged<Function>.fromOpaque(base.address)
        return try function._withUnsafeGuaranteedRef { function in
            let total = function.code.plainParameterCount
            let firstDefault = total - function.defaultCount
            guard count < total, count >= firstDefault else { return false }
            let registers = try enter(function, position, base)
            for index in 0..<count { (registers + index).move(arguments + index) }
            for index in count..<total { (registers + index).copy(function.defaultValues + (index - firstDefault)) }
            return true
        }
    }

    /// Pushes the frame of a function that is called with keywords; false when it has to be bound the long way.
    func enterNaming(
        _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>,
        _ arguments: UnsafeMutablePointer<Value>, _ count: Int, _ names: UnsafeBufferPointer<Symbol>
    ) throws -> Bool {
        let function = Unmanaged<Function>.fromOpaque(base.address)
        return try function._withUnsafeGuaranteedRef { function in
            let code = function.code
            let total = code.plainParameterCount
            let firstDefault = total - function.defaultCount
            guard count <= total, let given = given(names, code, after: count) else { return false }
            // Every parameter before the first default has to be among the arguments.
            let needed: UInt64 = firstDefault > count ? (1 << firstDefault) &- (1 << count) : 0
            guard given & needed == needed else { return false }
            let registers = try enter(function, position, base)
            for index in 0..<count { (registers + index).move(arguments + index) }
            for offset in 0..<names.count {
                if let index = parameter(names[offset], code) { (registers + index).move(arguments + count + offset) }
            }
            for index in count..<total where given >> UInt64(index) & 1 == 0 {
                (registers + index).copy(function.defaultValues + (index - firstDefault))
            }
            return true
        }
    }

    /// A bit for each parameter that a keyword stands for; nil when one is unknown, given twice or by position only.
    @inline(__always)
    private func given(_ names: UnsafeBufferPointer<Symbol>, _ code: Code, after count: Int) -> UInt64? {
        var given: UInt64 = 0
        for offset in 0..<names.count {
            guard let index = parameter(names[offset], code), index >= count, given >> UInt64(index) & 1 == 0,
                code.keywordParameters >> UInt64(index) & 1 == 1
            else { return nil }
            given |= 1 << UInt64(index)
        }
        return given
    }

    @inline(__always)
    private func parameter(_ name: Symbol, _ code: Code) -> Int? {
        var index = 0
        while index < code.plainParameterCount {
            if code.parameterNames[index] == name { return index }
            index += 1
        }
        return nil
    }

    /// Pushes the frame of the function in `base`, which moves there; its parameters are to be put into the registers.
    private func enter(
        _ function: Function, _ position: UnsafeMutablePointer<Instruction>, _ base: UnsafeMutablePointer<Value>
    ) throws -> UnsafeMutablePointer<Value> {
        stack.current.pointee.position = position
        let code = Unmanaged.passUnretained(function.code)
        let registers = try takeRegisters(for: code)
        let owned = Unmanaged<Object>.fromOpaque(base.address)
        base.initialize(to: .undefined)
        stack.push(code, at: function.code.instructions, registers, function: owned, result: position.pointee.a)
        return registers
    }
}
