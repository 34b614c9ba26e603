/// Operators: ints and floats at once, everything else through the evaluator.
extension Evaluator {
    @inline(__always)
    func add(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let left = cursor.register(instruction.b)
        let right = cursor.register(instruction.c)
        if case .int(let a) = left.pointee, case .int(let b) = right.pointee {
            let (sum, overflow) = a.addingReportingOverflow(b)
            if !overflow {
                cursor.register(instruction.a).put(.int(sum))
                cursor.advance()
                return
            }
        } else if case .float(let a) = left.pointee, case .float(let b) = right.pointee {
            cursor.register(instruction.a).put(.float(a + b))
            cursor.advance()
            return
        }
        try operateSlowly(.add, cursor.position)
        cursor.advance()
    }

    @inline(__always)
    func subtract(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let left = cursor.register(instruction.b)
        let right = cursor.register(instruction.c)
        if case .int(let a) = left.pointee, case .int(let b) = right.pointee {
            let (difference, overflow) = a.subtractingReportingOverflow(b)
            if !overflow {
                cursor.register(instruction.a).put(.int(difference))
                cursor.advance()
                return
            }
        } else if case .float(let a) = left.pointee, case .float(let b) = right.pointee {
            cursor.register(instruction.a).put(.float(a - b))
            cursor.advance()
            return
        }
        try operateSlowly(.subtract, cursor.position)
        cursor.advance()
    }

    @inline(__always)
    func multiply(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let left = cursor.register(instruction.b)
        let right = cursor.register(instruction.c)
        if case .int(let a) = left.pointee, case .int(let b) = right.pointee {
            let (product, overflow) = a.multipliedReportingOverflow(by: b)
            if !overflow {
                cursor.register(instruction.a).put(.int(product))
                cursor.advance()
                return
            }
        } else if case .float(let a) = left.pointee, case .float(let b) = right.pointee {
            cursor.register(instruction.a).put(.float(a * b))
            cursor.advance()
            return
        }
        try operateSlowly(.multiply, cursor.position)
        cursor.advance()
    }

    @inline(__always)
    func addInteger(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        if case .int(let a) = cursor.register(instruction.b).pointee {
            let (sum, overflow) = a.addingReportingOverflow(Int(instruction.c))
            if !overflow {
                cursor.register(instruction.a).put(.int(sum))
                cursor.advance()
                return
            }
        }
        try addIntegerSlowly(cursor.position)
        cursor.advance()
    }

    /// The operators without an operation of their own. The frequent ones on ints are done here.
    @inline(__always)
    func binary(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let operation = BinaryOperator.operation(Int(instruction.detail) >> 1)
        if case .int(let a) = cursor.register(instruction.b).pointee,
            case .int(let b) = cursor.register(instruction.c).pointee,
            let result = Evaluator.quickInteger(operation, a, b)
        {
            cursor.register(instruction.a).put(result)
        } else {
            try operateSlowly(operation, cursor.position)
        }
        cursor.advance()
    }

    @inline(__always)
    private static func quickInteger(_ operation: BinaryOperator, _ a: Int, _ b: Int) -> Value? {
        switch operation {
        case .floorDivide where b > 0:
            let quotient = a / b
            return .int(a % b < 0 ? quotient - 1 : quotient)
        case .modulo where b > 0:
            let remainder = a % b
            return .int(remainder < 0 ? remainder + b : remainder)
        case .divide where b != 0 && abs32(a) && abs32(b): return .float(Double(a) / Double(b))
        case .and: return .int(a & b)
        case .or: return .int(a | b)
        case .xor: return .int(a ^ b)
        case .rightShift where b >= 0 && b < 64: return .int(a >> b)
        default: return nil
        }
    }

    /// Whether a number is exact as a float.
    @inline(__always)
    private static func abs32(_ value: Int) -> Bool { value == Int(Int32(truncatingIfNeeded: value)) }

    @inline(__always)
    func compare(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        if case .int(let a) = cursor.register(instruction.b).pointee,
            case .int(let b) = cursor.register(instruction.c).pointee
        {
            let operation = ComparisonOperator.operation(Int(instruction.detail))
            if operation != .in, operation != .notIn {
                cursor.register(instruction.a).put(.bool(Evaluator.holds(operation, a, b)))
                cursor.advance()
                return
            }
        }
        try compareSlowly(cursor.position)
        cursor.advance()
    }

    @inline(__always)
    static func holds<Number: Comparable>(_ operation: ComparisonOperator, _ a: Number, _ b: Number) -> Bool {
        switch operation {
        case .less: a < b
        case .lessOrEqual: a <= b
        case .greater: a > b
        case .greaterOrEqual: a >= b
        case .equal, .is: a == b
        case .notEqual, .isNot: a != b
        case .in, .notIn: false
        }
    }

    // MARK: Off the fast path

    @inline(never)
    func operateSlowly(_ operation: BinaryOperator, _ position: UnsafeMutablePointer<Instruction>) throws {
        let frame = stack.current
        frame.pointee.position = position
        let instruction = position.pointee
        if operation == .add, instruction.detail & 1 == 1, appendText(instruction, frame.pointee.registers) { return }
        let left = try operand(instruction.b, position)
        let right = try operand(instruction.c, position)
        let result =
            instruction.detail & 1 == 0
            ? try binary(operation, left, right) : try inPlace(operation, left, right)
        frame.pointee.registers[Int(instruction.a)] = result
    }

    /// `text += piece` for a local text that nobody else holds; false when it is anything else.
    private func appendText(_ instruction: Instruction, _ registers: UnsafeMutablePointer<Value>) -> Bool {
        let target = registers + Int(instruction.a)
        guard instruction.a == instruction.b, target.isObject, target.objectClass == textClass,
            let suffix = registers[Int(instruction.c)].as(Text.self)?.string
        else { return false }
        var text = Unmanaged<Text>.fromOpaque(target.address).takeRetainedValue()
        let isOurs = isKnownUniquelyReferenced(&text) && text.derivation == nil
        if isOurs { text.append(suffix) }
        target.initialize(to: .object(text))
        return isOurs
    }

    @inline(never)
    private func addIntegerSlowly(_ position: UnsafeMutablePointer<Instruction>) throws {
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

    @inline(never)
    private func compareSlowly(_ position: UnsafeMutablePointer<Instruction>) throws {
        let frame = stack.current
        frame.pointee.position = position
        let instruction = position.pointee
        let left = try operand(instruction.b, position)
        let right = try operand(instruction.c, position)
        frame.pointee.registers[Int(instruction.a)] = try compare(
            ComparisonOperator.operation(Int(instruction.detail)), left, right)
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
