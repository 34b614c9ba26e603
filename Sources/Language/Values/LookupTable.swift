/// What look-ups of a class found the last time: a small table that forgets an entry when another needs its place.
struct LookupTable {
    private struct Entry {
        var id: Int32
        /// `.undefined`: there is no such attribute.
        var value: Value
    }

    private var entries: ContiguousArray<Entry> = []

    private static let size = 64

    @inline(__always)
    func find(_ name: Symbol) -> Value? {
        guard !entries.isEmpty else { return nil }
        let entry = entries[Int(name.id) & (LookupTable.size - 1)]
        return entry.id == name.id ? entry.value : nil
    }

    mutating func enter(_ name: Symbol, _ value: Value) {
        if entries.isEmpty {
            entries = ContiguousArray(repeating: Entry(id: -1, value: .undefined), count: LookupTable.size)
        }
        entries[Int(name.id) & (LookupTable.size - 1)] = Entry(id: name.id, value: value)
    }

    mutating func forget() { entries = [] }
}
