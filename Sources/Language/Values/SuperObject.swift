/// `super()`: attributes as the class after a given one in the order of look-up has them.
public final class SuperObject: Object {
    private let after: TypeObject
    private let receiver: Value
    /// The class in whose order the search goes on.
    private let owner: TypeObject

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "super",
        allocate: { _, arguments, _ in
            guard let after = arguments[0].as(TypeObject.self) else {
                guard !arguments[0].isUndefined else { throw PythonError(.runtimeError, "super(): no arguments") }
                throw PythonError(
                    .typeError, "super() argument 1 must be a type, not \(arguments[0].typeName)")
            }
            return .object(try SuperObject(after: after, arguments[1]))
        })
    override public class var nativeType: TypeObject { typeObject }

    init(after: TypeObject, _ receiver: Value) throws {
        self.after = after
        self.receiver = receiver
        if receiver.type.isSubclass(of: after) {
            owner = receiver.type
        } else if let type = receiver.as(TypeObject.self), type.isSubclass(of: after) {
            owner = type
        } else {
            throw PythonError(.typeError, "super(type, obj): obj must be an instance or subtype of type")
        }
    }

    private var rest: ArraySlice<TypeObject> {
        guard let index = owner.mro.firstIndex(where: { $0 === after }) else { return [] }
        return owner.mro[(index + 1)...]
    }

    override public func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if name == .__class__ { return .object(type) }
        for ancestor in rest {
            guard let found = ancestor.namespace[name] else { continue }
            let isClass = receiver.as(TypeObject.self).map { $0 === owner } ?? false
            return try evaluator.bound(found, to: isClass ? nil : receiver, of: owner)
        }
        return nil
    }

    /// A function of a later class with the receiver to pass it; nil when the attribute is something else.
    package func method(_ name: Symbol) -> (function: Value, receiver: Value)? {
        guard receiver.as(TypeObject.self) == nil else { return nil }
        for ancestor in rest {
            guard let found = ancestor.namespace[name] else { continue }
            if let native = found.exactly(NativeFunction.self) { return native.binds ? (found, receiver) : nil }
            return found.exactly(Function.self) == nil ? nil : (found, receiver)
        }
        return nil
    }

    override public func attributeNames() -> [Symbol] { rest.flatMap(\.namespace.definedNames) }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        "<super: <class '\(after.name)'>, <\(owner.name) object>>"
    }
}
