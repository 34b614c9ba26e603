/// Iterates the keys, values or pairs of a dict; a change of its size meanwhile raises RuntimeError.
final class DictIterator: ValueIterator {
    enum Part { case keys, values, items }

    private var dict: Dict?
    private let part: Part
    private let isReversed: Bool
    private let expectedCount: Int
    private var number: Int

    init(_ dict: Dict, _ part: Part, isReversed: Bool = false) {
        self.dict = dict
        self.part = part
        self.isReversed = isReversed
        expectedCount = dict.count
        number = isReversed ? dict.table.used : 0
    }

    // Immutable, so that threads may share them.
    nonisolated(unsafe) private static let typeObjects: [Part: TypeObject] = [
        .keys: TypeObject(native: "dict_keyiterator", bases: [.iterator]),
        .values: TypeObject(native: "dict_valueiterator", bases: [.iterator]),
        .items: TypeObject(native: "dict_itemiterator", bases: [.iterator]),
    ]

    override var type: TypeObject { DictIterator.typeObjects[part] ?? .iterator }

    override var copy: ValueIterator? {
        let copy = DictIterator(dict ?? Dict(), part, isReversed: isReversed)
        if dict == nil { copy.dict = nil }
        copy.number = number
        return copy
    }

    override var givesPairs: Bool { part == .items }

    override func nextPair(_ evaluator: Evaluator) throws -> (Value, Value)? {
        try advance().map { ($0.pointee.key, $0.pointee.value) }
    }

    override func putNextPair(into target: UnsafeMutablePointer<Value>, _ evaluator: Evaluator) throws -> Bool {
        guard let entry = try advance() else { return false }
        let place = HashTable.keyPlace(entry)
        // What the first register held may end with it, and the dict change: the second value is taken before.
        let value = (place + 1).pointee
        target.copy(place)
        (target + 1).put(value)
        return true
    }

    override func putNext(into target: UnsafeMutablePointer<Value>, _ evaluator: Evaluator) throws -> Bool {
        guard let entry = try advance() else { return false }
        let place = HashTable.keyPlace(entry)
        switch part {
        case .keys: target.copy(place)
        case .values: target.copy(place + 1)
        case .items: target.put(.object(Tuple.make(place.pointee, (place + 1).pointee)))
        }
        return true
    }

    override func next(_ evaluator: Evaluator) throws -> Value? {
        guard let entry = try advance() else { return nil }
        switch part {
        case .keys: return entry.pointee.key
        case .values: return entry.pointee.value
        case .items: return .object(Tuple.make(entry.pointee.key, entry.pointee.value))
        }
    }

    /// Where the next entry lies; nil at the end.
    @inline(__always)
    private func advance() throws -> UnsafeMutablePointer<HashTable.Entry>? {
        guard let dict else { return nil }
        guard dict.count == expectedCount else {
            self.dict = nil
            throw PythonError(.runtimeError, "dictionary changed size during iteration")
        }
        let found = isReversed ? dict.table.previous(before: number) : dict.table.next(from: number)
        guard let found else {
            self.dict = nil
            return nil
        }
        number = isReversed ? found : found + 1
        return dict.table.entries + found
    }

    override var remainingCount: Int { dict == nil ? 0 : expectedCount }
}

/// `dict.keys()`, `dict.values()` and `dict.items()`: windows on the dict.
final class DictView: Object {
    let dict: Dict
    let part: DictIterator.Part

    init(_ dict: Dict, _ part: DictIterator.Part) {
        self.dict = dict
        self.part = part
    }

    // Immutable, so that threads may share them.
    nonisolated(unsafe) static let typeObjects = types("")
    nonisolated(unsafe) private static let orderedTypeObjects = types("o")

    private static func types(_ prefix: String) -> [DictIterator.Part: TypeObject] {
        [
            .keys: TypeObject(native: prefix + "dict_keys", methods: methods + setMethods),
            .values: TypeObject(native: prefix + "dict_values", methods: methods),
            .items: TypeObject(native: prefix + "dict_items", methods: methods + setMethods),
        ]
    }

    private static var methods: [NativeFunction] {
        [
            NativeFunction("__len__", "(self, /)") { arguments, evaluator in
                .int(try evaluator.length(arguments[0]))
            },
            NativeFunction("__reversed__", "(self, /)") { arguments, _ in
                guard let view = arguments[0].as(DictView.self) else { return .none }
                return .object(DictIterator(view.dict, view.part, isReversed: true))
            },
        ]
    }

    private static var setMethods: [NativeFunction] {
        [
            NativeFunction("isdisjoint", "(self, other, /)", "Whether nothing is in both.") { arguments, evaluator in
                let other = try SetObject.make(from: arguments[1], evaluator)
                let mine = try SetObject.make(from: arguments[0], evaluator)
                return .bool(try mine.intersection(other, evaluator).count == 0)
            }
        ]
    }

    override var type: TypeObject {
        (dict is OrderedDict ? DictView.orderedTypeObjects : DictView.typeObjects)[part] ?? .object
    }

    override func length(_ evaluator: Evaluator) throws -> Int? { dict.count }
    override func iterate(_ evaluator: Evaluator) throws -> ValueIterator? { DictIterator(dict, part) }

    override func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        switch part {
        case .keys: return try dict.contains(value, evaluator)
        case .values: return try super.contains(value, evaluator)
        case .items:
            guard let pair = value.as(Tuple.self), pair.elements.count == 2,
                let found = try dict.get(pair.elements[0], evaluator)
            else { return false }
            return try Sequences.areEqual(found, pair.elements[1], evaluator)
        }
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        try OpenRepresentations.text(of: self, whenRepeated: "...", evaluator) {
            let elements = try evaluator.array(from: .object(self))
            return "\(type.name)(\(try Sequences.text(elements, "[", "]", evaluator)))"
        }
    }

    override func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        guard part != .values, [.and, .or, .xor, .subtract].contains(operation) else { return nil }
        let mine = try SetObject.make(from: .object(self), evaluator)
        let theirs = try SetObject.make(from: other, evaluator)
        return try (reflected ? theirs : mine).binary(
            operation, .object(reflected ? mine : theirs), reflected: false, evaluator)
    }

    override func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard part != .values, other.as(DictView.self) != nil || other.as(SetObject.self) != nil else { return nil }
        let mine = try SetObject.make(from: .object(self), evaluator)
        return try mine.compare(operation, .object(try SetObject.make(from: other, evaluator)), evaluator)
    }
}
