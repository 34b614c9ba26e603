/// Shapes and dtypes of operations on several tensors.

/// The shape to which both shapes stretch, or an error that names the first dimension that does not fit.
package func broadcast(_ a: Dimensions, _ b: Dimensions) throws -> Dimensions {
    if a == b { return a }
    let rank = Swift.max(a.count, b.count)
    var result = Dimensions(repeating: 1, count: rank)
    for axis in Swift.stride(from: rank - 1, through: 0, by: -1) {
        let first = axis - (rank - a.count) >= 0 ? a[axis - (rank - a.count)] : 1
        let second = axis - (rank - b.count) >= 0 ? b[axis - (rank - b.count)] : 1
        guard first == second || first == 1 || second == 1 else {
            throw TensorError.sizeMismatch(first, second, dimension: axis)
        }
        result[axis] = first == 1 ? second : first
    }
    return result
}

extension Layout {
    /// The strides with which this layout is read as a larger shape: zero where it is repeated.
    func strides(broadcastTo target: Dimensions) -> Dimensions {
        if shape == target { return strides }
        var result = Dimensions(repeating: 0, count: target.count)
        let added = target.count - shape.count
        for axis in 0..<shape.count where shape[axis] != 1 || target[axis + added] == 1 {
            result[axis + added] = strides[axis]
        }
        return result
    }
}

extension Tensor {
    /// How strongly the dtype counts: numbers of the language least, tensors with dimensions most.
    var promotionRank: Int { isNumber ? 0 : layout.shape.count == 0 ? 1 : 2 }
}

/// The dtype of a result of two operands by PyTorch's rules for tensors, 0-dimensional tensors and numbers.
package func resultType(_ a: Tensor, _ b: Tensor) -> DType {
    if a.dtype == b.dtype { return a.dtype }
    let (rankA, rankB) = (a.promotionRank, b.promotionRank)
    if rankA == rankB { return a.dtype.promoted(with: b.dtype) }
    let (high, low) = rankA > rankB ? (a.dtype, b.dtype) : (b.dtype, a.dtype)
    switch high.category {
    case .complex: return high
    case .floating: return low.isComplex ? high.complex : high
    case .integer: return low.category > DType.Category.integer ? high.promoted(with: low) : high
    case .bool: return high.promoted(with: low)
    }
}

/// The dtype to which all tensors promote.
package func resultType(_ tensors: [Tensor]) -> DType {
    guard var strongest = tensors.first else { return Defaults.dtype }
    var dtype = strongest.dtype
    for tensor in tensors.dropFirst() {
        if tensor.promotionRank == strongest.promotionRank {
            dtype = dtype.promoted(with: tensor.dtype)
        } else {
            dtype = resultType(strongest, tensor)
            if tensor.promotionRank > strongest.promotionRank { strongest = tensor }
        }
    }
    return dtype
}

extension Tensor {
    /// A number of the language as a tensor without dimensions that gives way in promotion.
    package convenience init(number value: Scalar, device: Device = .cpu) throws {
        let dtype = value.dtype
        let storage = device == .meta ? Storage(metaByteCount: dtype.size) : try Storage(byteCount: dtype.size)
        self.init(storage: storage, layout: Layout(shape: [], strides: []), dtype: dtype)
        isNumber = true
        // Doubles of the language keep their precision: the kernel converts them when the dtype is known.
        number = value
        setAll(value)
    }
}

/// Sums a gradient over the dimensions in which a tensor of `shape` was repeated.
package func sum(_ gradient: Tensor, to shape: Dimensions) throws -> Tensor {
    if gradient.shape == shape { return gradient }
    let added = gradient.rank - shape.count
    guard added >= 0 else { return try reshape(gradient, shape) }
    var axes = Dimensions(0..<added)
    for axis in 0..<shape.count where shape[axis] == 1 && gradient.shape[axis + added] != 1 {
        axes.append(axis + added)
    }
    let summed = axes.isEmpty ? gradient : try sum(gradient, axes, keepdim: true)
    return try reshape(summed, shape)
}
