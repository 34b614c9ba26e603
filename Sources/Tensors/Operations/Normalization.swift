import CKernels
import Glibc

/// Normalisation over features, groups or batches.
enum Normalization {
    static let operations: [Operation] = [
        Operation(
            "layer_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, Tensor? bias=None, float eps=1e-05) -> Tensor",
            "Normalises the last dimensions to mean 0 and variance 1.", [.function, .functional], layerNorm),
        Operation(
            "rms_norm(Tensor input, int[] normalized_shape, Tensor? weight=None, float? eps=None) -> Tensor",
            "Divides by the root of the mean square.", [.function, .functional], rmsNorm),
        Operation(
            "group_norm(Tensor input, int num_groups, Tensor? weight=None, Tensor? bias=None, float eps=1e-05) -> Tensor",
            "Normalises groups of channels.", [.functional], groupNorm),
        Operation(
            "batch_norm(Tensor input, Tensor? running_mean, Tensor? running_var, Tensor? weight=None, Tensor? bias=None, bool training=False, float momentum=0.1, float eps=1e-05) -> Tensor",
            "Normalises channels over the batch.", [.functional], batchNorm),
        Operation(
            "normalize(Tensor input, float p=2.0, int dim=1, float eps=1e-12) -> Tensor", "Divides by the norm.",
            .functional
        ) { (x: Tensor, p: Double, dim: Int, eps: Double) in
            let size = try norm(x, .float(p), [dim], keepdim: true)
            return try x / expand(clamp(size, constant(.float(eps), x), nil), x.shape)
        },
        Operation(
            "local_response_norm(Tensor input, int size, float alpha=0.0001, float beta=0.75, float k=1.0) -> Tensor",
            "Normalises over neighbouring channels.", .functional
        ) { (x: Tensor, size: Int, alpha: Double, beta: Double, k: Double) in
            guard x.rank >= 3 else {
                throw TensorError.value(
                    "Expected 3D or higher dimensionality                          input (got \(x.rank) dimensions)")
            }
            guard size > 0 else {
                throw TensorError.runtime("kernel size should be greater than zero, but got kH: \(size) kW: 1")
            }
            let padded = try transpose(pad(transpose(x * x, 1, -1), [size / 2, (size - 1) / 2]), 1, -1)
            let means = try mean(unfold(padded, 1, size, 1), [-1])
            return try x / pow(means * .float(alpha) + .float(k), constant(.float(beta), x))
        },
    ]
}

/// `(x - mean) / sqrt(variance + eps) * weight + bias` over the last dimensions.
package func layerNorm(
    _ input: Tensor, _ normalizedShape: Dimensions, _ weight: Tensor? = nil, _ bias: Tensor? = nil, _ eps: Double = 1e-5
) throws -> Tensor {
    let rank = normalizedShape.count
    guard rank > 0 else {
        throw TensorError.runtime(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got "
                + "normalized_shape = []")
    }
    guard input.rank >= rank, Dimensions(input.shape.suffix(rank)) == normalizedShape else {
        let shape = normalizedShape.map(String.init).joined(separator: ", ")
        throw TensorError.runtime(
            "Given normalized_shape=\(normalizedShape), expected input with shape [*, \(shape)], but got input of "
                + "size\(input.shape)")
    }
    for (name, parameter) in [("weight", weight), ("bias", bias)] {
        if let parameter, parameter.shape != normalizedShape {
            throw TensorError.runtime(
                "Expected \(name) to be of same shape as normalized_shape, but got \(name) of shape \(parameter.shape) and "
                    + "normalized_shape = \(normalizedShape)")
        }
    }
    let axes = Dimensions((input.rank - rank)..<input.rank)
    let records = Tape.records([input, weight, bias].compactMap { $0 })
    if let (output, rows) = try LayerNormRows.normalised(
        input, normalizedShape, weight, bias, eps, keepsStatistics: records)
    {
        return derivedLayerNorm(output, input, axes, weight, bias, eps, rows)
    }
    let output = try GradientMode.disabled { try layerNormFormula(input, axes, weight, bias, eps) }
    return derivedLayerNorm(output, input, axes, weight, bias, eps)
}

private func layerNormFormula(
    _ input: Tensor, _ axes: Dimensions, _ weight: Tensor?, _ bias: Tensor?, _ eps: Double
) throws -> Tensor {
    let x = try to(input, input.dtype.compute)
    let centered = try x - mean(x, axes, keepdim: true)
    var result = try centered * rsqrt(mean(centered * centered, axes, keepdim: true) + .float(eps))
    if let weight { result = try result * to(weight, x.dtype) }
    if let bias { result = try result + to(bias, x.dtype) }
    return try to(result, input.dtype)
}

