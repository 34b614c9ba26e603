import Glibc

/// Variances, quantiles, histograms and correlations.
enum Statistics {
    static let operations: [Operation] = [
        Operation("var.unbiased(Tensor input, bool unbiased) -> Tensor", "The variance.", .both) {
            (x: Tensor, unbiased: Bool) in
            try noticed("var", x, nil, unbiased ? 1 : 0) { try variance(x, nil, $0) }
        },
        Operation(
            "var(Tensor input, int[1]? dim=None, bool? unbiased=None, bool keepdim=False, *, Scalar? correction=None) -> Tensor",
            "The variance.", .both
        ) { (x: Tensor, dims: Dimensions?, unbiased: Bool?, keepdim: Bool, correction: Scalar?) in
            try noticed("var", x, dims, denominator(unbiased, correction)) { try variance(x, dims, $0, keepdim) }
        },
        Operation("std.unbiased(Tensor input, bool unbiased) -> Tensor", "The standard deviation.", .both) {
            (x: Tensor, unbiased: Bool) in
            try noticed("std", x, nil, unbiased ? 1 : 0) { try deviation(x, nil, $0) }
        },
        Operation(
            "std(Tensor input, int[1]? dim=None, bool? unbiased=None, bool keepdim=False, *, Scalar? correction=None) -> Tensor",
            "The standard deviation.", .both
        ) { (x: Tensor, dims: Dimensions?, unbiased: Bool?, keepdim: Bool, correction: Scalar?) in
            try noticed("std", x, dims, denominator(unbiased, correction)) { try deviation(x, dims, $0, keepdim) }
        },
        Operation(
            "var_mean(Tensor input, int[1]? dim=None, bool? unbiased=None, bool keepdim=False, *, Scalar? correction=None) -> (Tensor, Tensor)",
            "The variance and the mean.", .function
        ) { (x: Tensor, dims: Dimensions?, unbiased: Bool?, keepdim: Bool, correction: Scalar?) in
            try noticed("var_mean", x, dims, denominator(unbiased, correction)) {
                let (value, center) = try varianceAndMean(x, dims, $0, keepdim)
                return [value, center]
            }
        },
        Operation(
            "std_mean(Tensor input, int[1]? dim=None, bool? unbiased=None, bool keepdim=False, *, Scalar? correction=None) -> (Tensor, Tensor)",
            "The standard deviation and the mean.", .function
        ) { (x: Tensor, dims: Dimensions?, unbiased: Bool?, keepdim: Bool, correction: Scalar?) in
            try noticed("std_mean", x, dims, denominator(unbiased, correction)) {
                [
                    try deviation(x, dims, $0, keepdim).labelled("StdMeanBackward0"),
                    try mean(x, dims, keepdim: keepdim).labelled("StdMeanBackward0"),
                ]
            }
        },
        Operation(
            "quantile(Tensor input, Tensor|Scalar q, int? dim=None, bool keepdim=False, *, str interpolation='linear') -> Tensor",
            "Quantiles, interpolated.", .both
        ) { try quantile($0, $1, $2, $3, $4, ignoringNaN: false) },
        Operation(
            "nanquantile(Tensor input, Tensor|Scalar q, int? dim=None, bool keepdim=False, *, str interpolation='linear') -> Tensor",
            "Quantiles of the elements that are not NaN.", .both
        ) { try quantile($0, $1, $2, $3, $4, ignoringNaN: true) },
        Operation(
            "bincount(Tensor input, Tensor? weights=None, int minlength=0) -> Tensor", "How often each number occurs.",
            .both, bincount),
        Operation(
            "histc(Tensor input, int bins=100, Scalar min=0, Scalar max=0) -> Tensor", "Counts in equal bins.", .both,
            histc),
        Operation(
            "histogram(Tensor input, int bins, *, float[]? range=None, Tensor? weight=None, bool density=False) -> (Tensor hist, Tensor bin_edges)",
            "Counts in equal bins, and their edges.", .both
        ) {
            (x: Tensor, bins: Int, range: [Double]?, weights: Tensor?, density: Bool) in
            guard weights == nil else {
                throw TensorError.runtime("torch.histogram: weights are not implemented; use numpy.histogram")
            }
            guard bins < 1 << 40 else { throw TensorError.shapeTooLarge([bins]) }
            let low = try range?.first ?? smallest(x).item().real
            let high = try range?.last ?? largest(x).item().real
            var counts = try histc(x, bins, .float(low), .float(high))
            if density { counts = try counts / (sum(counts) * .float((high - low) / Double(bins))) }
            return Outcome.named(
                type: "histogram", fields: ["hist", "bin_edges"],
                [counts, try linspace(.float(low), .float(high), bins + 1, dtype: x.dtype)])
        },
        Operation(
            "cov(Tensor input, *, int correction=1, Tensor? fweights=None, Tensor? aweights=None) -> Tensor",
            "The covariance of rows.", .both
        ) {
            (x: Tensor, correction: Int, counts: Tensor?, weights: Tensor?) in
            try covariance(x, correction, counts, weights)
        },
        Operation("corrcoef(Tensor input) -> Tensor", "The correlation of rows.", .both) { (x: Tensor) in
            let c = try covariance(x, 1)
            if c.rank == 0 { return try c / c }
            let scale = try sqrt(diagonal(c))
            return try clamp(c / unsqueeze(scale, 1) / unsqueeze(scale, 0), constant(-1, c), constant(1, c))
        },
    ]

