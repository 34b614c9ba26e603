/// Any value of the language in 16 bytes: scalars inline, everything else one reference to an `Object`.
/// `Value.int(3)`, `Value("text")`, `Value.none`.
public enum Value {
    /// What an unbound variable and an absent argument hold; user code never sees it.
    case undefined
    case none
    case bool(Bool)
    /// An `int` that fits in 64 bits; larger ones are objects of class `BigInteger`.
    case int(Int)
    case float(Double)
    case object(Object)
}

extension Value {
    public var isUndefined: Bool {
        if case .undefined = self { return true }
        return false
    }

    public var isNone: Bool {
        if case .none = self { return true }
        return false
    }

    /// The object, if the value is not a scalar.
    public var object: Object? {
        if case .object(let object) = self { return object }
        return nil
    }

    /// The object as an instance of a Swift class: `value.as(List.self)?.count`.
    @inline(__always)
    public func `as`<Kind: Object>(_ kind: Kind.Type) -> Kind? {
        guard case .object(let object) = self else { return nil }
        // Nearly always the class itself is asked for: one comparison instead of a dynamic cast.
        if Swift.type(of: object) == kind { return unsafeDowncast(object, to: kind) }
        return object as? Kind
    }

    /// nil for `.undefined`: how an optional parameter is read.
    public var ifDefined: Value? { isUndefined ? nil : self }

    /// nil for `.undefined` and for `None`.
    public var ifNotNone: Value? { isUndefined || isNone ? nil : self }

    public static var ellipsis: Value { .object(Singleton.ellipsis) }
    public static var notImplemented: Value { .object(Singleton.notImplemented) }

    /// The class of the value, as `type(value)` gives it.
    public var type: TypeObject {
        switch self {
        case .undefined, .none: .noneType
        case .bool: .bool
        case .int: .int
        case .float: .float
        case .object(let object): object.type
        }
    }

    /// The name of the class for error messages: `'int' object is not callable`.
    public var typeName: String { type.nameInErrors }

    /// Python's `is`. Scalars are the same when they are equal and of one type.
    public func isSame(as other: Value) -> Bool {
        switch (self, other) {
        case (.undefined, .undefined), (.none, .none): true
        case (.bool(let a), .bool(let b)): a == b
        case (.int(let a), .int(let b)): a == b
        case (.float(let a), .float(let b)): a.bitPattern == b.bitPattern
        case (.object(let a), .object(let b)): a.isSame(as: b)
        default: false
        }
    }
}

extension Value: ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByStringLiteral
{
    public init(integerLiteral value: Int) { self = .int(value) }
    public init(floatLiteral value: Double) { self = .float(value) }
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    public init(stringLiteral value: String) { self = .object(Text(value)) }

    public init(_ object: Object) { self = .object(object) }
    public init(_ text: String) { self = .object(Text(text)) }
    /// A Python `list`.
    public init(_ elements: [Value]) { self = .object(List(elements)) }
    /// A Python `tuple`.
    public init(tuple elements: [Value]) { self = .object(Tuple(elements)) }
}
