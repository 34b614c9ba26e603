/// Sums that approximate integrals, and differences that approximate derivatives.
enum Integration {
    static let operations: [Operation] = [
        trapezoid("trapezoid", cumulative: false), trapezoid("trapz", cumulative: false),
        trapezoid("cumulative_trapezoid", cumulative: true),
        Operation(
            "gradient(Tensor input, *, Scalar? spacing=None, int[1]? dim=None, int edge_order=1) -> Tensor[]",
            "Central differences along each dimension.", .function
        ) { (input: Tensor, spacing: Scalar?, dims: Dimensions?, edgeOrder: Int) in
            let axes = try (dims ?? Dimensions(0..<input.rank)).map { dimension in
                guard input.rank > 0 else { throw TensorError.scalarDimension(dimension) }
                return try input.dimension(dimension)
            }
            guard edgeOrder == 1 || edgeOrder == 2 else {
                throw TensorError.runtime("torch.gradient only supports edge_order=1 and edge_order=2.")
            }
            let step = spacing ?? 1
            return Outcome.tuple(try axes.map { try slope(input, $0, step, edgeOrder) })
        },
        Operation("vander(Tensor x, int? N=None, bool increasing=False) -> Tensor", "Powers as columns.", .function) {
            (x: Tensor, count: Int?, increasing: Bool) in
            guard x.rank == 1 else { throw TensorError.runtime("x must be a one-dimensional tensor.") }
            let columns = count ?? x.shape[0]
            guard columns >= 0 else { throw TensorError.runtime("N must be non-negative.") }
            let dtype = x.dtype.isIntegral ? DType.int64 : x.dtype
            if columns == 0 { return try Tensor.empty([x.shape[0], 0], dtype: dtype, device: x.device) }
            // The result is asked for first: a count that no memory holds must not be walked.
            let ones = try Tensor.ones([x.shape[0], columns], dtype: dtype, device: x.device)
            let wide = try cat([narrow(ones, 1, 0, 1), expand(unsqueeze(x, 1), [x.shape[0], columns - 1])], 1)
            let powers = try cumprod(wide, 1)
            return increasing ? powers : try flip(powers, [1])
        },
        Operation(
            "renorm(Tensor input, Scalar p, int dim, Scalar maxnorm) -> Tensor", "Shrinks slices that are too long.",
            .all
        ) { (input: Tensor, p: Scalar, dimension: Int, limit: Scalar) in
            guard input.rank > 1 else {
                throw TensorError.runtime("renorm: input needs at least 2 dimensions, got \(input.rank) dimensions")
            }
            let axis = try input.dimension(dimension)
            let others = Dimensions((0..<input.rank).filter { $0 != axis })
            let power = try Tensor(number: p)
            // The powers of half precision would not fit into it.
            let wide = try to(abs(input), input.dtype.compute)
            let sizes = try pow(sum(pow(wide, power), others, keepdim: true), Tensor(number: .float(1 / p.real)))
            let factors = try div(constant(limit, sizes), sizes + 1e-7)
            let kept = try `where`(gt(sizes, constant(limit, sizes)), factors, constant(1.0, sizes))
            return try (input * to(kept, input.dtype)).labelled("RenormBackward0")
        },
        Operation("nanmedian(Tensor input) -> Tensor", "The median of the elements that are not NaN.", .both) {
            (input: Tensor) in
            try median(maskedSelect(input, logicalNot(isnan(input)))).labelled("NanmedianBackward0")
        },
        Operation(
            "nanmedian.dim(Tensor input, int dim, bool keepdim=False) -> (Tensor values, Tensor indices)",
            "Medians along a dimension of the elements that are not NaN.", .both, nanMedian),
        Operation(
            "unravel_index(Tensor indices, int[] shape) -> Tensor[]", "Flat indices as an index for each dimension.",
            .function
        ) {
            (indices: Tensor, shape: Dimensions) in
            var rest = indices
            var result: [Tensor] = []
            for size in shape.reversed() {
                guard size > 0 else { throw TensorError.value("'shape' cannot have a dimension of size 0") }
                result.insert(try remainder(rest, constant(.int(size), rest)), at: 0)
                rest = try floorDivide(rest, constant(.int(size), rest))
            }
            return result
        },
    ]

