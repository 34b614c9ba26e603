/// Operators on any values, with Python's order of asking: the right operand first when its class derives from the left's.
extension Evaluator {
    /// `left + right` and so on; TypeError when neither side knows the operation.
    public func binary(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws -> Value {
        if let result = try binaryResult(operation, left, right) { return result }
        throw unsupported("\(operation.rawValue)", left, right, isPower: operation == .power)
    }

    /// `left += right`: the object to bind the name to.
    public func inPlace(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws -> Value {
        if case .object(let object) = left {
            if let method = try userMethod(operation.inPlaceMethod, of: object) {
                let result = try call(method, [right])
                if !result.isSame(as: .notImplemented) { return result }
            } else if let result = try object.inPlace(operation, right, self) {
                return result
            }
        }
        if let result = try binaryResult(operation, left, right) { return result }
        throw unsupported("\(operation.rawValue)=", left, right, isPower: false)
    }

    public func unary(_ operation: UnaryOperator, _ value: Value) throws -> Value {
        guard let method = operation.method else { return .bool(try !truth(value)) }
        if case .object(let object) = value {
            if let method = try userMethod(method, of: object) { return try call(method) }
            if let result = try object.unary(operation, self) { return result }
        } else if let result = try Scalar.unary(operation, value) {
            return result
        }
        throw PythonError(.typeError, "bad operand type for unary \(operation.rawValue): '\(value.typeName)'")
    }

    /// `left < right` and so on; `is` and `in` too. The result of a rich comparison need not be a bool.
    public func compare(_ operation: ComparisonOperator, _ left: Value, _ right: Value) throws -> Value {
        switch operation {
        case .is: return .bool(left.isSame(as: right))
        case .isNot: return .bool(!left.isSame(as: right))
        case .in, .notIn:
            if right.object?.interceptsCalls == true, let result = try right.object?.compare(operation, left, self) {
                return result
            }
            return .bool(try contains(right, left) == (operation == .in))
        case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: break
        }
        return try settled(operation, left, right, try comparison(operation, left, right))
    }

    /// The answer of the operands' methods, or what holds when neither has one.
    private func settled(
        _ operation: ComparisonOperator, _ left: Value, _ right: Value, _ answer: Value?
    ) throws -> Value {
        if let answer { return answer }
        if operation == .equal { return .bool(left.isSame(as: right)) }
        if operation == .notEqual { return .bool(!left.isSame(as: right)) }
        throw PythonError(
            .typeError,
            "'\(operation.rawValue)' not supported between instances of '\(left.typeName)' and '\(right.typeName)'")
    }

    /// `left op right` after the left operand's method answered `NotImplemented`.
    func reflectedBinary(
        _ operation: BinaryOperator, _ left: Value, _ right: Value, isInPlace: Bool
    ) throws -> Value {
        if let result = try answer(operation, right, left, reflected: true) { return result }
        let symbol = isInPlace ? "\(operation.rawValue)=" : operation.rawValue
        throw unsupported(symbol, left, right, isPower: operation == .power && !isInPlace)
    }

    /// `left op right` after the left operand's method answered `NotImplemented`.
    func reflectedComparison(_ operation: ComparisonOperator, _ left: Value, _ right: Value) throws -> Value {
        try settled(operation, left, right, try comparisonAnswer(operation.swapped, right, left))
    }

    public func equal(_ left: Value, _ right: Value) throws -> Bool {
        try truth(try compare(.equal, left, right))
    }

    public func less(_ left: Value, _ right: Value) throws -> Bool {
        if let quick = left.quickOrder(right) { return quick }
        return try truth(try compare(.less, left, right))
    }

    /// How containers compare elements: the same object, or equal.
    public func identicalOrEqual(_ left: Value, _ right: Value) throws -> Bool {
        try left.isSame(as: right) || equal(left, right)
    }

    private func binaryResult(_ operation: BinaryOperator, _ left: Value, _ right: Value) throws -> Value? {
        if !left.isObject, !right.isObject { return try Scalar.binary(operation, left, right) }
        let rightFirst = prefersRight(operation, left, right)
        if rightFirst, let result = try answer(operation, right, left, reflected: true) { return result }
        if let result = try answer(operation, left, right, reflected: false) { return result }
        if !rightFirst, let result = try answer(operation, right, left, reflected: true) { return result }
        return nil
    }

    private func prefersRight(_ operation: BinaryOperator, _ left: Value, _ right: Value) -> Bool {
        guard case .object(let object) = right, let derived = object.derivation?.type else { return false }
        let leftType = left.type
        return derived !== leftType && derived.isSubclass(of: leftType)
            && derived.userLookup(operation.reflectedMethod) != nil
    }

    private func answer(
        _ operation: BinaryOperator, _ value: Value, _ other: Value, reflected: Bool
    ) throws -> Value? {
        guard case .object(let object) = value else { return nil }
        let name = reflected ? operation.reflectedMethod : operation.method
        if let method = try userMethod(name, of: object) {
            let result = try call(method, [other])
            return result.isSame(as: .notImplemented) ? nil : result
        }
        return try nested { try object.binary(operation, other, reflected: reflected, self) }
    }

    private func comparison(_ operation: ComparisonOperator, _ left: Value, _ right: Value) throws -> Value? {
        if !left.isObject, !right.isObject { return Scalar.compare(operation, left, right) }
        let rightFirst: Bool
        if case .object(let object) = right, let derived = object.derivation?.type {
            rightFirst = derived !== left.type && derived.isSubclass(of: left.type)
        } else {
            rightFirst = false
        }
        if rightFirst, let result = try comparisonAnswer(operation.swapped, right, left) { return result }
        if let result = try comparisonAnswer(operation, left, right) { return result }
        return rightFirst ? nil : try comparisonAnswer(operation.swapped, right, left)
    }

    private func comparisonAnswer(_ operation: ComparisonOperator, _ value: Value, _ other: Value) throws -> Value? {
        guard case .object(let object) = value else { return nil }
        if let name = operation.method, let method = try userMethod(name, of: object) {
            let result = try call(method, [other])
            return result.isSame(as: .notImplemented) ? nil : result
        }
        if operation == .notEqual, let method = try userMethod(.__eq__, of: object) {
            let result = try call(method, [other])
            return result.isSame(as: .notImplemented) ? nil : .bool(try !truth(result))
        }
        return try nested(" in comparison") { try object.compare(operation, other, self) }
    }

    private func unsupported(_ symbol: String, _ left: Value, _ right: Value, isPower: Bool) -> PythonError {
        let name = isPower ? "** or pow()" : symbol
        return PythonError(
            .typeError, "unsupported operand type(s) for \(name): '\(left.typeName)' and '\(right.typeName)'")
    }
}

extension Value {
    @inline(__always)
    package var isObject: Bool {
        if case .object = self { return true }
        return false
    }
}
