/// Attributes and items, with what attribute instructions remember: the slot of an instance's attribute, the method of a class.
extension Evaluator {
    @inline(__always)
    func loadAttribute(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let register = cursor.register(instruction.b)
        let cache = cursor.caches + Int(instruction.c)
        if register.isObject, register.objectClass == instanceClass, cache.pointee.kind == .slot {
            let value = register.address.borrow(as: Instance.self) { $0.cached(cache) }
            if !value.isUndefined {
                if Int(instruction.b) >= cursor.localCount { register.empty() }
                cursor.register(instruction.a).put(value)
                cursor.advance()
                return
            }
        }
        try loadAttributeSlowly(cursor.position, cache)
        cursor.advance()
    }

    @inline(__always)
    func storeAttribute(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let register = cursor.register(instruction.a)
        let cache = cursor.caches + Int(instruction.c)
        if register.isObject, register.objectClass == instanceClass {
            let source = cursor.register(instruction.b)
            let isDone = register.address.borrow(as: Instance.self) { instance in
                guard instance.matches(cache), !source.pointee.isUndefined else { return false }
                switch cache.pointee.kind {
                case .slot:
                    instance.slots[cache.pointee.slot] =
                        Int(instruction.b) >= cursor.localCount ? source.take() : source.pointee
                    return true
                case .addition:
                    instance.append(
                        Int(instruction.b) >= cursor.localCount ? source.take() : source.pointee, cache.pointee.next)
                    return true
                case .empty, .method, .nativeMethod: return false
                }
            }
            if isDone {
                if Int(instruction.a) >= cursor.localCount { register.empty() }
                cursor.advance()
                return
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
            if cache.pointee.kind == .method {
                isHit =
                    register.objectClass == instanceClass
                    && register.address.borrow(as: Instance.self) { $0.matches(cache) }
            } else {
                isHit =
                    register.objectClass == cache.pointee.shape
                    && register.address.borrow(as: Object.self) { $0.derivation == nil }
            }
            if isHit {
                let receiver = Int(instruction.b) >= cursor.localCount ? register.take() : register.pointee
                let target = cursor.register(instruction.a)
                target.pointee = .object(function._withUnsafeGuaranteedRef { $0 })
                (target + 1).pointee = receiver
                cursor.advance()
                return
            }
        }
        try loadMethodSlowly(cursor.position, cache)
        cursor.advance()
    }

    // MARK: Off the fast path

    @inline(never)
    private func loadAttributeSlowly(
        _ position: UnsafeMutablePointer<Instruction>, _ cache: UnsafeMutablePointer<AttributeCache>
    ) throws {
        let frame = stack.current
        frame.pointee.position = position
        let instruction = position.pointee
        let receiver = try operand(instruction.b, position)
        if let instance = receiver.as(Instance.self) { rememberSlot(of: instance, cache) }
        frame.pointee.registers[Int(instruction.a)] = try requiredAttribute(cache.pointee.name, of: receiver)
    }

    /// Remembers where an instance has the attribute, if no descriptor or hook of its class could come first.
    private func rememberSlot(of instance: Instance, _ cache: UnsafeMutablePointer<AttributeCache>) {
        let type = instance.type
        guard type.userLookup(.__getattribute__) == nil, instance.hasSlots else { return }
        let shape = instance.shape.takeUnretainedValue()
        guard let slot = shape.slot(of: cache.pointee.name) else { return }
        if case .object(let found)? = type.lookup(cache.pointee.name), found.isDataDescriptor { return }
        cache.pointee.forget()
        cache.pointee.remember(shape, .slot, slot)
    }

    @inline(never)
    private func storeAttributeSlowly(
        _ position: UnsafeMutablePointer<Instruction>, _ cache: UnsafeMutablePointer<AttributeCache>
    ) throws {
        let frame = stack.current
        frame.pointee.position = position
        let instruction = position.pointee
        let value = try operand(instruction.b, position)
        let receiver = try operand(instruction.a, position)
        if let instance = receiver.as(Instance.self) { rememberStore(to: instance, cache) }
        try setAttribute(cache.pointee.name, of: receiver, to: value)
    }

    private func rememberStore(to instance: Instance, _ cache: UnsafeMutablePointer<AttributeCache>) {
        let type = instance.type
        let name = cache.pointee.name
        guard type.userLookup(.__setattr__) == nil, instance.hasSlots, !name.isDunder else { return }
        if case .object(let found)? = type.lookup(name), found.isDataDescriptor { return }
        let shape = instance.shape.takeUnretainedValue()
        cache.pointee.forget()
        if let slot = shape.slot(of: name) {
            cache.pointee.remember(shape, .slot, slot)
        } else if shape.names.count < Shape.limit, type.slotNames?.contains(name) ?? true {
            cache.pointee.remember(shape, .addition, 0)
            cache.pointee.nextShape = .passUnretained(shape.adding(name))
        }
    }

    @inline(never)
    private func loadMethodSlowly(
        _ position: UnsafeMutablePointer<Instruction>, _ cache: UnsafeMutablePointer<AttributeCache>
    ) throws {
        let frame = stack.current
        frame.pointee.position = position
        let instruction = position.pointee
        let receiver = try operand(instruction.b, position)
        let target = frame.pointee.registers + Int(instruction.a)
        if let method = rememberMethod(of: receiver, cache) {
            target.pointee = method
            (target + 1).pointee = receiver
        } else if let (method, owner) = receiver.as(SuperObject.self)?.method(cache.pointee.name) {
            target.pointee = method
            (target + 1).pointee = owner
        } else {
            target.pointee = try requiredAttribute(cache.pointee.name, of: receiver)
            (target + 1).pointee = .undefined
        }
    }

    /// The plain function that a method look-up finds in the class; nil when the look-up must go the long way.
    private func rememberMethod(of receiver: Value, _ cache: UnsafeMutablePointer<AttributeCache>) -> Value? {
        guard case .object(let object) = receiver else { return nil }
        let name = cache.pointee.name
        if let instance = object as? Instance {
            let type = instance.type
            guard type.userLookup(.__getattribute__) == nil, instance.own(name) == nil,
                case .object(let found)? = type.lookup(name), found is Function || found is NativeFunction,
                (found as? NativeFunction)?.binds ?? true
            else { return nil }
            cache.pointee.forget()
            if instance.hasSlots {
                cache.pointee.remember(instance.shape.takeUnretainedValue(), .method, 0)
                cache.pointee.function = .passRetained(found)
            }
            return .object(found)
        }
        let kind = Swift.type(of: object)
        guard object.derivation == nil, kind.hasPlainMethods,
            let found = object.type.lookup(name)?.as(NativeFunction.self), found.binds
        else { return nil }
        cache.pointee.forget()
        if kind.nativeType === object.type {
            cache.pointee.kind = .nativeMethod
            cache.pointee.shape = kind.classAddress
            cache.pointee.function = .passRetained(found)
        }
        return .object(found)
    }

    // MARK: Items

    @inline(__always)
    func loadItem(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let container = cursor.register(instruction.b)
        if case .int(let index) = cursor.register(instruction.c).pointee, container.isObject,
            container.objectClass == listClass
        {
            let value = container.address.borrow(as: List.self) { $0.element(index) }
            if !value.isUndefined {
                if Int(instruction.b) >= cursor.localCount { container.empty() }
                cursor.register(instruction.a).put(value)
                cursor.advance()
                return
            }
        }
        try loadItemSlowly(cursor.position)
        cursor.advance()
    }

    @inline(__always)
    func loadItemInteger(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let container = cursor.register(instruction.b)
        if container.isObject {
            let value: Value
            if container.objectClass == listClass {
                value = container.address.borrow(as: List.self) { $0.element(Int(instruction.c)) }
            } else if container.objectClass == tupleClass {
                value = container.address.borrow(as: Tuple.self) { $0.element(Int(instruction.c)) }
            } else {
                value = .undefined
            }
            if !value.isUndefined {
                if Int(instruction.b) >= cursor.localCount { container.empty() }
                cursor.register(instruction.a).put(value)
                cursor.advance()
                return
            }
        }
        try loadItemIntegerSlowly(cursor.position)
        cursor.advance()
    }

    @inline(__always)
    func storeItem(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let container = cursor.register(instruction.a)
        let source = cursor.register(instruction.c)
        if case .int(let index) = cursor.register(instruction.b).pointee, container.isObject,
            container.objectClass == listClass, !source.pointee.isUndefined
        {
            let isDone = container.address.borrow(as: List.self) { $0.setElement(index, to: source.pointee) }
            if isDone {
                if Int(instruction.a) >= cursor.localCount { container.empty() }
                if Int(instruction.c) >= cursor.localCount { source.empty() }
                cursor.advance()
                return
            }
        }
        try storeItemSlowly(cursor.position)
        cursor.advance()
    }

    @inline(never)
    private func loadItemSlowly(_ position: UnsafeMutablePointer<Instruction>) throws {
        let frame = stack.current
        frame.pointee.position = position
        let instruction = position.pointee
        let container = try operand(instruction.b, position)
        let key = try operand(instruction.c, position)
        frame.pointee.registers[Int(instruction.a)] = try getItem(container, key)
    }

    @inline(never)
    private func loadItemIntegerSlowly(_ position: UnsafeMutablePointer<Instruction>) throws {
        let frame = stack.current
        frame.pointee.position = position
        let instruction = position.pointee
        let container = try operand(instruction.b, position)
        frame.pointee.registers[Int(instruction.a)] = try getItem(container, .int(Int(instruction.c)))
    }

    @inline(never)
    private func storeItemSlowly(_ position: UnsafeMutablePointer<Instruction>) throws {
        stack.current.pointee.position = position
        let instruction = position.pointee
        let value = try operand(instruction.c, position)
        let container = try operand(instruction.a, position)
        try setItem(container, try operand(instruction.b, position), to: value)
    }

    func stepItem(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let position = frame.pointee.position
        let container = try operand(instruction.a, position)
        if instruction.operation == .deleteItem {
            try deleteItem(container, try operand(instruction.b, position))
        } else {
            let name = frame.pointee.code.takeUnretainedValue().caches[Int(instruction.c)].name
            try deleteAttribute(name, of: container)
        }
    }
}

extension Instance {
    /// Whether the cache was filled for instances like this one, and the class did not change since.
    @inline(__always)
    func matches(_ cache: UnsafeMutablePointer<AttributeCache>) -> Bool {
        UnsafeRawPointer(shape.toOpaque()) == cache.pointee.shape
            && shape._withUnsafeGuaranteedRef { $0.stamp } == cache.pointee.version
    }

    /// The attribute that the cache stands for; `.undefined` when it was filled for other instances.
    @inline(__always)
    func cached(_ cache: UnsafeMutablePointer<AttributeCache>) -> Value {
        matches(cache) ? slots[cache.pointee.slot] : .undefined
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

extension List {
    /// The element at an index that may be negative; `.undefined` when there is none.
    @inline(__always)
    func element(_ index: Int) -> Value {
        let count = elements.count
        let position = index < 0 ? index &+ count : index
        return position >= 0 && position < count && derivation == nil ? elements[position] : .undefined
    }

    /// Sets an element; false when there is none.
    @inline(__always)
    func setElement(_ index: Int, to value: Value) -> Bool {
        let count = elements.count
        let position = index < 0 ? index &+ count : index
        guard position >= 0, position < count, derivation == nil else { return false }
        elements[position] = value
        return true
    }
}

extension Tuple {
    /// The element at an index that may be negative; `.undefined` when there is none.
    @inline(__always)
    func element(_ index: Int) -> Value {
        let position = index < 0 ? index &+ elements.count : index
        return position >= 0 && position < elements.count && derivation == nil ? elements[position] : .undefined
    }
}
