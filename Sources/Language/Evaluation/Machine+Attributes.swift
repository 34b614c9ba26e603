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
        try apart(&cursor) { try loadOtherwise(cache, &$0) }
    }

    /// An attribute that the cache does not know; its alternate may.
    @inline(never)
    private func loadOtherwise(_ cache: UnsafeMutablePointer<AttributeCache>, _ cursor: inout Cursor) throws {
        let register = cursor.register(cursor.position.pointee.b)
        if let alternate = cache.pointee.alternate, register.holds(instanceClass),
            register.address.borrow(as: Instance.self, { $0.matches(alternate) })
        {
            return try loadKnown(alternate, &cursor)
        }
        if cache.pointee.kind == .field, register.holds(exceptionClass),
            let place = register.address.borrow(as: ExceptionObject.self, { $0.soleField(of: cache) })
        {
            let value = place.duplicate()
            release(cursor.position.pointee.b, stack.current)
            cursor.register(cursor.position.pointee.a).put(value)
            return cursor.advance()
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
            let isDone = register.address.borrow(as: Instance.self) { $0.store(source, isTemporary, cache) }
            if isDone {
                if Int(instruction.a) >= cursor.localCount { register.empty() }
                return cursor.advance()
            }
        }
        try storeOtherwise(cursor.position, cache)
        cursor.advance()
    }

    /// A store that the cache does not know; its alternate may, and it may know the attribute of a class.
    @inline(never)
    private func storeOtherwise(
        _ position: UnsafeMutablePointer<Instruction>, _ cache: UnsafeMutablePointer<AttributeCache>
    ) throws {
        let frame = stack.current
        let instruction = position.pointee
        let register = frame.pointee.registers + Int(instruction.a)
        let source = frame.pointee.registers + Int(instruction.b)
        let isTemporary = Int(instruction.b) >= frame.pointee.code._withUnsafeGuaranteedRef { $0.localCount }
        var isDone = false
        if register.holds(instanceClass), let alternate = cache.pointee.alternate {
            isDone = register.address.borrow(as: Instance.self) { $0.store(source, isTemporary, alternate) }
        } else if cache.pointee.kind == .valueOfClass, let place = knownPlace(register, cache), place.isPlainNumber,
            source.isPlainNumber
        {
            place.copy(source)
            isDone = true
        } else if cache.pointee.kind == .field, register.holds(exceptionClass), !source.isUndefined {
            isDone = register.address.borrow(as: ExceptionObject.self) { $0.store(source, isTemporary, cache) }
        }
        guard isDone else { return try storeAttributeSlowly(position, cache) }
        release(instruction.a, frame)
    }

    /// Puts a function and its receiver, or a bound attribute and nothing, into two registers.
    @inline(__always)
    func loadMethod(_ cursor: inout Cursor) throws {
        let instruction = cursor.position.pointee
        let register = cursor.register(instruction.b)
        let cache = cursor.caches + Int(instruction.c)
        if register.isObject, let function = cache.pointee.function {
            if isMethodKnown(of: register, cache) {
                let isTemporary = Int(instruction.b) >= cursor.localCount
                putMethod(function, of: register, isTemporary, cache, cursor.register(instruction.a))
                return cursor.advance()
            }
        }
        try loadMethodOtherwise(cursor.position, cache)
        cursor.advance()
    }

    @inline(__always)
    private func isMethodKnown(
        of register: UnsafeMutablePointer<Value>, _ cache: UnsafeMutablePointer<AttributeCache>
    ) -> Bool {
        switch cache.pointee.kind {
        case .method:
            register.objectClass == instanceClass
                && register.address.borrow(as: Instance.self) { $0.matches(cache) }
        case .valueOfClass:
            register.objectClass == typeClass
                && register.address.borrow(as: TypeObject.self) { $0.version } == cache.pointee.version
        case .nativeMethod:
            register.objectClass == cache.pointee.shape
                && register.address.borrow(as: Object.self) { $0.derivation == nil }
        case .setMethod:
            register.objectClass == setClass
                && register.address.borrow(as: SetObject.self) { !$0.isFrozen && $0.derivation == nil }
        default: false
        }
    }

    @inline(__always)
    private func putMethod(
        _ function: Unmanaged<Object>, of register: UnsafeMutablePointer<Value>, _ isTemporary: Bool,
        _ cache: UnsafeMutablePointer<AttributeCache>, _ target: UnsafeMutablePointer<Value>
    ) {
        if cache.pointee.passesReceiver {
            if isTemporary { (target + 1).move(register) } else { (target + 1).copy(register) }
        } else {
            (target + 1).empty()
            if isTemporary { register.empty() }
        }
        target.put(retaining: UnsafeRawPointer(function.toOpaque()))
    }

    /// Puts the function of a module that the cache knows; false when it knows another module, or the name is gone.
    @inline(__always)
    private func putFunction(
        of register: UnsafeMutablePointer<Value>, _ cache: UnsafeMutablePointer<AttributeCache>,
        _ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>
    ) -> Bool {
        guard register.isObject, let place = knownPlace(register, cache), !place.isUndefined else { return false }
        let target = frame.pointee.registers + Int(instruction.a)
        let isTemporary = Int(instruction.b) >= frame.pointee.code._withUnsafeGuaranteedRef { $0.localCount }
        (target + 1).empty()
        // Copied first: the place may end with what the register holds.
        let isSource = target == register
        target.copy(place)
        if !isSource, isTemporary { register.empty() }
        return true
    }

    /// A method that the cache does not know; its alternate may.
    @inline(never)
    private func loadMethodOtherwise(
        _ position: UnsafeMutablePointer<Instruction>, _ cache: UnsafeMutablePointer<AttributeCache>
    ) throws {
        let frame = stack.current
        let instruction = position.pointee
        let register = frame.pointee.registers + Int(instruction.b)
        if cache.pointee.kind == .valueOfModule, putFunction(of: register, cache, instruction, frame) { return }
        guard register.isObject, let alternate = cache.pointee.alternate, let function = alternate.pointee.function,
            isMethodKnown(of: register, alternate)
        else { return try loadMethodSlowly(position, cache) }
        let isTemporary = Int(instruction.b) >= frame.pointee.code._withUnsafeGuaranteedRef { $0.localCount }
        putMethod(function, of: register, isTemporary, alternate, frame.pointee.registers + Int(instruction.a))
    }
}

extension UnsafeMutablePointer<Value> {
    /// Whether it holds what caches of class attributes do not remember: no object, and not nothing.
    @inline(__always)
    fileprivate var isPlainNumber: Bool { !isObject && !isUndefined }
}

extension Instance {
    /// Sets the attribute that the cache knows; false when it knows none of this instance.
    @inline(__always)
    func store(
        _ source: UnsafeMutablePointer<Value>, _ isTemporary: Bool, _ cache: UnsafeMutablePointer<AttributeCache>
    ) -> Bool {
        guard matches(cache), !source.isUndefined else { return false }
        switch cache.pointee.kind {
        case .slot:
            let slot = slots + cache.pointee.slot
            if isTemporary { slot.move(source) } else { slot.copy(source) }
            return true
        case .addition:
            append(isTemporary ? source.take() : source.pointee, cache.pointee.next)
            return true
        default: return false
        }
    }

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
        return nextShape.takeUnretainedValue()
    }
}
