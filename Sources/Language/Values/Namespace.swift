/// An ordered table from names to values: a module's globals, a class body, an instance's attributes.
/// A name keeps its slot for ever, so compiled code reaches a global by slot number, through deletion and redefinition.
public final class Namespace {
    /// The values; `.undefined` where a name has no value (yet, or any more).
    package private(set) var slots: UnsafeMutablePointer<Value>
    package private(set) var names: ContiguousArray<Symbol> = []
    private var capacity: Int
    /// Open addressing from a symbol's id to its slot + 1; empty while few names make a linear search faster.
    private var index: ContiguousArray<Int32> = []

    /// The class whose attributes these are: it forgets what was found out about it when one changes.
    package unowned(unsafe) var owner: TypeObject?

    private static let linearLimit = 8

    public init(capacity: Int = 4) {
        self.capacity = max(1, capacity)
        slots = .allocate(capacity: self.capacity)
    }

    deinit {
        slots.deinitialize(count: names.count)
        slots.deallocate()
    }

    public subscript(name: Symbol) -> Value? {
        get { find(name).flatMap { slots[$0].ifDefined } }
        set {
            // First: making a slot may move the slots.
            let slot = slot(for: name)
            let isNotable = owner != nil && (slots[slot].isNotable || newValue?.isNotable ?? true)
            slots[slot] = newValue ?? .undefined
            if isNotable { owner?.didChange() }
        }
    }

    /// The slot of a name if it has one; its value may be `.undefined`.
    package func find(_ name: Symbol) -> Int? {
        if index.isEmpty { return names.firstIndex(of: name) }
        let mask = index.count - 1
        var position = Namespace.hash(name) & mask
        while index[position] != 0 {
            let slot = Int(index[position]) - 1
            if names[slot] == name { return slot }
            position = (position + 1) & mask
        }
        return nil
    }

    /// The slot of a name, made when there is none.
    package func slot(for name: Symbol) -> Int {
        if let slot = find(name) { return slot }
        if names.count == capacity { grow() }
        let slot = names.count
        (slots + slot).initialize(to: .undefined)
        names.append(name)
        if names.count > Namespace.linearLimit { enter(slot) }
        return slot
    }

    /// Unbinds a name and returns what it held.
    @discardableResult
    public func remove(_ name: Symbol) -> Value? {
        guard let slot = find(name) else { return nil }
        let old = slots[slot].ifDefined
        slots[slot] = .undefined
        owner?.didChange()
        return old
    }

    public func removeAll() {
        for slot in names.indices { slots[slot] = .undefined }
        owner?.didChange()
    }

    /// The bound names in the order in which they came.
    public var definedNames: [Symbol] { names.indices.filter { !slots[$0].isUndefined }.map { names[$0] } }

    /// The bound names with their values, in order.
    public var items: [(name: Symbol, value: Value)] {
        names.indices.filter { !slots[$0].isUndefined }.map { (names[$0], slots[$0]) }
    }

    private static func hash(_ name: Symbol) -> Int {
        Int(truncatingIfNeeded: UInt32(bitPattern: name.id) &* 0x9E37_79B1) >> 3
    }

    private func grow() {
        let larger = UnsafeMutablePointer<Value>.allocate(capacity: capacity * 2)
        larger.moveInitialize(from: slots, count: names.count)
        slots.deallocate()
        slots = larger
        capacity *= 2
    }

    private func enter(_ slot: Int) {
        if names.count * 2 > index.count {
            index = ContiguousArray(repeating: 0, count: max(32, index.count * 2))
            for known in names.indices { place(known) }
        } else {
            place(slot)
        }
    }

    private func place(_ slot: Int) {
        let mask = index.count - 1
        var position = Namespace.hash(names[slot]) & mask
        while index[position] != 0 { position = (position + 1) & mask }
        index[position] = Int32(truncatingIfNeeded: slot + 1)
    }
}

extension Value {
    /// Whether attribute caches may know the value: they never remember plain numbers.
    fileprivate var isNotable: Bool { isObject || isUndefined }
}
