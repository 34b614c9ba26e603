/// The elements of a list where they lie. An array is the address of its storage: a header with the count and the
/// capacity, then the elements. What cannot be done in place - the storage is shared or full - is left to the array.
extension List {
    private enum Layout {
        static let count = 16
        /// Twice the capacity, and a flag.
        static let capacity = 24
        static let elements = 32
    }

    @inline(__always)
    private var storage: UnsafeMutableRawPointer {
        // Through its address: the array itself would be held once more meanwhile.
        withUnsafeMutablePointer(to: &elements) {
            UnsafeRawPointer($0).load(as: UnsafeMutableRawPointer.self)
        }
    }

    @inline(__always)
    private static func place(_ position: Int, in storage: UnsafeMutableRawPointer) -> UnsafeMutablePointer<Value> {
        (storage + Layout.elements).assumingMemoryBound(to: Value.self) + position
    }

    /// Where the element at an index lies, which may be negative; nil when there is none.
    @inline(__always)
    func place(of index: Int) -> UnsafeMutablePointer<Value>? {
        let storage = storage
        let count = storage.load(fromByteOffset: Layout.count, as: Int.self)
        let position = index < 0 ? index &+ count : index
        return position >= 0 && position < count ? List.place(position, in: storage) : nil
    }

    /// The same for an element that may be replaced there.
    @inline(__always)
    func changeablePlace(of index: Int) -> UnsafeMutablePointer<Value>? {
        ReferenceCount.isUnique(storage) ? place(of: index) : nil
    }

    /// Gives up texts and tuples of a list that ends, whose memory the next ones may take.
    func releaseSimpleElements() {
        let storage = storage
        guard ReferenceCount.isUnique(storage) else { return }
        for index in 0..<storage.load(fromByteOffset: Layout.count, as: Int.self) {
            let place = List.place(index, in: storage)
            if place.isObject, place.objectClass == Text.classAddress || place.objectClass == Tuple.classAddress {
                place.empty()
            }
        }
    }

    /// Moves a value from a register to the end.
    @inline(__always)
    func append(moving source: UnsafeMutablePointer<Value>) {
        let storage = storage
        let count = storage.load(fromByteOffset: Layout.count, as: Int.self)
        if ReferenceCount.isUnique(storage), count < storage.load(fromByteOffset: Layout.capacity, as: Int.self) >> 1 {
            List.place(count, in: storage).initialize(to: source.take())
            storage.storeBytes(of: count + 1, toByteOffset: Layout.count, as: Int.self)
        } else {
            grow(moving: source)
        }
    }

    @inline(never)
    private func grow(moving source: UnsafeMutablePointer<Value>) { elements.append(source.take()) }

    /// Appends a copy of a register's value.
    @inline(never)
    func append(copying source: UnsafeMutablePointer<Value>) { elements.append(source.pointee) }

    /// Removes the last element; `.undefined` when there is none.
    @inline(__always)
    func removeLast() -> Value {
        let storage = storage
        let count = storage.load(fromByteOffset: Layout.count, as: Int.self)
        guard count > 0, ReferenceCount.isUnique(storage) else { return elements.popLast() ?? .undefined }
        storage.storeBytes(of: count - 1, toByteOffset: Layout.count, as: Int.self)
        return List.place(count - 1, in: storage).move()
    }

    /// Whether arrays lie in memory as this expects.
    static var isStorageAsExpected: Bool {
        let list = List([1, 2, 3])
        list.elements.reserveCapacity(8)
        let (count, capacity) = (
            list.storage.load(fromByteOffset: Layout.count, as: Int.self),
            list.storage.load(fromByteOffset: Layout.capacity, as: Int.self) >> 1
        )
        let places = [0, 1, -1].compactMap { list.place(of: $0) }
        return count == 3 && capacity == list.elements.capacity && places.count == 3 && places[0].isInteger
            && places.map(\.integer) == [1, 2, 3] && ReferenceCount.isUnique(list.storage)
    }
}
