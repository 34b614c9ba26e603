import CKernels

/// The shortest way through a linear map: one row of float32, everything in one piece, outside of autocast and of the tape.
/// Where models are small or write one token at a time, what surrounds a product costs more than the product.
enum SingleRow {
    /// `input @ weight.T + bias`; nil when the general way is needed.
    static func linear(_ input: Tensor, _ weight: Tensor, _ bias: Tensor?) throws -> Tensor? {
        let rank = input.rank
        guard rank > 0, weight.rank == 2, Autocast.dtype == nil, let x = input.floats32, let matrix = weight.floats32
        else { return nil }
        let (depth, columns) = (weight.layout.shape[1], weight.layout.shape[0])
        guard depth > 0, columns > 0, input.layout.shape[rank - 1] == depth, input.elementCount == depth,
            !Tape.records(input, weight, bias)
        else { return nil }
        var offset: UnsafePointer<Float>?
        if let bias {
            guard bias.rank == 1, bias.layout.shape[0] == columns, let start = bias.floats32 else { return nil }
            offset = start
        }
        try Interrupt.check()
        var shape = input.layout.shape
        shape[rank - 1] = columns
        let output = try Tensor.empty(shape, dtype: .float32)
        MatrixProduct.multiply(
            MatrixView(x, rows: 1, columns: depth), MatrixView(matrix, rows: columns, columns: depth).transposed,
            bias: offset, into: output.pointer(Float.self))
        try Interrupt.check()
        return output
    }
}
