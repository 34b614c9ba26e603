/// Attributes by what attribute instructions remember: the slot of an instance's attribute, the method of a class.
extension Evaluator {
    @inline(__always)
    func loadAttribute(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let register = cursor.register(instruction.b)
        let cache = cursor.caches + Int(instruction.c)
        if register.isObject {
            if register.objectClass == instanceClass {
                if register.address.borrow(as: Instance.self, { $0.matches(cache) }) {
                    if cache.pointee.kind == .slot, Int(instruction.b) < cursor.localCount {
                        let target = cursor.register(instruction.a)
                        register.address.borrow(as: Instance.self) { target.copy($0.slots + cache.pointee.slot) }
                        return cursor.advance()
                    }
                    return try apart(&cursor) { try loadKnown(cache, &$0) }
                }
            } else if let place = knownPlace(register, cache) {
                let target = cursor.register(instruction.a)
                if !place.isUndefined {
                    if target != register, Int(instruction.b) >= cursor.localCount { register.empty() }
                    target.copy(place)
                    return cursor.advance()
                }
            }
        }
        try loadAttributeSlowly(cursor.position, cache)
        cursor.advance()
    }

    /// An attribute that the cache knows of an instance of this shape.
    @inline(never)
    private func loadKnown(_ cache: UnsafeMutablePointer<AttributeCache>, _ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let (register, target) = (cursor.register(instruction.b), cursor.register(instruction.a))
        let isTemporary = Int(instruction.b) >= cursor.localCount
        switch cache.pointee.kind {
        case .slot:
            let value = register.address.borrow(as: Instance.self) { $0.slots[cache.pointee.slot] }
            if target != register, isTemporary { register.empty() }
            target.put(value)
            cursor.advance()
        case .property: try callGetter(cache, &cursor)
        default:
            if cache.pointee.kind == .classValue, let place = cache.pointee.place {
                if target != register, isTemporary { register.empty() }
                target.copy(place)
            } else {
                try loadAttributeSlowly(cursor.position, cache)
            }
            cursor.advance()
        }
    }

    /// Where a module or a class has the attribute that the cache stands for; nil when it does not know.
    @inline(__always)
    private func knownPlace(
        _ register: UnsafeMutablePointer<Value>, _ cache: UnsafeMutablePointer<AttributeCache>
    ) -> UnsafeMutablePointer<Value>? {
        switch cache.pointee.kind {
        case .valueOfModule where register.address == cache.pointee.shape:
            return register.address.borrow(as: ModuleObject.self) { $0.namespace.slots + cache.pointee.slot }
        case .valueOfClass where register.objectClass == typeClass:
            let version = register.address.borrow(as: TypeObject.self) { $0.version }
            return version == cache.pointee.version ? cache.pointee.place : nil
        default: return nil
        }
    }

    /// Pushes the frame of a property's getter.
    private func callGetter(_ cache: UnsafeMutablePointer<AttributeCache>, _ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        stack.current.pointee.position = cursor.position
        guard let getter = cache.pointee.function else { return }
        let function = unsafeDowncast(getter.takeUnretainedValue(), to: Function.self)
        let register = cursor.register(instruction.b)
        let registers = try pushFrame(of: function, instruction.a, .resumeCaller)
        if Int(instruction.b) >= cursor.localCount { registers.move(register) } else { registers.copy(register) }
        cursor = Cursor(stack.current)
    }

    @inline(__always)
    func storeAttribute(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let register = cursor.register(instruction.a)
        let cache = cursor.caches + Int(instruction.c)
        if register.holds(instanceClass) {
            let source = cursor.register(instruction.b)
            let isTemporary = Int(instruction.b) >= cursor.localCount
            let isDone = register.address.borrow(as: Instance.self) { instance in
                guard instance.matches(cache), !source.isUndefined else { return false }
                switch cache.pointee.kind {
                case .slot:
                    let slot = instance.slots + cache.pointee.slot
                    if isTemporary { slot.move(source) } else { slot.copy(source) }
                    return true
                case .addition:
                    instance.append(isTemporary ? source.take() : source.pointee, cache.pointee.next)
                    return true
                default: return false
                }
            }
            if isDone {
                if Int(instruction.a) >= cursor.localCount { register.empty() }
                return cursor.advance()
            }
        }
        try storeAttributeSlowly(cursor.position, cache)
        cursor.advance()
    }

    /// Puts a function and its receiver, or a bound attribute and nothing, into two registers.
    @inline(__always)
    func loadMethod(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let register = cursor.register(instruction.b)
        let cache = cursor.caches + Int(instruction.c)
        if register.isObject, let function = cache.pointee.function {
            let isHit: Bool
            switch cache.pointee.kind {
            case .method:
                isHit =
                    register.objectClass == instanceClass
                    && register.address.borrow(as: Instance.self) { $0.matches(cache) }
            case .valueOfClass:
                isHit =
                    register.objectClass == typeClass
                    && register.address.borrow(as: TypeObject.self) { $0.version } == cache.pointee.version
            case .nativeMethod:
                isHit =
                    register.objectClass == cache.pointee.shape
                    && register.address.borrow(as: Object.self) { $0.derivation == nil }
            default: isHit = false
            }
            if isHit {
                let target = cursor.register(instruction.a)
                let isTemporary = Int(instruction.b) >= cursor.localCount
                if cache.pointee.passesReceiver {
                    if isTemporary { (target + 1).move(register) } else { (target + 1).copy(register) }
                } else {
                    (target + 1).empty()
                    if isTemporary { register.empty() }
                }
                target.put(retaining: UnsafeRawPointer(function.toOpaque()))
                return cursor.advance()
            }
        }
        try loadMethodSlowly(cursor.position, cache)
        cursor.advance()
    }
}

extension Instance {
    /// Whether the cache was filled for instances like this one, and the class did not change since.
    @inline(__always)
    func matches(_ cache: UnsafeMutablePointer<AttributeCache>) -> Bool {
        UnsafeRawPointer(shape.toOpaque()) == cache.pointee.shape
            && shape._withUnsafeGuaranteedRef { $0.stamp } == cache.pointee.version
    }
}

extension AttributeCache {
    mutating func remember(_ shape: Shape, _ kind: Kind, _ slot: Int) {
        self.shape = UnsafeRawPointer(Unmanaged.passUnretained(shape).toOpaque())
        self.kind = kind
        self.slot = slot
        version = shape.stamp
    }

    /// The shape that an addition leads to.
    @inline(__always)
    var next: Shape {
        guard let nextShape else { preconditionFailure("An addition has a next shape.") }
        return nextShape._withUnsafeGuaranteedRef { $0 }
    }
}
