/// Context managers. The methods of users' classes get frames of their own.
extension Evaluator {
    func stepContext(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        if try pushContextMethod(instruction, frame) { return }
        let registers = frame.pointee.registers
        switch instruction.operation {
        case .enterContext: registers[Int(instruction.a)] = try enterContext(registers[Int(instruction.b)])
        case .exitContext:
            let manager = (registers + Int(instruction.a)).take()
            _ = try exitContext(manager, nil)
            guard instruction.detail != 0, manager.object?.repeatsBlock == true else { return }
            registers[Int(instruction.a)] = manager
            jump(frame, to: instruction.b)
        default:
            let manager = (registers + Int(instruction.b)).take()
            let exception = registers[Int(instruction.c)].as(ExceptionObject.self)
            let swallowed = try exitContext(manager, exception.map { PythonError($0) })
            registers[Int(instruction.a)] = .bool(swallowed)
        }
    }

    /// Pushes the frame of `__enter__` or `__exit__`, if a user's class has a plain function for it.
    private func pushContextMethod(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws -> Bool {
        let isEntry = instruction.operation == .enterContext
        let index = instruction.operation == .exitContext ? instruction.a : instruction.b
        let manager = frame.pointee.registers + Int(index)
        guard manager.holds(instanceClass),
            let method = manager.address.borrow(
                as: Instance.self, { isEntry ? $0.contextMethods.enter : $0.contextMethods.exit })
        else { return false }
        if isEntry {
            try pushFrame(of: method, instruction.a, .resumeCaller).copy(manager)
            return true
        }
        let error = frame.pointee.registers + Int(instruction.c)
        let registers = try pushFrame(of: method, instruction.a, .finishOperator)
        registers.move(manager)
        if instruction.operation == .exitContextWithError, error.holds(exceptionClass) {
            error.address.borrow(as: ExceptionObject.self) { exception in
                (registers + 1).put(retaining: exception.typeAddress)
                (registers + 3).put(.object(TracebackObject(exception.trace)))
            }
            (registers + 2).copy(error)
        } else {
            for index in 1...3 { (registers + index).put(.none) }
        }
        return true
    }
}
