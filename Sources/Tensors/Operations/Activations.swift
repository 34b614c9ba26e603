import CKernels
import Glibc

/// The nonlinearities of neural networks.
enum Activations {
    static let operations: [Operation] = [
        Operation(
            "relu(Tensor input, bool inplace=False) -> Tensor", "Zero below zero.",
            [.function, .method, .inPlace, .functional]
        ) {
            (x: Tensor, _: Bool) in try relu(x)
        },
        Operation(
            "gelu(Tensor input, *, str approximate='none') -> Tensor", "x times the normal distribution function.",
            .functional
        ) {
            (x: Tensor, form: String) in try gelu(x, approximate: form)
        },
        Operation("silu(Tensor input, bool inplace=False) -> Tensor", "x * sigmoid(x).", .functional) {
            (x: Tensor, _: Bool) in try silu(x)
        },
        Operation(
            "leaky_relu(Tensor input, float negative_slope=0.01, bool inplace=False) -> Tensor",
            "A small slope below zero.", .functional
        ) {
            (x: Tensor, slope: Double, _: Bool) in
            try named("LeakyReluBackward0", x) { try `where`(gt($0, constant(0, $0)), $0, $0 * .float(slope)) }
        },
        Operation(
            "prelu(Tensor input, Tensor weight) -> Tensor", "A learned slope below zero.", [.function, .functional]
        ) {
            (x: Tensor, weight: Tensor) in
            let channels = x.rank > 1 ? x.shape[1] : 1
            guard weight.elementCount == 1 || weight.elementCount == channels else {
                throw TensorError.runtime(
                    "Mismatch of parameter numbers and input channel size. Found parameter numbers = \(weight.elementCount) "
                        + "and channel size = \(channels).")
            }
            let shape =
                x.rank > 1
                ? Dimensions(repeating: 1, count: x.rank).replacing(1, with: weight.elementCount)
                : [weight.elementCount]
            return try `where`(gt(x, constant(0, x)), x, x * reshape(weight, shape)).labelled("PreluKernelBackward0")
        },
        Operation(
            "elu(Tensor input, float alpha=1.0, bool inplace=False) -> Tensor", "alpha * (exp(x) - 1) below zero.",
            .functional
        ) {
            (x: Tensor, alpha: Double, _: Bool) in try elu(x, alpha: alpha, scale: 1)
        },
        Operation(
            "selu(Tensor input, bool inplace=False) -> Tensor", "The scaled exponential unit.",
            [.function, .functional]
        ) {
            (x: Tensor, _: Bool) in try elu(x, alpha: 1.6732632423543772, scale: 1.0507009873554805)
        },
        Operation(
            "celu(Tensor input, float alpha=1.0, bool inplace=False) -> Tensor",
            "alpha * (exp(x / alpha) - 1) below zero.", [.function, .functional]
        ) {
            (x: Tensor, alpha: Double, _: Bool) in
            try named("CeluBackward0", x) { x in
                try `where`(gt(x, constant(0, x)), x, RealFunctions.expm1(x / .float(alpha)) * .float(alpha))
            }
        },
        Operation(
            "softplus(Tensor input, float beta=1.0, float threshold=20.0) -> Tensor", "log(1 + exp(x)).", .functional
        ) {
            (x: Tensor, beta: Double, threshold: Double) in
            try named("SoftplusBackward0", x) { x in
                let scaled = try x * .float(beta)
                let limited = try clamp(scaled, nil, constant(.float(threshold), x))
                return try `where`(gt(scaled, constant(.float(threshold), x)), x, log1p(exp(limited)) / .float(beta))
            }
        },
        Operation("mish(Tensor input, bool inplace=False) -> Tensor", "x * tanh(softplus(x)).", .functional) {
            (x: Tensor, _: Bool) in
            try named("MishBackward0", x) { x in try x * tanh(softplusValue(x)) }
        },
        Operation(
            "hardtanh(Tensor input, float min_val=-1.0, float max_val=1.0, bool inplace=False) -> Tensor",
            "Limits to a range.", .functional
        ) {
            (x: Tensor, low: Double, high: Double, _: Bool) in
            try named("HardtanhBackward0", x) { try limited($0, .float(low), .float(high)) }
        },
        Operation("relu6(Tensor input, bool inplace=False) -> Tensor", "Limits to 0 to 6.", .functional) {
            (x: Tensor, _: Bool) in
            try named("HardtanhBackward0", x) { try limited($0, 0, 6) }
        },
        Operation("hardsigmoid(Tensor input, bool inplace=False) -> Tensor", "relu6(x + 3) / 6.", .functional) {
            (x: Tensor, _: Bool) in
            try named("HardsigmoidBackward0", x) { try limited($0 + 3, 0, 6) / 6 }
        },
        Operation("hardswish(Tensor input, bool inplace=False) -> Tensor", "x * relu6(x + 3) / 6.", .functional) {
            (x: Tensor, _: Bool) in
            try named("HardswishBackward0", x) { x in
                let (low, high) = (try constant(-3, x), try constant(3, x))
                let isBetween = try logicalAnd(gt(x, low), lt(x, high))
                // What is not between must not reach the product, where a NaN would spoil its slope.
                let inner = try `where`(isBetween, x, constant(0, x))
                let bent = try inner * clamp(inner + 3, constant(0, x), constant(6, x)) / 6
                // The slope at both bends is that outside, and at a NaN it is 1.
                return try `where`(isBetween, bent, `where`(le(x, low), x * 0, x * 6 / 6))
            }
        },
        Operation("logsigmoid(Tensor input) -> Tensor", "log(sigmoid(x)).", .functional) { (x: Tensor) in
            try named("LogSigmoidBackward0", x) { x in
                try minimum(x, x.zerosLike()) - log1p(exp(-abs(x)))
            }
        },
        Operation("softsign(Tensor input) -> Tensor", "x / (1 + |x|).", .functional) { (x: Tensor) in
            try x / (abs(x) + 1)
        },
        Operation("tanhshrink(Tensor input) -> Tensor", "x - tanh(x).", .functional) { (x: Tensor) in try x - tanh(x) },
        Operation("softshrink(Tensor input, float lambd=0.5) -> Tensor", "Shrinks towards zero.", .functional) {
            (x: Tensor, edge: Double) in
            guard edge >= 0, x.dtype.isFloatingPoint else {
                throw TensorError.runtime(
                    "lambda must be in range [0, \(greatest[x.dtype] ?? "inf")] for input dtype \(x.dtype.scalarName), "
                        + "but found \(Int(exactly: edge).map(String.init) ?? "\(edge)")")
            }
            return try named("SoftshrinkBackward0", x) { x in
                let limit = try constant(.float(edge), x)
                let outside = try `where`(gt(x, limit), x - .float(edge), x + .float(edge))
                return try `where`(le(abs(x), limit), constant(0, x), outside)
            }
        },
        Operation(
            "hardshrink(Tensor input, float lambd=0.5) -> Tensor", "Zero near zero.", [.function, .method, .functional]
        ) { (x: Tensor, edge: Double) in
            try named("HardshrinkBackward0", x) { x in
                try `where`(le(abs(x), constant(.float(edge), x)), constant(0, x), x)
            }
        },
        Operation(
            "threshold(Tensor input, float threshold, float value, bool inplace=False) -> Tensor",
            "Replaces what is at most the threshold.", [.function, .functional]
        ) {
            (x: Tensor, threshold: Double, value: Double, _: Bool) in
            try named("ThresholdBackward0", x) { x in
                let whole = x.dtype.isIntegral
                let edge = whole ? Scalar.int(truncatedInteger(threshold)) : .float(threshold)
                let filler = whole ? Scalar.int(truncatedInteger(value)) : .float(value)
                return try `where`(gt(x, constant(edge, x)), x, constant(filler, x))
            }
        },
        Operation("glu(Tensor input, int dim=-1) -> Tensor", "One half times the sigmoid of the other.", .functional) {
            (x: Tensor, dim: Int) in
            try named("GluBackward0", x) { x in
                guard x.rank > 0 else { throw TensorError.runtime("glu does not support 0-dimensional tensors") }
                let axis = try x.dimension(dim)
                guard x.shape[axis] % 2 == 0 else {
                    throw TensorError.runtime(
                        "Halving dimension must be even, but dimension \(axis) is size \(x.shape[axis])")
                }
                let halves = try chunk(x, 2, dim)
                guard halves.count == 2 else { throw TensorError.runtime("glu does not support empty dimensions") }
                return try halves[0] * sigmoid(halves[1])
            }
        },
    ]

