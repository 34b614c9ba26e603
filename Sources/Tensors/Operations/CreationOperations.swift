import Glibc

/// Tensors from sizes and numbers.
enum Creation {
    static let operations: [Operation] =
        [
            make("zeros(int[] size, *, ScalarType? dtype=None, Device? device=None)", "A tensor of zeros.") {
                (size: Dimensions, dtype: DType?, device: Device?) in
                try Tensor.zeros(
                    checked(size, "zeros"), dtype: dtype ?? Defaults.dtype, device: device ?? Defaults.device)
            },
            make("ones(int[] size, *, ScalarType? dtype=None, Device? device=None)", "A tensor of ones.") {
                (size: Dimensions, dtype: DType?, device: Device?) in
                try Tensor.ones(
                    size, dtype: dtype ?? Defaults.dtype, device: device ?? Defaults.device)
            },
            make("empty(int[] size, *, ScalarType? dtype=None, Device? device=None)", "A tensor that is not set.") {
                (size: Dimensions, dtype: DType?, device: Device?) in
                try Tensor.zeros(size, dtype: dtype ?? Defaults.dtype, device: device ?? Defaults.device)
            },
            make(
                "full(int[] size, Tensor|Scalar fill_value, *, ScalarType? dtype=None, Device? device=None)",
                "A tensor filled with a number."
            ) { (size: Dimensions, value: Tensor, dtype: DType?, device: Device?) in
                if let dtype { try value.number?.checkFits(dtype) }
                return try Tensor.full(
                    size, value.number ?? value.item(),
                    dtype: dtype ?? (value.isNumber ? nil : value.dtype),
                    device: device ?? Defaults.device)
            },
            make(
                "arange(Scalar start, Scalar? end=None, Scalar step=1, *, ScalarType? dtype=None, Device? device=None)",
                "Numbers from start to end, which is left out."
            ) { (start: Scalar, end: Scalar?, step: Scalar, dtype: DType?, device: Device?) in
                try end.map { try arange(start, $0, step, dtype: dtype, device: device ?? Defaults.device) }
                    ?? arange(0, start, step, dtype: dtype, device: device ?? Defaults.device)
            },
            make("arange.end(*, Scalar end, ScalarType? dtype=None, Device? device=None)", "Numbers below end.") {
                (end: Scalar, dtype: DType?, device: Device?) in
                try arange(0, end, 1, dtype: dtype, device: device ?? Defaults.device)
            },
            make(
                "linspace(Tensor|Scalar start, Tensor|Scalar end, int steps, *, ScalarType? dtype=None, Device? device=None)",
                "Evenly spaced numbers, both ends included."
            ) { (start: Scalar, end: Scalar, steps: Int, dtype: DType?, device: Device?) in
                try linspace(start, end, steps, dtype: dtype, device: device ?? Defaults.device)
            },
            make(
                "logspace(Tensor|Scalar start, Tensor|Scalar end, int steps, float base=10.0, *, ScalarType? dtype=None, Device? device=None)",
                "Powers with evenly spaced exponents."
            ) { (start: Scalar, end: Scalar, steps: Int, base: Double, dtype: DType?, device: Device?) in
                let exponents = try linspace(start, end, steps, dtype: .float64, device: device ?? Defaults.device)
                return try to(pow(Tensor.scalar(.float(base), dtype: .float64), exponents), dtype ?? Defaults.dtype)
            },
            make(
                "eye(int n, int? m=None, *, ScalarType? dtype=None, Device? device=None)",
                "Ones on the diagonal, zeros elsewhere."
            ) { (rows: Int, columns: Int?, dtype: DType?, device: Device?) in
                try eye(rows, columns, dtype: dtype ?? Defaults.dtype, device: device ?? Defaults.device)
            },
            make(
                "scalar_tensor(Scalar s, *, ScalarType? dtype=None, Device? device=None)",
                "A tensor without dimensions."
            ) { (value: Scalar, dtype: DType?, device: Device?) in
                try Tensor.scalar(value, dtype: dtype ?? Defaults.dtype, device: device ?? Defaults.device)
            },
        ] + like + new

