import Language

/// An instance of a class that users derive from: it has attributes, and what their class defines.
final class ScriptedInstance: Object {
    private let ownType: TypeObject
    init(_ type: TypeObject) { ownType = type }

    override var type: TypeObject { derivation?.type ?? ownType }
    override var acceptsAttributes: Bool { true }

    /// Data sets of users can be added.
    override func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .add, !reflected, type.isSubclass(of: DataNamespace.dataset) else { return nil }
        return try DataNamespace.joined(.object(self), other, evaluator)
    }

    /// What a native base class says, such as `Optimizer` of its groups.
    override func repr(_ evaluator: Evaluator) throws -> String {
        guard let method = type.lookup("__repr__"), let native = method.as(NativeFunction.self),
            native.moduleName.hasPrefix("torch.")
        else { return try super.repr(evaluator) }
        return try evaluator.str(try evaluator.call(method, [.object(self)]))
    }
}
