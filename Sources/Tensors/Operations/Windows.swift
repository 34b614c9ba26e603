import Glibc

/// Window functions of signal processing, and `torch.range`.
enum Windows {
    static let operations: [Operation] = [
        window("hann_window", "0.5 - 0.5 cos.", 0.5, 0.5),
        window("hamming_window", "0.54 - 0.46 cos.", 0.54, 0.46),
        Operation(
            "blackman_window(int window_length, bool periodic=True, *, ScalarType? dtype=None, Device? device=None) -> Tensor",
            "0.42 - 0.5 cos + 0.08 cos of twice the angle.", .function
        ) { (count: Int, periodic: Bool, dtype: DType?, _: Device?) in
            try sampled(count, periodic, dtype) { 0.42 - 0.5 * Glibc.cos($0) + 0.08 * Glibc.cos(2 * $0) }
        },
        Operation(
            "bartlett_window(int window_length, bool periodic=True, *, ScalarType? dtype=None, Device? device=None) -> Tensor",
            "A triangle.",
            .function
        ) { (count: Int, periodic: Bool, dtype: DType?, _: Device?) in
            try sampled(count, periodic, dtype) { 1 - ($0 / Double.pi - 1).magnitude }
        },
        Operation(
            "range(Scalar start, Scalar end, Scalar step=1, *, ScalarType? dtype=None, Device? device=None) -> Tensor",
            "Numbers from start to end, which is included.", .function
        ) { (start: Scalar, end: Scalar, step: Scalar, dtype: DType?, _: Device?) in
            Notices.give(
                "torch.range is deprecated and will be removed in a future release because its behavior is inconsistent with "
                    + "Python's range builtin. Instead, use torch.arange, which produces values in [start, end).")
            let count = ((end.real - start.real) / step.real).rounded(.down)
            guard count.isFinite, count >= 0, count < 1e15 else {
                throw TensorError.runtime("upper bound and lower bound inconsistent with step sign")
            }
            let limit = Scalar.float(start.real + (count + 0.5) * step.real)
            let first = Scalar.float(start.real)
            return try to(arange(first, limit, .float(step.real)), dtype ?? Defaults.dtype)
        },
    ]

    private static func window(_ name: String, _ summary: String, _ alpha: Double, _ beta: Double) -> Operation {
        Operation(
            "\(name)(int window_length, bool periodic=True, *, ScalarType? dtype=None, Device? device=None) -> Tensor",
            summary, .function
        ) { (count: Int, periodic: Bool, dtype: DType?, _: Device?) in
            try sampled(count, periodic, dtype) { alpha - beta * Glibc.cos($0) }
        }
    }

    private static func sampled(
        _ count: Int, _ periodic: Bool, _ dtype: DType?, _ body: (Double) -> Double
    ) throws -> Tensor {
        guard count >= 0 else {
            throw TensorError.runtime("requires non-negative window_length, got window_length=\(count)")
        }
        guard count < 1 << 40 else { throw TensorError.shapeTooLarge([count]) }
        if count == 1 { return try Tensor.ones([1], dtype: dtype ?? Defaults.dtype) }
        let last = Double(periodic ? count : count - 1)
        return try to(Tensor((0..<count).map { body(2 * Double.pi * Double($0) / last) }), dtype ?? Defaults.dtype)
    }
}
