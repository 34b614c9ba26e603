/// Copies of a tensor in which a view is replaced, and changes in place at flat places.
enum ViewScatter {
    static let operations: [Operation] = [
        Operation("select_scatter(Tensor input, Tensor src, int dim, int index) -> Tensor", "Replaces a slice.", .both)
        {
            (input: Tensor, source: Tensor, axis: Int, index: Int) in
            try replaced(input, source, "SelectScatterBackward0") { try select($0, axis, index) }
        },
        Operation(
            "slice_scatter(Tensor input, Tensor src, int dim=0, int? start=None, int? end=None, int step=1) -> Tensor",
            "Replaces a range of slices.", .both
        ) { (input: Tensor, source: Tensor, axis: Int, start: Int?, end: Int?, step: Int) in
            try replaced(input, source, "SliceScatterBackward0") {
                try slice($0, axis, start: start, end: end, step: step)
            }
        },
        Operation(
            "diagonal_scatter(Tensor input, Tensor src, int offset=0, int dim1=0, int dim2=1) -> Tensor",
            "Replaces a diagonal.", .both
        ) { (input: Tensor, source: Tensor, offset: Int, first: Int, second: Int) in
            try replaced(input, source, "DiagonalScatterBackward0") { try diagonal($0, offset, first, second) }
        },
        Operation(
            "fill_diagonal(Tensor input, Scalar fill_value, bool wrap=False) -> Tensor", "Fills the main diagonal.",
            .inPlace
        ) { (input: Tensor, value: Scalar, _: Bool) in
            guard input.rank >= 2 else { throw TensorError.runtime("dimensions must larger than 1") }
            let filler = try Tensor.full(diagonal(input).shape, value, dtype: input.dtype, device: input.device)
            return try replaced(input, filler, "FillDiagonalBackward0") { try diagonal($0) }
        },
        Operation(
            "put(Tensor input, Tensor index, Tensor source, bool accumulate=False) -> Tensor",
            "Replaces elements of the flattened tensor.", .all
        ) { (input: Tensor, index: Tensor, source: Tensor, accumulate: Bool) in
            guard index.dtype == .int64 else {
                throw TensorError.runtime("put_(): Expected a long tensor for index, but got \(index.dtype.scalarName)")
            }
            guard index.elementCount == source.elementCount else {
                throw TensorError.index(
                    "put_(): Expected source and index to have the same number of elements, but got source.numel() = "
                        + "\(source.elementCount), index.numel() = \(index.elementCount)")
            }
            let flat = try reshape(input, [input.elementCount])
            let values = try reshape(source, [source.elementCount])
            let places = try reshape(index, [index.elementCount])
            return try reshape(indexPut(flat, [places], values, accumulate: accumulate), input.shape).labelled(
                "PutBackward0")
        },
        Operation("sum_to_size(Tensor input, int[] size) -> Tensor", "Sums to a smaller shape.", .method) {
            (input: Tensor, size: Dimensions) in
            input.shape == size ? input : try sum(input, to: size).labelled("SumBackward1")
        },
        Operation("is_same_size(Tensor input, Tensor other) -> bool", "Whether the shapes are equal.", .both) {
            (a: Tensor, b: Tensor) in a.shape == b.shape
        },
        Operation("is_nonzero(Tensor input) -> bool", "Whether the only element is not zero.", .method) { (x: Tensor) in
            try x.isTrue()
        },
    ]

    private static func replaced(
        _ input: Tensor, _ source: Tensor, _ node: String, _ view: @escaping (Tensor) throws -> Tensor
    ) throws -> Tensor {
        let copy = try GradientMode.disabled { try clone(input) }
        try GradientMode.disabled {
            let part = try view(copy)
            guard part.shape == source.shape else {
                throw TensorError.runtime(
                    "expected src to have a size equal to the slice of self. src size = \(source.shape), slice size = "
                        + "\(part.shape)")
            }
            try part.overwrite { _ in try to(source, input.dtype) }
        }
        guard Tape.records(input, source) else { return copy }
        return copy.derived(node, from: [input, source]) { step in
            let cleared = try clone(step.gradient)
            try view(cleared).fillInPlace(constant(0, cleared))
            return [cleared, try clone(view(step.gradient))]
        }
    }
}

/// The same bytes read as another dtype; the last dimension grows or shrinks with the size of an element.
func reinterpreted(_ input: Tensor, _ dtype: DType) throws -> Tensor {
    let (old, new) = (input.dtype.size, dtype.size)
    var layout = input.layout
    if old != new {
        let last = layout.shape.count - 1
        guard last >= 0 else {
            throw TensorError.runtime(
                "self.dim() cannot be 0 to view \(input.dtype.scalarName) as \(dtype.scalarName) (different element sizes)"
            )
        }
        guard layout.strides[last] == 1 || layout.shape[last] == 1 else {
            throw TensorError.runtime(
                "self.stride(-1) must be 1 to view \(input.dtype.scalarName) as \(dtype.scalarName) (different element "
                    + "sizes), but got \(layout.strides[last])")
        }
        func scaled(_ count: Int) -> Int { count * old / new }
        guard layout.shape[last] * old % new == 0, layout.offset * old % new == 0,
            (0..<last).allSatisfy({ layout.strides[$0] * old % new == 0 })
        else {
            throw TensorError.runtime(
                "self.size(-1) must be divisible by \(new / Swift.max(old, 1)) to view \(input.dtype.scalarName) as "
                    + "\(dtype.scalarName) (different element sizes), but got \(layout.shape[last])")
        }
        layout.offset = scaled(layout.offset)
        layout.shape[last] = scaled(layout.shape[last])
        for axis in 0..<last { layout.strides[axis] = scaled(layout.strides[axis]) }
        layout.strides[last] = 1
    }
    let result = Tensor(storage: input.storage, layout: layout, dtype: dtype)
    result.base = input.base ?? input
    result.recordedVersion = input.storage.version
    return result
}
