/// A method with the object that it was read from: `values.append`.
public final class BoundMethod: Object {
    public let function: Value
    public let receiver: Value

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(native: "method")

    override public class var nativeType: TypeObject { typeObject }

    /// Methods of built-in classes are `builtin_function_or_method`, as in CPython.
    override public var type: TypeObject {
        function.object is NativeFunction ? NativeFunction.typeObject : BoundMethod.typeObject
    }

    public init(_ function: Value, receiver: Value) {
        self.function = function
        self.receiver = receiver
    }

    override public var isCallable: Bool { true }
    override public var documentation: String? { function.object?.documentation }

    /// Without `self`.
    override public var signature: Signature? {
        function.object?.signature.map { Signature(Array($0.parameters.dropFirst())) }
    }

    override public func call(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        if let function = function.exactly(Function.self) {
            return try evaluator.run(function, arguments, receiver: receiver)
        }
        return try callNative(arguments, evaluator)
    }

    override public func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case "__self__": receiver
        case "__func__": function
        default:
            try genericAttribute(name, evaluator) ?? evaluator.attribute(name, of: function)
        }
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let other = other.as(BoundMethod.self), operation == .equal || operation == .notEqual else { return nil }
        let same = function.isSame(as: other.function) && receiver.isSame(as: other.receiver)
        return .bool(same == (operation == .equal))
    }

    override public func hash(_ evaluator: Evaluator) throws -> Int {
        try evaluator.hash(function) ^ (receiver.object.map { Int(bitPattern: ObjectIdentifier($0)) >> 4 } ?? 0)
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        if let native = function.as(NativeFunction.self) {
            let address = receiver.object?.address ?? "0x000000000000"
            return "<built-in method \(native.name) of \(receiver.typeName) object at \(address)>"
        }
        let name = try evaluator.attribute(.__qualname__, of: function).map { try evaluator.str($0) }
        return "<bound method \(name ?? "?") of \(try evaluator.repr(receiver))>"
    }
}
