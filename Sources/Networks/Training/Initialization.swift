import Glibc
import Tensors

/// Filling weights before training: the functions of `torch.nn.init`, on PyTorch's streams.
///
///     try Initialization.xavierUniform(weight, gain: Initialization.gain("tanh"))
package enum Initialization {
    /// Which side of a weight scales the spread.
    package enum Fan: String {
        case input = "fan_in"
        case output = "fan_out"
    }

    /// The factor by which a nonlinearity asks for larger weights: `calculate_gain`.
    package static func gain(_ nonlinearity: String, _ parameter: Double? = nil) throws -> Double {
        switch nonlinearity {
        case "linear", "conv1d", "conv2d", "conv3d", "conv_transpose1d", "conv_transpose2d", "conv_transpose3d",
            "sigmoid":
            return 1
        case "tanh": return 5.0 / 3
        case "relu": return 2.0.squareRoot()
        case "leaky_relu":
            let slope = parameter ?? 0.01
            return (2 / (1 + slope * slope)).squareRoot()
        case "selu": return 0.75
        default: throw TensorError.value("Unsupported nonlinearity \(nonlinearity)")
        }
    }

    /// How many inputs reach one output of a weight, and how many outputs one input reaches.
    package static func fans(_ weight: Tensor) throws -> (input: Int, output: Int) {
        guard weight.rank >= 2 else {
            throw TensorError.value(
                "Fan in and fan out can not be computed for tensor with fewer than 2 dimensions")
        }
        let field = weight.shape.dropFirst(2).reduce(1, *)
        return (weight.shape[1] * field, weight.shape[0] * field)
    }

    package static func uniform(
        _ weight: Tensor, _ low: Double = 0, _ high: Double = 1, generator: Generator? = nil
    ) throws {
        try GradientMode.disabled { try weight.fillUniform(low, high, generator) }
    }

    package static func normal(
        _ weight: Tensor, mean: Double = 0, deviation: Double = 1, generator: Generator? = nil
    ) throws {
        try GradientMode.disabled { try weight.fillNormal(mean, deviation, generator) }
    }

    package static func constant(_ weight: Tensor, _ value: Double) throws {
        try GradientMode.disabled { try weight.fillInPlace(Tensor.scalar(.float(value), dtype: weight.dtype)) }
    }

    /// Ones on the diagonal of a matrix, zeros elsewhere.
    package static func identity(_ weight: Tensor) throws {
        guard weight.rank == 2 else { throw TensorError.value("Only tensors with 2 dimensions are supported") }
        try GradientMode.disabled {
            try weight.assign(eye(weight.shape[0], weight.shape[1], dtype: weight.dtype, device: weight.device))
        }
    }

    package static func xavierUniform(_ weight: Tensor, gain: Double = 1, generator: Generator? = nil) throws {
        let bound = 3.0.squareRoot() * (try xavierDeviation(weight, gain))
        try uniform(weight, -bound, bound, generator: generator)
    }

    package static func xavierNormal(_ weight: Tensor, gain: Double = 1, generator: Generator? = nil) throws {
        try normal(weight, deviation: xavierDeviation(weight, gain), generator: generator)
    }

    private static func xavierDeviation(_ weight: Tensor, _ gain: Double) throws -> Double {
        let fans = try fans(weight)
        return gain * (2 / Double(fans.input + fans.output)).squareRoot()
    }

    package static func kaimingUniform(
        _ weight: Tensor, slope: Double = 0, fan: Fan = .input, nonlinearity: String = "leaky_relu",
        generator: Generator? = nil
    ) throws {
        // A weight without elements has nothing to draw and no fan to divide by.
        guard weight.elementCount > 0 else { return }
        let bound = 3.0.squareRoot() * (try kaimingDeviation(weight, slope, fan, nonlinearity))
        try uniform(weight, -bound, bound, generator: generator)
    }

    package static func kaimingNormal(
        _ weight: Tensor, slope: Double = 0, fan: Fan = .input, nonlinearity: String = "leaky_relu",
        generator: Generator? = nil
    ) throws {
        guard weight.elementCount > 0 else { return }
        try normal(weight, deviation: kaimingDeviation(weight, slope, fan, nonlinearity), generator: generator)
    }

    private static func kaimingDeviation(
        _ weight: Tensor, _ slope: Double, _ fan: Fan, _ nonlinearity: String
    ) throws -> Double {
        let fans = try fans(weight)
        let size = fan == .input ? fans.input : fans.output
        return try gain(nonlinearity, slope) / Double(size).squareRoot()
    }

    /// Normal numbers, those outside of [low, high] drawn again; for narrow limits by rejection from a uniform stream.
    package static func truncatedNormal(
        _ weight: Tensor, mean: Double = 0, deviation: Double = 1, low: Double = -2, high: Double = 2,
        generator: Generator? = nil
    ) throws {
        guard !weight.isMeta else { return }
        let share = normalShare((high - mean) / deviation) - normalShare((low - mean) / deviation)
        try GradientMode.disabled {
            if share > 0.3 {
                try redraw(weight, mean, deviation, low, high, generator)
            } else {
                try reject(weight, mean, deviation, low, high, generator)
            }
        }
    }

    private static func normalShare(_ x: Double) -> Double { (1 + erf(x / 2.0.squareRoot())) / 2 }

    private static func redraw(
        _ weight: Tensor, _ mean: Double, _ deviation: Double, _ low: Double, _ high: Double, _ generator: Generator?
    ) throws {
        let (low, high) = try (rounded(low, weight.dtype), rounded(high, weight.dtype))
        try weight.fillNormal(mean, deviation, generator)
        var values = weight.doubles()
        while values.contains(where: { $0 < low || $0 > high }) {
            let again = try Tensor.empty(weight.shape, dtype: weight.dtype)
            try again.fillNormal(mean, deviation, generator)
            let fresh = again.doubles()
            for index in values.indices where values[index] < low || values[index] > high {
                values[index] = fresh[index]
            }
        }
        try weight.assign(Tensor(values, shape: weight.shape))
    }

    private static func reject(
        _ weight: Tensor, _ mean: Double, _ deviation: Double, _ low: Double, _ high: Double, _ generator: Generator?
    ) throws {
        let mode = Swift.max(low, Swift.min(mean, high))
        let peak = -0.5 * Glibc.pow((mode - mean) / deviation, 2)
        var values = [Double](repeating: 0, count: weight.elementCount)
        var isPending = [Bool](repeating: true, count: values.count)
        let draws = try Tensor.empty(weight.shape, dtype: weight.dtype)
        while isPending.contains(true) {
            try draws.fillUniform(low, high, generator)
            let candidates = draws.doubles()
            try draws.fillUniform(0, 1, generator)
            for (index, chance) in draws.doubles().enumerated() where isPending[index] {
                values[index] = candidates[index]
                let density = -0.5 * Glibc.pow((candidates[index] - mean) / deviation, 2) - peak
                isPending[index] = Glibc.log(chance) > density
            }
        }
        try weight.assign(Tensor(values, shape: weight.shape))
    }

    /// A number as an element of this dtype holds it.
    private static func rounded(_ value: Double, _ dtype: DType) throws -> Double {
        try Tensor.scalar(.float(value), dtype: dtype).item().real
    }
}
