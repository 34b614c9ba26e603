/// Attributes that no instruction remembers yet: found the long way, and remembered where that is safe.
extension Evaluator {
    @inline(never)
    func loadAttributeSlowly(
        _ position: UnsafeMutablePointer<Instruction>, _ cache: UnsafeMutablePointer<AttributeCache>
    ) throws {
        let frame = stack.current
        frame.pointee.position = position
        let instruction = position.pointee
        let receiver = try operand(instruction.b, position)
        if let exception = receiver.exactly(ExceptionObject.self) {
            if exception.knowsField(of: cache), let value = exception.field(cache.pointee.name) {
                return (frame.pointee.registers + Int(instruction.a)).put(value)
            }
            rememberField(of: exception, cache)
        } else if let instance = receiver.exactly(Instance.self) {
            rememberSlot(of: instance, cache)
        } else if let module = receiver.exactly(ModuleObject.self) {
            rememberPlace(in: module, cache)
        } else if let type = receiver.exactly(TypeObject.self) {
            rememberPlace(in: type, cache)
        }
        frame.pointee.registers[Int(instruction.a)] = try requiredAttribute(cache.pointee.name, of: receiver)
    }

    /// Remembers where an instance or its class has the attribute, if no descriptor or hook could come first.
    private func rememberSlot(of instance: Instance, _ cache: UnsafeMutablePointer<AttributeCache>) {
        let type = instance.type
        let name = cache.pointee.name
        guard type.userLookup(.__getattribute__) == nil, instance.hasSlots else { return }
        let shape = instance.shape.takeUnretainedValue()
        let found = type.lookup(name)
        if case .object(let descriptor)? = found, descriptor.isDataDescriptor {
            guard let getter = found?.exactly(Property.self)?.getter.exactly(Function.self),
                getter.code.exactArgumentCount == 1, type.userLookup(.__getattr__) == nil
            else { return }
            cache.pointee.makeRoom()
            cache.pointee.remember(shape, .property, 0)
            cache.pointee.function = .passRetained(getter)
        } else if let slot = shape.slot(of: name) {
            cache.pointee.makeRoom()
            cache.pointee.remember(shape, .slot, slot)
        } else if let found, isPlain(found), let place = type.place(of: name) {
            cache.pointee.makeRoom()
            cache.pointee.remember(shape, .classValue, 0)
            cache.pointee.place = place
        }
    }

    /// Whether reading a class' attribute gives just the value that the class holds.
    private func isPlain(_ value: Value) -> Bool {
        guard case .object(let object) = value else { return true }
        let kind = Swift.type(of: object)
        return kind == Text.self || kind == List.self || kind == Dict.self || kind == Tuple.self
            || kind == TypeObject.self
    }

    private func rememberPlace(in module: ModuleObject, _ cache: UnsafeMutablePointer<AttributeCache>) {
        guard module.derivation == nil, let slot = module.namespace.find(cache.pointee.name) else { return }
        cache.pointee.makeRoom()
        cache.pointee.kind = .valueOfModule
        cache.pointee.shape = module.rawAddress
        cache.pointee.slot = slot
        // So that no other module can have its address.
        cache.pointee.function = .passRetained(module)
    }

    private func rememberPlace(in type: TypeObject, _ cache: UnsafeMutablePointer<AttributeCache>) {
        let name = cache.pointee.name
        guard !type.isNative, type.derivation == nil, !name.isDunder, let found = type.lookup(name),
            isPlain(found) || found.exactly(Function.self) != nil, let place = type.place(of: name)
        else { return }
        cache.pointee.makeRoom()
        cache.pointee.kind = .valueOfClass
        cache.pointee.version = type.version
        cache.pointee.place = place
    }

    @inline(never)
    func storeAttributeSlowly(
        _ position: UnsafeMutablePointer<Instruction>, _ cache: UnsafeMutablePointer<AttributeCache>
    ) throws {
        let frame = stack.current
        frame.pointee.position = position
        let instruction = position.pointee
        let value = try operand(instruction.b, position)
        let receiver = try operand(instruction.a, position)
        if let instance = receiver.as(Instance.self) {
            rememberStore(to: instance, cache)
        } else if let type = receiver.exactly(TypeObject.self) {
            rememberStore(to: type, cache)
        } else if let exception = receiver.exactly(ExceptionObject.self) {
            if exception.knowsField(of: cache) { return exception.setField(cache.pointee.name, to: value) }
            rememberField(of: exception, cache)
        }
        try setAttribute(cache.pointee.name, of: receiver, to: value)
    }

    /// A class' own attribute that is a number and stays one: no cache remembers its value.
    private func rememberStore(to type: TypeObject, _ cache: UnsafeMutablePointer<AttributeCache>) {
        guard !type.isNative, type.derivation == nil, let slot = type.namespace.find(cache.pointee.name),
            !cache.pointee.name.isDunder
        else { return }
        let place = type.namespace.slots + slot
        guard !place.isObject, !place.isUndefined else { return }
        cache.pointee.makeRoom()
        cache.pointee.kind = .valueOfClass
        cache.pointee.version = type.version
        cache.pointee.place = place
    }

