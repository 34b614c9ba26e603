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
        let initializer = lookup(.__init__)
        if let function = initializer?.as(Function.self) {
            guard function.code.kind == .function else { return nil }
            return Construction(start: start, initializer: .passUnretained(function))
        }
        let isDone =
            switch start {
            case .plain: !hasInitializer
            case .exception: initializer?.object === TypeObject.baseException.namespace[.__init__]?.object
            case .allocated: false
            }
        return isDone ? Construction(start: start, initializer: nil) : nil
    }

    /// Whether calling a native class makes an exception and does nothing else.
    func findExceptionMaking() -> Bool {
        completeAllocator != nil && mro.first { $0.allocate != nil } === TypeObject.baseException
    }

    func findCompleteAllocator() -> Allocator? {
        guard isNative, self !== TypeObject.type, let maker = mro.first(where: { $0.allocate != nil }) else {
            return nil
        }
        let initializers = mro.filter { $0 !== TypeObject.object && $0.namespace[.__init__] != nil }
        let isComplete = initializers.allSatisfy { $0 === maker && maker.initializesSubclassesOnly }
        return isComplete ? maker.allocate : nil
    }

    /// The plain functions of a context manager's class, which keeps them until it changes.
    package struct ContextMethods {
        package let enter, exit: Unmanaged<Function>?
    }

    final var contextMethods: ContextMethods {
        if let knownContextMethods { return knownContextMethods }
        let hasExit = userLookup(.__exit__) != nil
        let found = ContextMethods(
            enter: hasExit ? plainMethod(.__enter__, taking: 1) : nil, exit: plainMethod(.__exit__, taking: 4))
        knownContextMethods = found
        return found
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
