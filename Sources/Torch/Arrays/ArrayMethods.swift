import Language
import Tensors

/// The methods of arrays; most are the functions of the module `numpy` with the array as their first argument.
enum ArrayMethods {
    static var all: [NativeFunction] { forwarded + own + operatorMethods }

    private static let names = [
        "all", "any", "argmax", "argmin", "argsort", "clip", "cumprod", "cumsum", "diagonal", "dot", "max", "mean",
        "min", "nonzero", "prod", "ptp", "ravel", "repeat", "round", "searchsorted", "squeeze", "std", "sum",
        "swapaxes",
        "take", "trace", "var", "conj",
    ]

    private static var forwarded: [NativeFunction] {
        names.map { name in
            NativeFunction(
                name, "(self, *args, **kwargs)", "numpy.\(name) of this array.", module: "numpy.ndarray", isRaw: true
            ) { arguments, evaluator in
                let module = try evaluator.modules.import("numpy", evaluator)
                guard let function = module.namespace[Symbol(name)] else { return .none }
                return try evaluator.call(function, arguments)
            }
        }
    }

    private static func method(
        _ name: String, _ signature: Language.Signature, _ summary: String,
        _ body: @escaping (Tensor, borrowing Language.Arguments, Evaluator) throws -> Value
    ) -> NativeFunction {
        NativeFunction(name, signature, summary, module: "numpy.ndarray") { arguments, evaluator in
            guard let tensor = ArrayObject.tensor(of: arguments[0]) else {
                throw PythonError(.typeError, "descriptor '\(name)' requires a 'numpy.ndarray' object")
            }
            return try translating { try body(tensor, arguments, evaluator) }
        }
    }

    private static var own: [NativeFunction] {
        [
            method("item", "(self, *args)", "An element as a Python number.") { tensor, arguments, evaluator in
                let places = try evaluator.array(from: arguments[1])
                if places.isEmpty {
                    guard tensor.elementCount == 1 else {
                        throw PythonError(
                            .valueError, "can only convert an array of size 1 to a Python scalar")
                    }
                    return Value(try tensor.item())
                }
                let whole = places.count == 1 && tensor.rank > 1 ? try Tensors.reshape(tensor, [-1]) : tensor
                return Value(try ArraySubscripts(whole).get(Value(tuple: places), evaluator).item())
            },
            method("tolist", "(self)", "Nested lists of Python numbers.") { tensor, _, _ in try tensor.nestedList() },
            method("copy", "(self, order='C')", "An array with memory of its own.") { tensor, _, _ in
                ArrayObject.value(try Tensors.clone(tensor))
            },
            method("__copy__", "(self)", "An array with memory of its own.") { tensor, _, _ in
                ArrayObject.value(try Tensors.clone(tensor))
            },
            method("__deepcopy__", "(self, memo=None)", "An array with memory of its own.") { tensor, _, _ in
                ArrayObject.value(try Tensors.clone(tensor))
            },
            method("astype", "(self, dtype, order='K', casting='unsafe', subok=True, copy=True)", "Another dtype.") {
                tensor, arguments, evaluator in
                guard let dtype = try ArrayType.dtype(arguments[1], evaluator) else { return arguments[0] }
                let converted = try Tensors.to(tensor, dtype)
                let isScalar = arguments[0].as(ArrayObject.self)?.isScalar ?? false
                let result = converted === tensor ? try Tensors.clone(tensor) : converted
                return .object(ArrayObject(result, isScalar: isScalar))
            },
            method("reshape", "(self, *shape, order='C')", "The same elements in another shape.") {
                tensor, arguments, evaluator in
                let sizes = try evaluator.sizes(arguments[1])
                if try evaluator.str(arguments[2]) == "F" {
                    let columns = try reshaped(mirrored(tensor), Dimensions(sizes.reversed()))
                    return ArrayObject.value(try mirrored(ArrayObject.tensor(of: columns) ?? tensor))
                }
                return try reshaped(tensor, sizes)
            },
            method("flatten", "(self, order='C')", "A copy with one dimension.") { tensor, arguments, evaluator in
                let source = try evaluator.str(arguments[1]) == "F" ? mirrored(tensor) : tensor
                return ArrayObject.value(try Tensors.clone(Tensors.reshape(source, [-1])))
            },
            method("transpose", "(self, *axes)", "Dimensions in another order.") { tensor, arguments, evaluator in
                let given = try evaluator.array(from: arguments[1])
                let axes = given.isEmpty || given[0].isNone ? nil : try evaluator.sizes(arguments[1])
                return ArrayObject.value(try Tensors.permute(tensor, axes ?? Dimensions((0..<tensor.rank).reversed())))
            },
            method("fill", "(self, value)", "Sets all elements.") { tensor, arguments, evaluator in
                try ArraySubscripts(tensor).set(.ellipsis, arguments[1], evaluator)
                return .none
            },
            method("sort", "(self, axis=-1)", "Sorts in place.") { tensor, arguments, evaluator in
                guard case .named(_, _, let parts) = try Tensors.sort(tensor, try evaluator.index(arguments[1])),
                    let sorted = parts.first
                else { return .none }
                try tensor.overwrite { _ in sorted }
                return .none
            },
            method("view", "(self)", "The same memory.") { tensor, _, _ in
                ArrayObject.value(Tensors.detach(tensor))
            },
            method("tobytes", "(self)", "The memory in row-major order.") { tensor, _, _ in
                .object(Bytes(try ArrayFile.content(tensor)))
            },
            method("__array__", "(self, dtype=None)", "The array itself.") { _, arguments, _ in arguments[0] },
        ]
    }

