/// An exception as user code holds it: type, arguments, cause, context, traceback and the fields of its type.
public final class ExceptionObject: Object {
    private let ownType: TypeObject
    public var arguments: [Value]
    /// `raise … from cause`
    public var cause: ExceptionObject?
    /// The exception that was being handled when this one was raised.
    public var context: ExceptionObject?
    public var suppressesContext = false
    /// The user's frames, from the outermost in.
    package var frames: [TraceFrame] {
        get { trace.frames }
        set { trace = Trace(newValue) }
    }
    /// The frames that the exception has passed.
    var trace = Trace()
    /// How deep the outermost of those frames was, while the exception is on its way.
    package var outermostDepth = -1
    /// Advice for the diagnostic.
    public var help: String? { advice?() }
    /// Makes the advice when someone reads it: most exceptions are caught and never shown.
    package var advice: (() -> String?)?
    package var secondary: [SecondarySpan] = []
    /// `name`, `obj`, `value`, `errno`, `filename`, `lineno`, … and what user code sets.
    public var fields: Namespace {
        if let known = ownFields { return known }
        let made = Namespace()
        ownFields = made
        return made
    }
    private var ownFields: Namespace?

    public init(_ type: TypeObject, arguments: [Value]) {
        ownType = type
        self.arguments = arguments
        super.init()
        derivation = type.isNative ? nil : type.sharedDerivation
        if type.fillsExceptionFields { fillFields() }
    }

    override public var type: TypeObject { ownType }

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
        case .__traceback__: return .object(TracebackObject(trace))
        case .__notes__: return ownFields?[name]
        default: return try ownFields?[name] ?? genericAttribute(name, evaluator)
        }
    }

    override public func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        switch name {
        case .args: arguments = try evaluator.array(from: value)
        case .__cause__:
            cause = value.as(ExceptionObject.self)
            suppressesContext = true
        case .__context__: context = value.as(ExceptionObject.self)
        case .__suppress_context__: suppressesContext = try evaluator.truth(value)
        case .__traceback__: break
        default:
            if case .object(let descriptor)? = type.userLookup(name), descriptor.isDataDescriptor {
                return try descriptor.descriptorSet(.object(self), to: value, evaluator)
            }
            fields[name] = value
        }
    }

    override public func deleteAttribute(_ name: Symbol, _ evaluator: Evaluator) throws {
        guard fields.remove(name) != nil else { throw PythonError.missingAttribute(name, of: .object(self)) }
    }

    override public func attributeNames() -> [Symbol] { fields.definedNames + super.attributeNames() }

    /// The fields that CPython's constructors take from the arguments; `fillsExceptionFields` names the classes.
    private func fillFields() {
        if type.isSubclass(of: .stopIteration) { fields[.value] = arguments.first ?? Value.none }
        if type.isSubclass(of: .systemExit) { fields["code"] = arguments.first ?? Value.none }
        if type.isSubclass(of: .osError), arguments.count >= 2 {
            fields["errno"] = arguments[0]
            fields["strerror"] = arguments[1]
            fields["filename"] = arguments.count > 2 ? arguments[2] : Value.none
            arguments = Array(arguments.prefix(2))
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
        guard let number = fields["errno"], let reason = fields["strerror"] else { return nil }
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
