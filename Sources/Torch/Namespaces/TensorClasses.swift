import Language
import Tensors

/// `torch.FloatTensor` and its siblings: constructors with a dtype, and names for `x.type(torch.LongTensor)`.
enum TensorClasses {
    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) static let all: [(Symbol, Value)] = [
        DType.float32, .float64, .float16, .bfloat16, .int64, .int32, .int16, .int8, .uint8, .bool,
    ].map { dtype in
        let name = dtype.scalarName + "Tensor"
        let type = AbstractType(
            name, module: "torch", test: { $0.tensor?.dtype == dtype }, testClass: { _ in false })
        type.allocate = allocator(dtype)
        return (Symbol(name), .object(type))
    }

    private static func allocator(_ dtype: DType) -> TypeObject.Allocator {
        { _, arguments, evaluator in
            try LegacyConstructor.make(dtype, Array(arguments.positionals), arguments.keywords, evaluator)
        }
    }
}
