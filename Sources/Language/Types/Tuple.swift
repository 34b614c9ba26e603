import CReferences

/// Python's `tuple`. Short ones carry their elements themselves.
public final class Tuple: Object {
    public private(set) var count: Int
    private var first = Value.undefined
    private var second = Value.undefined
    private var third = Value.undefined
    /// The elements of longer tuples.
    private var others: [Value] = []

    override public class var nativeType: TypeObject { .tuple }
    override public class var hasPlainMethods: Bool { true }

    public init(_ elements: [Value] = []) {
        count = elements.count
        if count > Tuple.inlineLimit {
            others = elements
            return
        }
        if count > 0 { first = elements[0] }
        if count > 1 { second = elements[1] }
        if count > 2 { third = elements[2] }
    }

    /// A pair.
    package init(_ first: Value, _ second: Value) {
        count = 2
        self.first = first
        self.second = second
    }

    /// Takes the elements out of registers, in the memory of an ended tuple if there is one.
    static func make(moving registers: UnsafeMutablePointer<Value>, _ count: Int) -> Tuple {
        guard count <= inlineLimit, let object = creferences_take_tuple() else {
            return Tuple(moving: registers, count)
        }
        let tuple = Unmanaged<Tuple>.fromOpaque(object).takeRetainedValue()
        tuple.count = count
        let place = tuple.firstPlace
        for index in 0..<count { (place + index).move(registers + index) }
        return tuple
    }

    /// A pair, in the memory of an ended tuple if there is one.
    static func make(_ first: consuming Value, _ second: consuming Value) -> Tuple {
        guard let object = creferences_take_tuple() else { return Tuple(first, second) }
        let tuple = Unmanaged<Tuple>.fromOpaque(object).takeRetainedValue()
        tuple.count = 2
        tuple.firstPlace.initialize(to: first)
        (tuple.firstPlace + 1).initialize(to: second)
        return tuple
    }

    /// Three elements, in the memory of an ended tuple if there is one.
    static func make(_ first: consuming Value, _ second: consuming Value, _ third: consuming Value) -> Tuple {
        guard let object = creferences_take_tuple() else { return Tuple([first, second, third]) }
        let tuple = Unmanaged<Tuple>.fromOpaque(object).takeRetainedValue()
        tuple.count = 3
        tuple.firstPlace.initialize(to: first)
        (tuple.firstPlace + 1).initialize(to: second)
        (tuple.firstPlace + 2).initialize(to: third)
        return tuple
    }

    /// Where the elements of a short tuple lie.
    @inline(__always)
    private var firstPlace: UnsafeMutablePointer<Value> {
        (UnsafeMutableRawPointer(mutating: rawAddress) + 32).assumingMemoryBound(to: Value.self)
    }

    /// Where the elements of any tuple lie: those of a long one after the header of their array's storage.
    @inline(__always)
    private var places: UnsafeMutablePointer<Value> {
        guard count > Tuple.inlineLimit else { return firstPlace }
        let storage = rawAddress.load(fromByteOffset: 80, as: UnsafeMutableRawPointer.self)
        return (storage + 32).assumingMemoryBound(to: Value.self)
    }

    /// Where the elements of a plain tuple lie, if there are so many.
    @inline(__always)
    func place(ofElements expected: Int) -> UnsafeMutablePointer<Value>? {
        count == expected && derivation == nil ? places : nil
    }

    /// Where the element of a plain tuple at an index lies, which may be negative; nil when there is none.
    @inline(__always)
    func place(at index: Int) -> UnsafeMutablePointer<Value>? {
        let position = index < 0 ? index &+ count : index
        return position >= 0 && position < count && derivation == nil ? places + position : nil
    }

    /// Whether elements lie in memory as this expects.
    static let isMemoryAsExpected: Bool = {
        let (pair, long) = (Tuple([7, 8]), Tuple([1, 2, 3, 4, 5]))
        return withExtendedLifetime((pair, long)) {
            let (place, places) = (pair.places, long.places)
            return place.isInteger && place.integer == 7 && (place + 1).isInteger && (place + 1).integer == 8
                && (place + 2).isUndefined
                && (0..<5).allSatisfy { (places + $0).isInteger && places[$0].isSame(as: .int($0 + 1)) }
        }
    }()

