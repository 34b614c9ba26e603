/// Everything that is not a scalar: strings, containers, functions, classes, tensors, proxies.
///
/// A subclass overrides what its values can do; every method has a default that answers as a plain Python object does.
/// Callers do not call these methods directly but through the `Evaluator` (`evaluator.binary(.add, a, b)`), which first
/// asks the methods that a user's class defines. A native class that user code may derive from (`class Net(nn.Module)`)
/// needs nothing more than an `allocate` closure in its `TypeObject`: the instance then carries a `Derivation`.
open class Object {
    /// The user's class and the instance attributes, when this native object is an instance of a derived class,
    /// or when attributes were set on it.
    package final var derivation: Derivation? {
        @inline(__always) get { heldDerivation?.takeUnretainedValue() }
        set {
            let former = heldDerivation
            heldDerivation = newValue.map { .passRetained($0) }
            if let former { ReferenceCount.decrement(former.toOpaque()) }
        }
    }

    /// The derivation, whose references are counted as those in registers are.
    private final var heldDerivation: Unmanaged<Derivation>?

    public init() {}

    deinit {
        if let heldDerivation { ReferenceCount.decrement(heldDerivation.toOpaque()) }
    }

    /// Makes a new object an instance of a user's class, without attributes yet.
    @inline(__always)
    final func begin(as type: Unmanaged<TypeObject>) {
        let derivation = type._withUnsafeGuaranteedRef { $0.sharedDerivation }
        ReferenceCount.increment(derivation.toOpaque())
        heldDerivation = derivation
    }

    /// The class of all instances of this Swift class that have no class of their own.
    open class var nativeType: TypeObject { .object }

    /// Whether methods found in `nativeType` may be called without asking `getAttribute`: true only for classes
    /// that override none of the attribute methods. It makes `list.append(x)` fast.
    open class var hasPlainMethods: Bool { false }

    /// The class, as `type(value)` gives it.
    open var type: TypeObject { derivation?.type ?? Swift.type(of: self).nativeType }

    // MARK: Attributes

