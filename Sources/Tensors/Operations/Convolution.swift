/// Convolutions, written as windows of the padded input times a matrix of weights.
enum Convolution {
    static let operations: [Operation] = (1...3).map { spatial in
        let words = ["one dimension", "two dimensions", "three dimensions"]
        return Operation(
            "conv\(spatial)d(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=1, int[1]|str padding=0, "
                + "int[1] dilation=1, int groups=1) -> Tensor",
            "A convolution over \(words[spatial - 1]).", [.function, .functional]
        ) { try convolution($0, $1, $2, stride: $3, padding: $4, dilation: $5, groups: $6, spatial: spatial) }
    }
}

/// Windows of the last `spatial` dimensions: `[..., places..., kernel...]`.
private func windows(_ input: Tensor, _ kernel: Dimensions, _ stride: Dimensions, _ dilation: Dimensions) throws
    -> Tensor
{
    var result = input
    let first = input.rank - kernel.count
    guard first >= 0 else { throw TensorError.runtime("a window has more dimensions than the input \(input.shape)") }
    for axis in 0..<kernel.count {
        let span = (kernel[axis] - 1) * dilation[axis] + 1
        result = try unfold(result, first + axis, span, stride[axis])
        if dilation[axis] > 1 { result = try slice(result, -1, step: dilation[axis]) }
    }
    return result
}

/// One number for each spatial dimension.
func spread(_ sizes: Dimensions, _ spatial: Int) -> Dimensions {
    sizes.count == spatial ? sizes : Dimensions(repeating: sizes.first ?? 1, count: spatial)
}

package func convolution(
    _ input: Tensor, _ weight: Tensor, _ bias: Tensor?, stride: Dimensions = [1], padding: Padding = .sizes([0]),
    dilation: Dimensions = [1], groups: Int = 1, spatial: Int
) throws -> Tensor {
    if let short = try Autocast.product(
        input, weight, bias,
        body: {
            try convolution(
                $0[0] ?? input, $0[1] ?? weight, $0[2], stride: stride, padding: padding, dilation: dilation,
                groups: groups, spatial: spatial)
        })
    {
        return short
    }
    try checkConvolution(input, weight, bias, groups: groups, spatial: spatial)
    let batched = input.rank == spatial + 2
    let x = batched ? input : try unsqueeze(input, 0)
    let (steps, gaps) = (spread(stride, spatial), spread(dilation, spatial))
    let kernel = Dimensions(weight.shape.suffix(spatial))
    try checkKernel(kernel, stride: steps, padding: padding.given, dilation: gaps)
    let sizes = padding.sizes(kernel, gaps, spatial)
    let geometry = WindowGeometry(
        Dimensions(x.shape.suffix(spatial)), kernel: kernel, stride: steps, before: sizes.before, after: sizes.after,
        dilation: gaps)
    try checkRoom(geometry, sizes)
    guard weight.shape[1] > 0 else {
        // As PyTorch has it, though a sum over no channels would be the bias.
        return try Tensor.zeros(Dimensions((batched ? [x.shape[0], 0] : [0]) + geometry.outputs.array), dtype: x.dtype)
    }
    let output = try recomputed("ConvolutionBackward0", [x, weight] + (bias.map { [$0] } ?? [])) { given in
        let (x, weight, bias) = (given[0], given[1], given.count > 2 ? given[2] : nil)
        guard x.dtype == .float32, weight.dtype == .float32, bias.map({ $0.dtype == .float32 }) ?? true,
            resultDevice(x, weight) == .cpu, geometry.placeCount < 1 << 31
        else {
            return try multipliedWindows(constantPad(x, padBorder(sizes)), weight, bias, steps, gaps, groups, kernel)
        }
        if GradientMode.isEnabled { return try multipliedColumns(x, weight, bias, geometry, groups) }
        return PaddedImages.suit(geometry)
            ? try PaddedImages.convolve(x, weight, bias, geometry, groups: groups)
            : try Patches.convolve(x, weight, bias, geometry, groups: groups)
    }
    return batched ? output : try squeeze(output, [0])
}

