/// An exception as user code holds it: type, arguments, cause, context, traceback and the fields of its type.
public final class ExceptionObject: Object {
    /// Kept alive by the derivation, or native and therefore for ever.
    private let ownType: Unmanaged<TypeObject>
    /// The argument when there is exactly one, as there nearly always is; `.undefined` otherwise.
    private var soleArgument: Value
    /// The exception that was being handled when this one was raised.
    public var context: ExceptionObject?
    /// The user's frames, from the outermost in.
    package var frames: [TraceFrame] {
        get { trace.frames }
        set { trace = Trace(newValue) }
    }
    /// The frames that the exception has passed.
    var trace = Trace()
    /// The dict that a KeyError's key was not in.
    var searchedDict: Dict?
    private var ownFields: Namespace?
    /// The field of an exception that has only one, which user code set; `.undefined` otherwise.
    private var soleField = Value.undefined
    private var soleFieldName = Symbol(id: 0)
    /// What most exceptions do without: they are caught and never shown.
    private var ownDetails: Details?

    private final class Details {
        var arguments: [Value] = []
        var cause: ExceptionObject?
        var suppressesContext = false
        var advice: (() -> String?)?
        var secondary: [SecondarySpan] = []
        var labels: [String] = []
    }

    private var details: Details {
        if let known = ownDetails { return known }
        let made = Details()
        ownDetails = made
        return made
    }

    public init(_ type: TypeObject, arguments: [Value]) {
        ownType = .passUnretained(type)
        soleArgument = arguments.count == 1 ? arguments[0] : .undefined
        super.init()
        if arguments.count > 1 { details.arguments = arguments }
        join(ownType)
    }

    /// An exception with one argument.
    package convenience init(_ type: TypeObject, argument: Value) {
        self.init(of: .passUnretained(type), argument: argument)
    }

    /// The same for a class that the caller holds.
    init(of type: Unmanaged<TypeObject>, argument: consuming Value) {
        ownType = type
        soleArgument = argument
        super.init()
        join(type)
    }

    @inline(__always)
    private func join(_ type: Unmanaged<TypeObject>) {
        if type._withUnsafeGuaranteedRef({ !$0.isNative }) { begin(as: type) }
        fillFields()
    }

    // MARK: Parts

    /// `raise … from cause`
    public var cause: ExceptionObject? {
        get { ownDetails?.cause }
        set { if newValue != nil || ownDetails != nil { details.cause = newValue } }
    }

    public var suppressesContext: Bool {
        get { ownDetails?.suppressesContext ?? false }
        set { if newValue || ownDetails != nil { details.suppressesContext = newValue } }
    }

    /// Advice for the diagnostic.
    public var help: String? { advice?() ?? searchedDict.flatMap { $0.nearestKey(to: soleArgument) } }

    /// Makes the advice when someone reads it: most exceptions are caught and never shown.
    package var advice: (() -> String?)? {
        get { ownDetails?.advice }
        set { details.advice = newValue }
    }

    package var secondary: [SecondarySpan] {
        get { ownDetails?.secondary ?? [] }
        set { details.secondary = newValue }
    }

    /// What the words at fault stand for: `w: float32 [3, 4]`.
    package var labels: [String] {
        get { ownDetails?.labels ?? [] }
        set { details.labels = newValue }
    }

    /// `name`, `obj`, `value`, `errno`, `filename`, `lineno`, … and what user code sets.
    public var fields: Namespace {
        if let known = ownFields { return known }
        let made = Namespace()
        if !soleField.isUndefined { made[soleFieldName] = soleField }
        soleField = .undefined
        ownFields = made
        return made
    }

    /// A field that it has.
    func field(_ name: Symbol) -> Value? {
        if let ownFields { return ownFields[name] }
        return soleFieldName == name ? soleField.ifDefined : nil
    }

