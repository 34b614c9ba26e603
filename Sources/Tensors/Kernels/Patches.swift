import CKernels

/// The pieces of images that a convolution multiplies with its weights, as matrices; float32 only.
///
/// Images are `[batch, channels, sizes…]`; their patches `[batch, channels * window, places]`.
enum Patches {
    /// Elements of a band of patches that one tile of a convolution copies and multiplies: it stays in the cache.
    private static let bandCount = 1 << 16

    /// Lays every window out as a column; its derivative is `overlapped`.
    static func columns(_ images: Tensor, _ geometry: WindowGeometry) throws -> Tensor {
        let (batch, channels) = (images.shape[0], images.shape[1])
        let (window, places) = (geometry.windowCount, geometry.placeCount)
        let output = try Tensor.empty([batch, channels * window, places], dtype: .float32)
        let source = try GradientMode.disabled { try detach(images).compacted() }
        let (x, z) = (source.pointer(Float.self), output.pointer(Float.self))
        let grain = Swift.max(1, WorkerPool.elementThreshold / Swift.max(1, window * places))
        WorkerPool.ranges(batch * channels, grain: grain) { range in
            f32_patches(
                z + range.lowerBound * window * places, x + range.lowerBound * geometry.imageCount, geometry.windows,
                range.count, 0, places)
        }
        guard Tape.records(images) else { return output }
        return output.derived("Im2ColBackward0", from: [images]) {
            [try overlapped($0.gradient, geometry, channels: channels)]
        }
    }

    /// Adds up columns where their windows lie in the image.
    static func overlapped(_ columns: Tensor, _ geometry: WindowGeometry, channels: Int) throws -> Tensor {
        let batch = columns.shape[0]
        let (window, places) = (geometry.windowCount, geometry.placeCount)
        let output = try Tensor.zeros(Dimensions([batch, channels] + geometry.sizes.array), dtype: .float32)
        let source = try GradientMode.disabled { try detach(columns).compacted() }
        let (x, z) = (source.pointer(Float.self), output.pointer(Float.self))
        let grain = Swift.max(1, WorkerPool.elementThreshold / Swift.max(1, window * places))
        WorkerPool.ranges(batch * channels, grain: grain) { range in
            f32_add_patches(
                z + range.lowerBound * geometry.imageCount, x + range.lowerBound * window * places, geometry.windows,
                range.count, 0, places)
        }
        guard Tape.records(columns) else { return output }
        return output.derived("Col2ImBackward0", from: [columns]) { [try Patches.columns($0.gradient, geometry)] }
    }

    /// A convolution that copies a band of patches at a time; not recorded.
    ///
    /// The weight is `[outputs, channels / groups, kernel…]`, the bias one number for each output.
    static func convolve(
        _ images: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: WindowGeometry, groups: Int
    ) throws -> Tensor {
        let (batch, channels, outputs) = (images.shape[0], images.shape[1] / groups, weight.shape[0] / groups)
        let (places, depth) = (geometry.placeCount, channels * geometry.windowCount)
        let result = try Tensor.zeros(Dimensions([batch, weight.shape[0]] + geometry.outputs.array), dtype: .float32)
        guard result.elementCount > 0 else { return result }
        let (source, factors) = (try images.compacted(), try weight.compacted())
        let shift = try bias?.compacted()
        let (x, w, z) = (source.pointer(Float.self), factors.pointer(Float.self), result.pointer(Float.self))
        let offsets = shift?.pointer(Float.self)
        let band = Swift.min(places, Swift.max(64, bandCount / Swift.max(depth, 1)))
        let bands = (places - 1) / band + 1
        WorkerPool.ranges(batch * groups * bands, grain: 1) { range in
            withUnsafeTemporaryAllocation(of: Float.self, capacity: Swift.max(1, depth * band)) { buffer in
                guard let columns = buffer.baseAddress else { return }
                for tile in range {
                    let (image, start) = (tile / bands, tile % bands * band)
                    let (group, count) = (image % groups, Swift.min(band, places - start))
                    let target = z + image * outputs * places + start
                    for row in 0..<(offsets == nil ? 0 : outputs) {
                        (target + row * places).update(
                            repeating: offsets?[group * outputs + row] ?? 0, count: count)
                    }
                    guard depth > 0 else { continue }
                    f32_patches(
                        columns, x + image * channels * geometry.imageCount, geometry.windows, channels, start,
                        start + count)
                    BlockProduct.multiply(
                        MatrixView(w + group * outputs * depth, rows: outputs, columns: depth),
                        MatrixView(columns, rows: depth, columns: count), adding: true, into: target, stride: places)
                }
            }
        }
        return result
    }
}