    /// The value of an attribute, or nil when there is none (the evaluator raises AttributeError, or uses a default).
    open func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        try genericAttribute(name, evaluator)
    }

    open func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        try setGenericAttribute(name, to: value, evaluator)
    }

    open func deleteAttribute(_ name: Symbol, _ evaluator: Evaluator) throws {
        try deleteGenericAttribute(name, evaluator)
    }

    /// The names that `dir()` and completion show.
    open func attributeNames() -> [Symbol] {
        (derivation?.namespace?.definedNames ?? []) + type.allNames()
    }

    /// Whether instances take attributes that their class does not name. Derived instances always do.
    open var acceptsAttributes: Bool { false }

    // MARK: Calls

    open func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        throw PythonError(.typeError, "'\(type.nameInErrors)' object is not callable")
    }

    open var isCallable: Bool { false }

    /// Parameters, for calls, help and completion.
    open var signature: Signature? { nil }

    /// What `help` and `?` show.
    open var documentation: String? { nil }

    /// Whether interceptable functions hand a call over to this object when it is among the arguments.
    open var interceptsCalls: Bool { false }

    /// Runs instead of an interceptable `function` that was called with this object: how a proxy records a call.
    open func intercept(
        call function: Object, _ arguments: borrowing Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        throw PythonError(.typeError, "'\(type.name)' object cannot record a call")
    }

    // MARK: Items

    open func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        throw PythonError(.typeError, "'\(type.name)' object is not subscriptable")
    }

    open func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        throw PythonError(.typeError, "'\(type.name)' object does not support item assignment")
    }

    open func deleteItem(_ key: Value, _ evaluator: Evaluator) throws {
        throw PythonError(.typeError, "'\(type.name)' object doesn't support item deletion")
    }

    /// `value in self`; the default looks at what iteration gives.
    open func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        guard let iterator = try iterate(evaluator) else {
            throw PythonError(.typeError, "argument of type '\(type.name)' is not iterable")
        }
        while let element = try iterator.next(evaluator) {
            try evaluator.interrupt.check()
            if try evaluator.identicalOrEqual(element, value) { return true }
        }
        return false
    }

    /// The length, or nil when the object has none.
    open func length(_ evaluator: Evaluator) throws -> Int? { nil }

    /// A new iterator, or nil when the object cannot be iterated.
    open func iterate(_ evaluator: Evaluator) throws -> ValueIterator? { nil }

    // MARK: Operators

    /// `self op other`, or `other op self` when reflected; nil is Python's `NotImplemented`.
    open func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? { nil }

    /// `self op= other`; nil falls back to `binary`. The result is what the name is bound to.
    open func inPlace(_ operation: BinaryOperator, _ other: Value, _ evaluator: Evaluator) throws -> Value? { nil }

    open func unary(_ operation: UnaryOperator, _ evaluator: Evaluator) throws -> Value? { nil }

    /// `self == other`, `self < other` and so on; nil is `NotImplemented`. The result need not be a bool.
    open func compare(_ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator) throws -> Value? { nil }

    open func truth(_ evaluator: Evaluator) throws -> Bool {
        try length(evaluator).map { $0 != 0 } ?? true
    }

    /// Equal values must have equal hashes. The default is the identity's.
    open func hash(_ evaluator: Evaluator) throws -> Int { Int(bitPattern: ObjectIdentifier(self)) >> 4 }

    /// The number for an index or a slice bound (`__index__`), or nil.
    open func index(_ evaluator: Evaluator) throws -> Int? { nil }

    /// `int(self)`, which may be a big integer; nil when there is none.
    open func integer(_ evaluator: Evaluator) throws -> Value? { nil }

    /// `float(self)`; nil when there is none.
    open func float(_ evaluator: Evaluator) throws -> Double? { nil }

    // MARK: Text

    open func repr(_ evaluator: Evaluator) throws -> String { genericRepr }

    open func str(_ evaluator: Evaluator) throws -> String { try evaluator.repr(.object(self)) }

    /// `format(self, specification)`, as in `f"{x:>10}"`.
    open func format(_ specification: String, _ evaluator: Evaluator) throws -> String {
        guard specification.isEmpty else {
            throw PythonError(.typeError, "unsupported format string passed to \(type.name).__format__")
        }
        return try evaluator.str(.object(self))
    }

    // MARK: Context managers

    /// `with self as value`.
    open func enter(_ evaluator: Evaluator) throws -> Value {
        throw PythonError(
            .typeError, "'\(type.name)' object does not support the context manager protocol")
    }

    /// The end of a `with` block, with the error that ended it or nil. True swallows the error.
    open func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool { false }

    /// Whether `case [a, b]` may match it.
    open var matchesSequencePatterns: Bool { false }

    /// Whether `with` accepts the object.
    open var isContextManager: Bool { false }

    /// Whether the block of `with` is to be run once more, asked when it has ended without an error.
    open var repeatsBlock: Bool { false }

    // MARK: Descriptors

    /// What an attribute access gives when the class holds this object; nil when it is no descriptor.
    /// `instance` is nil for access through the class.
    open func bind(to instance: Value?, of owner: TypeObject, _ evaluator: Evaluator) throws -> Value? { nil }

    /// Whether it goes before the instance's own attributes, as properties do.
    open var isDataDescriptor: Bool { false }

    /// Sets the attribute of an instance for which this object stands in the class.
    open func descriptorSet(_ instance: Value, to value: Value, _ evaluator: Evaluator) throws {
        throw PythonError(.attributeError, "readonly attribute")
    }

    open func descriptorDelete(_ instance: Value, _ evaluator: Evaluator) throws {
        throw PythonError(.attributeError, "readonly attribute")
    }

    // MARK: Identity

    /// Python's `is`. Two faces of one thing may say that they are the same.
    open func isSame(as other: Object) -> Bool { self === other }
}

/// What makes a native object an instance of a user's class: the class, and the attributes set on the instance.
package final class Derivation {
    package let type: TypeObject?
    package var namespace: Namespace?

    package init(type: TypeObject?, namespace: Namespace? = nil) {
        self.type = type
        self.namespace = namespace
    }
}
