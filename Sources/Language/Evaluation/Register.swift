import CReferences

/// A register of a frame: the machine's way to move values about, which knows how a `Value` lies in memory.
///
/// Most of what objects cost a program is counting the references to them. Objects belong to one thread, so registers
/// count without locking the bus; Swift's own code may count the same objects meanwhile, on that thread.
extension UnsafeMutablePointer<Value> {
    @inline(__always)
    var tag: UInt8 { UnsafeRawPointer(self).load(fromByteOffset: 8, as: UInt8.self) }

    @inline(__always)
    var payload: UInt { UnsafeRawPointer(self).load(as: UInt.self) }

    @inline(__always)
    var isObject: Bool { tag == ValueLayout.objectTag }

    @inline(__always)
    var isInteger: Bool { tag == ValueLayout.integerTag }

    @inline(__always)
    var isUndefined: Bool { tag == ValueLayout.emptyTag && payload == 0 }

    @inline(__always)
    var isNone: Bool { tag == ValueLayout.emptyTag && payload == ValueLayout.nonePayload }

    /// The number; only when `isInteger`.
    @inline(__always)
    var integer: Int { UnsafeRawPointer(self).load(as: Int.self) }

    /// The object's address; only when `isObject`.
    @inline(__always)
    var address: UnsafeRawPointer { UnsafeRawPointer(self).load(as: UnsafeRawPointer.self) }

    /// The object's Swift class; only when `isObject`.
    @inline(__always)
    var objectClass: UnsafeRawPointer { address.load(as: UnsafeRawPointer.self) }

    /// Whether it holds an instance of exactly this Swift class.
    @inline(__always)
    func holds(_ kind: UnsafeRawPointer) -> Bool { isObject && objectClass == kind }

    /// Replaces the value.
    @inline(__always)
    func put(_ value: consuming Value) {
        if isObject {
            let old = address
            initialize(to: value)
            ReferenceCount.decrement(old)
        } else {
            initialize(to: value)
        }
    }

    /// Replaces the value by a number.
    @inline(__always)
    func put(integer: Int) {
        if isObject {
            let old = address
            store(UInt(bitPattern: integer), ValueLayout.integerTag)
            ReferenceCount.decrement(old)
        } else {
            store(UInt(bitPattern: integer), ValueLayout.integerTag)
        }
    }

    /// Replaces the value by an object that somebody else holds, too.
    @inline(__always)
    func put(retaining object: UnsafeRawPointer) {
        ReferenceCount.increment(object)
        replace(UInt(bitPattern: object), ValueLayout.objectTag)
    }

    /// Replaces the value by an object whose reference is handed over.
    @inline(__always)
    func put(owned object: Unmanaged<Object>) {
        replace(UInt(bitPattern: object.toOpaque()), ValueLayout.objectTag)
    }

    /// Replaces the value by a copy of another place's.
    @inline(__always)
    func copy(_ source: UnsafeMutablePointer<Value>) {
        // In the pieces in which values are written: a load across them would wait for the stores.
        let (payload, tag) = (source.payload, source.tag)
        if tag == ValueLayout.objectTag { ReferenceCount.increment(source.address) }
        replace(payload, tag)
    }

    /// Replaces the value by another place's, which is empty afterwards.
    @inline(__always)
    func move(_ source: UnsafeMutablePointer<Value>) {
        let (payload, tag) = (source.payload, source.tag)
        source.store(0, ValueLayout.emptyTag)
        replace(payload, tag)
    }

    /// Replaces the value by `.undefined`.
    @inline(__always)
    func empty() {
        if isObject {
            let old = address
            store(0, ValueLayout.emptyTag)
            ReferenceCount.decrement(old)
        } else {
            store(0, ValueLayout.emptyTag)
        }
    }

    /// Leaves the register empty although somebody took its object over.
    @inline(__always)
    func forget() { store(0, ValueLayout.emptyTag) }

    /// Moves the value out and leaves the register empty.
    @inline(__always)
    func take() -> Value {
        let value = move()
        store(0, ValueLayout.emptyTag)
        return value
    }