    private static func softplusValue(_ x: Tensor) throws -> Tensor {
        try log1p(exp(-abs(x))) + maximum(x, x.zerosLike())
    }

    private static func elu(_ x: Tensor, alpha: Double, scale: Double) throws -> Tensor {
        try named("EluBackward0", x) { x in
            try `where`(
                gt(x, constant(0, x)), x * .float(scale),
                RealFunctions.expm1(clamp(x, nil, constant(0, x))) * .float(alpha * scale))
        }
    }

    /// The values between two limits. At a limit the slope is 0, where that of `clamp` is 1.
    private static func limited(_ x: Tensor, _ low: Scalar, _ high: Scalar) throws -> Tensor {
        let (low, high) = (try constant(low, x), try constant(high, x))
        return try to(`where`(logicalAnd(gt(x, low), lt(x, high)), x, detach(clamp(x, low, high))), x.dtype)
    }
}

/// A formula of one tensor under one name.
func named(_ node: String, _ input: Tensor, _ formula: @escaping @Sendable (Tensor) throws -> Tensor) throws -> Tensor {
    try recomputed(node, [input]) { try roundedOnce($0) { try formula($0[0]) } }
}

/// A pointwise float32 kernel over contiguous data, split over the worker pool when it is long.
func mapContiguous(
    _ input: Tensor, _ narrow: (UnsafeMutablePointer<Float>?, UnsafePointer<Float>?, Int) -> Void,
    _ wide: (Double) -> Double
) throws -> Tensor {
    let dtype = input.dtype
    guard dtype.isFloatingPoint else { throw TensorError.notImplemented(operation: "\"activation_cpu\"", dtype: dtype) }
    let output = try Tensor.empty(input.shape, dtype: dtype.compute, device: input.device)
    if input.isMeta { return try output.asDType(dtype) }
    let source = try input.asDType(dtype.compute).compacted()
    if dtype.compute == .float64 {
        source.map(into: output, wide)
    } else {
        let (x, z) = (source.pointer(Float.self), output.pointer(Float.self))
        WorkerPool.ranges(source.elementCount) { narrow(z + $0.lowerBound, x + $0.lowerBound, $0.count) }
    }
    return try output.asDType(dtype)
}

