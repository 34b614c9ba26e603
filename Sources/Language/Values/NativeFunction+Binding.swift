/// Binding without an array: the arguments of most calls stand on the stack beside the defaults.
extension NativeFunction {
    /// Calls the body with positional arguments bound to the parameters; nil when there is something to refuse.
    func callBound(
        _ signature: Signature, _ given: UnsafePointer<Value>, _ givenCount: Int, _ evaluator: Evaluator
    ) throws -> Value? {
        guard signature.isFilledByPositions, givenCount >= signature.requiredPositionalCount,
            givenCount <= signature.positionalCount || signature.variadicIndex != nil
        else { return nil }
        let count = signature.parameters.count
        return try withUnsafeTemporaryAllocation(of: Value.self, capacity: max(1, count)) { buffer in
            guard let bound = buffer.baseAddress else { return nil }
            fill(bound, count, signature, given, givenCount)
            defer { bound.deinitialize(count: count) }
            return try callBody(bound, count, evaluator)
        }
    }

    // The compiler cannot inline a closure that makes arguments.
    @inline(never)
    private func callBody(_ bound: UnsafePointer<Value>, _ count: Int, _ evaluator: Evaluator) throws -> Value {
        try body(Arguments(borrowing: bound, count: count), evaluator)
    }

    private func fill(
        _ bound: UnsafeMutablePointer<Value>, _ count: Int, _ signature: Signature, _ given: UnsafePointer<Value>,
        _ givenCount: Int
    ) {
        let taken = min(givenCount, signature.positionalCount)
        bound.initialize(from: given, count: taken)
        for index in taken..<count {
            if index == signature.variadicIndex {
                let rest = UnsafeBufferPointer(start: given + taken, count: givenCount - taken)
                (bound + index).initialize(to: Value(tuple: Array(rest)))
            } else if index == signature.keywordsIndex {
                (bound + index).initialize(to: .object(Dict()))
            } else {
                (bound + index).initialize(to: standard(index).pointee)
            }
        }
    }
}

extension BoundMethod {
    /// Calls the function with the receiver in front of the arguments.
    func callNative(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        try callNative(arguments.pointer, arguments.count, arguments.keywordNames, evaluator)
    }

    private func callNative(
        _ given: UnsafePointer<Value>, _ count: Int, _ names: [Symbol], _ evaluator: Evaluator
    ) throws -> Value {
        let total = count + names.count + 1
        return try withUnsafeTemporaryAllocation(of: Value.self, capacity: total) { buffer in
            guard let base = buffer.baseAddress else { return .none }
            base.initialize(to: receiver)
            (base + 1).initialize(from: given, count: total - 1)
            defer { base.deinitialize(count: total) }
            return try callFunction(base, count + 1, names, evaluator)
        }
    }

    // The compiler cannot inline a closure that makes arguments.
    @inline(never)
    private func callFunction(
        _ values: UnsafePointer<Value>, _ count: Int, _ names: [Symbol], _ evaluator: Evaluator
    ) throws -> Value {
        try evaluator.call(function, Arguments(borrowing: values, count: count, keywordNames: names))
    }
}
