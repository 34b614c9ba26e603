/// Python's `dict`: keeps the order of insertion.
/// `OrderedDict`, `defaultdict` and `Counter` are classes that derive from it.
open class Dict: Object {
    private(set) final var table: HashTable { didSet { quickTable = .passUnretained(table) } }
    /// The table again, for the machine, which need not count its references.
    private final var quickTable: Unmanaged<HashTable>

    override open class var nativeType: TypeObject { .dict }
    override open class var hasPlainMethods: Bool { true }

    override public convenience init() { self.init(table: HashTable()) }

    init(table: HashTable) {
        self.table = table
        quickTable = .passUnretained(table)
    }

    public final var count: Int { table.count }

    /// The pairs in order.
    public final var items: [(key: Value, value: Value)] {
        var result: [(key: Value, value: Value)] = []
        result.reserveCapacity(table.count)
        var number = 0
        while let next = table.next(from: number) {
            result.append((table.entries[next].key, table.entries[next].value))
            number = next + 1
        }
        return result
    }

    public final var keys: [Value] { items.map(\.key) }
    public final var values: [Value] { items.map(\.value) }

    public final func get(_ key: Value, _ evaluator: Evaluator) throws -> Value? {
        let number = try table.find(key, hash: try Dict.hash(key, evaluator), evaluator)
        return number < 0 ? nil : table.entries[number].value
    }

    public final func set(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        try table.set(key, hash: try Dict.hash(key, evaluator), to: value, evaluator)
    }

    /// Sets an entry under a name that Swift code knows.
    package final func set(_ name: String, to value: Value, _ evaluator: Evaluator) throws {
        try set(Value(name), to: value, evaluator)
    }

    /// Removes a key; returns its value, or nil when it was absent.
    @discardableResult
    public final func remove(_ key: Value, _ evaluator: Evaluator) throws -> Value? {
        let number = try table.find(key, hash: try Dict.hash(key, evaluator), evaluator)
        return number < 0 ? nil : table.remove(at: number)
    }

    public final func removeAll() { table.removeAll() }

    /// A dict with the same keys and other values.
    package final func mappingValues(_ transform: (Value) throws -> Value) rethrows -> Dict {
        let copy = table.copy()
        var number = 0
        while let next = copy.next(from: number) {
            copy.entries[next].value = try transform(copy.entries[next].value)
            number = next + 1
        }
        return Dict(table: copy)
    }

    /// Takes over another dict's entries, in order.
    package final func merge(_ other: Dict, _ evaluator: Evaluator) throws {
        if table.count == 0 {
            table = other.table.copy()
            return
        }
        var number = 0
        while let next = other.table.next(from: number) {
            let entry = other.table.entries[next]
            try table.set(entry.key, hash: entry.hash, to: entry.value, evaluator)
            number = next + 1
        }
    }

    @inline(__always)
    static func hash(_ key: Value, _ evaluator: Evaluator) throws -> Int {
        if let text = key.exactly(Text.self), text.derivation == nil { return text.hashCode }
        return try evaluator.hash(key)
    }

    /// The number of the entry of a quick key (`quickHash`); less than `HashTable.absent` when the long way has to find out.
    @inline(__always)
    final func quickNumber(_ key: UnsafeMutablePointer<Value>) -> Int {
        guard derivation == nil, let hash = Dict.quickHash(key) else { return HashTable.unknown }
        return quickTable._withUnsafeGuaranteedRef { $0.findQuickly(key, hash: hash) }
    }

    /// Where the value of a quick key lies; nil when it is absent or the long way has to find out.
    @inline(__always)
    final func quickPlace(_ key: UnsafeMutablePointer<Value>) -> UnsafeMutablePointer<Value>? {
        var isUnknown = false
        return quickPlace(key, isUnknown: &isUnknown)
    }

    /// The same, and which of the two it was.
    @inline(__always)
    final func quickPlace(
        _ key: UnsafeMutablePointer<Value>, isUnknown: inout Bool
    ) -> UnsafeMutablePointer<Value>? {
        guard derivation == nil, let hash = Dict.quickHash(key) else {
            isUnknown = true
            return nil
        }
        let number = quickTable._withUnsafeGuaranteedRef { $0.findQuickly(key, hash: hash) }
        isUnknown = number < HashTable.absent
        return number < 0 ? nil : quickTable._withUnsafeGuaranteedRef { $0.valuePlace(number) }
    }

    /// The value of a quick key; `.some(nil)` when it is absent, nil when the long way has to find out.
    final func quickEntry(_ key: UnsafeMutablePointer<Value>) -> Value?? {
        let number = quickNumber(key)
        return number < HashTable.absent ? nil : .some(number < 0 ? nil : table.entries[number].value)
    }

