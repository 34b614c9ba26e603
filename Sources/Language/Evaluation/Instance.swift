/// An instance of a class that derives from no native class but `object`.
public final class Instance: Object {
    /// The class owns it; its `namespaceShape` once the attributes live in a namespace.
    package private(set) var shape: Unmanaged<Shape>
    package private(set) var slots: UnsafeMutablePointer<Value>
    private var capacity: Int32
    /// Whether its `__del__` has been called, or is about to be.
    private var isFinalized = false
    /// Room for the first slots: most instances need no memory besides their own.
    private var room: Room = (0, 0, 0, 0, 0, 0, 0, 0)
    /// The attributes, when user code asked for `__dict__` or set too many.
    private var dictionary: Namespace?

    private typealias Room = (UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64)

    /// How many slots the instance has room for itself.
    package static let roomSize = 4

    /// An instance without attributes.
    package convenience init(_ type: TypeObject) { self.init(of: .passUnretained(type)) }

    /// The same for a class that the caller holds.
    init(of type: Unmanaged<TypeObject>) {
        shape = type._withUnsafeGuaranteedRef { $0.instanceShape }
        capacity = type._withUnsafeGuaranteedRef { Int32(truncatingIfNeeded: $0.expectedSlotCount) }
        // Where the room is can be found out only after this; nothing reads the slots before.
        slots = UnsafeMutablePointer(bitPattern: MemoryLayout<Value>.alignment) ?? .allocate(capacity: 0)
        super.init()
        slots = capacity <= Instance.roomSize ? ownRoom : .allocate(capacity: Int(capacity))
        begin(as: type)
    }

    /// Where the room lies. An instance never moves, so the address holds for as long as it lives.
    private var ownRoom: UnsafeMutablePointer<Value> {
        withUnsafeMutablePointer(to: &room) { UnsafeMutableRawPointer($0).assumingMemoryBound(to: Value.self) }
    }

    private func freeSlots() {
        if slots != ownRoom { slots.deallocate() }
    }

    /// An instance with what another one held, which ends now: what `__del__` gets as `self`.
    private init(takingOver ending: Instance, _ type: TypeObject) {
        shape = ending.shape
        capacity = ending.capacity
        isFinalized = true
        slots = ending.slots
        dictionary = ending.dictionary
        super.init()
        if ending.slots == ending.ownRoom {
            slots = ownRoom
            slots.moveInitialize(from: ending.slots, count: count)
        }
        begin(as: .passUnretained(type))
        ending.slots = ending.ownRoom
        ending.shape = .passUnretained(type.namespaceShape)
    }

    deinit {
        if !isFinalized, let type = derivation?.type, let finalizers = type.finalizers {
            return finalizers.adopt(Instance(takingOver: self, type))
        }
        if (0..<count).contains(where: { slots[$0].isObject }) {
            Teardown.free(directly: { slots.deinitialize(count: count) }, asList: { (0..<count).map { slots[$0] } })
        } else {
            slots.deinitialize(count: count)
        }
        freeSlots()
    }

    /// The plain function that its class defines for a name, if it takes exactly so many positional arguments.
    @inline(__always)
    func plainMethod(_ name: Symbol, taking count: Int) -> Unmanaged<Function>? {
        shape._withUnsafeGuaranteedRef { $0.type.plainMethod(name, taking: count) }
    }

    /// What its class does as a context manager.
    @inline(__always)
    var contextMethods: TypeObject.ContextMethods { shape._withUnsafeGuaranteedRef { $0.type.contextMethods } }

    /// Whether both are instances of one class.
    @inline(__always)
    func hasClass(of other: Instance) -> Bool {
        shape._withUnsafeGuaranteedRef { mine in other.shape._withUnsafeGuaranteedRef { mine.type === $0.type } }
    }

    /// Whether the attributes are in slots still.
    package var hasSlots: Bool { dictionary == nil }

    private var count: Int { dictionary == nil ? shape._withUnsafeGuaranteedRef { $0.names.count } : 0 }

    override public var type: TypeObject { derivation?.type ?? .object }

    // MARK: Slots

    /// The attribute of the instance itself.
    package func own(_ name: Symbol) -> Value? {
        if let dictionary { return dictionary[name] }
        return shape._withUnsafeGuaranteedRef { $0.slot(of: name) }.flatMap { slots[$0].ifDefined }
    }

    package func setOwn(_ name: Symbol, to value: Value) {
        if let dictionary {
            dictionary[name] = value
            return
        }
        let shape = shape.takeUnretainedValue()
        if let slot = shape.slot(of: name) {
            slots[slot] = value
        } else if shape.names.count < Shape.limit {
            append(value, shape.adding(name))
        } else {
            moveToNamespace()[name] = value
        }
    }

    /// Adds the attribute that a shape has more than this one's.
    package func append(_ value: Value, _ next: Shape) {
        let count = next.names.count - 1
        if count == Int(capacity) { grow() }
        (slots + count).initialize(to: value)
        shape = .passUnretained(next)
    }

