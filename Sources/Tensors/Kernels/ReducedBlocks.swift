import CKernels

/// Neighbouring dimensions of a float32 tensor without gaps, reduced where they lie: `outer` blocks of [length, inner].
///
/// With inner == 1 the blocks are rows; otherwise the reduction runs down columns, without a transposed copy.
struct ReducedBlocks {
    private let x: UnsafePointer<Float>
    private let outer: Int
    private let length: Int
    private let inner: Int
    private let shape: Dimensions

    /// Rows of a longer reduction are cut here, so that threads can share one long row.
    private static let piece = 1 << 16
    private static let strip = 256

    /// Nil for other dtypes and layouts, and when there is nothing to reduce.
    init?(_ input: Tensor, _ dimensions: Dimensions?, keepdim: Bool) throws {
        guard let x = input.floats32, input.elementCount > 0 else { return nil }
        let axes = try Rows.axes(input, dimensions)
        guard !axes.isEmpty else { return nil }
        let (first, last) = (axes[0], axes[axes.count - 1])
        guard last - first == axes.count - 1 else { return nil }
        self.x = x
        var shape = input.layout.shape
        outer = shape.elementCount(from: 0, to: first)
        inner = shape.elementCount(from: last + 1, to: shape.count)
        length = shape.elementCount(from: first, to: last + 1)
        if keepdim {
            for axis in first...last { shape[axis] = 1 }
        } else if axes.count == shape.count {
            shape = Dimensions()
        } else {
            for _ in first...last { shape.remove(at: first) }
        }
        self.shape = shape
    }

    func sum() throws -> Tensor {
        let output = try Tensor.empty(shape, dtype: .float32)
        let z = output.pointer(Float.self)
        if inner == 1 { try sumRows(z) } else { try sumColumns(z) }
        return output
    }

    private func sumRows(_ z: UnsafeMutablePointer<Float>) throws {
        guard length > 2 * Self.piece else {
            WorkerPool.ranges(outer, grain: Swift.max(1, WorkerPool.elementThreshold / length)) { range in
                f32_sum_rows(z + range.lowerBound, x + range.lowerBound * length, range.count, length)
            }
            return
        }
        for row in 0..<outer {
            z[row] = try pieces(x + row * length) { f32_sum($0, $1) }
        }
    }

    /// One number for each piece of a long row, and the sum of these.
    private func pieces(_ row: UnsafePointer<Float>, _ body: (UnsafePointer<Float>, Int) -> Float) throws -> Float {
        let count = (length - 1) / Self.piece + 1
        return try withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { sums in
            guard let start = sums.baseAddress else { return 0 }
            WorkerPool.ranges(count, grain: 1) { range in
                for piece in range {
                    start[piece] = body(
                        row + piece * Self.piece, Swift.min(Self.piece, length - piece * Self.piece))
                }
            }
            try Interrupt.check()
            return f32_sum(start, count)
        }
    }

    /// How many columns are summed together: as many as fit the cache, for memory is read in long runs then, but a strip
    /// for each thread.
    private var stripOfSums: Int {
        let share = (inner - 1) / Swift.max(1, WorkerPool.threadCount / outer) + 1
        return Swift.min(1024, Swift.max(Self.strip, (share + 63) / 64 * 64))
    }

    private func sumColumns(_ z: UnsafeMutablePointer<Float>) throws {
        let strip = stripOfSums
        let strips = (inner - 1) / strip + 1
        let bands = outer == 1 && inner <= Self.strip ? Swift.min(16, (length - 1) / 256 + 1) : 1
        let partial = bands == 1 ? nil : try Tensor.empty([bands, inner], dtype: .float32)
        let target = partial?.pointer(Float.self) ?? z
        let work = length / bands * Swift.min(inner, strip)
        WorkerPool.ranges(outer * strips * bands, grain: Swift.max(1, WorkerPool.elementThreshold / work)) { range in
            for tile in range {
                let (block, band) = (tile / bands, tile % bands)
                let (line, column) = (block / strips, block % strips * strip)
                let (from, to) = (length * band / bands, length * (band + 1) / bands)
                f32_sum_columns(
                    target + (line * bands + band) * inner + column, x + (line * length + from) * inner + column,
                    to - from, Swift.min(strip, inner - column), inner)
            }
        }
        if bands > 1 { f32_sum_columns(z, target, bands, inner, inner) }
    }