    /// Sets a field; one alone takes no memory.
    func setField(_ name: Symbol, to value: Value) {
        guard ownFields == nil, soleField.isUndefined || soleFieldName == name else { return fields[name] = value }
        soleFieldName = name
        soleField = value
    }

    /// Whether an attribute is nothing but a field, as the cache found out for the class.
    func knowsField(of cache: UnsafeMutablePointer<AttributeCache>) -> Bool {
        cache.pointee.kind == .field && cache.pointee.version == ownType._withUnsafeGuaranteedRef { $0.version }
    }

    /// Where the field that a cache stands for is, when there is no other.
    func soleField(of cache: UnsafeMutablePointer<AttributeCache>) -> UnsafeMutablePointer<Value>? {
        guard ownFields == nil, soleFieldName == cache.pointee.name, knowsField(of: cache), !soleField.isUndefined
        else {
            return nil
        }
        return withUnsafeMutablePointer(to: &soleField) { $0 }
    }

    /// Stores a register in the only field; false when there are others, or the cache does not know the class.
    func store(
        _ source: UnsafeMutablePointer<Value>, _ isTemporary: Bool, _ cache: UnsafeMutablePointer<AttributeCache>
    ) -> Bool {
        let name = cache.pointee.name
        guard ownFields == nil, soleField.isUndefined || soleFieldName == name, knowsField(of: cache) else {
            return false
        }
        soleFieldName = name
        withUnsafeMutablePointer(to: &soleField) { isTemporary ? $0.move(source) : $0.copy(source) }
        return true
    }

    public var arguments: [Value] {
        get { soleArgument.isUndefined ? ownDetails?.arguments ?? [] : [soleArgument] }
        set {
            let sole = newValue.count == 1 ? newValue[0] : .undefined
            soleArgument = sole
            if ownDetails != nil || sole.isUndefined && !newValue.isEmpty {
                details.arguments = sole.isUndefined ? newValue : []
            }
        }
    }

    /// Replaces all arguments by the one in a register, which is empty afterwards; false when fields depend on it.
    func setArgument(moving source: UnsafeMutablePointer<Value>) -> Bool {
        if ownType._withUnsafeGuaranteedRef({ $0.fillsExceptionFields }) { return false }
        withUnsafeMutablePointer(to: &soleArgument) { $0.move(source) }
        ownDetails?.arguments = []
        return true
    }

    /// Whether its class is just this one.
    @inline(__always)
    func isExactly(_ type: UnsafeRawPointer) -> Bool { UnsafeRawPointer(ownType.toOpaque()) == type }

    /// Its class, which its holder keeps.
    @inline(__always)
    var typeAddress: UnsafeRawPointer { UnsafeRawPointer(ownType.toOpaque()) }

    override public var type: TypeObject { ownType.takeUnretainedValue() }

    /// `str(error)`: nothing, the argument, or the tuple of arguments.
    override public func str(_ evaluator: Evaluator) throws -> String {
        if type.isSubclass(of: .keyError), arguments.count == 1 { return try evaluator.repr(arguments[0]) }
        if type.isSubclass(of: .syntaxError), let text = try syntaxErrorText(evaluator) { return text }
        if type.isSubclass(of: .osError), let text = try systemErrorText(evaluator) { return text }
        if type.isSubclass(of: .baseExceptionGroup) { return try ExceptionGroups.text(of: self, evaluator) }
        switch arguments.count {
        case 0: return ""
        case 1: return try evaluator.str(arguments[0])
        default: return try evaluator.repr(Value(tuple: arguments))
        }
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        let texts = try arguments.map { try evaluator.repr($0) }
        return "\(type.name)(\(texts.joined(separator: ", ")))"
    }

