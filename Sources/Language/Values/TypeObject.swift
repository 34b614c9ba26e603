import Synchronization

/// A class: `int`, `list`, `ValueError`, `nn.Module`, and the ones that user code defines.
///
/// A native class declares its methods as a table, so that calls, help and completion read the same record:
///
///     static let tokenizer = TypeObject(native: "Tokenizer", methods: [
///         NativeFunction("decode", "(self, ids, skip_special_tokens=False)", "Text of token ids.") { a, evaluator in … }])
open class TypeObject: Object {
    public private(set) var name: String
    public var qualifiedName: String
    public var moduleName: String
    public let bases: [TypeObject]
    /// The class itself, then its ancestors in the order in which attributes are looked up (C3).
    public private(set) var mro: [TypeObject] = []
    public let namespace: Namespace
    /// Native classes cannot be changed by user code.
    public let isNative: Bool
    /// `__new__`: makes an instance for a call of the class, before `__init__`. The first parameter is the class that was
    /// called, which may be a user's subclass; the caller attaches the derivation. nil: inherited from the bases.
    public var allocate: Allocator?
    /// Changes whenever the class or an ancestor changes; no two classes ever have the same.
    package private(set) var version: Int
    /// They leave the list when they end; a weak reference would make counting slow for as long as the class lives.
    private var subclasses: [Unmanaged<TypeObject>] = []
    private var known = LookupTable()
    private var knownOverrides = LookupTable()
    /// The answer of `construction`, once asked.
    final var knownConstruction: Construction??
    /// The answer of `contextMethods`, once asked.
    final var knownContextMethods: ContextMethods?
    /// The answer of `isPlainClass`, once asked.
    final var knownPlainness: Bool?
    /// Whether its `__init__` has work for instances of derived classes only.
    package let initializesSubclassesOnly: Bool
    /// Makes the classes that user code derives from this native one, where they need a Swift class of their own.
    public var subclassMaker: SubclassMaker?
    /// Whether user code may derive from it.
    public var allowsSubclasses = true
    /// The attributes that `__slots__` allows, in the class and its bases; nil when instances take any.
    package final var slotNames: Set<Symbol>?
    /// Classes that count as subclasses though they do not derive from it (`ABC.register`).
    package final var registered: [TypeObject] = []
    /// Who calls the `__del__` of its instances; nil when it has none.
    package final var finalizers: Finalizers?
    /// How many attributes instances are expected to have.
    package final var expectedSlotCount = 4
    /// What instances begin with that have no attributes yet.
    package final var instanceShape: Unmanaged<Shape> {
        if let ownInstanceShape { return .passUnretained(ownInstanceShape) }
        return enterInstanceShape()
    }
    private final var ownInstanceShape: Shape?
    /// Stands for instances whose attributes are in a namespace; caches never know it.
    package private(set) final lazy var namespaceShape = Shape(root: self)
    /// Instances without a namespace share one.
    package final var sharedDerivation: Unmanaged<Derivation> {
        if let ownSharedDerivation { return .passUnretained(ownSharedDerivation) }
        return enterSharedDerivation()
    }
    private final var ownSharedDerivation: Derivation?

    /// The allocator of a native class, when calling the class is no more than calling it.
    package private(set) final lazy var completeAllocator: Allocator? = findCompleteAllocator()

    /// Whether it is a native class and calling it makes an exception, no more.
    package private(set) final lazy var makesExceptions = findExceptionMaking()

    /// Whether its instances, exceptions, have fields from the start.
    package private(set) final lazy var fillsExceptionFields = TypeObject.exceptionsWithFields.contains {
        isSubclass(of: $0)
    }

    public typealias SubclassMaker = (String, [TypeObject], Namespace, String, Evaluator) throws -> TypeObject
    public typealias Allocator = (TypeObject, borrowing Arguments, Evaluator) throws -> Value

    override open class var nativeType: TypeObject { .type }

    /// A native class. Its attributes are in `methods` and `attributes`.
    public init(
        native name: String, module: String = "builtins", bases: [TypeObject]? = nil, documentation: String? = nil,
        methods: [NativeFunction] = [], attributes: [(Symbol, Value)] = [], initializesSubclassesOnly: Bool = false,
        allocate: Allocator? = nil
    ) {
        self.name = name
        qualifiedName = name
        moduleName = module
        self.bases = bases ?? [.object]
        namespace = Namespace(capacity: max(4, methods.count + attributes.count))
        isNative = true
        self.initializesSubclassesOnly = initializesSubclassesOnly
        self.allocate = allocate
        version = TypeObject.nextVersion()
        ownDocumentation = documentation
        super.init()
        for method in methods {
            method.ownerName = name
            namespace[Symbol(method.name)] = .object(method)
        }
        for (name, value) in attributes { namespace[name] = value }
        mro = [self] + ((try? TypeObject.linearization(of: self.bases)) ?? [])
    }