    /// Tells when nothing is left of the count.
    private static func noticed<Result>(
        _ name: String, _ x: Tensor, _ dims: Dimensions?, _ correction: Double, _ body: (Double) throws -> Result
    ) throws -> Result {
        let result = try body(correction)
        let count = try Rows.axes(x, dims).reduce(1) { $0 * x.shape[$1] }
        guard Double(count) <= correction else { return result }
        Notices.give(
            "\(name)(): degrees of freedom is <= 0. Correction should be strictly less than the reduction factor (input "
                + "numel divided by output numel)." + Notices.place("aten/src/ATen/native/ReduceOps.cpp:1861"))
        return result
    }

    /// What is subtracted from the count: 1 unless said otherwise.
    private static func denominator(_ unbiased: Bool?, _ correction: Scalar?) -> Double {
        correction?.real ?? (unbiased == false ? 0 : 1)
    }
}

/// The variance with `n - correction` in the denominator.
package func variance(
    _ input: Tensor, _ dimensions: Dimensions? = nil, _ correction: Double = 1, _ keepdim: Bool = false
) throws -> Tensor {
    if input.dtype.isComplex { return try complexVariance(input, dimensions, correction, keepdim) }
    let output = try GradientMode.disabled { try varianceAndMean(input, dimensions, correction, keepdim).0 }
    guard Tape.records(input) else { return output }
    let shape = input.shape
    let length = Double(try Rows.axes(input, dimensions).reduce(1) { $0 * input.shape[$1] })
    return output.derived("VarBackward0", from: [input], saving: [input]) { step in
        let x = try step.saved(0)
        let centered = try x - mean(x, dimensions, keepdim: true)
        let scale = Scalar.float(2 / Swift.max(length - correction, 0))
        return [try restored(step.gradient, shape, dimensions, keepdim) * centered * scale]
    }
}

