import CKernels

/// The lines of a tensor without gaps in sorted order: NaN counts as largest, and equal elements keep their order.
///
/// The elements are float32, float64 or int64. A long line of float32 is sorted in pieces, which are then merged.
struct SortedLines {
    private let source: Tensor
    private let isDescending: Bool
    private let columns: Int
    private let rows: Int

    /// The elements that one thread sorts at a time: small enough for the third-level cache.
    private static let piece = 1 << 20

    init(_ source: Tensor, descending: Bool) {
        self.source = source
        isDescending = descending
        columns = source.shape.last ?? 1
        rows = columns == 0 ? 0 : source.elementCount / columns
    }

    /// Where the elements stood.
    func places() throws -> Tensor {
        let places = try Tensor.empty(source.shape, dtype: .int64)
        try fill(nil, places)
        return places
    }

    /// The elements of a float32 tensor in order, and where they stood.
    func both() throws -> (values: Tensor, places: Tensor) {
        let (values, places) = (
            try Tensor.empty(source.shape, dtype: .float32), try Tensor.empty(source.shape, dtype: .int64)
        )
        try fill(values.pointer(Float.self), places)
        return (values, places)
    }

    private func fill(_ values: UnsafeMutablePointer<Float>?, _ places: Tensor) throws {
        guard rows > 0 else { return }
        let z = places.numbers64
        switch source.dtype {
        case .float32 where columns >= 1 << 32: throw TensorError.shapeTooLarge(source.shape)
        case .float32 where rows < WorkerPool.threadCount && columns > Self.piece / 4:
            for row in 0..<rows { try sortLongRow(row, values.map { $0 + row * columns }, z + row * columns) }
        case .float32: try sortRows(values, z)
        case .float64:
            let x = source.pointer(Double.self)
            try sortPairs(z) { f64_pair_order($0, x + $1 * columns, columns, isDescending ? 1 : 0) }
        default:
            let x = UnsafePointer(source.numbers64)
            try sortPairs(z) { i64_pair_order($0, x + $1 * columns, columns, isDescending ? 1 : 0) }
        }
        try Interrupt.check()
    }

    private func sortRows(_ values: UnsafeMutablePointer<Float>?, _ places: UnsafeMutablePointer<Int64>) throws {
        let x = source.pointer(Float.self)
        let order: Int32 = isDescending ? 1 : 0
        let buffer = try Storage(byteCount: 16 * columns * tiles)
        try eachRow(buffer) { memory, row in
            let packed = memory.assumingMemoryBound(to: UInt64.self)
            let line = x + row * columns
            f32_pack_order(packed, line, 0, columns, order)
            let sorted = packed_sort(packed, packed + columns, columns)
            f32_unpack_order(values.map { $0 + row * columns }, places + row * columns, sorted, line, columns, order)
        }
    }

    private func sortPairs(
        _ places: UnsafeMutablePointer<Int64>, _ pack: (UnsafeMutablePointer<SortPair>, Int) -> Void
    ) throws {
        let buffer = try Storage(byteCount: 32 * columns * tiles)
        try eachRow(buffer) { memory, row in
            let pairs = memory.assumingMemoryBound(to: SortPair.self)
            pack(pairs, row)
            guard let sorted = pair_sort(pairs, pairs + columns, columns) else { return }
            for index in 0..<columns { places[row * columns + index] = Int64(truncatingIfNeeded: sorted[index].place) }
        }
    }

    /// How many parts of the rows have memory of their own.
    private var tiles: Int {
        Swift.max(1, Swift.min(WorkerPool.threadCount * 4, rows, source.elementCount / (1 << 13)))
    }

    private func eachRow(_ buffer: Storage, _ body: (UnsafeMutableRawPointer, Int) -> Void) throws {
        guard let start = buffer.address else { return }
        let (tiles, share) = (self.tiles, buffer.byteCount / self.tiles)
        WorkerPool.run(tiles) { tile in
            for row in rows * tile / tiles..<rows * (tile + 1) / tiles where !Interrupt.isRequested {
                body(start + tile * share, row)
            }
        }
    }

    private func sortLongRow(
        _ row: Int, _ values: UnsafeMutablePointer<Float>?, _ places: UnsafeMutablePointer<Int64>
    ) throws {
        let line = source.pointer(Float.self) + row * columns
        let order: Int32 = isDescending ? 1 : 0
        let memory = try (Storage(byteCount: 8 * columns), Storage(byteCount: 8 * columns))
        guard let first = memory.0.address?.assumingMemoryBound(to: UInt64.self),
            let second = memory.1.address?.assumingMemoryBound(to: UInt64.self)
        else { return }
        let pieces = self.pieces
        WorkerPool.run(pieces.count) { number in
            let piece = pieces[number]
            guard !Interrupt.isRequested else { return }
            let start = first + piece.lowerBound
            f32_pack_order(start, line + piece.lowerBound, UInt32(piece.lowerBound), piece.count, order)
            let sorted = packed_sort(start, second + piece.lowerBound, piece.count)
            if let sorted, sorted != start { start.update(from: sorted, count: piece.count) }
        }
        try Interrupt.check()
        let merged = merge(first, second, pieces)
        WorkerPool.ranges(columns) { range in
            f32_unpack_order(
                values.map { $0 + range.lowerBound }, places + range.lowerBound, merged + range.lowerBound, line,
                range.count, order)
        }
    }

    /// Pieces of nearly one size, a power of two of them.
    private var pieces: [Range<Int>] {
        var count = 2
        while columns / count > Self.piece { count *= 2 }
        return (0..<count).map { columns * $0 / count..<columns * ($0 + 1) / count }
    }

    /// Merges neighbours until one list is left; each merge is cut where both lists have given equally many.
    private func merge(
        _ lists: UnsafeMutablePointer<UInt64>, _ spare: UnsafeMutablePointer<UInt64>, _ pieces: [Range<Int>]
    ) -> UnsafeMutablePointer<UInt64> {
        var (from, to, pieces) = (lists, spare, pieces)
        while pieces.count > 1 {
            let cuts = 8
            let (source, target, current) = (from, to, pieces)
            WorkerPool.run(current.count / 2 * cuts) { tile in
                guard !Interrupt.isRequested else { return }
                let (a, b) = (current[tile / cuts * 2], current[tile / cuts * 2 + 1])
                let total = a.count + b.count
                let (low, high) = (total * (tile % cuts) / cuts, total * (tile % cuts + 1) / cuts)
                let (left, right) = (source + a.lowerBound, source + b.lowerBound)
                let start = packed_split(left, a.count, right, b.count, low)
                let end = packed_split(left, a.count, right, b.count, high)
                packed_merge(
                    target + a.lowerBound + low, left + start, end - start, right + (low - start),
                    (high - end) - (low - start))
            }
            pieces = Swift.stride(from: 0, to: pieces.count, by: 2).map {
                pieces[$0].lowerBound..<pieces[$0 + 1].upperBound
            }
            (from, to) = (to, from)
        }
        return from
    }
}
