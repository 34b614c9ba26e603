/// `super().method(…)`: the class and the receiver are known, so the method can be remembered by the receiver's class.
extension Evaluator {
    func stepSuperMethod(_ instruction: Instruction, _ frame: UnsafeMutablePointer<Frame>) throws {
        let place = frame.pointee.registers + Int(instruction.b)
        let target = frame.pointee.registers + Int(instruction.a)
        let cache = frame.pointee.code._withUnsafeGuaranteedRef { $0.caches } + Int(instruction.c)
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

    /// The function that a look-up after a class finds for the receiver; nil when it must go the long way.
    private func superMethod(
        _ after: Value, _ receiver: Value, _ cache: UnsafeMutablePointer<AttributeCache>
    ) throws -> Object? {
        guard let after = after.exactly(TypeObject.self), let owner = receiver.object?.derivation?.type else {
            return nil
        }
        if cache.pointee.kind == .superMethod, cache.pointee.shape == after.rawAddress,
            cache.pointee.version == owner.version
        {
            return cache.pointee.function?.takeUnretainedValue()
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