/// The variance with `n - correction` in the denominator, and the mean.
package func varianceAndMean(
    _ input: Tensor, _ dimensions: Dimensions? = nil, _ correction: Double = 1, _ keepdim: Bool = false
) throws
    -> (Tensor, Tensor)
{
    guard input.dtype.isDifferentiable else {
        throw TensorError.runtime("std and var only support floating point and complex dtypes")
    }
    if input.dtype.isComplex {
        return (
            try complexVariance(input, dimensions, correction, keepdim),
            try mean(input, dimensions, keepdim: keepdim)
        )
    }
    let length = Double(try Rows.axes(input, dimensions).reduce(1) { $0 * input.shape[$1] })
    let (output, center) = try GradientMode.disabled { () -> (Tensor, Tensor) in
        let denominator = Swift.max(length - correction, 0)
        if let rows = try ReducedBlocks(input, dimensions, keepdim: keepdim)?.variances(denominator) {
            return (rows.variances, rows.means)
        }
        let wide = try to(input, input.dtype == .float32 ? .float64 : input.dtype.compute)
        let centered = try wide - mean(wide, dimensions, keepdim: true)
        let total = try sum(centered * centered, dimensions, keepdim: keepdim)
        return (
            try to(total / .float(denominator), input.dtype),
            try mean(input, dimensions, keepdim: keepdim)
        )
    }
    guard Tape.records(input) else { return (output, center) }
    let shape = input.shape
    derive([output, center], "VarMeanBackward0", from: [input], saving: [input]) { step in
        let x = try step.saved(0)
        var total: Tensor?
        if let gradient = step.gradients[0] {
            let centered = try x - mean(x, dimensions, keepdim: true)
            total =
                try restored(gradient, shape, dimensions, keepdim) * centered
                * .float(2 / Swift.max(length - correction, 0))
        }
        if let gradient = step.gradients[1] {
            let part = try expand(restored(gradient, shape, dimensions, keepdim), shape) / .float(length)
            total = try total.map { try $0 + part } ?? part
        }
        return [total]
    }
    return (output, center)
}

/// The mean squared distance from the mean: the variances of both parts together.
private func complexVariance(
    _ input: Tensor, _ dimensions: Dimensions?, _ correction: Double, _ keepdim: Bool
) throws -> Tensor {
    let (real, imaginary) = (try realPart(input), try imaginaryPart(input))
    return try (variance(real, dimensions, correction, keepdim) + variance(imaginary, dimensions, correction, keepdim))
        .labelled("VarBackward0")
}

package func deviation(
    _ input: Tensor, _ dimensions: Dimensions? = nil, _ correction: Double = 1, _ keepdim: Bool = false
) throws
    -> Tensor
{
    if input.dtype.isComplex {
        return try sqrt(complexVariance(input, dimensions, correction, keepdim)).labelled("StdBackward0")
    }
    let output = try GradientMode.disabled { try sqrt(varianceAndMean(input, dimensions, correction, keepdim).0) }
    guard Tape.records(input) else { return output }
    let shape = input.shape
    let length = Double(try Rows.axes(input, dimensions).reduce(1) { $0 * input.shape[$1] })
    return output.derived("StdBackward0", from: [input], saving: [input], savingResult: true) { step in
        let x = try step.saved(0)
        let result = try restored(step.result, shape, dimensions, keepdim)
        let gradient = try restored(step.gradient, shape, dimensions, keepdim)
        let centered = try x - mean(x, dimensions, keepdim: true)
        let slope = try gradient / (result * .float(Swift.max(length - correction, 0)))
        return [try `where`(result.equals(0), constant(0, slope), slope) * centered]
    }
}