package func relu(_ input: Tensor) throws -> Tensor {
    guard input.dtype.isFloatingPoint else { return try clamp(input, constant(0, input), nil) }
    let output = try mapContiguous(input, f32_relu) { $0 > 0 ? $0 : $0.isNaN ? $0 : 0 }
    guard Tape.records(input) else { return output }
    return output.derived("ReluBackward0", from: [input], savingResult: true) { step in
        if let gradient = try loopGradient(step.gradient, step.result, f32_relu_gradient) { return [gradient] }
        let zero = try constant(0, step.gradient)
        return [try `where`(gt(step.result, zero), step.gradient, zero)]
    }
}

/// `x * Φ(x)`, exact or with GPT-2's tanh approximation.
package func gelu(_ input: Tensor, approximate: String = "none") throws -> Tensor {
    switch approximate {
    case "none":
        let output = try mapContiguous(input, f32_gelu) { 0.5 * $0 * (1 + Glibc.erf($0 * 0.5.squareRoot())) }
        guard Tape.records(input) else { return output }
        return output.derived("GeluBackward0", from: [input], saving: [input]) { step in
            let x = try step.saved(0)
            if let gradient = try loopGradient(step.gradient, x, f32_gelu_gradient) { return [gradient] }
            return [try roundedOnce([step.gradient, x]) { try $0[0] * exactSlope($0[1]) }]
        }
    case "tanh":
        let output = try mapContiguous(input, f32_gelu_tanh) {
            0.5 * $0 * (1 + Glibc.tanh((2 / Double.pi).squareRoot() * ($0 + 0.044715 * $0 * $0 * $0)))
        }
        guard Tape.records(input) else { return output }
        return output.derived("GeluBackward0", from: [input], saving: [input]) { step in
            let x = try step.saved(0)
            if let gradient = try loopGradient(step.gradient, x, f32_gelu_tanh_gradient) { return [gradient] }
            return [try roundedOnce([step.gradient, x]) { try $0[0] * approximateSlope($0[1]) }]
        }
    default: throw TensorError.runtime("approximate argument must be either none or tanh.")
    }
}

/// The derivative of `x * Φ(x)`.
private func exactSlope(_ x: Tensor) throws -> Tensor {
    let distribution = try (erf(x * .float(0.5.squareRoot())) + 1) * 0.5
    let density = try exp(x * x * -0.5) * .float(1 / (2 * Double.pi).squareRoot())
    return try distribution + x * density
}

/// The derivative of GPT-2's approximation.
private func approximateSlope(_ x: Tensor) throws -> Tensor {
    let factor = Scalar.float((2 / Double.pi).squareRoot())
    let square = try x * x
    let curve = try tanh((x + x * square * 0.044715) * factor)
    let slope = try (1 - curve * curve) * (square * .float(3 * 0.044715) + 1) * factor
    return try (curve + 1) * 0.5 + x * slope * 0.5
}

/// `x * sigmoid(x)`.
package func silu(_ input: Tensor) throws -> Tensor {
    let output = try mapContiguous(input, f32_silu) { $0 / (1 + Glibc.exp(-$0)) }
    guard Tape.records(input) else { return output }
    return output.derived("SiluBackward0", from: [input], saving: [input]) { step in
        let x = try step.saved(0)
        if let gradient = try loopGradient(step.gradient, x, f32_silu_gradient) { return [gradient] }
        return [
            try roundedOnce([step.gradient, x]) { given in
                let s = try sigmoid(given[1])
                return try given[0] * (s * (given[1] * (1 - s) + 1))
            }
        ]
    }
}

/// The largest number of a dtype as C++ prints it.
private let greatest: [DType: String] = [
    .float16: "65504", .bfloat16: "3.38953e+38", .float32: "3.40282e+38", .float64: "1.79769e+308",
]