private func derivedLayerNorm(
    _ output: Tensor, _ input: Tensor, _ axes: Dimensions, _ weight: Tensor?, _ bias: Tensor?, _ eps: Double,
    _ rows: LayerNormRows? = nil
) -> Tensor {
    guard Tape.records([input, weight, bias].compactMap { $0 }) else { return output }
    let leading = Dimensions(0..<(input.rank - axes.count))
    let saving = [input] + (weight.map { [$0] } ?? [])
    return output.derived("NativeLayerNormBackward0", from: [input, weight, bias], saving: saving) { step in
        let (gradient, x) = (try step.gradient, try step.saved(0))
        if let gradients = try rows?.gradients(step, gradient, x, weight == nil ? nil : step.saved(1)) {
            return gradients
        }
        // Half precision is computed in float32 and rounded at the end.
        let (wide, given) = (try to(x, x.dtype.compute), try to(gradient, x.dtype.compute))
        let centered = try wide - mean(wide, axes, keepdim: true)
        let scale = try rsqrt(mean(centered * centered, axes, keepdim: true) + .float(eps))
        let normal = try centered * scale
        return [
            try step.when(0) {
                let g = try weight == nil ? given : given * step.saved(1)
                let inner = try g - mean(g, axes, keepdim: true) - normal * mean(g * normal, axes, keepdim: true)
                return try to(inner * scale, x.dtype)
            },
            try step.when(1) {
                try to(leading.isEmpty ? given * normal : sum(given * normal, leading), gradient.dtype)
            },
            try step.when(2) { try to(leading.isEmpty ? given : sum(given, leading), gradient.dtype) },
        ]
    }
}

/// `x / sqrt(mean(x * x) + eps) * weight` over the last dimensions.
package func rmsNorm(_ input: Tensor, _ normalizedShape: Dimensions, _ weight: Tensor? = nil, _ eps: Double? = nil)
    throws -> Tensor
{
    guard !normalizedShape.isEmpty else {
        throw TensorError.runtime(
            "Expected normalized_shape to be at least 1-dimensional, i.e., containing at least one element, but got "
                + "normalized_shape = []")
    }
    guard input.rank >= normalizedShape.count, Dimensions(input.shape.suffix(normalizedShape.count)) == normalizedShape
    else {
        throw TensorError.runtime(
            "Given normalized_shape=\(normalizedShape), expected input with shape [*"
                + normalizedShape.map(String.init).joined(separator: ", ") + "], but got input of size\(input.shape)")
    }
    if let weight, weight.shape != normalizedShape {
        throw TensorError.runtime(
            "Expected weight to be of same shape as normalized_shape, but got weight of shape \(weight.shape) and "
                + "normalized_shape = \(normalizedShape)")
    }
    guard input.dtype.isFloatingPoint || input.dtype.isComplex else {
        throw TensorError.notImplemented(operation: "\"rms_norm\"", dtype: input.dtype)
    }
    let axes = Dimensions((input.rank - normalizedShape.count)..<input.rank)
    let epsilon = eps ?? (input.dtype == .float64 ? Double.ulpOfOne : Double(Float.ulpOfOne))
    if let output = try rmsNormRows(input, normalizedShape, weight, Float(epsilon)) { return output }
    return try roundedOnce([input] + (weight.map { [$0] } ?? [])) { given in
        let x = try to(given[0], given[0].dtype.compute)
        let normal = try to(x * rsqrt(mean(x * x, axes, keepdim: true) + .float(epsilon)), given[0].dtype)
        return try given.count > 1 ? normal * given[1] : normal
    }
}

/// The result by the C loop for rows; nil where it is recorded, or not of float32 with data.
private func rmsNormRows(_ input: Tensor, _ normalizedShape: Dimensions, _ weight: Tensor?, _ epsilon: Float) throws
    -> Tensor?
{
    let columns = normalizedShape.elementCount
    guard !Tape.records([input] + (weight.map { [$0] } ?? [])), input.dtype == .float32, !input.isMeta, columns > 0,
        !normalizedShape.isEmpty,
        weight.map({ $0.dtype == .float32 && $0.shape == normalizedShape && !$0.isMeta }) ?? true
    else { return nil }
    let (source, scale) = (try input.compacted(), try weight?.compacted())
    let output = try Tensor.empty(input.shape, dtype: .float32)
    let (x, z) = (source.pointer(Float.self), output.pointer(Float.self))
    WorkerPool.ranges(source.elementCount / columns, grain: Swift.max(1, 16384 / columns)) { range in
        let start = range.lowerBound * columns
        f32_rms_norm_rows(z + start, nil, x + start, scale?.pointer(Float.self), range.count, columns, epsilon)
    }
    return output
}

