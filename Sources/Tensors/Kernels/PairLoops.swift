import CKernels

/// The C loops of a function of two float32 numbers: over pairs, and with one number for all.
struct PairLoops: Sendable {
    typealias Pairs =
        @convention(c) (UnsafeMutablePointer<Float>?, UnsafePointer<Float>?, UnsafePointer<Float>?, Int) -> Void
    typealias Number = @convention(c) (UnsafeMutablePointer<Float>?, UnsafePointer<Float>?, Float, Int) -> Void

    let pairs: Pairs
    /// f(x, number) for each x.
    var right: Number?
    /// f(number, x) for each x.
    var left: Number?
    /// f(x, y) for each row x of a matrix and one row y.
    var row: Row?

    typealias Row =
        @convention(c) (UnsafeMutablePointer<Float>?, UnsafePointer<Float>?, UnsafePointer<Float>?, Int, Int) -> Void

    /// The result for float32 tensors without gaps of one shape, or one tensor and one number; else nil.
    func result(_ a: Tensor, _ b: Tensor) throws -> Tensor? {
        if let x = a.floats32, let y = b.floats32, a.shape == b.shape {
            return try mapped(a) { pairs($0 + $1.lowerBound, x + $1.lowerBound, y + $1.lowerBound, $1.count) }
        }
        if let right, let x = a.floats32, let number = b.single ?? b.repeated(as: a.shape) {
            return try mapped(a) { right($0 + $1.lowerBound, x + $1.lowerBound, number, $1.count) }
        }
        if let left, let x = b.floats32, let number = a.single ?? a.repeated(as: b.shape) {
            return try mapped(b) { left($0 + $1.lowerBound, x + $1.lowerBound, number, $1.count) }
        }
        if let x = a.repeated(as: a.shape), let y = b.single {
            var result: Float = 0
            pairs(&result, [x], [y], 1)
            return try mapped(a) { ($0 + $1.lowerBound).update(repeating: result, count: $1.count) }
        }
        return try withRow(a, b)
    }

    /// A tensor whose last dimension meets a tensor of one dimension; nil for everything else.
    private func withRow(_ a: Tensor, _ b: Tensor) throws -> Tensor? {
        guard let row, b.rank == 1, a.rank > 1, let y = b.floats32, let x = a.floats32 else { return nil }
        let columns = b.layout.shape[0]
        guard columns >= 8, a.layout.shape[a.rank - 1] == columns else { return nil }
        let output = try Tensor.empty(a.shape, dtype: .float32)
        let target = output.pointer(Float.self)
        WorkerPool.ranges(a.elementCount / columns, grain: Swift.max(1, WorkerPool.elementThreshold / columns)) {
            let start = $0.lowerBound * columns
            row(target + start, x + start, y, $0.count, columns)
        }
        return output
    }

    @inline(__always)
    private func mapped(_ like: Tensor, _ body: (UnsafeMutablePointer<Float>, Range<Int>) -> Void) throws -> Tensor {
        let output = try Tensor.empty(like.shape, dtype: .float32)
        let target = output.pointer(Float.self)
        WorkerPool.ranges(like.elementCount) { body(target, $0) }
        return output
    }

    /// One run of a larger loop with a dense output; false when there is no C loop for these strides.
    @inline(__always)
    func run<T: Element, R: Element>(
        _ target: UnsafeMutablePointer<R>, _ a: UnsafeMutablePointer<T>, _ aStep: Int, _ b: UnsafeMutablePointer<T>,
        _ bStep: Int, _ count: Int
    ) -> Bool {
        guard T.self == Float.self, R.self == Float.self, count >= 8 else { return false }
        let to = UnsafeMutableRawPointer(target).assumingMemoryBound(to: Float.self)
        let x = UnsafeRawPointer(a).assumingMemoryBound(to: Float.self)
        let y = UnsafeRawPointer(b).assumingMemoryBound(to: Float.self)
        switch (aStep, bStep) {
        case (1, 1): pairs(to, x, y, count)
        case (1, 0):
            guard let right else { return false }
            right(to, x, y[0], count)
        case (0, 1):
            guard let left else { return false }
            left(to, y, x[0], count)
        default: return false
        }
        return true
    }
}

typealias ComparisonLoop =
    @convention(c) (UnsafeMutablePointer<UInt8>?, UnsafePointer<Float>?, UnsafePointer<Float>?, Int, Int) -> Void

/// A comparison of float32 tensors without gaps of one shape, or of a tensor and a number; else nil.
func comparison(
    _ straight: ComparisonLoop, _ exchanged: ComparisonLoop, _ a: Tensor, _ b: Tensor
) throws -> Tensor? {
    if let x = a.floats32, let y = b.floats32, a.shape == b.shape { return try compare(straight, a, x, y, 1) }
    if let x = a.floats32, var number = b.single { return try compare(straight, a, x, &number, 0) }
    if let x = b.floats32, var number = a.single { return try compare(exchanged, b, x, &number, 0) }
    return nil
}

private func compare(
    _ loop: ComparisonLoop, _ like: Tensor, _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, _ step: Int
) throws -> Tensor {
    let output = try Tensor.empty(like.shape, dtype: .bool)
    let target = output.pointer(UInt8.self)
    WorkerPool.ranges(like.elementCount) {
        loop(target + $0.lowerBound, x + $0.lowerBound, y + step * $0.lowerBound, step, $0.count)
    }
    return output
}

extension Tensor {
    /// The elements of a float32 tensor without gaps.
    var floats32: UnsafePointer<Float>? {
        guard dtype == .float32, !isNumber, storage.address != nil, isContiguous else { return nil }
        return UnsafePointer(pointer(Float.self))
    }

    /// The only value of a float32 tensor of that shape whose elements are one number, as gradients of sums and means are.
    fileprivate func repeated(as shape: Dimensions) -> Float? {
        guard dtype == .float32, !isNumber, rank > 0, storage.address != nil, layout.shape == shape,
            elementCount > 0, layout.strides.allSatisfy({ $0 == 0 })
        else { return nil }
        return pointer(Float.self)[0]
    }

    /// The value of a number of the language or of a float32 tensor without dimensions.
    var single: Float? {
        if let number { return number.dtype.isComplex ? nil : Float(number.real) }
        guard rank == 0, dtype == .float32, storage.address != nil else { return nil }
        return pointer(Float.self)[0]
    }
}

/// A gradient by one C loop over the gradient and what the forward saved.
///
/// Nil when the pass is itself recorded, or when the data is not float32 of one shape: then the formula is for it.
func loopGradient(_ gradient: Tensor, _ saved: Tensor, _ loop: PairLoops.Pairs) throws -> Tensor? {
    guard !GradientMode.isEnabled, gradient.dtype == .float32, saved.dtype == .float32, !gradient.isMeta,
        !saved.isMeta, gradient.shape == saved.shape
    else { return nil }
    let (g, x) = (try gradient.compacted(), try saved.compacted())
    return try PairLoops(pairs: loop).result(g, x)
}
