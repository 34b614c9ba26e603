/// A function of two numbers, specialised by the compiler for each dtype of computation.
protocol ArithmeticKernel {
    static func apply<T: Number>(_ a: T, _ b: T) -> T
    /// The same function over many float32 numbers, when there are C loops for it.
    static var loops: PairLoops? { get }
}

protocol OrderedKernel {
    static func apply<T: Ordered>(_ a: T, _ b: T) -> T
    /// The same function over many float32 numbers, when there are C loops for it.
    static var loops: PairLoops? { get }
}

extension ArithmeticKernel { static var loops: PairLoops? { nil } }
extension OrderedKernel { static var loops: PairLoops? { nil } }

protocol RealKernel {
    static func apply<T: Real>(_ a: T, _ b: T) -> T
}

protocol ComparisonKernel {
    static func apply<T: Ordered>(_ a: T, _ b: T) -> Bool
    /// The C loop for float32, and that for exchanged operands.
    static var loops: (straight: ComparisonLoop, exchanged: ComparisonLoop) { get }
}

/// Two operands brought to one dtype of computation, and the shape of their result.
struct BinaryOperands {
    let a: Tensor
    let b: Tensor
    let shape: Dimensions
    /// The dtype in which the kernel runs.
    let compute: DType
    let isMeta: Bool

    init(_ a: Tensor, _ b: Tensor, dtype: DType) throws {
        shape = try broadcast(a.shape, b.shape)
        isMeta = a.isMeta || b.isMeta
        compute = dtype.compute
        self.a = isMeta ? a : try a.operand(rounded: dtype)
        self.b = isMeta ? b : try b.operand(rounded: dtype)
    }

    /// Runs the body over runs of elements; the loops are written out so that each form vectorises.
    @inline(__always)
    func run<T: Element, R: Element>(
        _ output: Tensor, _ type: T.Type, loops: PairLoops? = nil, _ body: (T, T) -> R
    ) {
        let x = a.pointer(T.self)
        let y = b.pointer(T.self)
        let z = output.pointer(R.self)
        if a.shape == b.shape && a.isContiguous && b.isContiguous {
            WorkerPool.ranges(output.elementCount) { range in
                for index in range { z[index] = body(x[index], y[index]) }
            }
            return
        }
        if b.rank == 0 && a.isContiguous {
            let constant = y[0]
            WorkerPool.ranges(output.elementCount) { range in
                for index in range { z[index] = body(x[index], constant) }
            }
            return
        }
        let loop = Loop(
            shape: shape,
            strides: [output.strides, a.layout.strides(broadcastTo: shape), b.layout.strides(broadcastTo: shape)])
        loop.walk { offsets, strides, count in
            let (target, first, second) = (z + offsets[0], x + offsets[1], y + offsets[2])
            if let loops, loops.run(target, first, strides[1], second, strides[2], count) { return }
            if strides[0] == 1 && strides[1] == 1 && strides[2] == 0 {
                let constant = second[0]
                for index in 0..<count { target[index] = body(first[index], constant) }
            } else if strides[0] == 1 && strides[1] == 1 && strides[2] == 1 {
                for index in 0..<count { target[index] = body(first[index], second[index]) }
            } else {
                let (s0, s1, s2) = (strides[0], strides[1], strides[2])
                for index in 0..<count { target[index &* s0] = body(first[index &* s1], second[index &* s2]) }
            }
        }
    }

    /// Gives the result its dtype when computation took place in a wider one.
    func finished(_ output: Tensor, as dtype: DType) throws -> Tensor { try output.asDType(dtype) }
}

extension Tensor {
    /// The tensor in the dtype of computation for `dtype`; numbers of the language keep their full precision.
    fileprivate func operand(rounded dtype: DType) throws -> Tensor {
        let compute = dtype.compute
        if self.dtype == compute && !isNumber { return self }
        if let number {
            let result = try Tensor.empty([], dtype: compute)
            result.setAll(number)
            return result
        }
        return try asDType(compute)
    }
}

