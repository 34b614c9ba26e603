/// A formula in float32 where all its tensors have one dtype of half precision, rounded at its end alone, as PyTorch's
/// kernels compute.
///
///     try roundedOnce([x, y]) { try sqrt($0[0] * $0[0] + $0[1] * $0[1]) }
func roundedOnce(_ inputs: [Tensor], _ formula: ([Tensor]) throws -> Tensor) throws -> Tensor {
    guard let half = halfPrecision(of: inputs) else { return try formula(inputs) }
    return try to(formula(inputs.map { try $0.isNumber ? $0 : to($0, .float32) }), half)
}

/// The dtype that all tensors share, when it is one of half precision; numbers take part in no promotion.
private func halfPrecision(of inputs: [Tensor]) -> DType? {
    var found: DType?
    for input in inputs where !input.isNumber {
        let isHalf = input.dtype == .float16 || input.dtype == .bfloat16
        guard isHalf, found == nil || found == input.dtype else { return nil }
        found = input.dtype
    }
    return found
}