    /// The root, `object`.
    package init(root name: String, methods: [NativeFunction]) {
        self.name = name
        qualifiedName = name
        moduleName = "builtins"
        bases = []
        namespace = Namespace(capacity: methods.count)
        isNative = true
        initializesSubclassesOnly = false
        version = TypeObject.nextVersion()
        super.init()
        for method in methods { namespace[Symbol(method.name)] = .object(method) }
        mro = [self]
    }

    /// A class made by user code. Throws TypeError when the bases cannot be brought into one order.
    public init(name: String, bases: [TypeObject], namespace: Namespace, module: String) throws {
        self.name = name
        qualifiedName = name
        moduleName = module
        self.bases = bases.isEmpty ? [.object] : bases
        self.namespace = namespace
        isNative = false
        initializesSubclassesOnly = false
        version = TypeObject.nextVersion()
        super.init()
        mro = [self] + (try TypeObject.linearization(of: self.bases))
        for base in self.bases where !base.isNative { base.subclasses.append(.passUnretained(self)) }
        namespace.owner = self
    }

    deinit {
        known.forget()
        knownOverrides.forget()
        namespace.owner = nil
        let own = Unmanaged.passUnretained(self).toOpaque()
        // Native classes are shared by threads and know none of these.
        for base in bases where !base.isNative { base.subclasses.removeAll { $0.toOpaque() == own } }
    }

    private var ownDocumentation: String?

    override open var documentation: String? {
        ownDocumentation ?? namespace[.__doc__]?.as(Text.self)?.string
    }

    // MARK: As a value

    override open var isCallable: Bool { true }

