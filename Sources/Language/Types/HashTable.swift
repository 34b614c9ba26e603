import Glibc

/// Keys with values in the order of insertion, found by hash: the store of a `dict`.
///
/// Entries lie one after another; an index of twice the size or more, with open addressing, holds their numbers.
/// Comparing keys may run user code that changes this very table: every comparison is followed by a check of `version`.
final class HashTable {
    struct Entry {
        /// `.undefined` once removed.
        var key: Value
        var value: Value
        var hash: Int
    }

    private(set) var entries: UnsafeMutablePointer<Entry>
    /// Entries in use, removed ones included.
    private(set) var used = 0
    private(set) var count = 0
    private var capacity: Int
    private var slots: UnsafeMutablePointer<Int32>
    private var mask: Int
    /// Changes with every insertion, removal and clearing.
    private(set) var version = 0

    /// What a search gives for a key that is not there, and where user code may have to tell.
    static let absent = -1
    static let unknown = -2

    private static let empty: Int32 = -1
    private static let removed: Int32 = -2

    init(capacity: Int = 5) {
        self.capacity = max(capacity, 5)
        let slotCount = HashTable.slotCount(for: self.capacity)
        entries = HashTable.room(for: self.capacity)
        slots = .allocate(capacity: slotCount)
        slots.initialize(repeating: HashTable.empty, count: slotCount)
        mask = slotCount - 1
    }

    deinit {
        if holdsObjects {
            Teardown.free(
                directly: { entries.deinitialize(count: used) }, asList: { (0..<used).map { entries[$0].value } })
        } else {
            for number in 0..<used {
                UnsafeMutableRawPointer(entries + number).assumingMemoryBound(to: Value.self).empty()
            }
        }
        free(entries)
        slots.deallocate()
    }

    private var holdsObjects: Bool { (0..<used).contains { entries[$0].value.isObject } }

    private static func slotCount(for capacity: Int) -> Int {
        var count = 8
        while count * 2 < capacity * 3 { count *= 2 }
        return count
    }

    /// The slots to look at for a hash, in order: CPython's, by which numbers in a row lie in a row.
    private struct Probe {
        private(set) var position: Int
        private var perturbation: UInt

        @inline(__always)
        init(_ hash: Int, _ mask: Int) {
            position = hash & mask
            perturbation = UInt(bitPattern: hash)
        }

        @inline(__always)
        mutating func advance(_ mask: Int) {
            perturbation >>= 5
            position = Int(truncatingIfNeeded: UInt(bitPattern: position) &* 5 &+ 1 &+ perturbation) & mask
        }
    }

    /// The number of the entry with this key, or -1.
    @inline(__always)
    func find(_ key: Value, hash: Int, _ evaluator: Evaluator) throws -> Int {
        var probe = Probe(hash, mask)
        while true {
            let slot = slots[probe.position]
            if slot == HashTable.empty { return HashTable.absent }
            if slot >= 0, entries[Int(slot)].hash == hash {
                let known = entries[Int(slot)].key
                if let answer = known.quickEquality(key) {
                    if answer { return Int(slot) }
                } else {
                    let before = version
                    let answer = try evaluator.identicalOrEqual(known, key)
                    // User code changed the table meanwhile: the search starts again.
                    if version != before { return try findAgain(key, hash: hash, evaluator) }
                    if answer { return Int(slot) }
                }
            }
            probe.advance(mask)
        }
    }

    /// The number of the entry of an int, a plain text or a tuple of such, `absent`, or `unknown` when another kind of key
    /// has the same hash.
    @inline(__always)
    func findQuickly(_ key: UnsafeMutablePointer<Value>, hash: Int) -> Int {
        let (payload, tag, mask, slots, entries) = (key.payload, key.tag, mask, slots, entries)
        var probe = Probe(hash, mask)
        while true {
            let slot = Int(slots[probe.position])
            if slot >= 0 {
                let known = UnsafeMutableRawPointer(entries + slot).assumingMemoryBound(to: Value.self)
                if known.payload == payload, known.tag == tag { return slot }
                if entries[slot].hash == hash {
                    let answer = HashTable.compare(known, key)
                    if answer != 0 { return answer > 0 ? slot : HashTable.unknown }
                }
            } else if slot == Int(HashTable.empty) {
                return HashTable.absent
            }
            probe.advance(mask)
        }
    }

    /// 1 for equal keys, 0 for others, -1 when user code may have to tell.
    @inline(__always)
    private static func compare(_ known: UnsafeMutablePointer<Value>, _ key: UnsafeMutablePointer<Value>) -> Int {
        if known.holds(Text.classAddress), key.holds(Text.classAddress) {
            let areSame = known.address.borrow(as: Text.self) { first in
                key.address.borrow(as: Text.self) {
                    first.derivation == nil && $0.derivation == nil && first.words == $0.words
                }
            }
            if areSame { return 1 }
        }
        return compareSlowly(known, key)
    }

    @inline(never)
    private static func compareSlowly(_ known: UnsafeMutablePointer<Value>, _ key: UnsafeMutablePointer<Value>) -> Int {
        areEqual(known, key).map { $0 ? 1 : 0 } ?? -1
    }

    /// Where the key of an entry lies, and then its value.
    @inline(__always)
    static func keyPlace(_ entry: UnsafeMutablePointer<Entry>) -> UnsafeMutablePointer<Value> {
        UnsafeMutableRawPointer(entry).assumingMemoryBound(to: Value.self)
    }

