import Glibc

/// Uniform numbers of [0, 1).
package func rand(
    _ shape: Dimensions, generator: Generator? = nil, dtype: DType? = nil, device: Device = .cpu
) throws -> Tensor {
    let output = try Tensor.empty(shape, dtype: dtype ?? Defaults.dtype, device: device)
    guard output.dtype.isDifferentiable else {
        throw TensorError.notImplemented(operation: "\"check_uniform_bounds\"", dtype: output.dtype)
    }
    output.drawUniform(0, 1, generator ?? .standard)
    return output
}

/// Standard normal numbers.
package func randn(
    _ shape: Dimensions, generator: Generator? = nil, dtype: DType? = nil, device: Device = .cpu
) throws -> Tensor {
    let output = try Tensor.empty(shape, dtype: dtype ?? Defaults.dtype, device: device)
    guard output.dtype.isDifferentiable else {
        throw TensorError.notImplemented(operation: "\"normal_kernel_cpu\"", dtype: output.dtype)
    }
    output.drawNormal(0, 1, generator ?? .standard)
    return output
}

/// Integers of low..<high.
package func randint(
    _ low: Int, _ high: Int, _ shape: Dimensions, generator: Generator? = nil, dtype: DType = .int64,
    device: Device = .cpu
) throws -> Tensor {
    try checkRange(low, high, "random_")
    let output = try Tensor.empty(shape, dtype: dtype, device: device)
    output.drawIntegers(low, high, generator ?? .standard)
    return output
}

/// The integers of 0..<count in random order.
package func randperm(
    _ count: Int, generator: Generator? = nil, dtype: DType = .int64, device: Device = .cpu
) throws -> Tensor {
    guard count >= 0 else { throw TensorError.runtime("n must be non-negative, got\(count)") }
    guard !dtype.isComplex else { throw TensorError.notImplemented(operation: "\"randperm\"", dtype: dtype) }
    let output = try Tensor.empty([count], dtype: dtype, device: device)
    output.drawPermutation(generator ?? .standard)
    return output
}

/// Normal numbers with a mean and a standard deviation for each; the two broadcast.
package func normal(_ mean: Tensor, _ deviation: Tensor, _ generator: Generator? = nil) throws -> Tensor {
    let output = try Tensor.empty(
        broadcast(mean.shape, deviation.shape), dtype: mean.isNumber ? resultType(mean, deviation) : mean.dtype,
        device: resultDevice(mean, deviation))
    output.drawNormal(0, 1, generator ?? .standard)
    return try GradientMode.disabled { try output * deviation + mean }
}

/// 1 with the probability that stands at each place, else 0.
package func bernoulli(_ input: Tensor, _ generator: Generator? = nil) throws -> Tensor {
    let output = try Tensor.empty(input.shape, dtype: input.dtype, device: input.device)
    try output.fillBernoulli(from: input, generator)
    return output
}

extension Tensor {
    /// Overwrites the elements by a body that draws them, by the rules for changes in place.
    func fill(_ draw: () -> Void) throws {
        try checkChange(recorded: false)
        try checkOwnOverlap()
        draw()
        changed()
    }

    func check(_ condition: Bool, _ message: @autoclosure () -> String) throws {
        if !condition { throw TensorError.runtime(message()) }
    }

    func checkContinuous(_ distribution: String, _ dtypeName: String) throws {
        try check(
            dtype.isFloatingPoint,
            "\(distribution) distribution is a continuous probability distribution. dtype must be a floating point but "
                + "you specified \(dtypeName)")
    }

    func checkDeviation(_ deviation: Double, _ name: String) throws {
        try check(deviation >= 0, "\(name) expects std >= 0.0, but found std \(deviation)")
    }

    /// Uniform numbers of [low, high): `uniform_`.
    package func fillUniform(_ low: Double, _ high: Double, _ generator: Generator? = nil) throws {
        try check(
            low <= high, "uniform_ expects to return a [from, to) range, but found from=\(low) > to=\(high)")
        try fill { drawUniform(low, high, generator ?? .standard) }
    }

    /// Normal numbers: `normal_`.
    package func fillNormal(_ mean: Double, _ deviation: Double, _ generator: Generator? = nil) throws {
        try checkDeviation(deviation, "normal")
        try fill { drawNormal(mean, deviation, generator ?? .standard) }
    }

    /// 1 with the given probability, else 0: `bernoulli_`.
    package func fillBernoulli(_ probability: Double, _ generator: Generator? = nil) throws {
        try check(
            probability >= 0 && probability <= 1, "bernoulli_ expects p to be in [0, 1], but got p=\(probability)")
        try fill { drawBernoulli(probability, generator ?? .standard) }
    }

    /// 1 with the probability that stands at the same place of another tensor.
    package func fillBernoulli(from probabilities: Tensor, _ generator: Generator? = nil) throws {
        guard probabilities.dtype.isFloatingPoint else {
            throw TensorError.runtime("Expected p_in to be a floating point tensor")
        }
        let fitting = try GradientMode.disabled { try contiguous(expand(probabilities, shape)) }
        let values = fitting.doubles()
        try check(
            values.allSatisfy { $0 >= 0 && $0 <= 1 }, "Expected p_in >= 0 && p_in <= 1 to be true, but got false.")
        try fill { drawBernoulli(from: fitting, generator ?? .standard) }
    }
}
