/// Copies, conversions and detachment.
enum Copying {
    static let operations: [Operation] =
        [
            Operation("clone(Tensor input) -> Tensor", "A copy that gradients flow through.", .both) {
                (x: Tensor) in try clone(x)
            },
            Operation("contiguous(Tensor input) -> Tensor", "The tensor with its elements in row-major order.", .method)
            {
                (x: Tensor) in try contiguous(x)
            },
            Operation(
                "detach(Tensor input) -> Tensor", "The same elements, outside the graph of derivatives.", .both, detach),
            Operation(
                "copy_(Tensor input, Tensor|Scalar src, bool non_blocking=False) -> Tensor", "Overwrites with src.",
                .method
            ) {
                (target: Tensor, source: Tensor, _: Bool) in
                let shape = try broadcast(target.shape, source.shape)
                guard shape == target.shape else {
                    throw TensorError.runtime(
                        "output with shape \(target.shape) doesn't match the broadcast shape \(shape)")
                }
                try target.checkOverlap(with: source)
                try target.assign(source)
                return target
            },
            Operation("fill_(Tensor input, Tensor|Scalar value) -> Tensor", "Overwrites with a number.", .method) {
                (target: Tensor, value: Tensor) in
                try value.number?.checkFits(target.dtype)
                try target.fillInPlace(value)
                return target
            },
            Operation("zero_(Tensor input) -> Tensor", "Overwrites with zeros.", .method) { (target: Tensor) in
                try target.fillInPlace(Tensor(number: 0))
                return target
            },
            Operation("type_as(Tensor input, Tensor other) -> Tensor", "Converts to the dtype of other.", .method) {
                (input: Tensor, other: Tensor) in
                try to(input, other.dtype)
            },
        ]
        + [
            ("float", DType.float32), ("double", .float64), ("half", .float16), ("bfloat16", .bfloat16),
            ("long", .int64), ("int", .int32), ("short", .int16), ("char", .int8), ("byte", .uint8), ("bool", .bool),
            ("cfloat", .complex64), ("cdouble", .complex128),
        ].map { name, dtype in
            Operation("\(name)(Tensor input) -> Tensor", "Converts to \(dtype.name).", .method) {
                (input: Tensor) in try to(input, dtype)
            }
        }
}

/// A copy; contiguous unless the strides of the input can be kept without gaps.
package func clone(_ input: Tensor) throws -> Tensor {
    let output: Tensor
    if input.isContiguous || !input.layout.isDense {
        output = try input.converted(to: input.dtype)
    } else {
        output = try Tensor.empty(input.shape, dtype: input.dtype, device: input.device)
        output.layout.strides = input.strides
        output.copyElements(from: input)
    }
    guard Tape.records(input) else { return output }
    return output.derived("CloneBackward0", from: [input]) { [try $0.gradient] }
}

extension Layout {
    /// Whether the elements fill a block of memory without gaps, in whatever order of dimensions.
    var isDense: Bool {
        var expected = 1
        for axis in shape.indices.filter({ shape[$0] != 1 }).sorted(by: { strides[$0] < strides[$1] }) {
            if strides[axis] != expected { return false }
            expected &*= shape[axis]
        }
        return true
    }
}

/// The tensor itself when its elements are in row-major order, else a copy that has them so.
package func contiguous(_ input: Tensor) throws -> Tensor {
    if input.isContiguous { return input }
    let output = try input.converted(to: input.dtype)
    guard Tape.records(input) else { return output }
    return output.derived("CloneBackward0", from: [input]) { [try $0.gradient] }
}

/// The tensor in another dtype; itself when it already has it.
package func to(_ input: Tensor, _ dtype: DType, copy: Bool = false) throws -> Tensor {
    if input.dtype == dtype { return copy ? try clone(input) : input }
    let output = try input.isNumber ? input.precise(dtype) : input.converted(to: dtype)
    guard Tape.records(input), dtype.isDifferentiable else { return output }
    let original = input.dtype
    return output.derived("ToCopyBackward0", from: [input]) { [try to($0.gradient, original)] }
}

/// The tensor without its data, or itself when it already has none.
package func toMeta(_ input: Tensor) -> Tensor {
    if input.isMeta { return input }
    let result = Tensor(
        storage: Storage(metaByteCount: input.storage.byteCount), layout: input.layout, dtype: input.dtype)
    result.isNumber = input.isNumber
    result.number = input.number
    result.leafRequiresGrad = input.requiresGrad
    return result
}

/// The same elements without a history.
package func detach(_ input: Tensor) -> Tensor {
    Tensor(storage: input.storage, layout: input.layout, dtype: input.dtype)
}