    private func grow() {
        let larger = UnsafeMutablePointer<Value>.allocate(capacity: Int(capacity) * 2)
        larger.moveInitialize(from: slots, count: Int(capacity))
        freeSlots()
        slots = larger
        capacity *= 2
        type.expectedSlotCount = max(type.expectedSlotCount, min(Int(capacity), Shape.limit))
    }

    package func removeOwn(_ name: Symbol) -> Value? {
        if let dictionary { return dictionary.remove(name) }
        guard let slot = shape._withUnsafeGuaranteedRef({ $0.slot(of: name) }) else { return nil }
        // The shape has an order of its own: what is set again comes last.
        let old = slots[slot].ifDefined
        moveToNamespace(leavingOut: name)
        return old
    }

    /// From now on the attributes are found by name only.
    @discardableResult
    private func moveToNamespace(leavingOut removed: Symbol? = nil) -> Namespace {
        if let dictionary { return dictionary }
        let namespace = Namespace(capacity: max(4, count))
        for (slot, name) in shape.takeUnretainedValue().names.enumerated() where name != removed {
            if let value = slots[slot].ifDefined { namespace[name] = value }
        }
        slots.deinitialize(count: count)
        dictionary = namespace
        shape = .passUnretained(type.namespaceShape)
        return namespace
    }

    // MARK: What the language asks

    override public func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        let owner = type
        let found = owner.lookup(name)
        if case .object(let descriptor)? = found, descriptor.isDataDescriptor,
            let value = try descriptor.bind(to: .object(self), of: owner, evaluator)
        {
            return value
        }
        if let own = own(name) { return own }
        if let found { return try evaluator.bound(found, to: .object(self), of: owner) }
        switch name {
        case .__class__: return .object(owner)
        case .__dict__: return owner.slotNames == nil ? .object(NamespaceMapping(moveToNamespace())) : nil
        case .__doc__: return owner.documentation.map { Value($0) } ?? Value.none
        default: return nil
        }
    }

    override public func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        if case .object(let descriptor)? = type.lookup(name), descriptor.isDataDescriptor {
            return try descriptor.descriptorSet(.object(self), to: value, evaluator)
        }
        switch name {
        case .__class__:
            guard let type = value.as(TypeObject.self), !type.isNative else {
                throw PythonError(.typeError, "__class__ assignment only supported for heap types")
            }
            guard type.makesPlainInstances else {
                throw PythonError(
                    .typeError,
                    "__class__ assignment: '\(type.name)' object layout differs from '\(self.type.name)'")
            }
            moveToNamespace()
            derivation = type.sharedDerivation.takeUnretainedValue()
            shape = .passUnretained(type.namespaceShape)
        case .__dict__:
            let namespace = moveToNamespace()
            namespace.removeAll()
            for key in try evaluator.array(from: value) {
                namespace[Symbol(try evaluator.str(key))] = try evaluator.getItem(value, key)
            }
        default:
            if let allowed = type.slotNames, !allowed.contains(name) {
                throw PythonError.missingAttribute(name, of: .object(self))
            }
            setOwn(name, to: value)
        }
    }

    override public func deleteAttribute(_ name: Symbol, _ evaluator: Evaluator) throws {
        if case .object(let descriptor)? = type.lookup(name), descriptor.isDataDescriptor {
            return try descriptor.descriptorDelete(.object(self), evaluator)
        }
        guard removeOwn(name) != nil else { throw PythonError.missingAttribute(name, of: .object(self)) }
    }

    override public func attributeNames() -> [Symbol] { ownNames + type.allNames() }

    package var ownNames: [Symbol] {
        dictionary?.definedNames ?? shape._withUnsafeGuaranteedRef { $0.names }
    }

    override public var isCallable: Bool { type.lookup(.__call__) != nil }
    override public var isContextManager: Bool { type.lookup(.__enter__) != nil }
    override public var documentation: String? { type.documentation }

    // MARK: As a descriptor, when the class has `__get__` or `__set__`

    override public var isDataDescriptor: Bool {
        type.lookup(.__set__) != nil || type.lookup(.__delete__) != nil
    }

    override public func bind(to instance: Value?, of owner: TypeObject, _ evaluator: Evaluator) throws -> Value? {
        guard let method = try evaluator.userMethod(.__get__, of: self) else { return nil }
        return try evaluator.call(method, [instance ?? .none, .object(owner)])
    }

    override public func descriptorSet(_ instance: Value, to value: Value, _ evaluator: Evaluator) throws {
        guard let method = try evaluator.userMethod(.__set__, of: self) else {
            throw PythonError(.attributeError, "__set__")
        }
        _ = try evaluator.call(method, [instance, value])
    }

    override public func descriptorDelete(_ instance: Value, _ evaluator: Evaluator) throws {
        guard let method = try evaluator.userMethod(.__delete__, of: self) else {
            throw PythonError(.attributeError, "__delete__")
        }
        _ = try evaluator.call(method, [instance])
    }
}
