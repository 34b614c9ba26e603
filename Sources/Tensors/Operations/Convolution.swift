/// Convolutions and pooling, written as windows of the padded input times a matrix of weights.
enum Convolution {
    static let operations: [Operation] = [
        Operation(
            "conv1d(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=1, int[1]|str padding=0, int[1] dilation=1, int groups=1) -> Tensor",
            "A convolution over one dimension.", [.function, .functional]
        ) { try convolution($0, $1, $2, stride: $3, padding: $4, dilation: $5, groups: $6, spatial: 1) },
        Operation(
            "conv2d(Tensor input, Tensor weight, Tensor? bias=None, int[1] stride=1, int[1]|str padding=0, int[1] dilation=1, int groups=1) -> Tensor",
            "A convolution over two dimensions.", [.function, .functional]
        ) { try convolution($0, $1, $2, stride: $3, padding: $4, dilation: $5, groups: $6, spatial: 2) },
        Operation(
            "max_pool1d(Tensor input, int[1] kernel_size, int[1]? stride=None, int[1] padding=0, int[1] dilation=1, bool ceil_mode=False) -> Tensor",
            "The largest element of each window.", [.function, .functional]
        ) { (x: Tensor, kernel: Dimensions, stride: Dimensions?, padding: Dimensions, dilation: Dimensions, _: Bool) in
            try maxPool(x, kernel, stride, padding, dilation, spatial: 1)
        },
        Operation(
            "max_pool2d(Tensor input, int[1] kernel_size, int[1]? stride=None, int[1] padding=0, int[1] dilation=1, bool ceil_mode=False) -> Tensor",
            "The largest element of each window.", [.function, .functional]
        ) { (x: Tensor, kernel: Dimensions, stride: Dimensions?, padding: Dimensions, dilation: Dimensions, _: Bool) in
            try maxPool(x, kernel, stride, padding, dilation, spatial: 2)
        },
        Operation(
            "avg_pool1d(Tensor input, int[1] kernel_size, int[1]? stride=None, int[1] padding=0, bool ceil_mode=False, bool count_include_pad=True) -> Tensor",
            "The mean of each window.", [.function, .functional]
        ) { (x: Tensor, kernel: Dimensions, stride: Dimensions?, padding: Dimensions, _: Bool, _: Bool) in
            try averagePool(x, kernel, stride, padding, spatial: 1)
        },
        Operation(
            "avg_pool2d(Tensor input, int[1] kernel_size, int[1]? stride=None, int[1] padding=0, bool ceil_mode=False, bool count_include_pad=True) -> Tensor",
            "The mean of each window.", .functional
        ) { (x: Tensor, kernel: Dimensions, stride: Dimensions?, padding: Dimensions, _: Bool, _: Bool) in
            try averagePool(x, kernel, stride, padding, spatial: 2)
        },
        Operation(
            "adaptive_avg_pool1d(Tensor input, int[1] output_size) -> Tensor", "Means over as many windows as asked.",
            [.function, .functional]
        ) {
            (x: Tensor, size: Dimensions) in
            try adaptiveAverage(x, x.rank - 1, size.first ?? 1).labelled("SqueezeBackward1")
        },
        Operation(
            "adaptive_avg_pool2d(Tensor input, int[1] output_size) -> Tensor", "Means over as many windows as asked.",
            .functional
        ) {
            (x: Tensor, size: Dimensions) in
            try adaptiveAverage(adaptiveAverage(x, x.rank - 2, size.first ?? 1), x.rank - 1, size.last ?? 1)
        },
    ]
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
        guard input.shape[first + axis] >= span else {
            throw TensorError.runtime(
                "Calculated padded input size per channel: (\(input.shape[first + axis])). Kernel size: (\(span)). Kernel "
                    + "size can't be greater than actual input size")
        }
        result = try unfold(result, first + axis, span, stride[axis])
        if dilation[axis] > 1 { result = try slice(result, -1, step: dilation[axis]) }
    }
    return result
}