    override public func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case .args: return Value(tuple: arguments)
        case .__cause__: return cause.map { .object($0) } ?? Value.none
        case .__context__: return context.map { .object($0) } ?? Value.none
        case .__suppress_context__: return .bool(suppressesContext)
        case .__traceback__: return trace.isEmpty ? Value.none : .object(TracebackObject(trace))
        case .__notes__: return field(name)
        case .__dict__ where !type.isNative: return .object(NamespaceMapping(fields))
        default: return try field(name) ?? genericAttribute(name, evaluator)
        }
    }

    override public func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        switch name {
        case .args: arguments = try evaluator.array(from: value)
        case .__cause__:
            cause = value.as(ExceptionObject.self)
            suppressesContext = true
        case .__context__: context = value.as(ExceptionObject.self)
        case .__class__:
            throw PythonError(.typeError, "__class__ assignment only supported for instances of plain classes")
        case .__suppress_context__: suppressesContext = try evaluator.truth(value)
        case .__traceback__: try setTraceback(value)
        default:
            if case .object(let descriptor)? = type.userLookup(name), descriptor.isDataDescriptor {
                return try descriptor.descriptorSet(.object(self), to: value, evaluator)
            }
            setField(name, to: value)
        }
    }

    override public func deleteAttribute(_ name: Symbol, _ evaluator: Evaluator) throws {
        guard fields.remove(name) != nil else { throw PythonError.missingAttribute(name, of: .object(self)) }
    }

    override public func attributeNames() -> [Symbol] { fields.definedNames + super.attributeNames() }

    /// `error.with_traceback(tb)`: what is raised after that is added to the frames of another traceback, or to none.
    func setTraceback(_ value: Value) throws {
        guard let traceback = value.as(TracebackObject.self) else {
            guard value.isNone else { throw PythonError(.typeError, "__traceback__ must be a traceback or None") }
            trace = Trace()
            return
        }
        trace = traceback.trace
    }

    /// The fields that CPython's constructors take from the arguments; `fillsExceptionFields` names the classes.
    func fillFields() {
        guard ownType._withUnsafeGuaranteedRef({ $0.fillsExceptionFields }) else { return }
        if type.isSubclass(of: .stopIteration) { fields[.value] = arguments.first ?? Value.none }
        if type.isSubclass(of: .systemExit) { fields["code"] = arguments.first ?? Value.none }
        if type.isSubclass(of: .osError) {
            let given = arguments
            for (place, name) in ["errno", "strerror", "filename"].enumerated() {
                fields[Symbol(name)] = given.count >= 2 && place < given.count ? given[place] : Value.none
            }
            if given.count >= 2 { arguments = Array(given.prefix(2)) }
        }
        if type.isSubclass(of: .importError) {
            fields[.name] = Value.none
            fields["path"] = Value.none
            fields["msg"] = arguments.first ?? Value.none
        }
        if type.isSubclass(of: .syntaxError) { fields["msg"] = arguments.first ?? Value.none }
    }

    /// `invalid syntax (Cell In[1], line 3)`
    private func syntaxErrorText(_ evaluator: Evaluator) throws -> String? {
        guard let line = fields["lineno"], let file = fields["filename"], let message = arguments.first else {
            return nil
        }
        let name = try evaluator.str(file).split(separator: "/").last ?? ""
        return "\(try evaluator.str(message)) (\(name), line \(try evaluator.str(line)))"
    }

    /// `[Errno 2] No such file or directory: 'x'`
    private func systemErrorText(_ evaluator: Evaluator) throws -> String? {
        guard let number = fields["errno"]?.ifNotNone, let reason = fields["strerror"] else { return nil }
        let text = "[Errno \(try evaluator.str(number))] \(try evaluator.str(reason))"
        guard let file = fields["filename"], !file.isNone else { return text }
        guard let other = fields["filename2"], !other.isNone else { return "\(text): \(try evaluator.repr(file))" }
        return "\(text): \(try evaluator.repr(file)) -> \(try evaluator.repr(other))"
    }
}

extension TypeObject {
    /// The exceptions that have fields from the start.
    static var exceptionsWithFields: [TypeObject] {
        [.stopIteration, .systemExit, .osError, .importError, .syntaxError]
    }
}