    /// Remembers that an attribute of a user's exception is nothing but one of its fields.
    private func rememberField(of exception: ExceptionObject, _ cache: UnsafeMutablePointer<AttributeCache>) {
        let (type, name) = (exception.type, cache.pointee.name)
        guard !type.isNative, type.userLookup(.__setattr__) == nil, type.userLookup(.__getattribute__) == nil,
            type.lookup(name) == nil, !name.isDunder, name != .args
        else { return }
        cache.pointee.makeRoom()
        cache.pointee.kind = .field
        cache.pointee.version = type.version
    }

    private func rememberStore(to instance: Instance, _ cache: UnsafeMutablePointer<AttributeCache>) {
        let type = instance.type
        let name = cache.pointee.name
        guard type.userLookup(.__setattr__) == nil, instance.hasSlots, !name.isDunder else { return }
        if case .object(let found)? = type.lookup(name), found.isDataDescriptor { return }
        let shape = instance.shape.takeUnretainedValue()
        cache.pointee.makeRoom()
        if let slot = shape.slot(of: name) {
            cache.pointee.remember(shape, .slot, slot)
        } else if shape.names.count < Shape.limit, type.slotNames?.contains(name) ?? true {
            cache.pointee.remember(shape, .addition, 0)
            cache.pointee.nextShape = .passUnretained(shape.adding(name))
        }
    }

    @inline(never)
    func loadMethodSlowly(
        _ position: UnsafeMutablePointer<Instruction>, _ cache: UnsafeMutablePointer<AttributeCache>
    ) throws {
        let frame = stack.current
        frame.pointee.position = position
        let instruction = position.pointee
        let receiver = try operand(instruction.b, position)
        let target = frame.pointee.registers + Int(instruction.a)
        if let method = rememberMethod(of: receiver, cache) {
            target.pointee = method
            (target + 1).pointee = cache.pointee.passesReceiver ? receiver : .undefined
        } else if let (method, owner) = receiver.as(SuperObject.self)?.method(cache.pointee.name) {
            target.pointee = method
            (target + 1).pointee = owner
        } else {
            if let module = receiver.exactly(ModuleObject.self) { rememberPlace(in: module, cache) }
            target.pointee = try requiredAttribute(cache.pointee.name, of: receiver)
            (target + 1).pointee = .undefined
        }
    }

    /// The plain function that a method look-up finds in the class; nil when the look-up must go the long way.
    private func rememberMethod(of receiver: Value, _ cache: UnsafeMutablePointer<AttributeCache>) -> Value? {
        guard case .object(let object) = receiver else { return nil }
        let name = cache.pointee.name
        if let instance = receiver.exactly(Instance.self) { return rememberMethod(of: instance, cache) }
        if let type = receiver.exactly(TypeObject.self) { return rememberFunction(of: type, cache) }
        let kind = Swift.type(of: object)
        guard object.derivation == nil, kind.hasPlainMethods,
            let found = object.type.lookup(name)?.as(NativeFunction.self), found.binds
        else { return nil }
        cache.pointee.makeRoom()
        if kind.nativeType === object.type || object.type === TypeObject.set {
            cache.pointee.kind = kind.nativeType === object.type ? .nativeMethod : .setMethod
            cache.pointee.shape = kind.classAddress
            cache.pointee.function = .passRetained(found)
        }
        return .object(found)
    }

    private func rememberMethod(of instance: Instance, _ cache: UnsafeMutablePointer<AttributeCache>) -> Value? {
        let (type, name) = (instance.type, cache.pointee.name)
        guard type.userLookup(.__getattribute__) == nil, instance.own(name) == nil, instance.hasSlots,
            case .object(var found)? = type.lookup(name)
        else { return nil }
        let isStatic = (found as? Method)?.kind == .static
        if isStatic, let function = (found as? Method)?.function.object { found = function }
        guard found is Function || found is NativeFunction, isStatic || (found as? NativeFunction)?.binds ?? true else {
            return nil
        }
        cache.pointee.makeRoom()
        cache.pointee.remember(instance.shape.takeUnretainedValue(), .method, 0)
        cache.pointee.function = .passRetained(found)
        cache.pointee.passesReceiver = !isStatic
        return .object(found)
    }

    /// The function of a static or class method, or a plain function, that is called through its class.
    private func rememberFunction(of type: TypeObject, _ cache: UnsafeMutablePointer<AttributeCache>) -> Value? {
        let name = cache.pointee.name
        guard !type.isNative, type.derivation == nil, !name.isDunder, case .object(let found)? = type.lookup(name)
        else {
            return nil
        }
        let method = found as? Method
        guard let function = method?.function.object ?? found as? Function, function is Function else { return nil }
        cache.pointee.makeRoom()
        cache.pointee.kind = .valueOfClass
        cache.pointee.version = type.version
        cache.pointee.function = .passRetained(function)
        cache.pointee.passesReceiver = method?.kind == .class
        return .object(function)
    }
}
