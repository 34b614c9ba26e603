import Language

/// A tuple with a class of its own: `torch.Size`, or a result whose fields have names.
/// To the language it is a tuple: it compares, unpacks, slices and adds like one.
package class TupleFace: Object {
    package var elements: [Value] { [] }

    /// The same kind of tuple from a slice or a sum, where the kind is kept.
    func rebuilt(_ elements: [Value]) -> Value { Value(tuple: elements) }

    override package func length(_ evaluator: Evaluator) throws -> Int? { elements.count }

    override package func iterate(_ evaluator: Evaluator) throws -> ValueIterator? { ArrayIterator(elements) }

    override package func hash(_ evaluator: Evaluator) throws -> Int { try evaluator.hash(Value(tuple: elements)) }

    override package func truth(_ evaluator: Evaluator) throws -> Bool { !elements.isEmpty }

    override package func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        let item = try evaluator.getItem(Value(tuple: elements), key)
        return key.as(Slice.self) == nil ? item : rebuilt(try evaluator.array(from: item))
    }

    override package func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let right = other.tupleElements else { return nil }
        return try evaluator.compare(operation, Value(tuple: elements), Value(tuple: right))
    }

    override package func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        if operation == .add, let others = other.tupleElements {
            return rebuilt(reflected ? others + elements : elements + others)
        }
        guard operation == .multiply, case .int = other else { return nil }
        return rebuilt(try evaluator.array(from: try evaluator.binary(.multiply, Value(tuple: elements), other)))
    }

    /// `index` and `count`, which the class `tuple` has for its own instances.
    static var tupleMethods: [NativeFunction] {
        let reversed = NativeFunction("__reversed__", "(self, /)") { arguments, evaluator in
            guard let face = arguments[0].as(TupleFace.self), let function = evaluator.builtins["reversed"] else {
                throw PythonError(.typeError, "descriptor '__reversed__' requires a tuple")
            }
            return try evaluator.call(function, [Value(tuple: face.elements)])
        }
        return [reversed]
            + ["index", "count"].map { name in
                NativeFunction(name, "(self, value, /)") { arguments, evaluator in
                    guard let face = arguments[0].as(TupleFace.self) else {
                        throw PythonError(.typeError, "descriptor '\(name)' requires a tuple")
                    }
                    return try evaluator.callMethod(Symbol(name), of: Value(tuple: face.elements), [arguments[1]])
                }
            }
    }
}

extension Value {
    /// The elements of a tuple or of a face of one.
    package var tupleElements: [Value]? { self.as(Tuple.self)?.elements ?? self.as(TupleFace.self)?.elements }

    /// The elements of a list or a tuple; nil for anything else.
    package var sequenceElements: [Value]? { self.as(List.self)?.elements ?? tupleElements }
}