package func quantile(
    _ input: Tensor, _ q: Tensor, _ dimension: Int?, _ keepdim: Bool, _ interpolation: String, ignoringNaN: Bool
) throws -> Tensor {
    guard input.dtype == .float32 || input.dtype == .float64 else {
        throw TensorError.runtime("quantile() input tensor must be either float or double dtype")
    }
    guard ["linear", "lower", "higher", "midpoint", "nearest"].contains(interpolation) else {
        throw TensorError.runtime(
            "quantile() interpolation must be one of linear, lower, higher, midpoint or nearest, but got \(interpolation)"
        )
    }
    guard q.rank <= 1 else { throw TensorError.runtime("quantile() q must be a scalar or 1D tensor") }
    guard q.isNumber || q.dtype == input.dtype else {
        throw TensorError.runtime("quantile() q tensor must be same dtype as the input tensor")
    }
    let source = try dimension == nil ? reshape(input, [-1]) : input
    let axis = try source.dimension(dimension ?? 0)
    guard source.elementCount > 0 else { throw TensorError.runtime("quantile() input tensor must be non-empty") }
    let (sorted, _) = try sortedPair(source, axis)
    let size = try source.size(axis)
    // Each q is walked; more of them than this fit no memory with their results, or stand for one number.
    guard q.elementCount < 1 << 28 else { throw TensorError.shapeTooLarge(q.shape) }
    let fractions = q.isMeta ? Array(repeating: 0, count: q.elementCount) : try q.listable().doubles()
    guard fractions.allSatisfy({ $0 >= 0 && $0 <= 1 }) else {
        let range = "must be in the range [0, 1]"
        throw TensorError.runtime(
            q.rank == 0 ? "quantile() q \(range) but got \(fractions[0])" : "quantile() q values \(range)")
    }
    let slices = try fractions.map { fraction -> Tensor in
        if ignoringNaN { return try quantileOfNumbers(sorted, axis, fraction, interpolation) }
        // In the precision of the input, as PyTorch computes it.
        let rank =
            input.dtype == .float32 ? Double(Float(fraction) * Float(size - 1)) : fraction * Double(size - 1)
        let low = try select(sorted, axis, Int(rank.rounded(.down)))
        let high = try select(sorted, axis, Int(rank.rounded(.up)))
        switch interpolation {
        case "lower": return low
        case "higher": return high
        case "midpoint": return try (low + high) / 2
        case "nearest": return try select(sorted, axis, Int(rank.rounded(.toNearestOrEven)))
        default: return try lerp(low, high, constant(.float(rank - rank.rounded(.down)), low))
        }
    }
    var result = try q.rank == 0 ? slices[0] : stack(slices, 0)
    if !ignoringNaN, !source.isMeta {
        let spoiled = try any(isnan(detach(source)), [axis])
        if try any(spoiled).isTrue() { result = try maskedFill(result, spoiled, constant(.float(.nan), result)) }
    }
    guard keepdim else { return result.labelled("SqueezeBackward4") }
    let leading = q.rank == 0 ? 0 : 1
    if dimension == nil {
        return try reshape(result, Dimensions(result.shape.prefix(leading) + Array(repeating: 1, count: input.rank)))
    }
    return try unsqueeze(result, axis + leading).labelled("SqueezeBackward4")
}

/// A quantile of each line without its nans, which stand at its end.
private func quantileOfNumbers(
    _ sorted: Tensor, _ axis: Int, _ fraction: Double, _ interpolation: String
) throws -> Tensor {
    let rank = try GradientMode.disabled {
        let count = try to(sum(logicalNot(isnan(sorted)), [axis], keepdim: true), sorted.dtype)
        return try clamp((count - 1) * .float(fraction), constant(0, count), nil)
    }
    let (below, above) = (try floor(rank), try -floor(-rank))
    let low = try squeeze(gather(sorted, axis, to(below, .int64)), [axis])
    let high = try squeeze(gather(sorted, axis, to(above, .int64)), [axis])
    switch interpolation {
    case "lower": return low
    case "higher": return high
    case "midpoint": return try (low + high) / 2
    case "nearest": return try squeeze(gather(sorted, axis, to(round(rank), .int64)), [axis])
    default: return try lerp(low, high, squeeze(rank - below, [axis]))
    }
}

func sortedPair(_ input: Tensor, _ axis: Int) throws -> (Tensor, Tensor) {
    guard case .named(_, _, let tensors) = try sort(input, axis) else { return (input, input) }
    return (tensors[0], tensors[1])
}

func bincount(_ input: Tensor, _ weights: Tensor?, _ minimum: Int) throws -> Tensor {
    guard input.dtype.category == .integer else {
        throw TensorError.notImplemented(operation: "\"bincount_cpu\"", dtype: input.dtype)
    }
    guard input.rank == 1 else {
        throw TensorError.runtime("bincount only supports 1-d non-negative integral inputs.")
    }
    guard minimum >= 0 else { throw TensorError.runtime("minlength should be >= 0") }
    guard !input.isMeta else { throw TensorError.dataDependent(operation: "bincount") }
    let values = try input.listable().integers()
    guard values.allSatisfy({ $0 >= 0 }) else {
        throw TensorError.runtime("bincount only supports 1-d non-negative integral inputs.")
    }
    guard let largest = [values.max() ?? -1].first(where: { $0 < Int.max }) else {
        throw TensorError.shapeTooLarge([Int.max])
    }
    let size = Swift.max(minimum, largest + 1)
    guard let weights else {
        let counts = try Tensor.zeros([size], dtype: .int64)
        let target = counts.pointer(Int.self)
        for value in values { target[value] += 1 }
        return counts
    }
    guard weights.shape == input.shape else {
        throw TensorError.runtime("weights should be 1-d and have the same length as input")
    }
    let totals = try Tensor.zeros([size], dtype: weights.dtype == .float32 ? .float32 : .float64)
    return try indexAdd(totals, 0, index: to(input, .int64), to(weights, totals.dtype))
}

