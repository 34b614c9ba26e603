import Language
import Tensors

/// The attributes of tensors that are no methods: `x.shape`, `x.grad`, `x.T`.
enum TensorProperties {
    static var all: [NativeProperty] { layout + numbers + gradients + views }

    private typealias Getter = (Tensor) throws -> Value
    private typealias Setter = (Tensor, Value, Evaluator) throws -> Void

    private static func property(
        _ name: String, _ summary: String, set: Setter? = nil, _ get: @escaping Getter
    ) -> NativeProperty {
        NativeProperty(
            name, summary,
            set: set.map { set in
                { instance, value, evaluator in
                    guard let tensor = instance.tensor else { return }
                    try translating { try set(tensor, value, evaluator) }
                }
            }
        ) { instance, evaluator in
            guard let tensor = instance.tensor else {
                throw PythonError(.typeError, "descriptor '\(name)' requires a 'Tensor' object")
            }
            let value = try translating { try get(tensor) }
            try Warnings.showPending(evaluator)
            return value
        }
    }

    private static var layout: [NativeProperty] {
        [
            property("shape", "The size of each dimension.") { Value($0.shape) },
            property("ndim", "The number of dimensions.") { .int($0.rank) },
            property("dtype", "The type of the elements.") { Value($0.dtype) },
            property("device", "Where the elements live.") { Value($0.device) },
            property("layout", "How the elements are stored.") { _ in .object(ConstantObject.strided) },
            property("is_cuda", "Whether the elements live on a GPU.") { _ in false },
            property("is_cpu", "Whether the elements live in main memory.") { .bool(!$0.isMeta) },
            property("is_meta", "Whether the tensor has a shape only.") { .bool($0.isMeta) },
            property("is_mps", "Whether the elements live on an Apple GPU.") { _ in false },
            property("is_sparse", "Whether only nonzero elements are stored.") { _ in false },
            property("is_quantized", "Whether elements are stored as scaled integers.") { _ in false },
            property("is_mkldnn", "Whether the layout is that of a foreign library.") { _ in false },
            property("is_nested", "Whether the tensor is a list of tensors.") { _ in false },
        ]
    }

    private static var numbers: [NativeProperty] {
        [
            property("itemsize", "Bytes of one element.") { .int($0.dtype.size) },
            property("nbytes", "Bytes of all elements.") { .int($0.dtype.size &* $0.elementCount) },
            property("_version", "How often the storage was changed in place.") { .int($0.version) },
            property("output_nr", "Which result of its operation the tensor is.") { .int($0.outputIndex) },
        ]
    }

    private static var gradients: [NativeProperty] {
        [
            property("grad", "The accumulated gradient, or None.", set: setGrad) {
                if $0.grad == nil, $0.requiresGrad, !$0.isLeaf, !$0.retainsGrad { Notices.give(gradOfResult) }
                return $0.grad.map { Value($0) } ?? .none
            },
            property("requires_grad", "Whether operations on the tensor are recorded.", set: setRequiresGrad) {
                .bool($0.requiresGrad)
            },
            property("is_leaf", "Whether the tensor was made by the user and not by a recorded operation.") {
                .bool($0.isLeaf)
            },
            property("retains_grad", "Whether a tensor that is no leaf keeps its gradient.") { .bool($0.retainsGrad) },
            property("grad_fn", "The operation that made the tensor, or None.") {
                $0.gradientNode.map { .object(GradientFunctionObject($0)) } ?? .none
            },
            property("data", "The same elements, unseen by autograd.", set: setData) { Value($0.data) },
            property("_base", "The tensor that this one is a view of, or None.") { $0.base.map { Value($0) } ?? .none },
            property("is_inference_tensor", "Whether the tensor was made in inference mode.") {
                .bool($0.isInference)
            },
        ]
    }