    /// Where the value of an entry lies.
    @inline(__always)
    func valuePlace(_ number: Int) -> UnsafeMutablePointer<Value> { HashTable.keyPlace(entries + number) + 1 }

    /// Whether two keys with the same hash are equal ints, texts or tuples of such; nil when one is anything else.
    @inline(__always)
    static func areEqual(_ known: UnsafeMutablePointer<Value>, _ key: UnsafeMutablePointer<Value>) -> Bool? {
        if known.isInteger, key.isInteger { return known.integer == key.integer }
        guard known.holds(Text.classAddress), key.holds(Text.classAddress) else { return areEqualTuples(known, key) }
        return known.address.borrow(as: Text.self) { first in
            key.address.borrow(as: Text.self) { second in
                first.derivation == nil && second.derivation == nil ? first.isEqual(to: second) : nil
            }
        }
    }

    private static func areEqualTuples(
        _ known: UnsafeMutablePointer<Value>, _ key: UnsafeMutablePointer<Value>
    ) -> Bool? {
        guard known.holds(Tuple.classAddress), key.holds(Tuple.classAddress) else { return nil }
        return known.address.borrow(as: Tuple.self) { first in
            key.address.borrow(as: Tuple.self) { first.quickEquality($0) }
        }
    }

    private func findAgain(_ key: Value, hash: Int, _ evaluator: Evaluator) throws -> Int {
        try evaluator.interrupt.check()
        return try evaluator.nested { try find(key, hash: hash, evaluator) }
    }

    /// Adds or replaces.
    @inline(__always)
    func set(_ key: Value, hash: Int, to value: Value, _ evaluator: Evaluator) throws {
        let found = try find(key, hash: hash, evaluator)
        if found >= 0 {
            let old = entries[found].value
            entries[found].value = value
            // The old value is released last: its end may run user code.
            _ = old
        } else {
            append(key, hash: hash, value)
        }
    }

    /// Adds a key that is known to be absent.
    func append(_ key: Value, hash: Int, _ value: Value) {
        if used == capacity { rebuild(capacity: count * 2 + 8) }
        slots[freePosition(hash)] = Int32(truncatingIfNeeded: used)
        (entries + used).initialize(to: Entry(key: key, value: value, hash: hash))
        used += 1
        count += 1
        version &+= 1
    }

    /// Removes an entry by number and returns its value.
    func remove(at number: Int) -> Value {
        var probe = Probe(entries[number].hash, mask)
        while slots[probe.position] != Int32(truncatingIfNeeded: number) { probe.advance(mask) }
        slots[probe.position] = HashTable.removed
        let old = entries[number]
        entries[number].key = .undefined
        entries[number].value = .undefined
        count -= 1
        version &+= 1
        return old.value
    }

    func removeAll() {
        let (old, oldUsed) = (entries, used)
        entries = HashTable.room(for: capacity)
        used = 0
        count = 0
        version &+= 1
        slots.update(repeating: HashTable.empty, count: mask + 1)
        old.deinitialize(count: oldUsed)
        free(old)
    }

    /// Moves the live entries together into a table with room for `capacity` entries.
    private func rebuild(capacity newCapacity: Int) {
        if count < used { closeGaps() }
        // The system moves large memory without touching it.
        guard let larger = realloc(entries, newCapacity * MemoryLayout<Entry>.stride) else {
            preconditionFailure("a table is small beside the memory that the system promises")
        }
        entries = larger.assumingMemoryBound(to: Entry.self)
        capacity = newCapacity
        let slotCount = HashTable.slotCount(for: newCapacity)
        slots.deallocate()
        slots = .allocate(capacity: slotCount)
        slots.initialize(repeating: HashTable.empty, count: slotCount)
        mask = slotCount - 1
        for number in 0..<used {
            slots[freePosition(entries[number].hash)] = Int32(truncatingIfNeeded: number)
        }
    }

    /// Moves the live entries together.
    private func closeGaps() {
        var live = 0
        for number in 0..<used {
            if entries[number].key.isUndefined {
                (entries + number).deinitialize(count: 1)
            } else {
                if live < number { (entries + live).moveInitialize(from: entries + number, count: 1) }
                live += 1
            }
        }
        used = live
    }

    private static func room(for capacity: Int) -> UnsafeMutablePointer<Entry> {
        guard let room = malloc(capacity * MemoryLayout<Entry>.stride) else {
            preconditionFailure("a table is small beside the memory that the system promises")
        }
        return room.assumingMemoryBound(to: Entry.self)
    }

    @inline(__always)
    private func freePosition(_ hash: Int) -> Int {
        var probe = Probe(hash, mask)
        while slots[probe.position] >= 0 { probe.advance(mask) }
        return probe.position
    }

    /// The next live entry at or after a number.
    @inline(__always)
    func next(from number: Int) -> Int? {
        var number = number
        while number < used {
            if !entries[number].key.isUndefined { return number }
            number += 1
        }
        return nil
    }

    /// The last live entry before a number.
    func previous(before number: Int) -> Int? {
        var number = min(number, used) - 1
        while number >= 0 {
            if !entries[number].key.isUndefined { return number }
            number -= 1
        }
        return nil
    }

    func copy() -> HashTable {
        let result = HashTable(capacity: count + 3)
        for number in 0..<used where !entries[number].key.isUndefined {
            result.append(entries[number].key, hash: entries[number].hash, entries[number].value)
        }
        return result
    }
}
