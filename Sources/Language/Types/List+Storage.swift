import CReferences

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

    /// Gives up texts and tuples of a list that ends, whose memory the next ones may take; whether nothing is left then.
    func releaseSimpleElements() -> Bool {
        let storage = storage
        guard ReferenceCount.isUnique(storage) else { return false }
        var isSimple = true
        let (textClass, tupleClass) = (Text.classAddress, Tuple.classAddress)
        for index in 0..<storage.load(fromByteOffset: Layout.count, as: Int.self) {
            let place = List.place(index, in: storage)
            guard place.isObject else { continue }
            if place.objectClass == textClass || place.objectClass == tupleClass {
                place.empty()
            } else {
                isSimple = false
            }
        }
        if isSimple { storage.storeBytes(of: 0, toByteOffset: Layout.count, as: Int.self) }
        return isSimple
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

    /// Appends a copy of a register's value.
    @inline(__always)
    func append(copying source: UnsafeMutablePointer<Value>) {
        let storage = storage
        let count = storage.load(fromByteOffset: Layout.count, as: Int.self)
        if ReferenceCount.isUnique(storage), count < storage.load(fromByteOffset: Layout.capacity, as: Int.self) >> 1 {
            List.place(count, in: storage).initialize(to: source.pointee)
            storage.storeBytes(of: count + 1, toByteOffset: Layout.count, as: Int.self)
        } else {
            grow(copying: source)
        }
    }

    @inline(never)
    private func grow(moving source: UnsafeMutablePointer<Value>) {
        reserveLeastRoom()
        elements.append(source.take())
    }

    @inline(never)
    private func grow(copying source: UnsafeMutablePointer<Value>) {
        reserveLeastRoom()
        elements.append(source.pointee)
    }

    /// Whoever appends to an empty list appends more, mostly.
    private func reserveLeastRoom() {
        if elements.isEmpty { elements.reserveCapacity(8) }
    }

    // MARK: Making lists

    /// A list of known size whose elements a closure initializes, all of them, in the memory of an ended list if it has
    /// the room.
    @inline(__always)
    static func make(_ count: Int, _ initialize: (UnsafeMutablePointer<Value>) -> Void) -> List {
        guard let object = creferences_take_list() else { return List(array(count, initialize)) }
        let list = Unmanaged<List>.fromOpaque(object).takeRetainedValue()
        let storage = list.storage
        if count <= storage.load(fromByteOffset: Layout.capacity, as: Int.self) >> 1 {
            initialize(place(0, in: storage))
            storage.storeBytes(of: count, toByteOffset: Layout.count, as: Int.self)
        } else {
            list.elements = array(count, initialize)
        }
        return list
    }

    @inline(__always)
    private static func array(_ count: Int, _ initialize: (UnsafeMutablePointer<Value>) -> Void) -> [Value] {
        if count == 0 { return [] }
        return [Value](unsafeUninitializedCapacity: count) { room, initializedCount in
            guard let start = room.baseAddress else { return }
            initialize(start)
            initializedCount = count
        }
    }

    /// Takes the elements out of registers.
    @inline(never)
    static func make(moving registers: UnsafeMutablePointer<Value>, _ count: Int) -> List {
        make(count) { place in
            for index in 0..<count { (place + index).initialize(to: (registers + index).take()) }
        }
    }

    /// The elements of a slice.
    @inline(never)
    func slice(_ range: SliceRange) -> List {
        let source = List.place(0, in: storage)
        return List.make(range.count) { place in
            var index = range.start
            for position in 0..<range.count {
                (place + position).initialize(to: (source + index).pointee)
                index &+= range.step
            }
        }
    }

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