    /// A copy of the value.
    @inline(__always)
    func duplicate() -> Value {
        if isObject { ReferenceCount.increment(address) }
        return move()
    }

    @inline(__always)
    private func replace(_ payload: UInt, _ tag: UInt8) {
        if isObject {
            let old = address
            store(payload, tag)
            ReferenceCount.decrement(old)
        } else {
            store(payload, tag)
        }
    }

    @inline(__always)
    private func store(_ payload: UInt, _ tag: UInt8) {
        UnsafeMutableRawPointer(self).storeBytes(of: payload, as: UInt.self)
        UnsafeMutableRawPointer(self).storeBytes(of: tag, toByteOffset: 8, as: UInt8.self)
    }
}

/// Counting the references to an object that only the running thread uses.
enum ReferenceCount {
    // Debug builds run tests side by side, with native classes in common, and therefore lock.
    @inline(__always)
    static func increment(_ object: UnsafeRawPointer) {
        #if DEBUG
            _ = Unmanaged<AnyObject>.fromOpaque(object).retain()
        #else
            creferences_increment(object)
        #endif
    }

    @inline(__always)
    static func decrement(_ object: UnsafeRawPointer) {
        #if DEBUG
            Unmanaged<AnyObject>.fromOpaque(object).release()
        #else
            creferences_decrement(object)
        #endif
    }

    /// Whether nobody else holds the object.
    @inline(__always)
    static func isUnique(_ object: UnsafeRawPointer) -> Bool { creferences_is_unique(object) }

    /// Whether the run time counts as the counters in C expect.
    package static var isAsExpected: Bool { creferences_is_as_expected(Singleton.ellipsis.rawAddress) }
}

/// Where the parts of a `Value` lie in memory, for the machine's fast paths.
package enum ValueLayout {
    // The tag is one byte after the eight of the payload.
    static let integerTag: UInt8 = 1
    static let objectTag: UInt8 = 3
    /// The tag of the cases without a payload; `.undefined` is the one whose payload is 0.
    static let emptyTag: UInt8 = 4
    /// The payload of `.none`.
    static let nonePayload: UInt = 1

    /// Whether the compiler laid out `Value` as the machine expects.
    package static var isAsExpected: Bool {
        var value = Value.object(Singleton.ellipsis)
        let isObject = withUnsafeMutablePointer(to: &value) {
            $0.isObject && $0.address == Singleton.ellipsis.rawAddress
        }
        return isObject && check(.undefined) { $0.isUndefined && !$0.isObject && !$0.isInteger }
            && check(.int(7)) { $0.isInteger && $0.integer == 7 && !$0.isObject && !$0.isUndefined }
            && check(.none) { $0.tag == emptyTag && $0.payload == nonePayload }
            && [.none, .bool(false), .float(0)].allSatisfy { sample in
                check(sample) { !$0.isUndefined && !$0.isInteger && !$0.isObject }
            }
    }

    private static func check(_ value: Value, _ test: (UnsafeMutablePointer<Value>) -> Bool) -> Bool {
        var value = value
        return withUnsafeMutablePointer(to: &value, test)
    }
}

extension UnsafeRawPointer {
    /// The object at the address, borrowed: somebody else keeps it alive. The body must not give the object itself back,
    /// which would count no reference to it.
    @inline(__always)
    func borrow<Kind: AnyObject, Result>(as kind: Kind.Type, _ body: (Kind) throws -> Result) rethrows -> Result {
        try Unmanaged<Kind>.fromOpaque(self)._withUnsafeGuaranteedRef(body)
    }
}

extension Object {
    var rawAddress: UnsafeRawPointer { UnsafeRawPointer(Unmanaged.passUnretained(self).toOpaque()) }

    /// The Swift class as the first word of its instances has it.
    static var classAddress: UnsafeRawPointer { unsafeBitCast(self as AnyClass, to: UnsafeRawPointer.self) }
}