    /// Takes the elements out of registers.
    init(moving registers: UnsafeMutablePointer<Value>, _ count: Int) {
        self.count = count
        if count > Tuple.inlineLimit {
            others = [Value](unsafeUninitializedCapacity: count) { buffer, initializedCount in
                for index in 0..<count { buffer.initializeElement(at: index, to: (registers + index).take()) }
                initializedCount = count
            }
            return
        }
        if count > 0 { first = registers.take() }
        if count > 1 { second = (registers + 1).take() }
        if count > 2 { third = (registers + 2).take() }
    }

    private static let inlineLimit = 3

    deinit {
        if count > Tuple.inlineLimit { return Teardown.free(&others) }
        guard first.isContainer || second.isContainer || third.isContainer else { return }
        Teardown.free(
            directly: {
                first = .undefined
                second = .undefined
                third = .undefined
            }, asList: { [first, second, third] })
    }

    public var elements: [Value] {
        switch count {
        case 0: []
        case 1: [first]
        case 2: [first, second]
        case 3: [first, second, third]
        default: others
        }
    }

    /// The element at a position, which must be within bounds.
    @inline(__always)
    package subscript(position: Int) -> Value {
        if count > Tuple.inlineLimit { return others[position] }
        return position == 0 ? first : position == 1 ? second : third
    }

    override public func truth(_ evaluator: Evaluator) throws -> Bool { count != 0 }
    override public func length(_ evaluator: Evaluator) throws -> Int? { count }

    override public func hash(_ evaluator: Evaluator) throws -> Int {
        var mixture = Mixture()
        for position in 0..<count {
            let element = self[position]
            mixture.add(
                element.isObject ? try evaluator.nested { try evaluator.hash(element) } : Scalar.hash(element))
        }
        return mixture.result(count)
    }

    /// CPython's mixing (xxHash), so that sets of tuples have CPython's order.
    private struct Mixture {
        private var accumulator: UInt64 = 2_870_177_450_012_600_261

        @inline(__always)
        mutating func add(_ hash: Int) {
            accumulator &+= UInt64(bitPattern: Int64(hash)) &* 14_029_467_366_897_019_727
            accumulator = (accumulator << 31) | (accumulator >> 33)
            accumulator &*= 11_400_714_785_074_694_791
        }

        @inline(__always)
        func result(_ count: Int) -> Int {
            let mixed = accumulator &+ (UInt64(count) ^ (2_870_177_450_012_600_261 ^ 3_527_539))
            return mixed == .max ? 1_546_275_796 : Int(truncatingIfNeeded: mixed)
        }
    }

    /// The hash when all elements are scalars or plain texts; nil when more must be asked.
    var quickHash: Int? {
        guard derivation == nil else { return nil }
        var mixture = Mixture()
        let places = places
        for position in 0..<count {
            let place = places + position
            if !place.isObject {
                mixture.add(Scalar.hash(place.pointee))
            } else if place.objectClass == Text.classAddress {
                let hash = place.address.borrow(as: Text.self) { $0.derivation == nil ? $0.hashCode : nil }
                guard let hash else { return nil }
                mixture.add(hash)
            } else {
                return nil
            }
        }
        return mixture.result(count)
    }

    /// Whether two tuples are equal when all their elements are scalars or texts; nil when more must be asked.
    func quickEquality(_ other: Tuple) -> Bool? {
        guard derivation == nil, other.derivation == nil else { return nil }
        guard count == other.count else { return false }
        let (places, others) = (places, other.places)
        for position in 0..<count {
            let (place, otherPlace) = (places + position, others + position)
            if place.isInteger, otherPlace.isInteger, place.integer == otherPlace.integer { continue }
            let (mine, theirs) = (place.pointee, otherPlace.pointee)
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
