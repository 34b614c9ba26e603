/// Raising, catching and unwinding.
extension Evaluator {
    /// `raise`, and what goes on after a `finally` or an `except` that did not match.
    @inline(never)
    func raise(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        stack.current.pointee.position = cursor.position
        if instruction.operation == .reraise {
            let value = cursor.register(instruction.a).take()
            guard let exception = value.as(ExceptionObject.self) else { return cursor.advance() }
            isReraising = true
            return try proceed(with: exception, &cursor)
        }
        guard instruction.a >= 0 else { return try proceed(with: handledError().exception, &cursor) }
        let raised = cursor.register(instruction.a)
        if instruction.b < 0, raised.holds(exceptionClass) {
            let exception = Unmanaged<ExceptionObject>.fromOpaque(raised.address)
            if Int(instruction.a) >= cursor.localCount {
                raised.initialize(to: .undefined)
                return try proceed(with: exception.takeRetainedValue(), &cursor)
            }
            return try proceed(with: exception.takeUnretainedValue(), &cursor)
        }
        let value = try operand(instruction.a, cursor.position)
        let cause: Value = instruction.b >= 0 ? try operand(instruction.b, cursor.position) : .undefined
        try proceed(with: error(raising: value, .undefined, cause: cause).exception, &cursor)
    }

    /// The test of an `except`.
    @inline(never)
    func branchUnlessMatches(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        stack.current.pointee.position = cursor.position
        let kind = cursor.register(instruction.b)
        let caught = cursor.register(instruction.a)
        if kind.holds(typeClass), caught.holds(exceptionClass),
            caught.address.borrow(as: ExceptionObject.self, { $0.isExactly(kind.address) })
        {
            release(instruction.b, stack.current)
            return cursor.advance()
        }
        let kinds = try operand(instruction.b, cursor.position)
        guard let exception = cursor.register(instruction.a).pointee.exactly(ExceptionObject.self) else {
            return cursor.advance()
        }
        if try matches(exception, kinds) { cursor.advance() } else { cursor.jump(to: instruction.c) }
    }

    @inline(__always)
    func setHandled(_ cursor: inout Cursor) {
        stack.current.pointee.handled = cursor.position.pointee.a
        cursor.advance()
    }

    func stepAssertion(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let message = instruction.a >= 0 ? try operand(instruction.a, frame.pointee.position) : .undefined
        throw PythonError(.assertionError, message.isUndefined ? [] : [message])
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
        if let type = kinds.as(TypeObject.self) {
            if exception.type === type { return true }
            if type.isSubclass(of: .baseException) { return exception.type.isSubclass(of: type) }
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

    /// Goes on where an exception is handled; throws it where only native code, or a staged path, can tell where that is.
    func proceed(with exception: ExceptionObject, _ cursor: inout Cursor) throws {
        guard pathFrames.isEmpty, testFrames.isEmpty else { throw PythonError(exception) }
        if let escaping = unwind(exception) {
            isLeaving = true
            throw PythonError(escaping)
        }
        cursor = Cursor(stack.current)
    }

    /// Finds the handler of an exception, leaving frames on the way; the exception that native code has to see, or nil.
    func unwind(_ raised: ExceptionObject) -> ExceptionObject? {
        var exception = raised
        // What is raised again has the frame in its traceback already.
        var isNoted = isReraising
        noteContext(of: exception)
        while true {
            let frame = stack.current
            let code = frame.pointee.code
            if !isNoted { exception.trace.pass(code, at: frame.pointee.position) }
            isNoted = false
            if !isStopping, let handler = code._withUnsafeGuaranteedRef({ $0.handler(at: frame.pointee.position) }) {
                (frame.pointee.registers + handler.register).put(retaining: exception.rawAddress)
                frame.pointee.position = code._withUnsafeGuaranteedRef { $0.instructions } + handler.target
                return nil
            }
            let ending = frame.pointee.ending
            if let generator = frame.pointee.generator {
                generator._withUnsafeGuaranteedRef { $0.finish(.none) }
                if exception.type.isSubclass(of: .stopIteration) { exception = Evaluator.replacement(for: exception) }
            }
            popFrame()
            if ending == .returnToNative { return exception }
        }
    }

    /// A generator must not let a StopIteration out, which would look like its own end.
    private static func replacement(for stop: ExceptionObject) -> ExceptionObject {
        let exception = PythonError(.runtimeError, "generator raised StopIteration").exception
        exception.cause = stop
        exception.context = stop
        exception.suppressesContext = true
        return exception
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

    /// What a Swift error is as a Python exception.
    package func pythonError(_ error: any Error) -> PythonError {
        if let error = error as? PythonError { return error }
        if let error = error as? SyntaxError { return PythonError(error, in: nil) }
        return PythonError(.runtimeError, "\(error)")
    }
}