    /// Sets the value of a quick key from a register, which is emptied if it is a temporary; false when that has to go the
    /// long way.
    @inline(__always)
    final func quickSet(
        _ key: UnsafeMutablePointer<Value>, from source: UnsafeMutablePointer<Value>, isTemporary: Bool
    ) -> Bool {
        guard derivation == nil, let hash = Dict.quickHash(key) else { return false }
        return quickTable._withUnsafeGuaranteedRef { table in
            let number = table.findQuickly(key, hash: hash)
            if number < HashTable.absent { return false }
            if number >= 0 {
                let place = table.valuePlace(number)
                if isTemporary { place.move(source) } else { place.copy(source) }
            } else {
                table.append(key.pointee, hash: hash, isTemporary ? source.take() : source.pointee)
            }
            return true
        }
    }

    /// The hash of an int, a plain text or a tuple of numbers and plain texts; nil for other keys.
    @inline(__always)
    static func quickHash(_ key: UnsafeMutablePointer<Value>) -> Int? {
        if key.isInteger { return Scalar.hash(key.pointee) }
        if key.holds(Text.classAddress) {
            return key.address.borrow(as: Text.self) { $0.derivation == nil ? $0.hashCode : nil }
        }
        guard key.holds(Tuple.classAddress) else { return nil }
        return key.address.borrow(as: Tuple.self) { $0.quickHash }
    }

    // MARK: What the language asks

    override open func truth(_ evaluator: Evaluator) throws -> Bool { count != 0 }
    override open func length(_ evaluator: Evaluator) throws -> Int? { count }

    override open func hash(_ evaluator: Evaluator) throws -> Int {
        throw PythonError(.typeError, "unhashable type: '\(type.name)'")
    }

    override open func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if let value = try get(key, evaluator) { return value }
        if let method = try evaluator.userMethod(.__missing__, of: self) { return try evaluator.call(method, [key]) }
        return try missing(key, evaluator)
    }

    /// What `self[key]` gives for an absent key; defaultdict and Counter have an answer.
    open func missing(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        throw PythonError(missingKey(key))
    }

    /// The KeyError for an absent key, whose advice is the nearest one.
    final func missingKey(_ key: Value) -> ExceptionObject {
        let error = ExceptionObject(.keyError, argument: key)
        error.searchedDict = self
        return error
    }

    final func nearestKey(to key: Value) -> String? {
        guard let text = key.text, count < 1000 else { return nil }
        return Spelling.nearest(to: text.string, in: keys.compactMap { $0.text?.string }).map {
            "did you mean '\($0)'?"
        }
    }

    override open func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        try set(key, to: value, evaluator)
    }

    override open func deleteItem(_ key: Value, _ evaluator: Evaluator) throws {
        guard try remove(key, evaluator) != nil else { throw PythonError(.keyError, [key]) }
    }

    override open func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        try table.find(value, hash: try Dict.hash(value, evaluator), evaluator) >= 0
    }

    override open func iterate(_ evaluator: Evaluator) throws -> ValueIterator? { DictIterator(self, .keys) }

    override open func repr(_ evaluator: Evaluator) throws -> String {
        try OpenRepresentations.text(of: self, whenRepeated: "{...}", evaluator) {
            let texts = try items.map { key, value in
                try evaluator.interrupt.check()
                return "\(try evaluator.repr(key)): \(try evaluator.repr(value))"
            }
            return "{" + texts.joined(separator: ", ") + "}"
        }
    }

    override open func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .or, let other = other.as(Dict.self) else { return nil }
        let result = reflected ? try other.copy(evaluator) : try copy(evaluator)
        try result.merge(reflected ? self : other, evaluator)
        return .object(result)
    }

    override open func inPlace(
        _ operation: BinaryOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .or else { return nil }
        try DictMethods.update(self, from: other, evaluator)
        return .object(self)
    }

    override open func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .equal || operation == .notEqual, let other = other.as(Dict.self) else { return nil }
        return .bool(try isEqual(to: other, evaluator) == (operation == .equal))
    }

    private func isEqual(to other: Dict, _ evaluator: Evaluator) throws -> Bool {
        guard count == other.count else { return false }
        for (key, value) in items {
            guard let mine = try other.get(key, evaluator), try Sequences.areEqual(value, mine, evaluator) else {
                return false
            }
        }
        return true
    }

    /// `copy()`: of the same class, with its own table.
    open func copy(_ evaluator: Evaluator) throws -> Dict { Dict(table: table.copy()) }
}
