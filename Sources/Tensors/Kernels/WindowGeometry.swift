import CKernels

/// How windows move over the last one to three dimensions of a tensor, as convolutions and pooling see them.
///
///     try WindowGeometry([5, 5], kernel: [3, 3], stride: [2, 2]).outputs   // [2, 2]
struct WindowGeometry {
    /// Always three; dimensions that are missing come first, with one element and one place.
    let windows: [Window]
    private let spatial: Int

    /// Sizes may come from a cell: `checkWindow` has refused those beyond 2^31.
    init(
        _ sizes: Dimensions, kernel: Dimensions, stride: Dimensions, before: Dimensions? = nil,
        after: Dimensions? = nil, dilation: Dimensions? = nil, roundingUp: Bool = false
    ) {
        spatial = sizes.count
        var windows = [Window](
            repeating: Window(size: 1, kernel: 1, stride: 1, padding: 0, dilation: 1, outputs: 1),
            count: 3 - sizes.count)
        for axis in 0..<sizes.count {
            let (first, last) = (before?[axis] ?? 0, after?[axis] ?? 0)
            let gap = dilation?[axis] ?? 1
            let room = sizes[axis] + first + last - (gap * (kernel[axis] - 1) + 1)
            var outputs = room < 0 ? 0 : (roundingUp ? room + stride[axis] - 1 : room) / stride[axis] + 1
            // A window that starts behind the input and its first border sees nothing.
            if roundingUp && outputs > 0 && (outputs - 1) * stride[axis] >= sizes[axis] + first { outputs -= 1 }
            windows.append(
                Window(
                    size: sizes[axis], kernel: kernel[axis], stride: stride[axis], padding: first, dilation: gap,
                    outputs: outputs))
        }
        self.windows = windows
    }

    /// The sizes of the input along the dimensions that windows move over.
    var sizes: Dimensions { Dimensions(windows.suffix(spatial).map(\.size)) }
    /// How many places a window has along each of these dimensions.
    var outputs: Dimensions { Dimensions(windows.suffix(spatial).map(\.outputs)) }
    /// All places together, the elements of one image, and those of one window.
    var placeCount: Int { outputs.elementCount }
    var imageCount: Int { sizes.elementCount }
    var windowCount: Int { windows.reduce(1) { $0 * $1.kernel } }

    /// Calls the body with the place in the output and the offset in the image of every pair that a window joins.
    @inline(__always)
    func forEachPair(_ body: (_ place: Int, _ offset: Int) -> Void) {
        let (a, b, c) = (windows[0], windows[1], windows[2])
        var place = 0
        for z in 0..<a.outputs {
            for y in 0..<b.outputs {
                for x in 0..<c.outputs {
                    for i in a.reached(from: z) {
                        for j in b.reached(from: y) {
                            for k in c.reached(from: x) { body(place, (i * b.size + j) * c.size + k) }
                        }
                    }
                    place += 1
                }
            }
        }
    }
}

extension Window {
    /// The elements along one dimension that the window of a place sees, the padding left out.
    @inline(__always)
    func reached(from place: Int) -> StrideTo<Int> {
        let start = place * stride - padding
        let first = start >= 0 ? start : start + (-start + dilation - 1) / dilation * dilation
        return Swift.stride(from: first, to: Swift.min(start + (kernel - 1) * dilation + 1, size), by: dilation)
    }
}