private func histc(_ input: Tensor, _ bins: Int, _ low: Scalar, _ high: Scalar) throws -> Tensor {
    guard bins > 0 else { throw TensorError.runtime("torch.histc(): bins must be > 0, but got \(bins)") }
    guard input.dtype.isFloatingPoint else {
        throw TensorError.notImplemented(operation: "\"histogram_cpu\"", dtype: input.dtype)
    }
    if input.isMeta { return try Tensor.empty([bins], dtype: input.dtype, device: .meta) }
    let values = try input.listable().doubles()
    var (start, end) = (low.real, high.real)
    if start == end, let least = values.min(), let most = values.max() { (start, end) = (least, most) }
    if start == end { (start, end) = (start - 1, end + 1) }
    guard start < end, start.isFinite, end.isFinite else {
        throw TensorError.runtime("torch.histc: max must be larger than min")
    }
    let result = try Tensor.zeros([bins], dtype: .float64)
    let counts = result.pointer(Double.self)
    for value in values where value >= start && value <= end {
        counts[Swift.min(Int((value - start) / (end - start) * Double(bins)), bins - 1)] += 1
    }
    return try to(result, input.dtype)
}

private func covariance(
    _ input: Tensor, _ correction: Int, _ counts: Tensor? = nil, _ weights: Tensor? = nil
) throws -> Tensor {
    guard input.rank <= 2 else {
        throw TensorError.runtime(
            "cov(): expected input to have two or fewer dimensions but got an input with \(input.rank) dimensions")
    }
    guard input.dtype != .bool else { throw TensorError.runtime("cov(): bool dtype is not supported for input") }
    let rows = try input.rank < 2 ? reshape(input, [1, -1]) : input
    let wide = rows.dtype.isIntegral ? try to(rows, Defaults.dtype) : rows
    let share = try shares(counts, weights, of: rows.shape[1])
    let total = try share.map { try sum($0) } ?? Tensor(number: .int(rows.shape[1]))
    var lost = try Tensor(number: .int(correction))
    if let share, let weights { lost = try lost * sum(share * weights) / total }
    let center = try share.map { try sum(wide * $0, [1], keepdim: true) / total } ?? mean(wide, [1], keepdim: true)
    let centered = try wide - center
    let weighted = try share.map { try centered * $0 } ?? centered
    let rest = try clamp(total - lost, constant(0, total), nil)
    let result = try mm(weighted, t(conjugate(centered))) / to(rest, wide.dtype)
    if rows.shape[1] <= correction {
        Notices.give(
            "cov(): degrees of freedom is <= 0. Correction should be strictly less than the number of observations."
                + Notices.place("aten/src/ATen/native/Correlation.cpp:129"))
    }
    return try squeeze(result)
}

/// How often each column counts; nil when all count once.
private func shares(_ counts: Tensor?, _ weights: Tensor?, of columns: Int) throws -> Tensor? {
    for (name, given) in [("fweights", counts), ("aweights", weights)] {
        guard let given else { continue }
        guard given.rank <= 1, given.elementCount == columns else {
            throw TensorError.runtime(
                "cov(): expected \(name) to have the same numel as there are observations in the input but got "
                    + "\(given.elementCount) != \(columns)")
        }
    }
    guard let counts else { return weights }
    return try weights.map { try counts * $0 } ?? counts
}