    /// The largest or smallest elements and the places where they first stand.
    func extremes(largest: Bool, values: Bool, places: Bool) throws -> (values: Tensor?, places: Tensor?)? {
        guard length < 1 << 31 else { return nil }
        let output = values ? try Tensor.empty(shape, dtype: .float32) : nil
        let spots = places ? try Tensor.empty(shape, dtype: .int64) : nil
        let (z, at) = (output?.pointer(Float.self), spots?.numbers64)
        if inner == 1 {
            let long = outer == 1 && length > 2 * Self.piece
            if long {
                extremeOfLongRow(largest, z, at)
            } else {
                WorkerPool.ranges(outer, grain: Swift.max(1, WorkerPool.elementThreshold / length)) { range in
                    for row in range {
                        let value = Self.extreme(largest, x + row * length, length, at.map { $0 + row })
                        z?[row] = value
                    }
                }
            }
        } else {
            extremesOfColumns(largest, z, at)
        }
        try Interrupt.check()
        return (output, spots)
    }

    private static func extreme(
        _ largest: Bool, _ x: UnsafePointer<Float>, _ count: Int, _ place: UnsafeMutablePointer<Int64>?
    ) -> Float {
        largest ? f32_maximum_element(x, count, place) : f32_minimum_element(x, count, place)
    }

    private func extremeOfLongRow(
        _ largest: Bool, _ z: UnsafeMutablePointer<Float>?, _ at: UnsafeMutablePointer<Int64>?
    ) {
        let count = (length - 1) / Self.piece + 1
        withUnsafeTemporaryAllocation(of: Float.self, capacity: count) { values in
            withUnsafeTemporaryAllocation(of: Int64.self, capacity: count) { places in
                guard let best = values.baseAddress, let spots = places.baseAddress else { return }
                WorkerPool.ranges(count, grain: 1) { range in
                    for piece in range {
                        let start = piece * Self.piece
                        var place: Int64 = 0
                        best[piece] = Self.extreme(largest, x + start, Swift.min(Self.piece, length - start), &place)
                        spots[piece] = place + Int64(start)
                    }
                }
                guard !Interrupt.isRequested else { return }
                var winner: Int64 = 0
                let value = Self.extreme(largest, best, count, &winner)
                z?[0] = value
                at?[0] = spots[Int(winner)]
            }
        }
    }

    private func extremesOfColumns(
        _ largest: Bool, _ z: UnsafeMutablePointer<Float>?, _ at: UnsafeMutablePointer<Int64>?
    ) {
        let strips = (inner - 1) / Self.strip + 1
        let work = length * Swift.min(inner, Self.strip)
        WorkerPool.ranges(outer * strips, grain: Swift.max(1, WorkerPool.elementThreshold / work)) { range in
            for tile in range {
                let (line, column) = (tile / strips, tile % strips * Self.strip)
                let (width, place) = (Swift.min(Self.strip, inner - column), line * inner + column)
                let source = x + line * length * inner + column
                let (values, places) = (z.map { $0 + place }, at.map { $0 + place })
                if largest {
                    f32_maximum_columns(values, places, source, length, width, inner)
                } else {
                    f32_minimum_columns(values, places, source, length, width, inner)
                }
            }
        }
    }

    /// The square roots of the sums of squares; nil unless the blocks are rows.
    func norms() throws -> Tensor? {
        guard inner == 1 else { return nil }
        let output = try Tensor.empty(shape, dtype: .float32)
        let z = output.pointer(Float.self)
        if length > 2 * Self.piece {
            for row in 0..<outer {
                z[row] = try pieces(x + row * length) { f32_dot($0, $0, $1) }.squareRoot()
            }
        } else {
            WorkerPool.ranges(outer, grain: Swift.max(1, WorkerPool.elementThreshold / length)) { range in
                for row in range { z[row] = f32_dot(x + row * length, x + row * length, length).squareRoot() }
            }
        }
        return output
    }

    /// The sums of squared deviations from the mean divided by `denominator`, and the means; nil unless rows.
    func variances(_ denominator: Double) throws -> (variances: Tensor, means: Tensor)? {
        guard inner == 1 else { return nil }
        let (output, centers) = (try Tensor.empty(shape, dtype: .float32), try Tensor.empty(shape, dtype: .float32))
        let (z, means) = (output.pointer(Float.self), centers.pointer(Float.self))
        WorkerPool.ranges(outer, grain: Swift.max(1, WorkerPool.elementThreshold / length)) { range in
            for row in range {
                let line = x + row * length
                let mean = f64_sum_of_f32(line, length) / Double(length)
                means[row] = Float(mean)
                z[row] = Float(f32_sum_squared_deviations(line, mean, length) / denominator)
            }
        }
        return (output, centers)
    }
}
