/// Frames for calls whose arguments have to be bound to parameters.
extension Evaluator {
    /// Binds arguments into the registers of a new frame. A generator function gets no frame but makes its generator,
    /// and the answer is false when the call has to go through `callObject`.
    func push(
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
        if !mayPushFrame(code.registerCount) { try refuseCall() }
        let registers = stack.takeRegisters(code.registerCount)
        do {
            try bind(function, arguments, receiver, into: registers)
        } catch {
            stack.giveBack(registers, code.registerCount)
            throw error
        }
        stack.push(
            .passUnretained(code), at: code.instructions, registers, function: .passRetained(function))
    }

    private func bind(
        _ function: Function, _ arguments: borrowing Arguments, _ receiver: Value,
        into registers: UnsafeMutablePointer<Value>
    ) throws {
        let layout = function.code.parameters
        let offset = receiver.isUndefined ? 0 : 1
        let count = arguments.count + offset
        let missing = layout.positionalCount - count
        if layout.isSimple, arguments.keywordNames.isEmpty, missing >= 0, missing <= function.defaultCount {
            if offset == 1 { registers.pointee = receiver }
            for index in 0..<arguments.count { registers[index + offset] = arguments[index] }
            let skipped = function.defaultCount - missing
            for index in 0..<missing { registers[count + index] = function.defaultValues[skipped + index] }
            return
        }
        if layout.isSimple, missing >= 0, bindKeywords(function, arguments, receiver, into: registers) { return }
        guard let signature = function.signature else { return }
        let name = function.qualifiedName
        let values =
            offset == 0
            ? try signature.bind(arguments, function: name, self)
            : try signature.bind(arguments.prepending(receiver), function: name, self)
        for (index, value) in values.enumerated() { registers[index] = value }
    }

    /// Keywords of a function with nothing but positional parameters; false, with every register empty, if they do not fit.
    private func bindKeywords(
        _ function: Function, _ arguments: borrowing Arguments, _ receiver: Value,
        into registers: UnsafeMutablePointer<Value>
    ) -> Bool {
        let layout = function.code.parameters
        let offset = receiver.isUndefined ? 0 : 1
        if offset == 1 { registers.put(receiver) }
        for index in 0..<arguments.count { (registers + index + offset).put(arguments[index]) }
        var fits = true
        for (position, name) in arguments.keywordNames.enumerated() {
            guard let index = layout.names.firstIndex(of: name), layout.kinds[index] == .positional,
                (registers + index).isUndefined
            else {
                fits = false
                break
            }
            (registers + index).put(arguments.pointer[arguments.count + position])
        }
        let firstDefault = layout.positionalCount - function.defaultCount
        for index in 0..<layout.positionalCount where fits && (registers + index).isUndefined {
            fits = index >= firstDefault
            if fits { (registers + index).put(function.defaultValues[index - firstDefault]) }
        }
        if !fits { for index in 0..<layout.positionalCount { (registers + index).empty() } }
        return fits
    }
}