private func groupNorm(_ input: Tensor, _ groups: Int, _ weight: Tensor?, _ bias: Tensor?, _ eps: Double) throws
    -> Tensor
{
    guard input.rank >= 2, groups > 0, input.shape[1] % groups == 0 else {
        throw TensorError.runtime(
            "Expected number of channels in input to be divisible by num_groups, but got input of shape \(input.shape) and "
                + "num_groups=\(groups)")
    }
    for (name, vector) in [("weight", weight), ("bias", bias)] {
        guard let vector, vector.shape != [input.shape[1]] else { continue }
        throw TensorError.runtime(
            "Expected \(name) to be a vector of size equal to the number of channels in input, but got \(name) of shape "
                + "\(vector.shape) and input of shape \(input.shape)")
    }
    for vector in [weight, bias].compactMap({ $0 }) where vector.dtype != input.dtype {
        let isMixed = vector.dtype == .float32 && (input.dtype == .float16 || input.dtype == .bfloat16)
        guard isMixed else {
            throw TensorError.runtime(
                "expected scalar type \(input.dtype.scalarName) but found \(vector.dtype.scalarName)")
        }
    }
    return try roundedOnce([input] + [weight, bias].compactMap { $0 }) { given in
        let flat = try reshape(given[0], [input.shape[0], groups, -1])
        let normal = try reshape(layerNorm(flat, [flat.shape[2]], nil, nil, eps), input.shape)
        return try scaled(normal, weight == nil ? nil : given[1], bias == nil ? nil : given.last)
    }.labelled("NativeGroupNormBackward0")
}

/// Multiplies and shifts channels, which are dimension 1.
private func scaled(_ x: Tensor, _ weight: Tensor?, _ bias: Tensor?) throws -> Tensor {
    let shape = Dimensions(repeating: 1, count: x.rank).replacing(1, with: x.shape[1])
    var result = x
    if let weight { result = try result * reshape(weight, shape) }
    if let bias { result = try result + reshape(bias, shape) }
    return result
}

private func batchNorm(
    _ input: Tensor, _ runningMean: Tensor?, _ runningVar: Tensor?, _ weight: Tensor?, _ bias: Tensor?,
    _ training: Bool,
    _ momentum: Double, _ eps: Double
) throws -> Tensor {
    guard input.rank >= 2 else { throw TensorError.value("expected 2D or 3D input (got \(input.rank)D input)") }
    for (name, tensor) in [
        ("running_mean", runningMean), ("running_var", runningVar), ("weight", weight), ("bias", bias),
    ] {
        guard let count = tensor?.elementCount, count != input.shape[1] else { continue }
        throw TensorError.runtime("\(name) should contain \(input.shape[1]) elements not \(count)")
    }
    let axes = Dimensions((0..<input.rank).filter { $0 != 1 })
    let shape = Dimensions(repeating: 1, count: input.rank).replacing(1, with: input.shape[1])
    let count = input.elementCount / Swift.max(input.shape[1], 1)
    guard training || runningMean == nil else {
        guard let runningMean, let runningVar else { return input }
        let scale = try rsqrt(reshape(runningVar, shape) + .float(eps))
        return try scaled((input - reshape(runningMean, shape)) * scale, weight, bias).labelled(
            "NativeBatchNormBackward0")
    }
    guard count > 1 || !training else {
        throw TensorError.value(
            "Expected more than 1 value per channel when training, got input size torch.Size(\(input.shape))")
    }
    let center = try mean(input, axes, keepdim: true)
    let centered = try input - center
    let variance = try mean(centered * centered, axes, keepdim: true)
    try GradientMode.disabled {
        let unbiased = try variance * .float(Double(count) / Double(Swift.max(count - 1, 1)))
        try runningMean?.overwrite { try $0 * .float(1 - momentum) + reshape(detach(center), [-1]) * .float(momentum) }
        try runningVar?.overwrite { try $0 * .float(1 - momentum) + reshape(detach(unbiased), [-1]) * .float(momentum) }
    }
    return try scaled(centered * rsqrt(variance + .float(eps)), weight, bias).labelled("NativeBatchNormBackward0")
}