    override open func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        if self === TypeObject.type, arguments.count == 1, arguments.keywordNames.isEmpty {
            return .object(arguments[0].type)
        }
        if isNative, let recorder = recorder(arguments, evaluator) {
            return try recorder.intercept(call: self, arguments, evaluator)
        }
        return try evaluator.construct(self, arguments)
    }

    /// Who takes over a call: of any class that is recorded, and of `int(x)`, `float(x)`, `bool(x)`, `str(x)` and
    /// `range(x)` for a value that is not known now.
    private func recorder(_ arguments: borrowing Arguments, _ evaluator: Evaluator) -> Object? {
        if let recorder = evaluator.callRecorder?(self) { return recorder }
        guard let stager = evaluator.stager, arguments.keywordNames.isEmpty else { return nil }
        let takesOne =
            self === TypeObject.int || self === TypeObject.float || self === TypeObject.bool
            || self === TypeObject.str
        guard takesOne ? arguments.count == 1 : self === TypeObject.range else { return nil }
        return arguments.positionals.first { stager.isUnknown($0) }?.object
    }

    /// The parameters of `__init__`, without `self`.
    override open var signature: Signature? {
        guard let signature = lookup(.__init__)?.object?.signature else { return nil }
        return Signature(Array(signature.parameters.dropFirst()))
    }

    override open func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        try classAttribute(name, evaluator)
    }

    override open func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        try setClassAttribute(name, to: value)
    }

    override open func deleteAttribute(_ name: Symbol, _ evaluator: Evaluator) throws {
        guard !isNative, namespace.remove(name) != nil else {
            throw PythonError.missingAttribute(name, of: .object(self))
        }
    }

    override open func attributeNames() -> [Symbol] { allNames() }

    override open func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        try subscripted(key, evaluator)
    }

    override open func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        UnionType.make(operation, .object(self), other, reflected)
    }

    override open func repr(_ evaluator: Evaluator) throws -> String {
        let module = namespace[.__module__]?.as(Text.self)?.string ?? moduleName
        return module == "builtins" ? "<class '\(qualifiedName)'>" : "<class '\(module).\(qualifiedName)'>"
    }

    func rename(_ name: String) { self.name = name }

    // MARK: Look-up

    /// The raw attribute in the class or its ancestors, unbound.
    public func lookup(_ name: Symbol) -> Value? {
        if let known = known.find(name) { return known.ifDefined }
        let found = search(name)
        // Native classes are shared by threads and therefore remember nothing.
        if !isNative, found?.isObject ?? true { known.enter(name, found ?? .undefined) }
        return found
    }

    /// Where the class or its ancestors have an attribute; valid until `version` changes. nil where that is not told.
    package func place(of name: Symbol) -> UnsafeMutablePointer<Value>? {
        for ancestor in mro {
            guard let slot = ancestor.namespace.find(name) else { continue }
            let place = ancestor.namespace.slots + slot
            if !place.isUndefined { return ancestor.isNative ? nil : place }
        }
        return nil
    }

    private func search(_ name: Symbol) -> Value? {
        for ancestor in mro {
            if let value = ancestor.namespace[name] { return value }
        }
        return nil
    }

    /// What a user's class defines for a name, before the first native ancestor: an override of native behaviour.
    public func userLookup(_ name: Symbol) -> Value? {
        if isNative { return nil }
        if let known = knownOverrides.find(name) { return known.ifDefined }
        let found = searchOverride(name)
        if found?.isObject ?? true { knownOverrides.enter(name, found ?? .undefined) }
        return found
    }

    /// The plain function that a user's class defines for a name, if it takes exactly so many positional arguments. The
    /// class keeps it alive until it changes.
    @inline(__always)
    final func plainMethod(_ name: Symbol, taking count: Int) -> Unmanaged<Function>? {
        guard let place = knownOverrides.place(of: name) else { return enteredMethod(name, taking: count) }
        return TypeObject.plainFunction(at: place, taking: count)
    }

    @inline(never)
    private func enteredMethod(_ name: Symbol, taking count: Int) -> Unmanaged<Function>? {
        guard userLookup(name) != nil, let place = knownOverrides.place(of: name) else { return nil }
        return TypeObject.plainFunction(at: place, taking: count)
    }

    @inline(__always)
    private static func plainFunction(
        at place: UnsafeMutablePointer<Value>, taking count: Int
    ) -> Unmanaged<Function>? {
        guard place.holds(Function.classAddress) else { return nil }
        let function = Unmanaged<Function>.fromOpaque(place.address)
        return function._withUnsafeGuaranteedRef { $0.code.exactArgumentCount == count } ? function : nil
    }

    private func searchOverride(_ name: Symbol) -> Value? {
        for ancestor in mro where !ancestor.isNative {
            if let value = ancestor.namespace[name] { return value }
        }
        return nil
    }

    public func isSubclass(of other: TypeObject) -> Bool {
        if self === other { return true }
        let address = other.rawAddress
        return mro.withUnsafeBufferPointer { ancestors in
            ancestors.withMemoryRebound(to: UnsafeRawPointer.self) { $0.contains(address) }
        }
    }

    @inline(never)
    private func enterInstanceShape() -> Unmanaged<Shape> {
        let shape = Shape(root: self)
        ownInstanceShape = shape
        return .passUnretained(shape)
    }

    @inline(never)
    private func enterSharedDerivation() -> Unmanaged<Derivation> {
        let derivation = Derivation(type: self)
        ownSharedDerivation = derivation
        return .passUnretained(derivation)
    }

    /// The nearest ancestor that is native: it decides which Swift class the instances have.
    public var nativeBase: TypeObject { mro.first { $0.isNative && !($0 is AbstractType) } ?? .object }

    /// How instances are made: the first allocator in the order of look-up.
    package var inheritedAllocator: Allocator? {
        for ancestor in mro {
            if let allocate = ancestor.allocate { return allocate }
        }
        return nil
    }

    /// The names of all attributes of instances, most specific first, each once.
    package func allNames() -> [Symbol] {
        var seen = Set<Symbol>()
        return mro.flatMap(\.namespace.definedNames).filter { seen.insert($0).inserted }
    }

    /// Must be called after every change of the namespace: caches of attribute look-ups compare versions.
    package func didChange() {
        version = TypeObject.nextVersion()
        ownInstanceShape?.restamp(version)
        known.forget()
        knownOverrides.forget()
        knownConstruction = nil
        knownContextMethods = nil
        knownPlainness = nil
        for subclass in subclasses { subclass.takeUnretainedValue().didChange() }
    }

    /// Whether classes count as subclasses of this one, or of one that derives from it, that do not derive from it.
    package final var hasRegistrations: Bool {
        !registered.isEmpty || subclasses.contains { $0._withUnsafeGuaranteedRef { $0.hasRegistrations } }
    }

    package var liveSubclasses: [TypeObject] { subclasses.map { $0.takeUnretainedValue() } }

    private static let versions = Atomic<Int>(1)

    private static func nextVersion() -> Int {
        versions.wrappingAdd(1, ordering: .relaxed).newValue
    }
}