    private static let like: [Operation] =
        [
            ("zeros_like", "Zeros of the same shape.", Scalar.int(0)), ("ones_like", "Ones of the same shape.", 1),
            ("empty_like", "A tensor of the same shape that is not set.", 0),
        ].map { name, summary, value in
            Operation(
                "\(name)(Tensor input, *, ScalarType? dtype=None, Device? device=None) -> Tensor", summary, .function
            ) { (input: Tensor, dtype: DType?, device: Device?) in
                try Tensor.full(input.shape, value, dtype: dtype ?? input.dtype, device: device ?? input.device)
            }
        } + [
            Operation(
                "full_like(Tensor input, Tensor|Scalar fill_value, *, ScalarType? dtype=None, Device? device=None) -> Tensor",
                "A tensor of the same shape filled with a number.", .function
            ) { (input: Tensor, value: Scalar, dtype: DType?, device: Device?) in
                try Tensor.full(input.shape, value, dtype: dtype ?? input.dtype, device: device ?? input.device)
            }
        ]

    private static let new: [Operation] =
        [
            ("new_zeros", "Zeros with the dtype of this tensor.", Scalar.int(0)),
            ("new_ones", "Ones with the dtype of this tensor.", 1),
            ("new_empty", "An unset tensor with the dtype of this one.", 0),
        ].map { name, summary, value in
            Operation(
                "\(name)(Tensor input, int[] size, *, ScalarType? dtype=None, Device? device=None) -> Tensor", summary,
                .method
            ) { (input: Tensor, size: Dimensions, dtype: DType?, device: Device?) in
                try Tensor.full(size, value, dtype: dtype ?? input.dtype, device: device ?? input.device)
            }
        } + [
            Operation(
                "new_full(Tensor input, int[] size, Tensor|Scalar fill_value, *, ScalarType? dtype=None, Device? device=None) -> Tensor",
                "A number everywhere, with the dtype of this tensor.", .method
            ) { (input: Tensor, size: Dimensions, value: Scalar, dtype: DType?, device: Device?) in
                try Tensor.full(size, value, dtype: dtype ?? input.dtype, device: device ?? input.device)
            }
        ]

    private static func make<A: ArgumentConvertible, B: ArgumentConvertible, C: ArgumentConvertible>(
        _ schema: String, _ summary: String, _ f: @escaping @Sendable (A, B, C) throws -> Tensor
    ) -> Operation { Operation(schema + " -> Tensor", summary, .function, f) }

    private static func make<
        A: ArgumentConvertible, B: ArgumentConvertible, C: ArgumentConvertible, D: ArgumentConvertible
    >(_ schema: String, _ summary: String, _ f: @escaping @Sendable (A, B, C, D) throws -> Tensor) -> Operation {
        Operation(schema + " -> Tensor", summary, .function, f)
    }

    private static func make<
        A: ArgumentConvertible, B: ArgumentConvertible, C: ArgumentConvertible, D: ArgumentConvertible,
        E: ArgumentConvertible
    >(_ schema: String, _ summary: String, _ f: @escaping @Sendable (A, B, C, D, E) throws -> Tensor) -> Operation {
        Operation(schema + " -> Tensor", summary, .function, f)
    }

    private static func make<
        A: ArgumentConvertible, B: ArgumentConvertible, C: ArgumentConvertible, D: ArgumentConvertible,
        E: ArgumentConvertible, F: ArgumentConvertible
    >(_ schema: String, _ summary: String, _ f: @escaping @Sendable (A, B, C, D, E, F) throws -> Tensor) -> Operation {
        Operation(schema + " -> Tensor", summary, .function, f)
    }

