/// Python's `tuple`.
public final class Tuple: Object {
    public let elements: [Value]

    override public class var nativeType: TypeObject { .tuple }
    override public class var hasPlainMethods: Bool { true }

    public init(_ elements: [Value] = []) { self.elements = elements }

    override public func truth(_ evaluator: Evaluator) throws -> Bool { !elements.isEmpty }
    override public func length(_ evaluator: Evaluator) throws -> Int? { elements.count }

    /// CPython's mixing (xxHash), so that sets of tuples have CPython's order.
    override public func hash(_ evaluator: Evaluator) throws -> Int {
        var accumulator: UInt64 = 2_870_177_450_012_600_261
        for element in elements {
            let hash = element.isObject ? try evaluator.nested { try evaluator.hash(element) } : Scalar.hash(element)
            let lane = UInt64(bitPattern: Int64(hash))
            accumulator &+= lane &* 14_029_467_366_897_019_727
            accumulator = (accumulator << 31) | (accumulator >> 33)
            accumulator &*= 11_400_714_785_074_694_791
        }
        accumulator &+= UInt64(elements.count) ^ (2_870_177_450_012_600_261 ^ 3_527_539)
        return accumulator == .max ? 1_546_275_796 : Int(truncatingIfNeeded: accumulator)
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        try OpenRepresentations.text(of: self, whenRepeated: "(...)", evaluator) {
            try Sequences.text(elements, "(", elements.count == 1 ? ",)" : ")", evaluator)
        }
    }

    override public func iterate(_ evaluator: Evaluator) throws -> ValueIterator? { TupleIterator(elements) }

    override public func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        try Sequences.firstIndex(of: value, in: elements, evaluator) != nil
    }

    override public func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if let slice = key.as(Slice.self) {
            return .object(Tuple(Sequences.slice(elements, try slice.range(count: elements.count, evaluator))))
        }
        let index = try Indexing.element(key, count: elements.count, sequence: "tuple", evaluator)
        guard index >= 0, index < elements.count else { throw PythonError(.indexError, "tuple index out of range") }
        return elements[index]
    }

    override public func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        switch operation {
        case .add where !reflected:
            if let other = other.as(Tuple.self) { return .object(Tuple(elements + other.elements)) }
            if other.object?.interceptsCalls == true { return nil }
            throw PythonError(.typeError, "can only concatenate tuple (not \"\(other.typeName)\") to tuple")
        case .multiply:
            guard let count = try Indexing.repeatCount(other, evaluator) else { return nil }
            return .object(Tuple(try Sequences.repeated(elements, count)))
        default: return nil
        }
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let other = other.as(Tuple.self) else { return nil }
        return try Sequences.compare(operation, elements, other.elements, evaluator)
    }
}

/// Iterates a tuple.
final class TupleIterator: ValueIterator {
    private let elements: [Value]
    private var position = 0

    // Immutable, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(native: "tuple_iterator", bases: [.iterator])
    override class var nativeType: TypeObject { typeObject }

    init(_ elements: [Value]) { self.elements = elements }

    override func next(_ evaluator: Evaluator) throws -> Value? {
        guard position < elements.count else { return nil }
        defer { position += 1 }
        return elements[position]
    }

    override var remainingCount: Int { elements.count - position }

    override var copy: ValueIterator? {
        let copy = TupleIterator(elements)
        copy.position = position
        return copy
    }
}
