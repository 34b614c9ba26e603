import Language
import Tensors

/// The methods of tensors that are no operations of the table: questions, conversions, autograd, new tensors.
enum TensorMethods {
    static var all: [NativeFunction] { questions + numbers + conversions + autograd + newTensors + elementwise }

    /// A method whose receiver is a tensor; calls with a proxy among the arguments are recorded.
    static func method(
        _ name: String, _ signature: Language.Signature, _ summary: String,
        _ body: @escaping (Tensor, borrowing Language.Arguments, Evaluator) throws -> Value
    ) -> NativeFunction {
        NativeFunction(
            name, signature, summary, module: "torch.Tensor", isInterceptable: true, as: .none,
            plain: { values, count, evaluator in
                // Without other arguments there are no defaults to fill in, and no proxy.
                guard count == 1, signature.isExact(1), let tensor = values[0].tensor else { return .undefined }
                return try translating { try body(tensor, Language.Arguments(borrowing: values, count: 1), evaluator) }
            }
        ) { arguments, evaluator in
            guard let tensor = arguments[0].tensor else {
                throw PythonError(
                    .typeError,
                    "descriptor '\(name)' for 'torch._C.TensorBase' objects doesn't apply to a '"
                        + "\(arguments[0].typeName)' object")
            }
            do {
                return try body(tensor, arguments, evaluator)
            } catch let error as TensorError {
                throw PythonError(error)
            }
        }
    }

    private static var questions: [NativeFunction] {
        [
            method("size", "(self, dim=None)", "The size of each dimension, or of one.") {
                tensor, arguments, evaluator in
                guard let dimension = arguments[1].ifNotNone else { return Value(tensor.shape) }
                return .int(try tensor.size(try evaluator.index(dimension)))
            },
            method("stride", "(self, dim=None)", "The step of each dimension, or of one.") {
                tensor, arguments, evaluator in
                guard let dimension = arguments[1].ifNotNone else {
                    return Value(tuple: tensor.strides.map { .int($0) })
                }
                let axis = try evaluator.index(dimension)
                guard tensor.rank > 0 else { throw TensorError.scalarDimension(axis) }
                return .int(tensor.strides[try tensor.dimension(axis)])
            },
            method("dim", "(self)", "The number of dimensions.") { tensor, _, _ in .int(tensor.rank) },
            method("ndimension", "(self)", "The number of dimensions.") { tensor, _, _ in .int(tensor.rank) },
            method("numel", "(self)", "The number of elements.") { tensor, _, _ in .int(tensor.elementCount) },
            method("nelement", "(self)", "The number of elements.") { tensor, _, _ in .int(tensor.elementCount) },
            method("element_size", "(self)", "Bytes of one element.") { tensor, _, _ in .int(tensor.dtype.size) },
            method(
                "resize_", "(self, *sizes, memory_format=None)",
                "Another shape, over the same memory where it suffices."
            ) {
                tensor, arguments, evaluator in
                let given = arguments[1].sequenceElements ?? []
                let sizes = given.count == 1 ? given[0].sequenceElements ?? given : given
                try tensor.resize(to: Dimensions(sizes.map { try evaluator.index($0) }))
                return arguments[0]
            },
            method("storage_offset", "(self)", "Where the first element lies in the storage.") { tensor, _, _ in
                .int(tensor.offset)
            },
            method("storage", "(self)", "The memory, as elements.") { tensor, _, _ in
                .object(StorageObject(tensor, isTyped: true))
            },
            method("untyped_storage", "(self)", "The memory, as bytes.") { tensor, _, _ in
                .object(StorageObject(tensor, isTyped: false))
            },
            method("data_ptr", "(self)", "The address of the first element.") { tensor, _, _ in
                .int(tensor.elementCount == 0 ? 0 : tensor.address.map { Int(bitPattern: $0) } ?? 0)
            },
            method("is_contiguous", "(self, memory_format=None)", "Whether elements are in row-major order.") {
                tensor, _, _ in .bool(tensor.isContiguous)
            },
            method("is_floating_point", "(self)", "Whether elements have fractions.") { tensor, _, _ in
                .bool(tensor.dtype.isFloatingPoint)
            },
            method("is_complex", "(self)", "Whether elements are complex.") { tensor, _, _ in
                .bool(tensor.dtype.isComplex)
            },
            method("is_signed", "(self)", "Whether elements can be negative.") { tensor, _, _ in
                .bool(tensor.dtype != .uint8 && tensor.dtype != .bool)
            },
            method("is_inference", "(self)", "Whether the tensor was made in inference mode.") { tensor, _, _ in
                .bool(tensor.isInference)
            },
            method("is_set_to", "(self, tensor)", "Whether both show the same memory in the same way.") {
                tensor, arguments, _ in
                guard let other = arguments[1].tensor else { return false }
                return .bool(other.storage === tensor.storage && other.layout == tensor.layout)
            },
            method("is_same_size", "(self, other)", "Whether both have the same shape.") { tensor, arguments, _ in
                .bool(arguments[1].tensor?.shape == tensor.shape)
            },
            method("get_device", "(self)", "The number of the GPU, -1 in main memory.") { _, _, _ in -1 },
            method("is_pinned", "(self)", "Whether the memory is locked for a GPU.") { _, _, _ in false },
            method("is_shared", "(self)", "Whether other processes see the memory.") { _, _, _ in false },
            method("__len__", "(self)", "The size of the first dimension.") { tensor, arguments, evaluator in
                .int(try evaluator.length(arguments[0]))
            },
        ]
    }

