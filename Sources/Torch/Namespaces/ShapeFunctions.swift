import Language
import Tensors

/// Functions of torch about shapes and dtypes, which take no tensors or give none.
enum ShapeFunctions {
    static var all: [NativeFunction] {
        [
            TorchNamespace.function("broadcast_shapes", "(*shapes)", "The shape that these shapes broadcast to.") {
                arguments, evaluator in
                let shapes = try evaluator.array(from: arguments[0]).map { try evaluator.sizes($0) }
                return Value(try translating { try shapes.reduce(Dimensions()) { try Tensors.broadcast($0, $1) } })
            },
            TorchNamespace.function("result_type", "(tensor1, tensor2)", "The dtype of a result of both.") {
                arguments, _ in
                try Value(translating { Tensors.resultType(try operand(arguments[0]), try operand(arguments[1])) })
            },
            TorchNamespace.function("promote_types", "(type1, type2)", "The smallest dtype that holds both.") {
                arguments, _ in
                guard let first = arguments[0].dtype, let second = arguments[1].dtype else {
                    throw PythonError(.typeError, "promote_types(): arguments must be torch.dtype")
                }
                return Value(first.promoted(with: second))
            },
            TorchNamespace.function("can_cast", "(from_, to)", "Whether a dtype may be stored as another one.") {
                arguments, _ in
                guard let first = arguments[0].dtype, let second = arguments[1].dtype else {
                    throw PythonError(.typeError, "can_cast(): arguments must be torch.dtype")
                }
                return .bool(first.canCast(to: second))
            },
        ]
    }

    private static func operand(_ value: Value) throws -> Tensor {
        guard let operand = try Operand(value) else {
            throw PythonError(.typeError, "result_type(): arguments must be Tensor or Number, not \(value.typeName)")
        }
        switch operand {
        case .tensor(let tensor): return tensor
        case .number(let number): return try Tensor(number: number)
        }
    }
}
