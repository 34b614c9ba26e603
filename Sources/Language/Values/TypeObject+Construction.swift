/// How calling a class makes an instance, and what the machine knows of classes that do nothing unusual.
extension TypeObject {
    /// How a call of a user's class makes an instance: what it begins as, and the `__init__` that is called then.
    package struct Construction {
        package enum Start {
            /// An `Instance`, or an `ExceptionObject`.
            case plain, exception
            /// Whatever the allocator of a native class makes.
            case allocated
        }

        package let start: Start
        /// nil when there is none. The class, or an ancestor, keeps it until it changes.
        package let initializer: Unmanaged<Function>?
    }

    /// nil when a call does anything else.
    package final var construction: Construction? {
        if isNative || derivation != nil { return nil }
        if let known = knownConstruction { return known }
        let found = findConstruction()
        knownConstruction = .some(found)
        return found
    }

    private func findConstruction() -> Construction? {
        guard userLookup(.__new__) == nil else { return nil }
        let isException = mro.first { $0.allocate != nil } === TypeObject.baseException
        let start: Construction.Start = makesPlainInstances ? .plain : isException ? .exception : .allocated
        if let function = lookup(.__init__)?.as(Function.self) {
            guard function.code.kind == .function else { return nil }
            return Construction(start: start, initializer: .passUnretained(function))
        }
        return start == .plain && !hasInitializer ? Construction(start: .plain, initializer: nil) : nil
    }

    func findCompleteAllocator() -> Allocator? {
        guard isNative, self !== TypeObject.type, let maker = mro.first(where: { $0.allocate != nil }) else {
            return nil
        }
        let initializers = mro.filter { $0 !== TypeObject.object && $0.namespace[.__init__] != nil }
        let isComplete = initializers.allSatisfy { $0 === maker && maker.initializesSubclassesOnly }
        return isComplete ? maker.allocate : nil
    }

    /// Whether it and its ancestors are users' classes, but for `object`, and none says what counts as an instance of it
    /// or what class its instances have.
    package final var isPlainClass: Bool {
        if let known = knownPlainness { return known }
        let isPlain = mro.allSatisfy { ancestor in
            ancestor === TypeObject.object
                || !ancestor.isNative && ancestor.derivation == nil && Swift.type(of: ancestor) == TypeObject.self
        }
        let answer = isPlain && userLookup("__subclasshook__") == nil && userLookup(.__class__) == nil
        knownPlainness = answer
        return answer
    }
}
