/// Borders of constants, reflections, repeated edges or the opposite side.

/// Adds a border; sizes come in pairs from the last dimension backwards.
package func pad(_ input: Tensor, _ sizes: Dimensions, mode: String = "constant", value: Double? = nil) throws -> Tensor
{
    guard sizes.count % 2 == 0 else { throw TensorError.runtime("Padding length must be divisible by 2") }
    guard sizes.count / 2 <= input.rank else {
        throw TensorError.runtime(
            "Padding length should be less than or equal to two times the input dimension but got padding length "
                + "\(sizes.count) and input of dimension \(input.rank)")
    }
    switch mode {
    case "constant": return try constantPad(input, sizes, value: value ?? 0)
    case "reflect", "replicate", "circular": return try mirroredPad(input, sizes, mode)
    default: throw TensorError.invalid(.notImplemented, "Unrecognised padding mode \(mode)")
    }
}

/// Adds a border of one number; negative sizes cut.
func constantPad(_ input: Tensor, _ sizes: Dimensions, value: Double = 0) throws -> Tensor {
    guard sizes.count / 2 <= input.rank else {
        throw TensorError.runtime(
            "Expected an input of at least \(sizes.count / 2) dimensions, but got one of shape \(input.shape)")
    }
    var shape = input.shape
    for pair in 0..<sizes.count / 2 {
        let axis = input.rank - 1 - pair
        let (before, after) = (sizes[2 * pair], sizes[2 * pair + 1])
        guard let size = paddedSize(shape[axis], before, after), size >= 0 else {
            throw TensorError.runtime(
                "The input size \(input.shape[axis]), plus negative padding \(sizes[2 * pair]) and \(sizes[2 * pair + 1]) "
                    + "resulted in a negative output size, which is invalid. Check dimension \(axis) of your input.")
        }
        shape[axis] = size
    }
    let fill: Scalar = value == 0 ? .int(0) : .float(value)
    let output = try Tensor.full(shape, fill, dtype: input.dtype, device: input.device)
    var (source, target) = (detach(input), output)
    for pair in 0..<sizes.count / 2 {
        let axis = input.rank - 1 - pair
        let cut = (Swift.max(-sizes[2 * pair], 0), Swift.max(-sizes[2 * pair + 1], 0))
        let length = input.shape[axis] - cut.0 - cut.1
        guard length >= 0 else { throw TensorError.runtime("narrow(): length must be non-negative.") }
        source = source.part(axis, cut.0, length)
        target = target.part(axis, Swift.max(sizes[2 * pair], 0), length)
    }
    target.copyElements(from: source)
    guard Tape.records(input) else { return output }
    let back = Dimensions(sizes.map { -$0 })
    return output.derived("ConstantPadNdBackward0", from: [input]) { [try constantPad($0.gradient, back)] }
}

/// A size with its borders; nil when it does not fit 62 bits.
private func paddedSize(_ size: Int, _ before: Int, _ after: Int) -> Int? {
    let limit = 1 << 61
    guard before.magnitude <= limit, after.magnitude <= limit else { return nil }
    return size + (before + after)
}

private func mirroredPad(_ input: Tensor, _ sizes: Dimensions, _ mode: String) throws -> Tensor {
    var result = input
    for pair in 0..<sizes.count / 2 {
        let axis = input.rank - 1 - pair
        let size = input.shape[axis]
        let (before, after) = (sizes[2 * pair], sizes[2 * pair + 1])
        guard
            mode == "replicate" || (before < size && after < size)
                || (mode == "circular" && before <= size && after <= size)
        else {
            throw TensorError.runtime(
                "Argument #4: Padding size should be less than the corresponding input dimension, but got: padding "
                    + "(\(before), \(after)) at dimension \(axis) of input \(input.shape)")
        }
        guard size > 0, let total = paddedSize(size, before, after), total >= 0 else {
            throw TensorError.runtime(
                "input (size: \(size)) is too small or the padding (\(before), \(after)) too large at dimension \(axis)"
            )
        }
        let places = try Tensor.empty([total], dtype: .int64)
        let target = places.pointer(Int.self)
        for index in 0..<total {
            let place = index - before
            target[index] =
                switch mode {
                case "replicate": Swift.min(Swift.max(place, 0), size - 1)
                case "circular": ((place % size) + size) % size
                default: place < 0 ? -place : place >= size ? 2 * (size - 1) - place : place
                }
        }
        let node = mode == "reflect" ? "Reflection" : "Replication"
        result = try indexSelect(result, axis, places).labelled(
            mode == "circular" ? "CopySlices" : "\(node)Pad\(sizes.count / 2)DBackward0")
    }
    return result
}
