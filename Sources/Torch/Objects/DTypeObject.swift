import Language
import Tensors

/// `torch.float32` and its siblings; one object for each dtype.
package final class DTypeObject: Object {
    package let dtype: DType

    private init(_ dtype: DType) { self.dtype = dtype }

    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) private static let all = DType.allCases.map { DTypeObject($0) }

    package static func of(_ dtype: DType) -> DTypeObject {
        all[DType.allCases.firstIndex(of: dtype) ?? 0]
    }

    nonisolated(unsafe) package static let typeObject: TypeObject = {
        let type = TypeObject(native: "dtype", module: "torch")
        property(type, "is_floating_point") { .bool($0.isFloatingPoint) }
        property(type, "is_complex") { .bool($0.isComplex) }
        property(type, "is_signed") { .bool($0 != .uint8 && $0 != .bool) }
        property(type, "itemsize") { .int($0.size) }
        return type
    }()

    private static func property(_ type: TypeObject, _ name: String, _ get: @escaping (DType) -> Value) {
        type.namespace[Symbol(name)] = .object(
            NativeProperty(name) { value, _ in value.as(DTypeObject.self).map { get($0.dtype) } ?? .none })
    }

    override package class var nativeType: TypeObject { typeObject }

    override package func repr(_ evaluator: Evaluator) throws -> String { "torch.\(dtype.name)" }
}

extension Value {
    package init(_ dtype: DType) { self = .object(DTypeObject.of(dtype)) }

    /// The dtype that the value names: `torch.int64`, or the classes `float`, `int` and `bool`.
    package var dtype: DType? {
        if let object = self.as(DTypeObject.self) { return object.dtype }
        guard let type = self.as(TypeObject.self) else { return nil }
        if type === TypeObject.float { return .float64 }
        if type === TypeObject.int { return .int64 }
        return type === TypeObject.bool ? .bool : nil
    }
}