/// Sums, products and powers: every dtype.
func arithmetic<K: ArithmeticKernel>(_ kernel: K.Type, _ a: Tensor, _ b: Tensor, dtype: DType) throws -> Tensor {
    if dtype == .float32, let output = try K.loops?.result(a, b) { return output }
    let operands = try BinaryOperands(a, b, dtype: dtype)
    guard !operands.isMeta else { return try Tensor.empty(operands.shape, dtype: dtype, device: .meta) }
    let output = try Tensor.empty(operands.shape, dtype: operands.compute)
    switch operands.compute {
    case .float32: operands.run(output, Float.self, loops: K.loops) { K.apply($0, $1) }
    case .float64: operands.run(output, Double.self) { K.apply($0, $1) }
    case .complex64: operands.run(output, Complex<Float>.self) { K.apply($0, $1) }
    case .complex128: operands.run(output, Complex<Double>.self) { K.apply($0, $1) }
    default: operands.run(output, Int.self) { K.apply($0, $1) }
    }
    return try operands.finished(output, as: dtype)
}

/// Functions that need an order: every dtype but complex.
func ordered<K: OrderedKernel>(_ kernel: K.Type, _ name: String, _ a: Tensor, _ b: Tensor, dtype: DType) throws
    -> Tensor
{
    guard !dtype.isComplex else { throw TensorError.notImplemented(operation: "\"\(name)\"", dtype: dtype) }
    if dtype == .float32, let output = try K.loops?.result(a, b) { return output }
    let operands = try BinaryOperands(a, b, dtype: dtype)
    guard !operands.isMeta else { return try Tensor.empty(operands.shape, dtype: dtype, device: .meta) }
    let output = try Tensor.empty(operands.shape, dtype: operands.compute)
    switch operands.compute {
    case .float32: operands.run(output, Float.self, loops: K.loops) { K.apply($0, $1) }
    case .float64: operands.run(output, Double.self) { K.apply($0, $1) }
    default: operands.run(output, Int.self) { K.apply($0, $1) }
    }
    return try operands.finished(output, as: dtype)
}

/// Functions with fractional results: integers are taken to the default dtype.
func real<K: RealKernel>(_ kernel: K.Type, _ name: String, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    let dtype = resultType(a, b).floating
    guard !dtype.isComplex else { throw TensorError.notImplemented(operation: "\"\(name)\"", dtype: dtype) }
    let operands = try BinaryOperands(a, b, dtype: dtype)
    guard !operands.isMeta else { return try Tensor.empty(operands.shape, dtype: dtype, device: .meta) }
    let output = try Tensor.empty(operands.shape, dtype: operands.compute)
    if operands.compute == .float64 {
        operands.run(output, Double.self) { K.apply($0, $1) }
    } else {
        operands.run(output, Float.self) { K.apply($0, $1) }
    }
    return try operands.finished(output, as: dtype)
}

/// Comparisons give bool.
func compared<K: ComparisonKernel>(_ kernel: K.Type, _ name: String, _ a: Tensor, _ b: Tensor) throws -> Tensor {
    let dtype = resultType(a, b)
    guard !dtype.isComplex else { throw TensorError.notImplemented(operation: "\"\(name)\"", dtype: dtype) }
    if dtype == .float32, let output = try comparison(K.loops.straight, K.loops.exchanged, a, b) { return output }
    let operands = try BinaryOperands(a, b, dtype: dtype)
    let output = try Tensor.empty(operands.shape, dtype: .bool, device: operands.isMeta ? .meta : .cpu)
    guard !operands.isMeta else { return output }
    switch operands.compute {
    case .float32: operands.run(output, Float.self) { K.apply($0, $1) }
    case .float64: operands.run(output, Double.self) { K.apply($0, $1) }
    default: operands.run(output, Int.self) { K.apply($0, $1) }
    }
    return output
}