/// Refuses sizes of windows that no input can have, so that sums and products of them stay in range.
private func checkWindow(
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

/// One number for each spatial dimension.
private func spread(_ sizes: Dimensions, _ spatial: Int) -> Dimensions {
    sizes.count == spatial ? sizes : Dimensions(repeating: sizes.first ?? 1, count: spatial)
}

private func borders(_ padding: Dimensions) -> Dimensions {
    var sizes = Dimensions()
    for size in padding.reversed() {
        sizes.append(size)
        sizes.append(size)
    }
    return sizes
}

package func convolution(
    _ input: Tensor, _ weight: Tensor, _ bias: Tensor?, stride: Dimensions = [1], padding: Padding = .sizes([0]),
    dilation: Dimensions = [1], groups: Int = 1, spatial: Int
) throws -> Tensor {
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
    let batched = input.rank == spatial + 2
    let x = batched ? input : try unsqueeze(input, 0)
    guard groups > 0, x.shape[1] == weight.shape[1] * groups, weight.shape[0] % groups == 0 else {
        throw TensorError.runtime(
            "Given groups=\(groups), weight of size \(weight.shape), expected input\(x.shape) to have "
                + "\(weight.shape[1] * groups) channels, but got \(x.shape[1]) channels instead")
    }
    let (steps, gaps) = (spread(stride, spatial), spread(dilation, spatial))
    let kernel = Dimensions(weight.shape.suffix(spatial))
    try checkWindow(kernel, stride: steps, padding: padding.given, dilation: gaps)
    let sizes = padding.sizes(kernel, gaps, spatial)
    let output = try recomputed("ConvolutionBackward0", [x, weight] + (bias.map { [$0] } ?? [])) { given in
        try convolve(
            constantPad(given[0], sizes), given[1], given.count > 2 ? given[2] : nil, steps, gaps, groups, kernel)
    }
    return batched ? output : try squeeze(output, [0])
}

private func convolve(
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

    fileprivate func sizes(_ kernel: Dimensions, _ dilation: Dimensions, _ spatial: Int) -> Dimensions {
        switch self {
        case .valid: return []
        case .sizes(let sizes): return borders(spread(sizes, spatial))
        case .same:
            var result = Dimensions()
            for axis in (0..<spatial).reversed() {
                let total = dilation[axis] * (kernel[axis] - 1)
                result.append(total / 2)
                result.append(total - total / 2)
            }
            return result
        }
    }
}

private func maxPool(
    _ input: Tensor, _ kernel: Dimensions, _ stride: Dimensions?, _ padding: Dimensions, _ dilation: Dimensions,
    spatial: Int
) throws -> Tensor {
    let size = spread(kernel, spatial)
    let step = stride.map { $0.isEmpty ? size : spread($0, spatial) } ?? size
    try checkWindow(size, stride: step, padding: padding, dilation: dilation)
    let padded = try constantPad(input, borders(spread(padding, spatial)), value: -.infinity)
    let patches = try windows(padded, size, step, spread(dilation, spatial))
    return try amax(patches, Dimensions((patches.rank - spatial)..<patches.rank))
        .labelled(spatial == 1 ? "SqueezeBackward1" : "MaxPool2DWithIndicesBackward0")
}

private func averagePool(
    _ input: Tensor, _ kernel: Dimensions, _ stride: Dimensions?, _ padding: Dimensions, spatial: Int
) throws -> Tensor {
    let size = spread(kernel, spatial)
    let step = stride.map { $0.isEmpty ? size : spread($0, spatial) } ?? size
    try checkWindow(size, stride: step, padding: padding)
    let padded = try constantPad(input, borders(spread(padding, spatial)))
    let patches = try windows(padded, size, step, Dimensions(repeating: 1, count: spatial))
    return try mean(patches, Dimensions((patches.rank - spatial)..<patches.rank))
        .labelled(spatial == 1 ? "SqueezeBackward1" : "AvgPool2DBackward0")
}

private func adaptiveAverage(_ input: Tensor, _ axis: Int, _ count: Int) throws -> Tensor {
    guard axis >= 0, axis < input.rank else {
        throw TensorError.runtime("adaptive_avg_pool: the input \(input.shape) has too few dimensions")
    }
    let size = input.shape[axis]
    guard count > 0, count <= 1 << 20 else {
        throw TensorError.runtime("adaptive_avg_pool: output size must be positive and at most \(1 << 20)")
    }
    return try cat(
        (0..<count).map { place in
            try Interrupt.check()
            let start = place * size / count
            let end = ((place + 1) * size + count - 1) / count
            return try mean(narrow(input, axis, start, end - start), [axis], keepdim: true)
        }, axis)
}
