/// A matrix in memory for the product kernels: its first element, its size and the two strides in elements.
package struct MatrixView<Number> {
    let start: UnsafePointer<Number>
    let rows: Int
    let columns: Int
    let rowStride: Int
    let columnStride: Int

    package init(
        _ start: UnsafePointer<Number>, rows: Int, columns: Int, rowStride: Int? = nil, columnStride: Int = 1
    ) {
        self.start = start
        self.rows = rows
        self.columns = columns
        self.rowStride = rowStride ?? columns
        self.columnStride = columnStride
    }

    /// Rows follow one another with each row in one piece.
    var isRowMajor: Bool { (columnStride == 1 || columns <= 1) && (rowStride >= Swift.max(columns, 1) || rows <= 1) }
    /// Columns follow one another with each column in one piece.
    var isColumnMajor: Bool { (rowStride == 1 || rows <= 1) && (columnStride >= Swift.max(rows, 1) || columns <= 1) }
    /// Whether the kernels can read it without a copy.
    var isReadable: Bool { isRowMajor || isColumnMajor }

    package var transposed: MatrixView {
        MatrixView(start, rows: columns, columns: rows, rowStride: columnStride, columnStride: rowStride)
    }

    /// The distance that BLAS calls the leading dimension.
    var leadingDimension: Int {
        isRowMajor
            ? Swift.max(rows <= 1 ? columns : rowStride, columns, 1)
            : Swift.max(columns <= 1 ? rows : columnStride, rows, 1)
    }

    /// A band of rows.
    package func rows(_ range: Range<Int>) -> MatrixView {
        MatrixView(
            start + range.lowerBound * rowStride, rows: range.count, columns: columns, rowStride: rowStride,
            columnStride: columnStride)
    }

    /// A band of columns.
    func columns(_ range: Range<Int>) -> MatrixView {
        MatrixView(
            start + range.lowerBound * columnStride, rows: rows, columns: range.count, rowStride: rowStride,
            columnStride: columnStride)
    }
}