    private static var views: [NativeProperty] {
        [
            property("T", "The tensor with its dimensions in reverse order.") {
                if $0.rank != 2 { Notices.give($0.rank == 0 ? reversedScalar : reversedStack, once: true) }
                return Value(try Tensors.permute($0, Dimensions((0..<$0.rank).reversed())))
            },
            property("mT", "The tensor with its last two dimensions exchanged.") {
                guard $0.rank >= 2 else {
                    throw PythonError(
                        .runtimeError,
                        "tensor.mT is only supported on matrices or batches of matrices. Got \($0.rank)-D tensor.")
                }
                return Value(try Tensors.transpose($0, -2, -1))
            },
            property("mH", "The conjugate transposes of matrices.") {
                guard $0.rank != 1 else {
                    throw PythonError(
                        .runtimeError,
                        "tensor.mH is only supported on matrices or batches of matrices. Got 1-D tensor.")
                }
                return Value(try EngineCall.tensor("conj", $0.rank == 0 ? $0 : Tensors.transpose($0, -2, -1)))
            },
            property("H", "The conjugate transpose of a matrix.") {
                guard $0.rank == 2 || $0.rank == 0 else {
                    throw PythonError(
                        .runtimeError,
                        "tensor.H is only supported on matrices (2-D tensors). Got \($0.rank)-D tensor."
                            + ($0.rank > 2 ? " For batches of matrices, consider using tensor.mH" : ""))
                }
                return Value(try EngineCall.tensor("conj", $0.rank == 0 ? $0 : Tensors.transpose($0, 0, 1)))
            },
            property("real", "The real part.") { Value(try $0.dtype.isComplex ? EngineCall.tensor("real", $0) : $0) },
            property("imag", "The imaginary part.") {
                guard $0.dtype.isComplex else {
                    throw PythonError(
                        .runtimeError, "imag is not implemented for tensors with non-complex dtypes.")
                }
                return Value(try EngineCall.tensor("imag", $0))
            },
        ]
    }

    private static let gradOfResult =
        "The .grad attribute of a Tensor that is not a leaf Tensor is being accessed. Its .grad attribute won't be "
        + "populated during autograd.backward(). If you indeed want the .grad field to be populated for a non-leaf "
        + "Tensor, use .retain_grad() on the non-leaf Tensor. If you access the non-leaf Tensor by mistake, make sure you "
        + "access the leaf Tensor instead. See github.com/pytorch/pytorch/pull/30531 for more information."
        + Notices.place("build/aten/src/ATen/core/TensorBody.h:493")

    private static let reversedStack =
        "The use of `x.T` on tensors of dimension other than 2 to reverse their shape is deprecated and it will throw an "
        + "error in a future release. Consider `x.mT` to transpose batches of matrices or `x.permute(*torch.arange(x.ndim "
        + "- 1, -1, -1))` to reverse the dimensions of a tensor."
        + Notices.place("aten/src/ATen/native/TensorShape.cpp:4314")

    private static let reversedScalar =
        "Tensor.T is deprecated on 0-D tensors. This function is the identity in these cases."
        + Notices.place("aten/src/ATen/native/TensorShape.cpp:4321")

    private static func setGrad(_ tensor: Tensor, _ value: Value, _ evaluator: Evaluator) throws {
        if value.isNone {
            tensor.grad = nil
            return
        }
        guard let gradient = value.tensor else {
            throw PythonError(
                .typeError, "assigned grad expected to be a Tensor or None but got grad of type \(value.typeName)")
        }
        guard gradient.shape == tensor.shape else {
            throw PythonError(
                .runtimeError,
                "attempting to assign a gradient of size '\(gradient.shape)' to a tensor of size '\(tensor.shape)'. Please "
                    + "ensure that the gradient and the tensor are the same size")
        }
        guard gradient.dtype == tensor.dtype else {
            throw PythonError(.runtimeError, "assigned grad has data of a different type")
        }
        tensor.grad = gradient
    }

    private static func setRequiresGrad(_ tensor: Tensor, _ value: Value, _ evaluator: Evaluator) throws {
        guard case .bool(let flag) = value else {
            throw PythonError(.runtimeError, "requires_grad must be a bool")
        }
        try tensor.setRequiresGrad(flag)
    }

    private static func setData(_ tensor: Tensor, _ value: Value, _ evaluator: Evaluator) throws {
        guard let source = value.tensor else {
            throw PythonError(.typeError, "Variable data has to be a tensor, but got \(value.typeName)")
        }
        try tensor.setData(source)
    }
}
