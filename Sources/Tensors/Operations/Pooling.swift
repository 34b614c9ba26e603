/// Pooling: one number for each window, the largest or the mean.
enum Pooling {
    static let operations: [Operation] =
        (1...3).flatMap { [largest($0), largestWithPlaces($0), mean($0)] }

    private static let window =
        "Tensor input, int[1] kernel_size, int[1]? stride=None, int[1] padding=0, int[1] dilation=1, bool ceil_mode=False"

    private static func largest(_ spatial: Int) -> Operation {
        Operation(
            "max_pool\(spatial)d(\(window), bool return_indices=False) -> Tensor",
            "The largest element of each window.", [.function, .functional]
        ) {
            (
                x: Tensor, kernel: Dimensions, stride: Dimensions?, padding: Dimensions, dilation: Dimensions,
                ceil: Bool, places: Bool
            ) -> Outcome in
            let window = PoolWindow(kernel, stride, padding, dilation, roundsUp: ceil, spatial: spatial)
            let found = try maximumPool(x, window)
            return places ? .tuple([found.values, found.places]) : .tensor(found.values)
        }
    }

    private static func largestWithPlaces(_ spatial: Int) -> Operation {
        Operation(
            "max_pool\(spatial)d_with_indices(\(window), bool return_indices=False) -> Tensor[]",
            "The largest element of each window and its place.", .functional
        ) {
            (
                x: Tensor, kernel: Dimensions, stride: Dimensions?, padding: Dimensions, dilation: Dimensions,
                ceil: Bool, _: Bool
            ) -> Outcome in
            let window = PoolWindow(kernel, stride, padding, dilation, roundsUp: ceil, spatial: spatial)
            let found = try maximumPool(x, window)
            return .tuple([found.values, found.places])
        }
    }

    private static func mean(_ spatial: Int) -> Operation {
        Operation(
            "avg_pool\(spatial)d(Tensor input, int[1] kernel_size, int[1]? stride=None, int[1] padding=0, "
                + "bool ceil_mode=False, bool count_include_pad=True, int? divisor_override=None) -> Tensor",
            "The mean of each window.", spatial == 1 ? [.function, .functional] : .functional
        ) {
            (
                x: Tensor, kernel: Dimensions, stride: Dimensions?, padding: Dimensions, ceil: Bool,
                countsBorder: Bool, divisor: Int?
            ) in
            let window = PoolWindow(kernel, stride, padding, [1], roundsUp: ceil, spatial: spatial)
            return try averagePool(x, window, countsBorder: countsBorder, divisor: divisor)
        }
    }
}

/// The arguments of a pooling operation, one number for each dimension.
struct PoolWindow {
    let kernel: Dimensions
    let stride: Dimensions
    let padding: Dimensions
    let dilation: Dimensions
    let roundsUp: Bool
    let spatial: Int

    init(
        _ kernel: Dimensions, _ stride: Dimensions?, _ padding: Dimensions, _ dilation: Dimensions, roundsUp: Bool,
        spatial: Int
    ) {
        let size = spread(kernel, spatial)
        self.kernel = size
        self.stride = stride.map { $0.isEmpty ? size : spread($0, spatial) } ?? size
        self.padding = spread(padding, spatial)
        self.dilation = spread(dilation, spatial)
        self.roundsUp = roundsUp
        self.spatial = spatial
    }

