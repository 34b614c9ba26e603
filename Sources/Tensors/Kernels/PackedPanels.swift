import CKernels

/// A weight rearranged for products with few rows; kept beside its storage until the storage changes.
///
/// Packing reads the whole weight once, so it is done when a matrix meets few rows for the second time unchanged.
final class PackedPanels {
    private let key: Key
    private var address: UnsafeMutablePointer<Float>?
    private let byteCount: Int

    /// What must be equal for the panels to stand for a matrix.
    private struct Key: Equatable {
        var start: UnsafePointer<Float>
        var rows: Int
        var columns: Int
        var rowStride: Int
        var columnStride: Int
        var version: Int
    }

    /// Matrices smaller than this are multiplied well enough as they are.
    private static let minimumCount = 1 << 14
    /// Panels never take more than this altogether.
    private static let byteLimit = 2 << 30
    /// Read and changed on the threads that run cells, of which only one runs at a time.
    private nonisolated(unsafe) static var bytesInUse = 0

    private init(_ key: Key) {
        self.key = key
        byteCount = f32_packed_count(key.rows, key.columns) * MemoryLayout<Float>.stride
    }

    deinit {
        guard let address else { return }
        address.deallocate()
        Self.bytesInUse -= byteCount
    }

    /// The panels of a matrix over a storage, or nil when it is not worth while (yet).
    static func panels(of matrix: MatrixView<Float>, in storage: Storage, rows: Int) -> UnsafePointer<Float>? {
        guard (2...MatrixProduct.panelRows).contains(rows), matrix.rows * matrix.columns >= minimumCount else {
            return nil
        }
        let key = Key(
            start: matrix.start, rows: matrix.rows, columns: matrix.columns, rowStride: matrix.rowStride,
            columnStride: matrix.columnStride, version: storage.version)
        guard let known = storage.panels, known.key == key else {
            storage.panels = PackedPanels(key)
            return nil
        }
        return known.packed()
    }

    private func packed() -> UnsafePointer<Float>? {
        if let address { return UnsafePointer(address) }
        guard Self.bytesInUse + byteCount <= Self.byteLimit else { return nil }
        let buffer = UnsafeMutablePointer<Float>.allocate(capacity: byteCount / MemoryLayout<Float>.stride)
        f32_pack(buffer, key.start, key.rows, key.columns, key.rowStride, key.columnStride)
        Self.bytesInUse += byteCount
        address = buffer
        return UnsafePointer(buffer)
    }
}