    private static func trapezoid(_ name: String, cumulative: Bool) -> Operation {
        Operation(
            "\(name)(Tensor y, Tensor? x=None, *, Scalar dx=1, int dim=-1) -> Tensor",
            "The integral by the trapezoidal rule.", .function
        ) { (y: Tensor, x: Tensor?, dx: Scalar, dimension: Int) in
            let axis = try y.dimension(dimension)
            let count = try y.size(axis)
            guard y.rank > 0 else { throw TensorError.index("slice() cannot be applied to a 0-dim tensor.") }
            guard count > 0 else { return try Tensor.zeros(y.shape.removing(at: axis), dtype: y.dtype.floating) }
            let pairs = try slice(y, axis, start: 1) + slice(y, axis, end: -1)
            let widths = try x.map { try samplePoints($0, for: y, axis, name) }.map {
                try slice($0, axis, start: 1) - slice($0, axis, end: -1)
            }
            let areas = try (widths.map { try pairs * $0 } ?? pairs * dx) / 2
            let node = widths == nil ? "MulBackward1" : "DivBackward1"
            return cumulative ? try cumsum(areas, axis) : try sum(areas, [axis]).labelled(node)
        }
    }

    /// The places of the samples, with the dimensions of the samples.
    private static func samplePoints(_ x: Tensor, for y: Tensor, _ axis: Int, _ name: String) throws -> Tensor {
        if x.rank >= y.rank { return x }
        guard x.rank == 1 else {
            return try reshape(x, Dimensions([Int](repeating: 1, count: y.rank - x.rank) + x.shape))
        }
        guard x.shape[0] == y.shape[axis] else {
            let word = name == "trapz" ? "trapezoid" : name
            throw TensorError.runtime("\(word): There must be one `x` value for each sample point")
        }
        return try reshape(x, Dimensions(repeating: 1, count: y.rank).replacing(axis, with: x.shape[0]))
    }

    private static func slope(_ input: Tensor, _ axis: Int, _ step: Scalar, _ edgeOrder: Int) throws -> Tensor {
        let count = input.shape[axis]
        guard count > edgeOrder else {
            throw TensorError.runtime(
                "torch.gradient expected each dimension size to be at least edge_order+1")
        }
        func at(_ index: Int) throws -> Tensor { try narrow(input, axis, index, 1) }
        let width = Scalar.float(step.real)
        let inner = try (narrow(input, axis, 2, count - 2) - narrow(input, axis, 0, count - 2)) / .float(2 * step.real)
        let first: Tensor
        let last: Tensor
        if edgeOrder == 1 {
            first = try (at(1) - at(0)) / width
            last = try (at(count - 1) - at(count - 2)) / width
        } else {
            first = try (at(0) * -1.5 + at(1) * 2 - at(2) * 0.5) / width
            last = try (at(count - 1) * 1.5 - at(count - 2) * 2 + at(count - 3) * 0.5) / width
        }
        return try cat([first, inner, last], axis)
    }
}

/// The lower median of what is not NaN in each line; NaN where a line holds nothing else.
private func nanMedian(_ input: Tensor, _ dimension: Int, _ keepdim: Bool) throws -> Outcome {
    let axis = try input.dimension(dimension)
    // NaN is sorted last, so the median of the others is among the first.
    let (_, order) = try sortedPair(detach(input), axis)
    let counted = try sum(logicalNot(isnan(detach(input))), [axis], keepdim: true)
    let places = try clamp(floorDivide(counted - 1, constant(2, counted)), constant(0, counted), nil)
    let indices = try input.rank == 0 ? order : gather(order, axis, places)
    let values = try input.rank == 0 ? input : gather(input, axis, indices)
    let result =
        try keepdim || input.rank == 0 ? [values, indices] : [squeeze(values, [axis]), squeeze(indices, [axis])]
    return .named(type: "nanmedian", fields: ["values", "indices"], result)
}
