/// Python's `set` and `frozenset`.
public final class SetObject: Object {
    let table = ElementTable()
    public let isFrozen: Bool

    override public class var hasPlainMethods: Bool { true }

    override public var type: TypeObject { derivation?.type ?? (isFrozen ? .frozenSet : .set) }

    public init(isFrozen: Bool = false) { self.isFrozen = isFrozen }

    /// A set of the elements of an iterable.
    public static func make(from value: Value, isFrozen: Bool = false, _ evaluator: Evaluator) throws -> SetObject {
        let set = SetObject(isFrozen: isFrozen)
        try set.update(from: value, evaluator)
        return set
    }

    public var count: Int { table.count }

    /// The elements in the order in which they print.
    public var elements: [Value] { table.entries.compactMap(\.key.ifDefined) }

    public func add(_ element: Value, _ evaluator: Evaluator) throws {
        try table.add(element, hash: try Dict.hash(element, evaluator), evaluator)
    }

    func update(from value: Value, _ evaluator: Evaluator) throws {
        if let other = value.as(SetObject.self), other.derivation == nil {
            return try table.merge(other.table, evaluator)
        }
        if let range = value.as(RangeObject.self) { try SizeLimit.elements(range.count) }
        let iterator = try evaluator.iterate(value)
        while let element = try iterator.next(evaluator) {
            try add(element, evaluator)
            try evaluator.interrupt.check()
            try SizeLimit.elements(count)
        }
    }

    func has(_ element: Value, _ evaluator: Evaluator) throws -> Bool {
        try table.contains(element, hash: try Dict.hash(element, evaluator), evaluator)
    }

    func discard(_ element: Value, _ evaluator: Evaluator) throws -> Bool {
        try table.remove(element, hash: try Dict.hash(element, evaluator), evaluator)
    }

    func copy(_ evaluator: Evaluator) throws -> SetObject {
        let result = SetObject(isFrozen: isFrozen)
        try result.table.merge(table, evaluator)
        return result
    }

    // MARK: Algebra

    func union(_ other: SetObject, _ evaluator: Evaluator) throws -> SetObject {
        let result = try copy(evaluator)
        try result.table.merge(other.table, evaluator)
        return result
    }

    func intersection(_ other: SetObject, _ evaluator: Evaluator) throws -> SetObject {
        let result = SetObject(isFrozen: isFrozen)
        let (larger, smaller) = other.count > count ? (other, self) : (self, other)
        for entry in smaller.table.entries where !entry.key.isUndefined {
            if try larger.table.contains(entry.key, hash: entry.hash, evaluator) {
                try result.table.add(entry.key, hash: entry.hash, evaluator)
            }
        }
        return result
    }

    func difference(_ other: SetObject, _ evaluator: Evaluator) throws -> SetObject {
        if count >> 2 > other.count {
            let result = try copy(evaluator)
            for entry in other.table.entries where !entry.key.isUndefined {
                _ = try result.table.remove(entry.key, hash: entry.hash, evaluator)
            }
            return result
        }
        let result = SetObject(isFrozen: isFrozen)
        for entry in table.entries where !entry.key.isUndefined {
            if try !other.table.contains(entry.key, hash: entry.hash, evaluator) {
                try result.table.add(entry.key, hash: entry.hash, evaluator)
            }
        }
        return result
    }

    func symmetricDifference(_ other: SetObject, _ evaluator: Evaluator) throws -> SetObject {
        let result = SetObject(isFrozen: isFrozen)
        try result.table.merge(other.table, evaluator)
        for entry in table.entries where !entry.key.isUndefined {
            if try !result.table.remove(entry.key, hash: entry.hash, evaluator) {
                try result.table.add(entry.key, hash: entry.hash, evaluator)
            }
        }
        return result
    }

    func isSubset(of other: SetObject, _ evaluator: Evaluator) throws -> Bool {
        guard count <= other.count else { return false }
        return try table.entries.allSatisfy { entry in
            try entry.key.isUndefined || other.table.contains(entry.key, hash: entry.hash, evaluator)
        }
    }

    // MARK: What the language asks

