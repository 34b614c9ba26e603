/// Operators off the fast path. The methods of users' classes get frames of their own; their operands wait in the caller's
/// registers, in case that a method answers `NotImplemented`.
extension Evaluator {
    @inline(never)
    func operateSlowly(_ operation: BinaryOperator, _ cursor: inout Cursor) throws {
        let frame = stack.current
        frame.pointee.position = cursor.position
        let instruction = cursor.position.pointee
        let (left, right) = (cursor.register(instruction.b), cursor.register(instruction.c))
        if left.holds(instanceClass), let method = operatorMethod(operation, left, right, instruction) {
            try pushOperator(method, left, right, instruction.a)
            cursor = Cursor(stack.current)
            return
        }
        let (first, second) = (try operand(instruction.b, cursor.position), try operand(instruction.c, cursor.position))
        let result =
            instruction.detail & 1 == 0
            ? try binary(operation, first, second) : try inPlace(operation, first, second)
        cursor.register(instruction.a).put(result)
        cursor.advance()
    }

    /// The method of the left operand's class that is to be asked first, if it is a plain function.
    private func operatorMethod(
        _ operation: BinaryOperator, _ left: UnsafeMutablePointer<Value>, _ right: UnsafeMutablePointer<Value>,
        _ instruction: Instruction
    ) -> Unmanaged<Function>? {
        guard !right.isUndefined, !isForeign(right, to: left) else { return nil }
        return left.address.borrow(as: Instance.self) { instance in
            if instruction.detail & 1 != 0, instance.type.userLookup(operation.inPlaceMethod) != nil { return nil }
            return instance.plainMethod(operation.method, taking: 2)
        }
    }

    /// Whether the right operand is an instance of a user's class other than the left one's: that may have to be asked first.
    private func isForeign(_ right: UnsafeMutablePointer<Value>, to left: UnsafeMutablePointer<Value>) -> Bool {
        guard right.isObject else { return false }
        if right.holds(instanceClass) {
            return left.address.borrow(as: Instance.self) { first in
                right.address.borrow(as: Instance.self) { !first.hasClass(of: $0) }
            }
        }
        return right.address.borrow(as: Object.self) { $0.derivation?.type != nil }
    }

    private func pushOperator(
        _ method: Unmanaged<Function>, _ left: UnsafeMutablePointer<Value>, _ right: UnsafeMutablePointer<Value>,
        _ result: Int32
    ) throws {
        let registers = try pushFrame(of: method, result, .finishOperator)
        registers.copy(left)
        (registers + 1).copy(right)
    }

    /// Goes on in the caller with what the method of an operator, or `__exit__`, returned.
    func finishOperator(with value: Value, _ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let isRefusal = value.object?.rawAddress == notImplementedAddress
        switch instruction.operation {
        case .exitContext: break
        case .exitContextWithError: cursor.register(instruction.a).put(.bool(try truth(value)))
        case .compare, .branchCompare:
            let isBranch = instruction.operation == .branchCompare
            let (first, second) = isBranch ? (instruction.a, instruction.b) : (instruction.b, instruction.c)
            let left = try operand(first, cursor.position)
            let right = try operand(second, cursor.position)
            let operation = ComparisonOperator.operation(Int(instruction.detail) >> (isBranch ? 1 : 0))
            let result = isRefusal ? try reflectedComparison(operation, left, right) : value
            if isBranch { return try finishBranch(instruction, result, &cursor) }
            cursor.register(instruction.a).put(result)
        default:
            let left = try operand(instruction.b, cursor.position)
            let right = try operand(instruction.c, cursor.position)
            let operation = BinaryOperator.operation(Int(instruction.detail) >> 1)
            let isInPlace = instruction.detail & 1 != 0
            let result = isRefusal ? try reflectedBinary(operation, left, right, isInPlace: isInPlace) : value
            cursor.register(instruction.a).put(result)
        }
        cursor.advance()
    }

    private func finishBranch(_ instruction: Instruction, _ result: Value, _ cursor: inout Cursor) throws {
        if try decide(result) == (instruction.detail & 1 != 0) {
            cursor.jump(to: instruction.c)
        } else {
            cursor.advance()
        }
    }

    @inline(never)
    func addIntegerSlowly(_ position: UnsafeMutablePointer<Instruction>) throws {
        let frame = stack.current
        frame.pointee.position = position
        let instruction = position.pointee
        let operation = BinaryOperator.operation(Int(instruction.detail) >> 1)
        let amount = operation == .add ? Int(instruction.c) : -Int(instruction.c)
        let left = try operand(instruction.b, position)
        let result =
            instruction.detail & 1 == 0
            ? try binary(operation, left, .int(amount)) : try inPlace(operation, left, .int(amount))
        frame.pointee.registers[Int(instruction.a)] = result
    }

    // MARK: Comparisons

    @inline(never)
    func compareSlowly(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let operation = ComparisonOperator.operation(Int(instruction.detail))
        if try pushComparison(operation, instruction.b, instruction.c, instruction.a, &cursor) { return }
        let first = try operand(instruction.b, cursor.position)
        let second = try operand(instruction.c, cursor.position)
        cursor.register(instruction.a).put(try compare(operation, first, second))
        cursor.advance()
    }

    /// A jump whose comparison is not one of numbers.
    @inline(never)
    func branchCompareSlowly(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let operation = ComparisonOperator.operation(Int(instruction.detail) >> 1)
        if try pushComparison(operation, instruction.a, instruction.b, 0, &cursor) { return }
        let first = try operand(instruction.a, cursor.position)
        let second = try operand(instruction.b, cursor.position)
        try finishBranch(instruction, try compare(operation, first, second), &cursor)
    }

    /// Pushes the frame of the left operand's method, if its class has a plain function for the comparison.
    private func pushComparison(
        _ operation: ComparisonOperator, _ first: Int32, _ second: Int32, _ result: Int32, _ cursor: inout Cursor
    ) throws -> Bool {
        stack.current.pointee.position = cursor.position
        let (left, right) = (cursor.register(first), cursor.register(second))
        guard left.holds(instanceClass), !right.isUndefined, let name = operation.method, !isForeign(right, to: left),
            let method = left.address.borrow(as: Instance.self, { $0.plainMethod(name, taking: 2) })
        else { return false }
        try pushOperator(method, left, right, result)
        cursor = Cursor(stack.current)
        return true
    }

    @inline(never)
    func comparisonWithIntegerSlowly(
        _ operation: ComparisonOperator, _ position: UnsafeMutablePointer<Instruction>
    ) throws -> Bool {
        stack.current.pointee.position = position
        let left = try operand(position.pointee.a, position)
        return try decide(try compare(operation, left, .int(Int(position.pointee.b))))
    }

    func stepOperator(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let value = try operand(instruction.b, frame.pointee.position)
        if instruction.operation == .not {
            if let stager, stager.isUnknown(value) {
                frame.pointee.registers[Int(instruction.a)] = try stager.negated(value, self)
            } else {
                frame.pointee.registers[Int(instruction.a)] = .bool(try !truth(value))
            }
        } else {
            let operation = UnaryOperator.operation(Int(instruction.detail))
            frame.pointee.registers[Int(instruction.a)] = try unary(operation, value)
        }
    }
}
