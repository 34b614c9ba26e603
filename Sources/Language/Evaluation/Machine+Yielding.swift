/// What generators yield and return, and `yield from`.
extension Evaluator {
    /// Suspends the innermost frame and gives the value to the `for` that runs it, or to whoever else does.
    @inline(__always)
    func yield(_ cursor: inout Cursor) throws -> Value? {
        let frame = stack.current
        let value = cursor.register(cursor.position.pointee.b)
        if frame.pointee.ending == .resumeCaller, let generator = frame.pointee.generator {
            generator._withUnsafeGuaranteedRef { $0.suspend(at: cursor.position, handled: frame.pointee.handled) }
            let target = Int(frame.pointee.result)
            stack.current = frame - 1
            cursor = Cursor(frame - 1)
            (cursor.registers + target).move(value)
            cursor.advance()
            return nil
        }
        var copy = cursor
        let result = try yieldSlowly(value, &copy)
        cursor = copy
        return result
    }

    /// Suspends the innermost frame, and those that yield from it, and gives a value to whoever runs the generator.
    @inline(never)
    private func yieldSlowly(_ value: UnsafeMutablePointer<Value>, _ cursor: inout Cursor) throws -> Value? {
        if accumulate(value, &cursor) { return nil }
        var position = cursor.position
        while true {
            let frame = stack.current
            guard let generator = frame.pointee.generator else {
                throw PythonError(.systemError, "yield outside of a generator")
            }
            generator._withUnsafeGuaranteedRef { $0.suspend(at: position, handled: frame.pointee.handled) }
            stack.current = frame - 1
            switch frame.pointee.ending {
            case .returnToNative: return value.take()
            case .delegate: position = stack.current.pointee.position
            case .finishResumption:
                let target = Int(frame.pointee.result)
                cursor = Cursor(stack.current)
                (cursor.registers + target).move(value)
                cursor.advance()
                // At last: the value lay in the generator.
                ReferenceCount.decrement(UnsafeRawPointer(generator.toOpaque()))
                return nil
            case .accumulate:
                try finishSum(generator, adding: value, &cursor)
                return nil
            default:
                let target = Int(frame.pointee.result)
                cursor = Cursor(stack.current)
                (cursor.registers + target).move(value)
                cursor.advance()
                return nil
            }
        }
    }

    /// Adds a number to the sum that the innermost generator, or one that yields from it, is made for: no frame is left.
    /// False when there is no such sum, or the two are not numbers of one kind.
    private func accumulate(_ value: UnsafeMutablePointer<Value>, _ cursor: inout Cursor) -> Bool {
        var frame = stack.current
        while frame.pointee.ending == .delegate { frame -= 1 }
        guard frame.pointee.ending == .accumulate else { return false }
        // A native iterator may never end, and no loop of the generator's looks at the flag.
        stepsLeft &-= 1
        if interrupt.isRaised || stepsLeft < 0 { return false }
        let total = (frame - 1).pointee.registers + Int((frame - 1).pointee.position.pointee.b) + 1
        if total.isInteger, value.isInteger {
            let (sum, overflow) = total.integer.addingReportingOverflow(value.integer)
            if overflow { return false }
            total.put(integer: sum)
        } else if case .float(let first) = total.pointee, case .float(let second) = value.pointee {
            total.put(.float(first + second))
        } else {
            return false
        }
        value.empty()
        // Whoever yielded goes on; those around it stay at their `yield from`.
        let instruction = cursor.position.pointee
        if instruction.operation == .yieldFrom {
            cursor.register(instruction.c).put(.none)
        } else {
            cursor.register(instruction.a).put(.none)
            cursor.advance()
        }
        return true
    }

    /// Adds what is no plain number to a sum, and what the generator, whose frame is left, still yields.
    private func finishSum(
        _ generator: Unmanaged<GeneratorIterator>, adding value: UnsafeMutablePointer<Value>, _ cursor: inout Cursor
    ) throws {
        // The reference was the frame's.
        let generator = generator.takeRetainedValue()
        cursor = Cursor(stack.current)
        let instruction = cursor.position.pointee
        let total = try binary(.add, cursor.register(instruction.b + 1).take(), value.take())
        cursor.register(instruction.a).put(try NumberFunctions.sum(of: generator, from: total, self))
        cursor.advance()
    }

    /// Ends the innermost frame, a generator's, with what it returns.
    func leaveGenerator(
        _ generator: Unmanaged<GeneratorIterator>, with value: Value, _ cursor: inout Cursor
    ) throws -> Value? {
        let ending = stack.current.pointee.ending
        generator._withUnsafeGuaranteedRef { $0.finish(value) }
        popFrame()
        if ending == .returnToNative { return Value.undefined }
        cursor = Cursor(stack.current)
        let instruction = cursor.position.pointee
        switch ending {
        case .delegate:
            cursor.register(instruction.a).put(value)
            cursor.register(instruction.b).empty()
            cursor.advance()
        case .accumulate:
            cursor.register(instruction.a).move(cursor.register(instruction.b + 1))
            cursor.advance()
        case .finishResumption:
            try proceed(with: PythonError(.stopIteration, value.isNone ? [] : [value]).exception, &cursor)
        default: cursor.jump(to: instruction.c)
        }
        return nil
    }

    // MARK: Yielding from another iterator

    /// Passes on what the inner iterator yields; goes on with its result at the end.
    @inline(__always)
    func yieldFrom(_ cursor: inout Cursor) throws -> Value? {
        var copy = cursor
        let result = try yieldFromSlowly(&copy)
        cursor = copy
        return result
    }

    @inline(never)
    private func yieldFromSlowly(_ cursor: inout Cursor) throws -> Value? {
        let frame = stack.current
        frame.pointee.position = cursor.position
        try pushDelegates()
        if stack.current != frame {
            cursor = Cursor(stack.current)
            return nil
        }
        let instruction = cursor.position.pointee
        let source = cursor.register(instruction.b)
        let sent = cursor.register(instruction.c).take()
        guard let iterator = source.pointee.as(ValueIterator.self) else {
            throw PythonError(.typeError, "cannot 'yield from' a non-iterator")
        }
        if let value = try send(sent, to: iterator) {
            let place = cursor.register(instruction.c)
            place.put(value)
            return try yieldSlowly(place, &cursor)
        }
        cursor.register(instruction.a).put(iterator.result)
        source.empty()
        cursor.advance()
        return nil
    }

    private func send(_ value: Value, to iterator: ValueIterator) throws -> Value? {
        if let generator = iterator as? GeneratorIterator { return try generator.send(value, self) }
        guard !value.isNone, case .object = iterator.face else { return try iterator.next(self) }
        return try callMethod("send", of: iterator.face, [value])
    }
}
