/// What look-ups of a class found the last time: a small table that forgets an entry when another needs its place.
struct LookupTable {
    /// The names' ids, beside what was found; nil until something is entered.
    private var ids: UnsafeMutablePointer<Int32>?
    /// `.undefined`: there is no such attribute.
    private var values: UnsafeMutablePointer<Value>?

    private static let size = 64

    /// Where the answer for a name is, until the table changes; nil when it is not known.
    @inline(__always)
    func place(of name: Symbol) -> UnsafeMutablePointer<Value>? {
        guard let ids, let values else { return nil }
        let index = Int(name.id) & (LookupTable.size - 1)
        return ids[index] == name.id ? values + index : nil
    }

    @inline(__always)
    func find(_ name: Symbol) -> Value? { place(of: name)?.pointee }

    mutating func enter(_ name: Symbol, _ value: Value) {
        if ids == nil {
            ids = .allocate(capacity: LookupTable.size)
            values = .allocate(capacity: LookupTable.size)
            ids?.initialize(repeating: -1, count: LookupTable.size)
            values?.initialize(repeating: .undefined, count: LookupTable.size)
        }
        let index = Int(name.id) & (LookupTable.size - 1)
        ids?[index] = name.id
        values?[index] = value
    }

    /// Gives the memory back; whoever owns the table must call it at the end.
    mutating func forget() {
        let old = values
        ids?.deallocate()
        ids = nil
        values = nil
        // Last: the end of a value may run code that looks something up.
        old?.deinitialize(count: LookupTable.size)
        old?.deallocate()
    }
}
