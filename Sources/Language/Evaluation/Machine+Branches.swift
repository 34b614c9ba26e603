/// Jumps, and the loops' look at the interrupt flag.
extension Evaluator {
    @inline(__always)
    func loopBack(_ cursor: inout Cursor) throws {
        cursor.jump(to: cursor.position.pointee.a)
        try pollHere(cursor.position)
    }

    /// Back to the step of a `for`, which is taken at once: one operation less for each round.
    @inline(__always)
    func loopToNext(_ cursor: inout Cursor) throws {
        try loopBack(&cursor)
        if cursor.position.pointee.operation == .next { _ = nextAtOnce(&cursor) }
    }

    @inline(__always)
    func poll(_ cursor: inout Cursor) throws {
        try pollHere(cursor.position)
        cursor.advance()
    }

    @inline(__always)
    func pollHere(_ position: UnsafeMutablePointer<Instruction>) throws {
        stepsLeft &-= 1
        if interrupt.isRaised || stepsLeft < 0 { try stopSlowly(position) }
    }

    @inline(never)
    private func stopSlowly(_ position: UnsafeMutablePointer<Instruction>) throws {
        stack.current.pointee.position = position
        if stepsLeft < 0 {
            // Handlers are not looked for any more: a program cannot catch the end of its allowance.
            isStopping = true
            throw PythonError(.keyboardInterrupt, "the program used up its allowance of steps")
        }
        try interrupt.check()
    }

    @inline(__always)
    func branch(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let truth: Bool
        if case .bool(let bool) = cursor.register(instruction.a).pointee {
            truth = bool
        } else if cursor.register(instruction.a).isInteger {
            truth = cursor.register(instruction.a).integer != 0
        } else {
            truth = try truthSlowly(cursor.position)
        }
        if truth == (instruction.detail != 0) { cursor.jump(to: instruction.c) } else { cursor.advance() }
    }

    @inline(__always)
    func branchCompare(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let operation = ComparisonOperator.operation(Int(instruction.detail) >> 1)
        let (left, right) = (cursor.register(instruction.a), cursor.register(instruction.b))
        let holds: Bool
        if left.isInteger, right.isInteger, operation.isOrder {
            holds = Evaluator.holds(operation, left.integer, right.integer)
        } else if right.isNone, operation == .is || operation == .isNot, !left.isUndefined {
            holds = left.isNone == (operation == .is)
            if Int(instruction.a) >= cursor.localCount { left.empty() }
            if Int(instruction.b) >= cursor.localCount { right.forget() }
        } else {
            let known = branchQuickly(instruction, cursor.registers, cursor.localCount)
            guard known < 2 else { return try apart(&cursor) { try branchCompareSlowly(&$0) } }
            holds = known == 1
        }
        if holds == (instruction.detail & 1 != 0) { cursor.jump(to: instruction.c) } else { cursor.advance() }
    }

    @inline(__always)
    func branchCompareInteger(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let operation = ComparisonOperator.operation(Int(instruction.detail) >> 1)
        let left = cursor.register(instruction.a)
        let holds: Bool
        if left.isInteger {
            holds = Evaluator.holds(operation, left.integer, Int(instruction.b))
        } else if case .float(let number) = left.pointee {
            holds = Evaluator.holds(operation, number, Double(instruction.b))
        } else {
            holds = try comparisonWithIntegerSlowly(operation, cursor.position)
        }
        if holds == (instruction.detail & 1 != 0) { cursor.jump(to: instruction.c) } else { cursor.advance() }
    }

    // MARK: Off the fast path

    @inline(never)
    private func truthSlowly(_ position: UnsafeMutablePointer<Instruction>) throws -> Bool {
        stack.current.pointee.position = position
        return try decide(try operand(position.pointee.a, position))
    }

    /// The truth of a test; a test that is not known is staged.
    func decide(_ test: Value) throws -> Bool {
        if let stager, stager.isUnknown(test) { try stageBranch(on: test, stager) }
        return try truth(test)
    }

    /// Tests a value that stays where it is: `and`, `or` and chained comparisons.
    @inline(__always)
    func branchKeeping(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let truth: Bool
        if case .bool(let known) = cursor.register(instruction.a).pointee {
            truth = known
        } else {
            truth = try keptTruthSlowly(cursor.position)
        }
        if truth == (instruction.detail != 0) { cursor.jump(to: instruction.c) } else { cursor.advance() }
    }

    @inline(never)
    private func keptTruthSlowly(_ position: UnsafeMutablePointer<Instruction>) throws -> Bool {
        let frame = stack.current
        frame.pointee.position = position
        return try decide(frame.pointee.registers[Int(position.pointee.a)])
    }

    func jump(_ frame: UnsafeMutablePointer<Frame>, to target: Int32) {
        frame.pointee.position = frame.pointee.code._withUnsafeGuaranteedRef { $0.instructions } + Int(target)
    }
}

extension ComparisonOperator {
    /// Whether one of the six that order values holds, looked up instead of decided: which one it is, is hard to foresee.
    /// The order is negative, 0 or positive, as the left value comes before, is, or comes after the right one.
    @inline(__always)
    func holds(order: Int) -> Bool {
        // For each operator from `==` to `>=`: before, same, after.
        let table: UInt32 = 0b110_100_011_001_101_010
        return table >> UInt32(ComparisonOperator.code(self) * 3 + order.signum() + 1) & 1 != 0
    }

    /// Whether it is one of the six that order values.
    @inline(__always)
    var isOrder: Bool {
        switch self {
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: true
        case .is, .isNot, .in, .notIn: false
        }
    }
}
