/// An attribute computed in Swift: `NativeProperty("shape", "Sizes of the dimensions.") { tensor, _ in … }`.
/// It stands in the namespace of a native class.
public final class NativeProperty: Object {
    public let name: String
    public let summary: String
    private let get: (Value, Evaluator) throws -> Value
    private let set: ((Value, Value, Evaluator) throws -> Void)?

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(native: "getset_descriptor")

    override public class var nativeType: TypeObject { typeObject }

    public init(
        _ name: String, _ summary: String = "", set: ((Value, Value, Evaluator) throws -> Void)? = nil,
        get: @escaping (Value, Evaluator) throws -> Value
    ) {
        self.name = name
        self.summary = summary
        self.get = get
        self.set = set
    }

    override public var documentation: String? { summary.isEmpty ? nil : summary }
    override public var isDataDescriptor: Bool { true }

    override public func bind(to instance: Value?, of owner: TypeObject, _ evaluator: Evaluator) throws -> Value? {
        guard let instance else { return .object(self) }
        return try get(instance, evaluator)
    }

    override public func descriptorSet(_ instance: Value, to value: Value, _ evaluator: Evaluator) throws {
        guard let set else {
            throw PythonError(
                .attributeError, "attribute '\(name)' of '\(instance.typeName)' objects is not writable")
        }
        try set(instance, value, evaluator)
    }
}
