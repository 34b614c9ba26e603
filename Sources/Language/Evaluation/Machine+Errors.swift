/// Raising, catching and unwinding.
extension Evaluator {
    func stepError(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let position = frame.pointee.position
        switch instruction.operation {
        case .raise:
            guard instruction.a >= 0 else { throw try handledError() }
            let value = try operand(instruction.a, position)
            let cause: Value = instruction.b >= 0 ? try operand(instruction.b, position) : .undefined
            throw try error(raising: value, .undefined, cause: cause)
        case .reraise:
            let value = (frame.pointee.registers + Int(instruction.a)).take()
            guard let exception = value.as(ExceptionObject.self) else { return }
            isReraising = true
            throw PythonError(exception)
        case .setHandled: frame.pointee.handled = instruction.a
        case .branchUnlessMatches:
            let kinds = try operand(instruction.b, position)
            guard let exception = frame.pointee.registers[Int(instruction.a)].as(ExceptionObject.self) else { return }
            if try !matches(exception, kinds) { jump(frame, to: instruction.c) }
        default:
            let message: Value = instruction.a >= 0 ? try operand(instruction.a, position) : .undefined
            throw PythonError(.assertionError, message.isUndefined ? [] : [message])
        }
    }

    /// The exception that a bare `raise` raises again.
    private func handledError() throws -> PythonError {
        guard let exception = handledException() else {
            return PythonError(.runtimeError, "No active exception to reraise")
        }
        isReraising = true
        return PythonError(exception)
    }

    /// The exception that is being handled, in this frame or the nearest one that called it: `sys.exc_info()[1]`.
    package func handledException() -> ExceptionObject? {
        var frame = stack.current
        while frame > stack.frames {
            if frame.pointee.handled >= 0,
                let exception = frame.pointee.registers[Int(frame.pointee.handled)].as(ExceptionObject.self)
            {
                return exception
            }
            frame -= 1
        }
        return nil
    }

    /// Whether `except kinds` catches an exception: a class, or a tuple of classes.
    private func matches(_ exception: ExceptionObject, _ kinds: Value) throws -> Bool {
        if let type = kinds.as(TypeObject.self), type.isSubclass(of: .baseException) {
            return exception.type.isSubclass(of: type)
        }
        guard let tuple = kinds.as(Tuple.self) else {
            throw PythonError(
                .typeError, "catching classes that do not inherit from BaseException is not allowed")
        }
        return try tuple.elements.contains { try matches(exception, $0) }
    }

    /// The error for `raise value from cause`: an exception, or a class that makes one.
    package func error(raising value: Value, _ argument: Value, cause: Value = .undefined) throws -> PythonError {
        let exception = try exception(from: value, argument)
        switch cause {
        case .undefined: break
        case .none:
            exception.cause = nil
            exception.suppressesContext = true
        default:
            guard let reason = try? self.exception(from: cause, .undefined) else {
                throw PythonError(.typeError, "exception causes must derive from BaseException")
            }
            exception.cause = reason
            exception.suppressesContext = true
        }
        return PythonError(exception)
    }

    private func exception(from value: Value, _ argument: Value) throws -> ExceptionObject {
        if let exception = value.as(ExceptionObject.self) { return exception }
        if let type = value.as(TypeObject.self), type.isSubclass(of: .baseException) {
            let made = try call(value, argument.ifNotNone.map { [$0] } ?? [])
            if let exception = made.as(ExceptionObject.self) { return exception }
        }
        throw PythonError(.typeError, "exceptions must derive from BaseException")
    }

    // MARK: Unwinding

    /// Finds the handler of an error, leaving frames on the way; throws on when native code has to see it.
    func unwind(_ thrown: any Error) throws {
        let error = pythonError(thrown)
        let exception = error.exception
        noteContext(of: exception)
        while true {
            let frame = stack.current
            let code = frame.pointee.code.takeUnretainedValue()
            note(frame, code, in: exception)
            let index = frame.pointee.position - code.instructions
            if !isStopping, let handler = code.handlers.first(where: { $0.range.contains(index) }) {
                frame.pointee.registers[handler.register] = .object(exception)
                frame.pointee.position = code.instructions + handler.target
                return
            }
            if let generator = frame.pointee.generator?.takeUnretainedValue() {
                generator.finish(.none)
                if exception.type.isSubclass(of: .stopIteration) {
                    let wrapped = PythonError(.runtimeError, "generator raised StopIteration")
                    wrapped.exception.cause = exception
                    return try leave(frame, with: wrapped)
                }
            }
            let ending = frame.pointee.ending
            popFrame()
            if ending == .returnToNative { throw error }
        }
    }

    /// Goes on unwinding with another error from the caller of a generator's frame on.
    private func leave(_ frame: UnsafeMutablePointer<Frame>, with error: PythonError) throws {
        let ending = frame.pointee.ending
        popFrame()
        if ending == .returnToNative { throw error }
        try unwind(error)
    }

    /// The context is what was being handled when the exception was raised.
    private func noteContext(of exception: ExceptionObject) {
        defer { isReraising = false }
        guard !isReraising, let handled = handledException(), handled !== exception, exception.context == nil else {
            return
        }
        var earlier: ExceptionObject? = handled
        while let known = earlier {
            if known === exception { return }
            earlier = known.context
        }
        exception.context = handled
    }

    /// Adds the frame to the traceback, once for each time that the exception passes it.
    private func note(_ frame: UnsafeMutablePointer<Frame>, _ code: Code, in exception: ExceptionObject) {
        let depth = frame - stack.frames
        if exception.outermostDepth == depth, exception.frames.first?.functionName == code.qualifiedName { return }
        exception.outermostDepth = depth
        exception.frames.insert(
            TraceFrame(
                source: code.source, functionName: code.name == "<module>" ? code.name : code.qualifiedName,
                span: code.span(at: frame.pointee.position)),
            at: 0)
    }

    /// What a Swift error is as a Python exception.
    package func pythonError(_ error: any Error) -> PythonError {
        if let error = error as? PythonError { return error }
        if let error = error as? SyntaxError { return PythonError(error, in: nil) }
        return PythonError(.runtimeError, "\(error)")
    }

    // MARK: Context managers

    func stepContext(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
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
}