    /// How the window moves over this input; errors have PyTorch's texts.
    func geometry(of input: Tensor) throws -> WindowGeometry {
        guard input.rank == spatial + 1 || input.rank == spatial + 2 else {
            throw TensorError.runtime(
                spatial == 1
                    ? "max_pool1d: Expected 2D or 3D (batch mode) tensor with optional 0 dim batch size for input, but "
                        + "got:\(input.shape)"
                    : "non-empty \(spatial + 1)D or \(spatial + 2)D (batch mode) tensor expected for input")
        }
        guard kernel.count == spatial, stride.count == spatial, padding.count == spatial, dilation.count == spatial
        else {
            let names = ["", "", "two", "three"]
            throw TensorError.runtime(
                "max_pool\(spatial)d: kernel_size must either be a single int, or a tuple of \(names[spatial]) ints")
        }
        guard !stride.contains(0) else { throw TensorError.runtime("stride should not be zero") }
        try checkWindow(kernel, stride: stride, padding: padding, dilation: dilation)
        for axis in 0..<spatial where padding[axis] > (dilation[axis] * (kernel[axis] - 1) + 1) / 2 {
            throw TensorError.runtime(
                "pad should be at most half of effective kernel size, but got pad=\(padding[axis]), "
                    + "kernel_size=\(kernel[axis]) and dilation=\(dilation[axis])")
        }
        let sizes = Dimensions(input.shape.suffix(spatial))
        let geometry = WindowGeometry(
            sizes, kernel: kernel, stride: stride, before: padding, after: padding, dilation: dilation,
            roundingUp: roundsUp)
        guard !geometry.outputs.contains(0) else { throw tooSmall(input, geometry) }
        return geometry
    }

    private func tooSmall(_ input: Tensor, _ geometry: WindowGeometry) -> TensorError {
        if spatial == 1 { return .runtime("max_pool1d() Invalid computed output size: 0") }
        let channels = input.shape[input.rank - spatial - 1]
        func text(_ sizes: Dimensions) -> String { ([channels] + sizes.array).map(String.init).joined(separator: "x") }
        return .runtime(
            "Given input size: (\(text(geometry.sizes))). Calculated output size: (\(text(geometry.outputs))). Output "
                + "size is too small")
    }
}

/// The largest elements and their places in the image, the first among equals.
private func maximumPool(_ input: Tensor, _ window: PoolWindow) throws -> (values: Tensor, places: Tensor) {
    let geometry = try window.geometry(of: input)
    let shape = Dimensions(Dimensions(input.shape.dropLast(window.spatial)).array + geometry.outputs.array)
    guard !input.isMeta else {
        return (
            try Tensor.empty(shape, dtype: input.dtype, device: .meta),
            try Tensor.empty(shape, dtype: .int64, device: .meta)
        )
    }
    let source = try GradientMode.disabled { try detach(input).asDType(input.dtype.compute).compacted() }
    let values = try Tensor.empty(shape, dtype: source.dtype)
    let places = try Tensor.empty(shape, dtype: .int64)
    switch source.dtype {
    case .float32: largestElements(source, values, places, geometry, Float.self)
    case .float64: largestElements(source, values, places, geometry, Double.self)
    case .int64: largestElements(source, values, places, geometry, Int.self)
    default: throw TensorError.notImplemented(operation: "\"max_pool\(window.spatial)d\"", dtype: input.dtype)
    }
    let result = try values.asDType(input.dtype)
    guard Tape.records(input) else { return (result, places) }
    let node = window.spatial == 1 ? "SqueezeBackward1" : "MaxPool\(window.spatial)DWithIndicesBackward0"
    let original = input.shape
    let planes = Dimensions(original.dropLast(window.spatial)).elementCount
    let derived = result.derived(node, from: [input], saving: [places]) { step in
        let zeros = try Tensor.zeros([planes, geometry.imageCount], dtype: step.gradient.dtype)
        let flat = Dimensions([planes, geometry.placeCount])
        let spread = try scatterAdd(zeros, 1, reshape(step.saved(0), flat), reshape(step.gradient, flat))
        return [try reshape(spread, original)]
    }
    return (derived, places)
}

private func largestElements<Number: Comparable>(
    _ input: Tensor, _ values: Tensor, _ places: Tensor, _ geometry: WindowGeometry, _ type: Number.Type
) where Number: Element {
    let (x, z, at) = (input.pointer(Number.self), values.pointer(Number.self), places.pointer(Int.self))
    let (image, outputs) = (geometry.imageCount, geometry.placeCount)
    WorkerPool.ranges(values.elementCount / outputs, grain: Swift.max(1, (1 << 14) / outputs)) { range in
        for plane in range {
            let (from, best, spots) = (x + plane * image, z + plane * outputs, at + plane * outputs)
            spots.update(repeating: -1, count: outputs)
            geometry.forEachPair { place, offset in
                let value = from[offset]
                if spots[place] < 0 || value > best[place] || value != value {
                    best[place] = value
                    spots[place] = offset
                }
            }
        }
    }
}