/// The product on the tape: the derivatives of its parts are fast as well.
private func multipliedColumns(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: WindowGeometry, _ groups: Int
) throws -> Tensor {
    let columns = try Patches.columns(x, geometry)
    let (outputs, depth) = (weight.shape[0] / groups, weight.shape[1] * geometry.windowCount)
    let parts = try (0..<groups).map { group in
        let matrix = try reshape(narrow(weight, 0, group * outputs, outputs), [outputs, depth])
        return try matmul(matrix, groups == 1 ? columns : narrow(columns, 1, group * depth, depth))
    }
    let joined = parts.count == 1 ? parts[0] : try cat(parts, 1)
    let biased = try bias.map { try joined + unsqueeze($0, -1) } ?? joined
    return try reshape(biased, Dimensions([x.shape[0], weight.shape[0]] + geometry.outputs.array))
}

/// What `constantPad` adds: the last dimension first.
private func padBorder(_ sizes: (before: Dimensions, after: Dimensions)) -> Dimensions {
    var border = Dimensions()
    for axis in sizes.before.indices.reversed() {
        border.append(sizes.before[axis])
        border.append(sizes.after[axis])
    }
    return border
}

/// The product for every dtype and on the tape: windows as a view, copied to rows of a matrix.
private func multipliedWindows(
    _ x: Tensor, _ weight: Tensor, _ bias: Tensor?, _ stride: Dimensions, _ dilation: Dimensions, _ groups: Int,
    _ kernel: Dimensions
) throws -> Tensor {
    let spatial = kernel.count
    let patches = try windows(x, kernel, stride, dilation)  // [batch, channels, places..., kernel...]
    let places = Dimensions(patches.shape[2..<(2 + spatial)])
    let (batch, inputs, outputs) = (x.shape[0], weight.shape[1], weight.shape[0] / groups)
    let depth = inputs * kernel.elementCount
    var parts: [Tensor] = []
    for group in 0..<groups {
        let own = try narrow(patches, 1, group * inputs, inputs)
        var order: Dimensions = [0]
        for axis in 0..<spatial { order.append(2 + axis) }
        order.append(1)
        for axis in 0..<spatial { order.append(2 + spatial + axis) }
        let rows = try reshape(permute(own, order), [batch * places.elementCount, depth])
        let matrix = try reshape(narrow(weight, 0, group * outputs, outputs), [outputs, depth])
        parts.append(try reshape(mm(rows, t(matrix)), [batch, places.elementCount, outputs]))
    }
    let joined = parts.count == 1 ? parts[0] : try cat(parts, 2)
    let biased = try bias.map { try joined + $0 } ?? joined
    return try contiguous(reshape(transpose(biased, 1, 2), Dimensions([batch, weight.shape[0]] + places.array)))
}

/// Padding as numbers, or as "same" and "valid".
package enum Padding: ArgumentConvertible {
    case sizes(Dimensions)
    case same
    case valid

    static var argumentName: String { "tuple of ints" }

    static func from(_ argument: Argument) -> Padding? {
        if case .text(let text) = argument { return text == "same" ? .same : text == "valid" ? .valid : nil }
        return Dimensions.from(argument).map { .sizes($0) }
    }

    fileprivate var given: Dimensions {
        if case .sizes(let sizes) = self { sizes } else { [] }
    }

    /// What is added in front of and behind each dimension.
    fileprivate func sizes(_ kernel: Dimensions, _ dilation: Dimensions, _ spatial: Int) -> (
        before: Dimensions, after: Dimensions
    ) {
        switch self {
        case .valid:
            let none = Dimensions(repeating: 0, count: spatial)
            return (none, none)
        case .sizes(let sizes): return (spread(sizes, spatial), spread(sizes, spatial))
        case .same:
            let totals = (0..<spatial).map { dilation[$0] * (kernel[$0] - 1) }
            return (Dimensions(totals.map { $0 / 2 }), Dimensions(totals.map { $0 - $0 / 2 }))
        }
    }
}
