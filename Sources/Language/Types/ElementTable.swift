/// The elements of a set in CPython's own probing order, so that sets of numbers print in the same order.
final class ElementTable {
    struct Entry {
        var key: Value
        var hash: Int
    }

    /// A slot is free (`.undefined`, hash 0) or was removed (`.undefined`, hash -1).
    private(set) var entries: [Entry]
    /// Slots that are not free: elements and removed ones.
    private(set) var fill = 0
    private(set) var count = 0
    private(set) var version = 0
    private var finger = 0

    private static var free: Entry { Entry(key: .undefined, hash: 0) }
    private static var removed: Entry { Entry(key: .undefined, hash: -1) }
    private static let linearProbes = 9

    init() { entries = Array(repeating: ElementTable.free, count: 8) }

    private var mask: Int { entries.count - 1 }

    /// The slots to look at for a hash, in order, until the closure gives a result.
    @inline(__always)
    private func probe<Result>(_ hash: Int, _ visit: (Int) throws -> Result?) rethrows -> Result {
        try ElementTable.probe(hash, mask: mask, visit)
    }

    @inline(__always)
    private static func probe<Result>(
        _ hash: Int, mask: Int, _ visit: (Int) throws -> Result?
    ) rethrows -> Result {
        var perturbation = UInt(bitPattern: hash)
        var position = hash & mask
        while true {
            let last = position + linearProbes <= mask ? position + linearProbes : position
            for slot in position...last {
                if let result = try visit(slot) { return result }
            }
            perturbation >>= 5
            position = Int(truncatingIfNeeded: UInt(bitPattern: position) &* 5 &+ 1 &+ perturbation) & mask
        }
    }

    private enum Found { case element(Int), free(Int), changed }

    private func locate(_ key: Value, hash: Int, _ evaluator: Evaluator) throws -> Found {
        try probe(hash) { slot in
            guard entries[slot].hash == hash || entries[slot].key.isUndefined else { return nil }
            if entries[slot].key.isUndefined { return entries[slot].hash == 0 ? .free(slot) : nil }
            if let isEqual = entries[slot].key.quickEquality(key) { return isEqual ? .element(slot) : nil }
            let before = version
            let isEqual = try evaluator.identicalOrEqual(entries[slot].key, key)
            if version != before { return .changed }
            return isEqual ? .element(slot) : nil
        }
    }

    private func settle(_ key: Value, hash: Int, _ evaluator: Evaluator) throws -> (slot: Int, isPresent: Bool) {
        while true {
            switch try locate(key, hash: hash, evaluator) {
            case .element(let slot): return (slot, true)
            case .free(let slot): return (slot, false)
            case .changed: try evaluator.interrupt.check()
            }
        }
    }

    func contains(_ key: Value, hash: Int, _ evaluator: Evaluator) throws -> Bool {
        try settle(key, hash: hash, evaluator).isPresent
    }

    func add(_ key: Value, hash: Int, _ evaluator: Evaluator) throws {
        let (slot, isPresent) = try settle(key, hash: hash, evaluator)
        guard !isPresent else { return }
        put(Entry(key: key, hash: hash), at: slot)
    }

    /// Adds an int, a plain text or a tuple of such; false when that has to go the long way.
    func quickAdd(_ key: UnsafeMutablePointer<Value>) -> Bool {
        guard let hash = Dict.quickHash(key) else { return false }
        let slot = quickSlot(key, hash: hash)
        if slot >= 0 { put(Entry(key: key.pointee, hash: hash), at: slot) }
        return slot >= -1
    }

    /// The free slot for a key; -1 when the key is there, -2 when user code may have to tell.
    private func quickSlot(_ key: UnsafeMutablePointer<Value>, hash: Int) -> Int {
        entries.withUnsafeBufferPointer { entries in
            guard let first = entries.baseAddress else { return -2 }
            return probe(hash) { slot in
                let entry = UnsafeMutablePointer(mutating: first + slot)
                let known = UnsafeMutableRawPointer(entry).assumingMemoryBound(to: Value.self)
                if known.isUndefined { return entry.pointee.hash == 0 ? slot : nil }
                guard entry.pointee.hash == hash else { return nil }
                guard let isEqual = HashTable.areEqual(known, key) else { return -2 }
                return isEqual ? -1 : nil
            }
        }
    }

    private func put(_ entry: Entry, at slot: Int) {
        entries.withUnsafeMutableBufferPointer { $0[slot] = entry }
        fill += 1
        count += 1
        version &+= 1
        if fill * 5 >= mask * 3 { resize(count > 50_000 ? count * 2 : count * 4) }
    }

    func remove(_ key: Value, hash: Int, _ evaluator: Evaluator) throws -> Bool {
        let (slot, isPresent) = try settle(key, hash: hash, evaluator)
        guard isPresent else { return false }
        entries[slot] = ElementTable.removed
        count -= 1
        version &+= 1
        return true
    }

    /// Removes and returns an element: the first one after where the last search ended.
    func pop() -> Value? {
        guard count > 0 else { return nil }
        var slot = finger & mask
        while entries[slot].key.isUndefined { slot = (slot + 1) & mask }
        let key = entries[slot].key
        entries[slot] = ElementTable.removed
        count -= 1
        version &+= 1
        finger = slot + 1
        return key
    }

    func removeAll() {
        entries = Array(repeating: ElementTable.free, count: 8)
        (fill, count, finger) = (0, 0, 0)
        version &+= 1
    }

    private func resize(_ least: Int) {
        var size = 8
        while size <= least { size <<= 1 }
        let old = entries
        entries = Array(repeating: ElementTable.free, count: size)
        entries.withUnsafeMutableBufferPointer { new in
            for entry in old where !entry.key.isUndefined {
                let slot: Int = ElementTable.probe(entry.hash, mask: size - 1) { new[$0].key.isUndefined ? $0 : nil }
                new[slot] = entry
            }
        }
        fill = count
        version &+= 1
    }

    /// Puts an element that is known to be absent into the first free slot.
    private func insertNew(_ entry: Entry) {
        let slot: Int = probe(entry.hash) { entries[$0].key.isUndefined ? $0 : nil }
        entries[slot] = entry
    }

    /// Takes over another table's elements in its order, growing once.
    func merge(_ other: ElementTable, _ evaluator: Evaluator) throws {
        guard other !== self, other.count > 0 else { return }
        if (fill + other.count) * 5 >= mask * 3 { resize((count + other.count) * 2) }
        if fill == 0, entries.count == other.entries.count, other.fill == other.count {
            entries = other.entries
            (fill, count) = (other.count, other.count)
            version &+= 1
        } else if fill == 0 {
            for entry in other.entries where !entry.key.isUndefined { insertNew(entry) }
            (fill, count) = (other.count, other.count)
            version &+= 1
        } else {
            for entry in other.entries where !entry.key.isUndefined {
                try add(entry.key, hash: entry.hash, evaluator)
            }
        }
    }
}
