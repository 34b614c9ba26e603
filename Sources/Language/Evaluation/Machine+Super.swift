/// `super().method(…)`: the class and the receiver are known, so the method can be remembered by the receiver's class.
extension Evaluator {
    func stepSuperMethod(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let place = frame.pointee.registers + Int(instruction.b)
        let target = frame.pointee.registers + Int(instruction.a)
        let cache = frame.pointee.code._withUnsafeGuaranteedRef { $0.caches } + Int(instruction.c)
        if putKnownSuperMethod(place, target, cache) { return }
        let (callee, after, receiver) = (place.take(), (place + 1).take(), (place + 2).take())
        if case .object(let object) = callee, object.rawAddress == superAddress,
            let function = try superMethod(after, receiver, cache)
        {
            target.put(.object(function))
            (target + 1).put(receiver)
            return
        }
        target.put(try requiredAttribute(cache.pointee.name, of: try call(callee, [after, receiver])))
        (target + 1).empty()
    }

    /// Puts the function that the cache knows and its receiver into two registers; false when it knows none.
    @inline(__always)
    private func putKnownSuperMethod(
        _ place: UnsafeMutablePointer<Value>, _ target: UnsafeMutablePointer<Value>,
        _ cache: UnsafeMutablePointer<AttributeCache>
    ) -> Bool {
        let (after, receiver) = (place + 1, place + 2)
        guard cache.pointee.kind == .superMethod, let function = cache.pointee.function, place.isObject,
            place.address == superAddress, after.isObject, after.address == cache.pointee.shape, receiver.isObject,
            receiver.address.borrow(as: Object.self, { $0.derivedVersion }) == cache.pointee.version
        else { return false }
        place.empty()
        after.empty()
        let held = receiver.take()
        target.put(retaining: UnsafeRawPointer(function.toOpaque()))
        (target + 1).put(held)
        return true
    }

    /// The function that a look-up after a class finds for the receiver, which the cache knows then; nil when it must go
    /// the long way.
    private func superMethod(
        _ after: Value, _ receiver: Value, _ cache: UnsafeMutablePointer<AttributeCache>
    ) throws -> Object? {
        guard let after = after.exactly(TypeObject.self), let owner = receiver.object?.derivation?.type else {
            return nil
        }
        guard let (function, _) = try SuperObject(after: after, receiver).method(cache.pointee.name),
            case .object(let object) = function
        else { return nil }
        cache.pointee.forget()
        cache.pointee.kind = .superMethod
        cache.pointee.shape = after.rawAddress
        cache.pointee.version = owner.version
        cache.pointee.function = .passRetained(object)
        return object
    }
}

extension Object {
    /// The version of the user's class; 0 for an instance of none.
    @inline(__always)
    fileprivate var derivedVersion: Int {
        guard let derivation else { return 0 }
        return derivation.type?.version ?? 0
    }
}
