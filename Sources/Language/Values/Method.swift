/// `staticmethod` and `classmethod`: functions that an access binds to nothing, or to the class.
public final class Method: Object {
    public enum Kind: Sendable { case `static`, `class` }

    public let function: Value
    public let kind: Kind

    override public var type: TypeObject {
        derivation?.type ?? (kind == .static ? .staticMethod : .classMethod)
    }

    public init(_ function: Value, _ kind: Kind) {
        self.function = function
        self.kind = kind
    }

    /// The function inside, if the value is a static or class method.
    package static func unwrapped(_ value: Value) -> Value { value.as(Method.self)?.function ?? value }

    override public func bind(to instance: Value?, of owner: TypeObject, _ evaluator: Evaluator) throws -> Value? {
        switch kind {
        case .static: return function
        case .class:
            // `super(cls, cls).method` and an access through the class pass the class itself.
            return .object(BoundMethod(function, receiver: .object(owner)))
        }
    }

    override public var isCallable: Bool { kind == .static }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        "<\(type.name)(\(try evaluator.repr(function)))>"
    }

    override public func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        guard kind == .static else { throw PythonError(.typeError, "'classmethod' object is not callable") }
        return try evaluator.call(function, arguments)
    }

    override public func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case "__func__", .__wrapped__: function
        case .__name__, .__doc__, .__qualname__, .__module__: try evaluator.attribute(name, of: function)
        default: try genericAttribute(name, evaluator)
        }
    }
}

// Immutable after creation, so that threads may share them.
extension TypeObject {
    nonisolated(unsafe) package static let staticMethod = TypeObject(
        native: "staticmethod", allocate: { _, arguments, _ in .object(Method(arguments[0], .static)) })
    nonisolated(unsafe) package static let classMethod = TypeObject(
        native: "classmethod", allocate: { _, arguments, _ in .object(Method(arguments[0], .class)) })
}