    /// The dimensions in reverse order: Fortran's order of elements is C's of this.
    private static func mirrored(_ tensor: Tensor) throws -> Tensor {
        try Tensors.permute(tensor, Dimensions((0..<tensor.rank).reversed()))
    }

    static func reshaped(_ tensor: Tensor, _ sizes: Dimensions) throws -> Value {
        do {
            return ArrayObject.value(try Tensors.reshape(tensor, sizes))
        } catch {
            throw PythonError(
                .valueError, "cannot reshape array of size \(tensor.elementCount) into shape \(sizes.tupleText)")
        }
    }

    /// `__add__` and its like, for code that names them.
    private static var operatorMethods: [NativeFunction] {
        let numbers = [("__abs__", "absolute", "(self, /)"), ("__round__", "round", "(self, ndigits=0, /)")].map {
            name, function, signature in
            NativeFunction(name, Language.Signature(stringLiteral: signature), isRaw: true) { arguments, evaluator in
                let module = try evaluator.modules.import("numpy", evaluator)
                guard let body = module.namespace[Symbol(function)] else { return .none }
                return try evaluator.call(body, arguments)
            }
        }
        return numbers
            + BinaryOperator.allCases.map { operation in
                NativeFunction("__\(operation.name)__", "(self, other, /)") { arguments, evaluator in
                    try evaluator.binary(operation, arguments[0], arguments[1])
                }
            }
    }
}

/// The attributes of arrays.
enum ArrayProperties {
    static var all: [NativeProperty] {
        [
            property(
                "shape", "The size of each dimension.",
                set: { tensor, value, evaluator in
                    let sizes = try evaluator.sizes(value)
                    _ = try ArrayMethods.reshaped(tensor, sizes)
                    try tensor.setData(try Tensors.reshape(tensor, sizes))
                }
            ) { Value(tuple: $0.shape.map { .int($0) }) },
            property("ndim", "The number of dimensions.") { .int($0.rank) },
            property("size", "The number of elements.") { .int($0.elementCount) },
            property("dtype", "The type of the elements.") { .object(ArrayDType($0.dtype)) },
            property("itemsize", "Bytes of one element.") { .int($0.dtype.size) },
            property("nbytes", "Bytes of all elements.") { .int($0.dtype.size &* $0.elementCount) },
            property("strides", "Bytes between neighbours of each dimension.") { tensor in
                Value(tuple: tensor.strides.map { .int($0 &* tensor.dtype.size) })
            },
            property("T", "The dimensions in reverse order.") {
                ArrayObject.value(try Tensors.permute($0, Dimensions((0..<$0.rank).reversed())))
            },
            property("real", "The real part.") { ArrayObject.result(try Tensors.realPart($0)) },
            property("imag", "The imaginary part.") {
                ArrayObject.result(
                    $0.dtype.isComplex ? try Tensors.imaginaryPart($0) : try Tensor.zeros($0.shape, dtype: $0.dtype))
            },
            property("flat", "The elements one after the other.") {
                ArrayObject.value(try Tensors.reshape($0, [-1]))
            },
            property("base", "The array whose memory this one shows.") {
                $0.base.map { ArrayObject.value($0) } ?? .none
            },
        ]
    }

    private static func property(
        _ name: String, _ summary: String, set: ((Tensor, Value, Evaluator) throws -> Void)? = nil,
        _ get: @escaping (Tensor) throws -> Value
    ) -> NativeProperty {
        NativeProperty(
            name, summary,
            set: set.map { set in
                { instance, value, evaluator in
                    guard let tensor = ArrayObject.tensor(of: instance) else { return }
                    try translating { try set(tensor, value, evaluator) }
                }
            }
        ) { instance, _ in
            guard let tensor = ArrayObject.tensor(of: instance) else {
                throw PythonError(.typeError, "descriptor '\(name)' requires a 'numpy.ndarray' object")
            }
            return try translating { try get(tensor) }
        }
    }
}
