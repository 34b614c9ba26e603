import CKernels

/// Convolutions that read their padded images where they lie; float32 only, not recorded.
///
/// Images are `[batch, channels, sizes…]`; windows move by one element along the last dimension.
enum PaddedImages {
    /// Multiplications of one range of tiles: enough to pay for handing it to a thread.
    private static let rangeWork = 1 << 18

    /// Whether the padded image is of the size of what is there, and most places that tiles compute belong to the output.
    static func suit(_ geometry: WindowGeometry) -> Bool {
        guard geometry.placeCount > 0, geometry.windowCount > 0, geometry.windows[2].stride == 1 else { return false }
        // In floating point, for steps and distances may be as large as a cell writes them.
        let padded = geometry.windows.reduce(1.0) {
            $0 * Double(($1.outputs - 1) * $1.stride + ($1.kernel - 1) * $1.dilation + 1)
        }
        return padded <= 4 * Double(geometry.imageCount + geometry.placeCount)
            && geometry.placeCount >= f32_convolution_tiles(geometry.windows) * 8
    }

    /// The weight is `[outputs, channels / groups, kernel…]`, the bias one number for each output.
    static func convolve(
        _ images: Tensor, _ weight: Tensor, _ bias: Tensor?, _ geometry: WindowGeometry, groups: Int
    ) throws -> Tensor {
        let (batch, channels, outputs) = (images.shape[0], images.shape[1] / groups, weight.shape[0] / groups)
        let (places, depth) = (geometry.placeCount, channels * geometry.windowCount)
        let result = try Tensor.empty(Dimensions([batch, weight.shape[0]] + geometry.outputs.array), dtype: .float32)
        guard result.elementCount > 0 else { return result }
        let (padded, distance) = try padded(images, geometry)
        let factors = try weight.compacted()
        let shift = try bias?.compacted()
        let (x, w, z) = (padded.pointer(Float.self), factors.pointer(Float.self), result.pointer(Float.self))
        let offsets = shift?.pointer(Float.self)
        let tiles = f32_convolution_tiles(geometry.windows)
        // The tiles of a range follow one another through the groups of all images.
        let grain = Swift.max(1, rangeWork / Swift.max(1, outputs * depth * 16))
        WorkerPool.ranges(batch * groups * tiles, grain: grain) { range in
            var tile = range.lowerBound
            while tile < range.upperBound {
                let (image, first) = (tile / tiles, tile % tiles)
                let last = Swift.min(tiles, first + range.upperBound - tile)
                let start = image % groups * outputs
                f32_convolve(
                    z + image * outputs * places, x + image * channels * distance, w + start * depth,
                    offsets.map { $0 + start }, geometry.windows, channels, outputs, first, last)
                tile += last - first
            }
        }
        return result
    }

    /// The images with the zeros that windows see, and how far their channels lie apart.
    private static func padded(_ images: Tensor, _ geometry: WindowGeometry) throws -> (Tensor, Int) {
        let source = try images.compacted()
        let channels = images.shape[0] * images.shape[1]
        let distance = f32_padded_count(geometry.windows)
        let padded = try Tensor.empty([channels + 16 / distance + 1, distance], dtype: .float32)
        let (x, z) = (source.pointer(Float.self), padded.pointer(Float.self))
        let grain = Swift.max(1, WorkerPool.elementThreshold / Swift.max(1, distance))
        WorkerPool.ranges(channels, grain: grain) { range in
            f32_pad(
                z + range.lowerBound * distance, x + range.lowerBound * geometry.imageCount, geometry.windows,
                range.count)
        }
        return (padded, distance)
    }
}