    private static func checked(_ size: Dimensions, _ name: String) throws -> Dimensions {
        guard size.allSatisfy({ $0 >= 0 }) else {
            throw TensorError.runtime("\(name): Dimension size must be non-negative.")
        }
        return size
    }
}

/// Numbers from `start` up to `end`, which is left out; integers give int64.
package func arange(
    _ start: Scalar, _ end: Scalar, _ step: Scalar = 1, dtype: DType? = nil, device: Device = .cpu
) throws -> Tensor {
    let whole = [start, end, step].allSatisfy { $0.dtype.isIntegral }
    let dtype = dtype ?? (whole ? .int64 : Defaults.dtype)
    guard step.isTrue else { throw TensorError.runtime("step must be nonzero") }
    guard start.real.isFinite && end.real.isFinite else {
        throw TensorError.runtime("unsupported range: \(start.real) -> \(end.real)")
    }
    guard step.real > 0 ? end.real >= start.real : end.real <= start.real else {
        throw TensorError.runtime("upper bound and lower bound inconsistent with step sign")
    }
    let size =
        whole
        ? exactCount(start.integer, end.integer, step.integer)
        : ((end.real - start.real) / step.real).rounded(.up)
    guard size < 1e15 else { throw TensorError.shapeTooLarge([Int.max]) }
    let count = Int(size)
    let output = try Tensor.empty([count], dtype: whole ? .int64 : .float64, device: device)
    guard !output.isMeta else { return try output.asDType(dtype) }
    if whole {
        let target = output.pointer(Int.self)
        for index in 0..<count { target[index] = start.integer &+ index &* step.integer }
    } else {
        let target = output.pointer(Double.self)
        for index in 0..<count { target[index] = start.real + Double(index) * step.real }
    }
    return try output.asDType(dtype)
}

/// How many whole numbers there are up to an end, without the rounding of large ones.
private func exactCount(_ start: Int, _ end: Int, _ step: Int) -> Double {
    let (span, overflow) = end.subtractingReportingOverflow(start)
    guard !overflow else { return ((Double(end) - Double(start)) / Double(step)).rounded(.up) }
    guard step != -1 else { return -Double(span) }
    return Double(span / step) + (span % step == 0 ? 0 : 1)
}

/// `steps` evenly spaced numbers, both ends included.
package func linspace(_ start: Scalar, _ end: Scalar, _ steps: Int, dtype: DType? = nil, device: Device = .cpu) throws
    -> Tensor
{
    guard steps >= 0 else { throw TensorError.runtime("number of steps must be non-negative") }
    let dtype = dtype ?? Defaults.dtype
    let output = try Tensor.empty([steps], dtype: dtype.compute == .float32 ? .float32 : .float64, device: device)
    guard !output.isMeta, steps > 0 else { return try output.asDType(dtype) }
    if output.dtype == .float32 {
        spaced(output.pointer(Float.self), Float(start.real), Float(end.real), steps)
    } else {
        spaced(output.pointer(Double.self), start.real, end.real, steps)
    }
    return try output.asDType(dtype)
}

/// Counts from both ends, so that the line is symmetric.
private func spaced<T: Real>(_ target: UnsafeMutablePointer<T>, _ start: T, _ end: T, _ steps: Int) {
    guard steps > 1 else { return target[0] = start }
    let step = (end - start) / T(steps - 1)
    for index in 0..<steps {
        target[index] = index < steps / 2 ? start + step * T(index) : end - step * T(steps - index - 1)
    }
}

package func eye(_ rows: Int, _ columns: Int? = nil, dtype: DType = Defaults.dtype, device: Device = .cpu) throws
    -> Tensor
{
    guard rows >= 0 else { throw TensorError.runtime("n must be greater or equal to 0, got \(rows)") }
    guard columns ?? 0 >= 0 else { throw TensorError.runtime("m must be greater or equal to 0, got \(columns ?? 0)") }
    let output = try Tensor.zeros([rows, columns ?? rows], dtype: dtype, device: device)
    try diagonal(output).setAll(1)
    return output
}
