/// What convolutions refuse, with PyTorch's words.

/// Refuses sizes of windows that no input can have, so that sums and products of them stay in range.
func checkWindow(
    _ kernel: Dimensions, stride: Dimensions, padding: Dimensions = [], dilation: Dimensions = [1]
) throws {
    for (sizes, name, least) in [
        (kernel, "kernel size", 0), (stride, "stride", 1), (padding, "padding", 0), (dilation, "dilation", 1),
    ] {
        for size in sizes where size < least || size > 1 << 31 {
            throw TensorError.runtime("\(name) should be between \(least) and \(1 << 31), but got \(size)")
        }
    }
}

/// Refuses kernels that see nothing, and steps that do not move.
func checkKernel(_ kernel: Dimensions, stride: Dimensions, padding: Dimensions, dilation: Dimensions) throws {
    guard padding.allSatisfy({ $0 >= 0 }) else { throw TensorError.runtime("negative padding is not supported") }
    guard stride.allSatisfy({ $0 > 0 }) else { throw TensorError.runtime("non-positive stride is not supported") }
    guard kernel.allSatisfy({ $0 > 0 }) else {
        let sizes = kernel.count == 1 ? [1, kernel[0]] : kernel.array
        let names = ["kernel_depth", "kernel_height", "kernel_width"].suffix(sizes.count)
        let given = zip(names, sizes).map { "\($0): \($1)" }.joined(separator: " ")
        throw TensorError.runtime("kernel size should be greater than zero, but got \(given)")
    }
    guard dilation.allSatisfy({ $0 > 0 }) else {
        throw TensorError.runtime("dilation should be greater than zero, but got \(dilation)")
    }
    try checkWindow(kernel, stride: stride, padding: padding, dilation: dilation)
}

/// Refuses an input, a weight and a bias that do not belong together.
func checkConvolution(_ input: Tensor, _ weight: Tensor, _ bias: Tensor?, groups: Int, spatial: Int) throws {
    guard weight.rank == spatial + 2 else {
        throw TensorError.runtime(
            weight.rank < 3
                ? "weight should have at least three dimensions"
                : "expected \(spatial + 2)-dimensional weight, but got \(weight.rank)")
    }
    guard input.rank == spatial + 2 || input.rank == spatial + 1 else {
        throw TensorError.runtime(
            "Expected \(spatial + 1)D (unbatched) or \(spatial + 2)D (batched) input to conv\(spatial)d, but got input of "
                + "size: \(input.shape)")
    }
    guard weight.shape[0] > 0 else {
        throw TensorError.runtime(
            "Given groups=\(groups), expected weight to be at least 1 at dimension 0, but got weight of size "
                + "\(weight.shape) instead")
    }
    let shape = input.rank == spatial + 2 ? input.shape : Dimensions([1] + input.shape)
    guard groups > 0, shape[1] == weight.shape[1] * groups, weight.shape[0] % groups == 0 else {
        throw TensorError.runtime(
            "Given groups=\(groups), weight of size \(weight.shape), expected input\(shape) to have "
                + "\(weight.shape[1] * groups) channels, but got \(shape[1]) channels instead")
    }
    guard bias.map({ $0.shape == [weight.shape[0]] }) ?? true else {
        throw TensorError.runtime(
            "Given weight of size \(weight.shape), expected bias to be 1-dimensional with \(weight.shape[0]) elements, but "
                + "got bias of size \(bias?.shape ?? []) instead")
    }
    if let bias, bias.dtype != input.dtype {
        throw TensorError.runtime(
            "Input type (\(input.dtype.nativeName)) and bias type (\(bias.dtype.nativeName)) should be the same")
    }
}

/// Refuses a kernel that is larger than the padded input.
func checkRoom(_ geometry: WindowGeometry, _ sizes: (before: Dimensions, after: Dimensions)) throws {
    let windows = geometry.windows.suffix(sizes.before.count)
    guard windows.contains(where: { $0.outputs == 0 }) else { return }
    let padded = windows.enumerated().map { "\($1.size + sizes.before[$0] + sizes.after[$0])" }
    let kernel = windows.map { "\($0.dilation * ($0.kernel - 1) + 1)" }
    throw TensorError.runtime(
        "Calculated padded input size per channel: (\(padded.joined(separator: " x "))). Kernel size: "
            + "(\(kernel.joined(separator: " x "))). Kernel size can't be greater than actual input size")
}