private func averagePool(_ input: Tensor, _ window: PoolWindow, countsBorder: Bool, divisor: Int?) throws -> Tensor {
    let geometry = try window.geometry(of: input)
    guard divisor != 0 else { throw TensorError.runtime("divisor must be not zero") }
    let spatial = window.spatial
    let node = spatial == 1 ? "SqueezeBackward1" : "AvgPool\(spatial)DBackward0"
    let sums = try windowSums(input, geometry)
    guard !input.isMeta else { return sums }
    var counts = [Double](repeating: Double(divisor ?? 0), count: geometry.placeCount)
    if divisor == nil { counts = countsBorder ? geometry.boundedCounts : geometry.reachedCounts }
    let divisors = try to(Tensor(counts, shape: geometry.outputs), sums.dtype)
    return try div(sums, divisors, rounding: input.dtype.isIntegral ? "trunc" : nil).labelled(node)
}

extension WindowGeometry {
    /// How many elements of the input each window sees.
    fileprivate var reachedCounts: [Double] {
        var counts = [Double](repeating: 0, count: placeCount)
        forEachPair { place, _ in counts[place] += 1 }
        return counts
    }

    /// How many elements of the input and of its border each window sees.
    fileprivate var boundedCounts: [Double] {
        windows.reduce([1]) { counts, window in
            counts.flatMap { count in
                (0..<window.outputs).map { place in
                    let end = Swift.min(place * window.stride + window.kernel, window.size + 2 * window.padding)
                    return count * Double(end - place * window.stride)
                }
            }
        }
    }
}

/// The sum of every window, `[…, sizes…]` to `[…, places…]`; its derivative is `spreadOverWindows`.
private func windowSums(_ input: Tensor, _ geometry: WindowGeometry) throws -> Tensor {
    let leading = Dimensions(input.shape.dropLast(geometry.sizes.count)).array
    return try joined(input, geometry, Dimensions(leading + geometry.outputs.array), spreads: false)
}

/// Gives the number of a window to every element that it sees, and adds up.
private func spreadOverWindows(_ input: Tensor, _ geometry: WindowGeometry) throws -> Tensor {
    let leading = Dimensions(input.shape.dropLast(geometry.sizes.count)).array
    return try joined(input, geometry, Dimensions(leading + geometry.sizes.array), spreads: true)
}

private func joined(_ input: Tensor, _ geometry: WindowGeometry, _ shape: Dimensions, spreads: Bool) throws -> Tensor {
    let source = try GradientMode.disabled { try detach(input).asDType(input.dtype.compute).compacted() }
    let output = try Tensor.zeros(shape, dtype: source.dtype, device: input.device)
    if !input.isMeta {
        switch source.dtype {
        case .float32: addPairs(source, output, geometry, spreads, Float.self)
        case .float64: addPairs(source, output, geometry, spreads, Double.self)
        case .int64: addPairs(source, output, geometry, spreads, Int.self)
        default: throw TensorError.notImplemented(operation: "\"avg_pool\"", dtype: input.dtype)
        }
    }
    let result = try output.asDType(input.dtype)
    guard Tape.records(input) else { return result }
    return result.derived("AvgPoolBackward0", from: [input]) { step in
        [try spreads ? windowSums(step.gradient, geometry) : spreadOverWindows(step.gradient, geometry)]
    }
}

private func addPairs<Number: AdditiveArithmetic>(
    _ input: Tensor, _ output: Tensor, _ geometry: WindowGeometry, _ spreads: Bool, _ type: Number.Type
) where Number: Element {
    let (x, z) = (input.pointer(Number.self), output.pointer(Number.self))
    let (image, outputs) = (geometry.imageCount, geometry.placeCount)
    guard image > 0 else { return }
    let planes = (spreads ? output : input).elementCount / image
    WorkerPool.ranges(planes, grain: Swift.max(1, (1 << 14) / Swift.max(outputs, 1))) { range in
        for plane in range {
            let (from, to) = (x + plane * (spreads ? outputs : image), z + plane * (spreads ? image : outputs))
            geometry.forEachPair { place, offset in
                if spreads { to[offset] += from[place] } else { to[place] += from[offset] }
            }
        }
    }
}