    private static var numbers: [NativeFunction] {
        [
            method("item", "(self)", "The only element as a number.") { tensor, _, _ in Value(try tensor.item()) },
            method("tolist", "(self)", "The elements as nested lists, or the number.") { tensor, _, _ in
                try tensor.nestedList()
            },
            method("__abs__", "(self)", "Absolute values.") { tensor, _, _ in Value(try Tensors.abs(tensor)) },
            method("__index__", "(self)", "The only element of an integer tensor.") { _, arguments, evaluator in
                .int(try evaluator.index(arguments[0]))
            },
            method("__bool__", "(self)", "The truth of the only element.") { tensor, _, _ in .bool(try tensor.isTrue())
            },
            method("__float__", "(self)", "The only element as a float.") { tensor, _, _ in
                .float(try tensor.item().real)
            },
            method("__int__", "(self)", "The only element as an int.") { tensor, arguments, evaluator in
                try evaluator.call(.object(TypeObject.int), [arguments[0]])
            },
            method("__reversed__", "(self)", "The slices of the first dimension in reverse order.") { tensor, _, _ in
                Value(tensor.rank == 0 ? tensor : try Tensors.flip(tensor, [0]))
            },
            method("__contains__", "(self, element)", "Whether an element is equal.") { tensor, arguments, evaluator in
                .bool(try evaluator.contains(arguments[0], arguments[1]))
            },
            method("__format__", "(self, specification)", "Formats the only element.") { tensor, arguments, evaluator in
                Value(try evaluator.format(arguments[0], try evaluator.str(arguments[1])))
            },
        ]
    }

    /// Functions of the user's over single elements.
    private static var elementwise: [NativeFunction] {
        [
            method("apply_", "(self, callable)", "Replaces each element by the function's value.") {
                tensor, arguments, evaluator in
                let function = arguments[1]
                let mapped = try tensor.listable().scalars().map { try evaluator.call(function, [Value($0)]) }
                try TensorLiteral.write(mapped, to: tensor)
                return arguments[0]
            },
            method("map_", "(self, tensor, callable)", "Replaces each element by the function's value for both.") {
                tensor, arguments, evaluator in
                guard let other = arguments[1].tensor else {
                    throw PythonError(.typeError, "map_(): argument 'tensor' must be Tensor")
                }
                let function = arguments[2]
                let others = try Tensors.expand(other, tensor.shape).listable().scalars()
                let mapped = try zip(tensor.listable().scalars(), others).map {
                    try evaluator.call(function, [Value($0), Value($1)])
                }
                try TensorLiteral.write(mapped, to: tensor)
                return arguments[0]
            },
        ]
    }
}

extension Tensor {
    /// The elements as nested lists of numbers; a number for a tensor without dimensions.
    func nestedList() throws -> Value {
        if isMeta { throw TensorError.dataDependent(operation: "tolist") }
        var elements = try listable().scalars().makeIterator()
        func nested(_ axis: Int) -> Value {
            guard axis < rank else { return elements.next().map { Value($0) } ?? .none }
            return Value((0..<shape[axis]).map { _ in nested(axis + 1) })
        }
        return nested(0)
    }
}
