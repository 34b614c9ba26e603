import Language
import Networks
import Tensors

/// The face of a tensor that is a parameter of a module: `torch.nn.Parameter`.
package final class ParameterObject: TensorObject {
    override package class var nativeType: TypeObject { TensorType.parameter }

    override package func repr(_ evaluator: Evaluator) throws -> String { tensor.description }

    override package func format(_ specification: String, _ evaluator: Evaluator) throws -> String {
        guard specification.isEmpty else {
            throw PythonError(.typeError, "unsupported format string passed to Parameter.__format__")
        }
        return try repr(evaluator)
    }
}

extension TensorType {
    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) package static let parameter = TypeObject(
        native: "Parameter", module: "torch.nn.parameter", bases: [tensor],
        documentation: "A tensor that a module registers as trainable when it is assigned to an attribute.",
        allocate: allocateParameter)

    /// `nn.Parameter(data, requires_grad=True)`
    private static func allocateParameter(
        _ type: TypeObject, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let given = arguments[0].ifDefined ?? arguments[keyword: "data"] ?? .none
        let flag = arguments[1].ifDefined ?? arguments[keyword: "requires_grad"] ?? .bool(true)
        let requiresGrad = try evaluator.truth(flag)
        return try translating {
            guard let source = given.isNone ? try Tensor.empty([0]) : given.tensor else {
                throw PythonError(
                    .typeError,
                    "Data type expected to be Tensor, but got \(given.typeName)")
            }
            if requiresGrad, !source.dtype.isDifferentiable {
                throw TensorError.runtime("Only Tensors of floating point and complex dtype can require gradients")
            }
            return Value(try Tensors.detach(source).asParameter(requiresGrad: requiresGrad))
        }
    }
}
