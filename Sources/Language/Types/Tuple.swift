/// Python's `tuple`. Pairs, the most frequent ones, carry their elements themselves.
public final class Tuple: Object {
    public let count: Int
    private var first: Value
    private var second: Value
    /// The elements of all tuples but pairs.
    private var others: [Value]

    override public class var nativeType: TypeObject { .tuple }
    override public class var hasPlainMethods: Bool { true }

    public init(_ elements: [Value] = []) {
        count = elements.count
        let isPair = elements.count == 2
        first = isPair ? elements[0] : .undefined
        second = isPair ? elements[1] : .undefined
        others = isPair ? [] : elements
    }

    /// A pair.
    package init(_ first: Value, _ second: Value) {
        count = 2
        self.first = first
        self.second = second
        others = []
    }

    deinit {
        guard count == 2 else { return Teardown.free(&others) }
        guard first.isObject || second.isObject else { return }
        Teardown.free(
            directly: {
                first = .undefined
                second = .undefined
            }, asList: { [first, second] })
    }

    public var elements: [Value] { count == 2 ? [first, second] : others }

    /// The element at a position, which must be within bounds.
    @inline(__always)
    package subscript(position: Int) -> Value {
        count == 2 ? (position == 0 ? first : second) : others[position]
    }

    override public func truth(_ evaluator: Evaluator) throws -> Bool { count != 0 }
    override public func length(_ evaluator: Evaluator) throws -> Int? { count }

    /// CPython's mixing (xxHash), so that sets of tuples have CPython's order.
    override public func hash(_ evaluator: Evaluator) throws -> Int {
        var accumulator: UInt64 = 2_870_177_450_012_600_261
        for position in 0..<count {
            let element = self[position]
            let hash = element.isObject ? try evaluator.nested { try evaluator.hash(element) } : Scalar.hash(element)
            let lane = UInt64(bitPattern: Int64(hash))
            accumulator &+= lane &* 14_029_467_366_897_019_727
            accumulator = (accumulator << 31) | (accumulator >> 33)
            accumulator &*= 11_400_714_785_074_694_791
        }
        accumulator &+= UInt64(count) ^ (2_870_177_450_012_600_261 ^ 3_527_539)
        return accumulator == .max ? 1_546_275_796 : Int(truncatingIfNeeded: accumulator)
    }

    /// Whether two tuples are equal when all their elements are scalars or texts; nil when more must be asked.
    func quickEquality(_ other: Tuple) -> Bool? {
        guard derivation == nil, other.derivation == nil else { return nil }
        guard count == other.count else { return false }
        for position in 0..<count {
            let (mine, theirs) = (self[position], other[position])
            if mine.tuple != nil || theirs.tuple != nil { return nil }
            guard let isEqual = mine.quickEquality(theirs) else { return nil }
            if !isEqual { return false }
        }
        return true
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        try OpenRepresentations.text(of: self, whenRepeated: "(...)", evaluator) {
            try Sequences.text(elements, "(", count == 1 ? ",)" : ")", evaluator)
        }
    }

    override public func iterate(_ evaluator: Evaluator) throws -> ValueIterator? { TupleIterator(self) }

    override public func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        try Sequences.firstIndex(of: value, in: elements, evaluator) != nil
    }

    override public func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if let slice = key.as(Slice.self) {
            return .object(Tuple(Sequences.slice(elements, try slice.range(count: count, evaluator))))
        }
        let index = try Indexing.element(key, count: count, sequence: "tuple", evaluator)
        guard index >= 0, index < count else { throw PythonError(.indexError, "tuple index out of range") }
        return self[index]
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
    private let tuple: Tuple
    private var position = 0

    // Immutable, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(native: "tuple_iterator", bases: [.iterator])
    override class var nativeType: TypeObject { typeObject }

    init(_ tuple: Tuple) { self.tuple = tuple }

    override func next(_ evaluator: Evaluator) throws -> Value? {
        guard position < tuple.count else { return nil }
        position += 1
        return tuple[position - 1]
    }

    override var remainingCount: Int { tuple.count - position }

    override var copy: ValueIterator? {
        let copy = TupleIterator(tuple)
        copy.position = position
        return copy
    }
}
