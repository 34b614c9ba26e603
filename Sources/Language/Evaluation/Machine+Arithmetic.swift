import Glibc

/// Operators: ints and floats at once, everything else through the evaluator.
extension Evaluator {
    @inline(__always)
    func add(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let (left, right) = (cursor.register(instruction.b), cursor.register(instruction.c))
        if left.isInteger, right.isInteger {
            let (sum, overflow) = left.integer.addingReportingOverflow(right.integer)
            if !overflow {
                cursor.register(instruction.a).put(integer: sum)
                cursor.advance()
                return
            }
        } else if let (a, b) = Evaluator.floats(left, right) {
            cursor.register(instruction.a).put(.float(a + b))
            cursor.advance()
            return
        }
        if addTexts(cursor.position, cursor.registers, cursor.localCount, cursor.globals) { return cursor.advance() }
        try apart(&cursor) { try operateSlowly(.add, &$0) }
    }

    @inline(__always)
    func subtract(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let (left, right) = (cursor.register(instruction.b), cursor.register(instruction.c))
        if left.isInteger, right.isInteger {
            let (difference, overflow) = left.integer.subtractingReportingOverflow(right.integer)
            if !overflow {
                cursor.register(instruction.a).put(integer: difference)
                cursor.advance()
                return
            }
        } else if let (a, b) = Evaluator.floats(left, right) {
            cursor.register(instruction.a).put(.float(a - b))
            cursor.advance()
            return
        }
        try apart(&cursor) { try operateSlowly(.subtract, &$0) }
    }

    @inline(__always)
    func multiply(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let (left, right) = (cursor.register(instruction.b), cursor.register(instruction.c))
        if left.isInteger, right.isInteger {
            let (product, overflow) = left.integer.multipliedReportingOverflow(by: right.integer)
            if !overflow {
                cursor.register(instruction.a).put(integer: product)
                cursor.advance()
                return
            }
        } else if let (a, b) = Evaluator.floats(left, right) {
            cursor.register(instruction.a).put(.float(a * b))
            cursor.advance()
            return
        }
        try apart(&cursor) { try operateSlowly(.multiply, &$0) }
    }

    @inline(__always)
    func addInteger(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let left = cursor.register(instruction.b)
        if left.isInteger {
            let (sum, overflow) = left.integer.addingReportingOverflow(Int(instruction.c))
            if !overflow {
                cursor.register(instruction.a).put(integer: sum)
                cursor.advance()
                return
            }
        } else if case .float(let a) = left.pointee, instruction.c != 0 {
            cursor.register(instruction.a).put(.float(a + Double(instruction.c)))
            cursor.advance()
            return
        }
        try addIntegerSlowly(cursor.position)
        cursor.advance()
    }

    /// The operators without an operation of their own. The frequent ones on numbers are done here.
    @inline(__always)
    func binary(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let (left, right) = (cursor.register(instruction.b), cursor.register(instruction.c))
        if left.isInteger, right.isInteger {
            let operation = BinaryOperator.operation(Int(instruction.detail) >> 1)
            let result = Evaluator.quickInteger(operation, left.integer, right.integer)
            if !result.isUndefined {
                cursor.register(instruction.a).put(result)
                return cursor.advance()
            }
        }
        try apart(&cursor) { try operate(&$0) }
    }

    @inline(never)
    private func operate(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let operation = BinaryOperator.operation(Int(instruction.detail) >> 1)
        let (left, right) = (cursor.register(instruction.b), cursor.register(instruction.c))
        if let (a, b) = Evaluator.floats(left, right), let result = Evaluator.quickFloat(operation, a, b) {
            cursor.register(instruction.a).put(.float(result))
            cursor.advance()
            return
        }
        try operateSlowly(operation, &cursor)
    }

    /// Two numbers as floats, unless both may be ints.
    @inline(__always)
    private static func floats(
        _ left: UnsafeMutablePointer<Value>, _ right: UnsafeMutablePointer<Value>
    ) -> (Double, Double)? {
        if case .float(let a) = left.pointee {
            if case .float(let b) = right.pointee { return (a, b) }
            return right.isInteger ? (a, Double(right.integer)) : nil
        }
        if left.isInteger, case .float(let b) = right.pointee { return (Double(left.integer), b) }
        return nil
    }

    @inline(__always)
    private static func quickFloat(_ operation: BinaryOperator, _ a: Double, _ b: Double) -> Double? {
        switch operation {
        case .divide where b != 0: return a / b
        case .power where a > 0:
            let result = pow(a, b)
            return result.isFinite ? result : nil
        default: return nil
        }
    }

    /// `.undefined` when the operator needs more than one step.
    @inline(never)
    private static func quickInteger(_ operation: BinaryOperator, _ a: Int, _ b: Int) -> Value {
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
        case .leftShift where b >= 0 && b < 31 && abs32(a): return .int(a << b)
        case .power where b == 2 && abs32(a): return .int(a &* a)
        default: return .undefined
        }
    }

    /// Whether a number is exact as a float.
    @inline(__always)
    private static func abs32(_ value: Int) -> Bool { value == Int(Int32(truncatingIfNeeded: value)) }

    @inline(__always)
    func compare(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let (left, right) = (cursor.register(instruction.b), cursor.register(instruction.c))
        let operation = ComparisonOperator.operation(Int(instruction.detail))
        if left.isInteger, right.isInteger, operation.isOrder {
            let holds = Evaluator.holds(operation, left.integer, right.integer)
            cursor.register(instruction.a).put(.bool(holds))
            return cursor.advance()
        }
        if compareQuickly(instruction, cursor.registers, cursor.localCount) { return cursor.advance() }
        try apart(&cursor) { try compareSlowly(&$0) }
    }

    /// Ints, floats, and whether anything is None; nil for all other questions.
    @inline(__always)
    static func quickComparison(
        _ operation: ComparisonOperator, _ left: UnsafeMutablePointer<Value>, _ right: UnsafeMutablePointer<Value>
    ) -> Bool? {
        if left.isInteger, right.isInteger, operation != .in, operation != .notIn {
            return holds(operation, left.integer, right.integer)
        }
        if case .float(let a) = left.pointee, case .float(let b) = right.pointee, operation.isOrder {
            return holds(operation, a, b)
        }
        if operation == .is || operation == .isNot, right.tag == ValueLayout.emptyTag, right.payload != 0,
            !left.isUndefined
        {
            return (left.tag == right.tag) == (operation == .is)
        }
        return nil
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
}