    override public func truth(_ evaluator: Evaluator) throws -> Bool { count != 0 }
    override public func length(_ evaluator: Evaluator) throws -> Int? { count }
    override public func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool { try has(value, evaluator) }
    override public func iterate(_ evaluator: Evaluator) throws -> ValueIterator? { SetIterator(table) }

    override public func hash(_ evaluator: Evaluator) throws -> Int {
        guard isFrozen else { throw PythonError(.typeError, "unhashable type: '\(type.name)'") }
        var result: UInt = 0
        for entry in table.entries where !entry.key.isUndefined {
            let hash = UInt(bitPattern: entry.hash)
            result ^= ((hash ^ 89_869_747) ^ (hash << 16)) &* 3_644_798_167
        }
        result ^= (UInt(count) &+ 1) &* 1_927_868_237
        result ^= (result >> 11) ^ (result >> 25)
        result = result &* 69_069 &+ 907_133_923
        return result == .max ? 590_923_713 : Int(bitPattern: result)
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        guard count > 0 else { return "\(type.name)()" }
        return try OpenRepresentations.text(of: self, whenRepeated: "\(type.name)(...)", evaluator) {
            let isPlain = type === TypeObject.set
            return try Sequences.text(elements, isPlain ? "{" : "\(type.name)({", isPlain ? "}" : "})", evaluator)
        }
    }

    override public func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        if reflected {
            guard let view = other.as(DictView.self) else { return nil }
            return try view.binary(operation, .object(self), reflected: false, evaluator)
        }
        guard let other = try operand(other, evaluator) else { return nil }
        switch operation {
        case .or: return .object(try union(other, evaluator))
        case .and: return .object(try intersection(other, evaluator))
        case .subtract: return .object(try difference(other, evaluator))
        case .xor: return .object(try symmetricDifference(other, evaluator))
        default: return nil
        }
    }

    private func operand(_ value: Value, _ evaluator: Evaluator) throws -> SetObject? {
        if let set = value.as(SetObject.self) { return set }
        guard let view = value.as(DictView.self), view.part != .values else { return nil }
        return try SetObject.make(from: value, evaluator)
    }

    override public func inPlace(
        _ operation: BinaryOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard !isFrozen, let other = try operand(other, evaluator) else { return nil }
        switch operation {
        case .or: try table.merge(other.table, evaluator)
        case .and: try replace(with: try intersection(other, evaluator), evaluator)
        case .subtract: try replace(with: try difference(other, evaluator), evaluator)
        case .xor: try replace(with: try symmetricDifference(other, evaluator), evaluator)
        default: return nil
        }
        return .object(self)
    }

    func replace(with other: SetObject, _ evaluator: Evaluator) throws {
        table.removeAll()
        try table.merge(other.table, evaluator)
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let other = other.as(SetObject.self) else { return nil }
        switch operation {
        case .equal: return .bool(try count == other.count && isSubset(of: other, evaluator))
        case .notEqual: return .bool(try !(count == other.count && isSubset(of: other, evaluator)))
        case .less: return .bool(try count < other.count && isSubset(of: other, evaluator))
        case .lessOrEqual: return .bool(try isSubset(of: other, evaluator))
        case .greater: return .bool(try count > other.count && other.isSubset(of: self, evaluator))
        case .greaterOrEqual: return .bool(try other.isSubset(of: self, evaluator))
        case .is, .isNot, .in, .notIn: return nil
        }
    }
}

/// Iterates a set; a change of its size meanwhile raises RuntimeError.
final class SetIterator: ValueIterator {
    private var table: ElementTable?
    private let expectedCount: Int
    private var position = 0

    // Immutable, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(native: "set_iterator", bases: [.iterator])
    override class var nativeType: TypeObject { typeObject }

    init(_ table: ElementTable) {
        self.table = table
        expectedCount = table.count
    }

    override var copy: ValueIterator? {
        let copy = SetIterator(table ?? ElementTable())
        copy.table = table
        copy.position = position
        return copy
    }

    override func next(_ evaluator: Evaluator) throws -> Value? {
        guard let table else { return nil }
        guard table.count == expectedCount else {
            self.table = nil
            throw PythonError(.runtimeError, "Set changed size during iteration")
        }
        while position < table.entries.count {
            defer { position += 1 }
            if let key = table.entries[position].key.ifDefined { return key }
        }
        self.table = nil
        return nil
    }
}
