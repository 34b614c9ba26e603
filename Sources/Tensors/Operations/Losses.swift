import Glibc

/// Measures of how far predictions are from targets.
enum Losses {
    static let operations: [Operation] = [
        Operation(
            "cross_entropy(Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, int ignore_index=-100, bool? reduce=None, str reduction='mean', float label_smoothing=0.0) -> Tensor",
            "Minus the log-probability of the target class.", .functional
        ) {
            (
                x: Tensor, target: Tensor, weight: Tensor?, average: Bool?, ignored: Int, each: Bool?,
                reduction: String,
                smoothing: Double
            ) in
            try crossEntropy(
                x, target, weight: weight, ignoreIndex: ignored, reduction: legacyReduction(average, each, reduction),
                labelSmoothing: smoothing)
        },
        Operation(
            "nll_loss(Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, int ignore_index=-100, bool? reduce=None, str reduction='mean') -> Tensor",
            "Minus the target's entry.", .functional
        ) {
            (x: Tensor, target: Tensor, weight: Tensor?, average: Bool?, ignored: Int, each: Bool?, reduction: String)
            in
            try nllLoss(
                x, target, weight: weight, ignoreIndex: ignored, reduction: legacyReduction(average, each, reduction))
        },
        Operation(
            "mse_loss(Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean', Tensor? weight=None) -> Tensor",
            "The mean squared difference.", .functional
        ) { (x: Tensor, target: Tensor, average: Bool?, each: Bool?, reduction: String, _: Tensor?) in
            try mseLoss(x, target, reduction: legacyReduction(average, each, reduction))
        },
        Operation(
            "l1_loss(Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean', Tensor? weight=None) -> Tensor",
            "The mean absolute difference.", .functional
        ) { (x: Tensor, target: Tensor, average: Bool?, each: Bool?, reduction: String, _: Tensor?) in
            noticeSizes(x, target)
            return try reduced(abs(x - target), legacyReduction(average, each, reduction))
        },
        Operation(
            "smooth_l1_loss(Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean', float beta=1.0) -> Tensor",
            "Squares near zero, absolute values beyond.", .functional
        ) { (x: Tensor, target: Tensor, average: Bool?, each: Bool?, reduction: String, beta: Double) in
            try pairLoss("SmoothL1LossBackward0", x, target, legacyReduction(average, each, reduction)) { a, b in
                let d = try abs(a - b)
                if beta == 0 { return d }
                return try `where`(lt(d, constant(.float(beta), d)), d * d * .float(0.5 / beta), d - .float(0.5 * beta))
            }
        },
        Operation(
            "huber_loss(Tensor input, Tensor target, str reduction='mean', float delta=1.0, Tensor? weight=None) -> Tensor",
            "Squares near zero, a line beyond.", .functional
        ) { (x: Tensor, target: Tensor, reduction: String, delta: Double, _: Tensor?) in
            try pairLoss("HuberLossBackward0", x, target, reduction) { a, b in
                let d = try abs(a - b)
                return try `where`(
                    le(d, constant(.float(delta), d)), d * d * 0.5, (d - .float(0.5 * delta)) * .float(delta))
            }
        },
        Operation(
            "binary_cross_entropy(Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean') -> Tensor",
            "Cross entropy of probabilities.", .functional
        ) { (x: Tensor, target: Tensor, weight: Tensor?, average: Bool?, each: Bool?, reduction: String) in
            guard x.shape == target.shape else {
                throw TensorError.value(
                    "Using a target size (torch.Size(\(target.shape))) that is different to the input size (torch.Size(\(x.shape))) is deprecated. Please ensure they have the same size."
                )
            }
            try checkProbabilities(x)
            return try pairLoss("BinaryCrossEntropyBackward0", x, target, legacyReduction(average, each, reduction)) {
                a, b in
                let low = try constant(-100, a)
                let loss = try -(b * clamp(log(a), low, nil) + (1 - b) * clamp(log(1 - a), low, nil))
                return try weight.map { try loss * $0 } ?? loss
            }
        },
        Operation(
            "binary_cross_entropy_with_logits(Tensor input, Tensor target, Tensor? weight=None, bool? size_average=None, bool? reduce=None, str reduction='mean', Tensor? pos_weight=None) -> Tensor",
            "Cross entropy of logits.", .functional
        ) {
            (
                x: Tensor, target: Tensor, weight: Tensor?, average: Bool?, each: Bool?, reduction: String,
                positive: Tensor?
            ) in
            guard x.shape == target.shape else {
                throw TensorError.value(
                    "Target size (torch.Size(\(target.shape))) must be the same as input size (torch.Size(\(x.shape)))")
            }
            return try pairLoss(
                "BinaryCrossEntropyWithLogitsBackward0", x, target, legacyReduction(average, each, reduction)
            ) { a, b in
                let negativeLog = try negativeLogarithm(a)
                let loss =
                    try positive.map { try (1 - b) * a + negativeLog * (($0 - 1) * b + 1) }
                    ?? ((1 - b) * a + negativeLog)
                return try weight.map { try loss * $0 } ?? loss
            }
        },
        Operation(
            "kl_div(Tensor input, Tensor target, bool? size_average=None, bool? reduce=None, str reduction='mean', bool log_target=False) -> Tensor",
            "The divergence of distributions.", .functional
        ) { (x: Tensor, target: Tensor, average: Bool?, each: Bool?, reduction: String, logTarget: Bool) in
            let loss = try logTarget ? exp(target) * (target - x) : xlogy(target, target) - target * x
            if legacyReduction(average, each, reduction) == "batchmean" {
                return try sum(loss) / .int(Swift.max(x.shape.first ?? 1, 1))
            }
            if reduction == "mean" { Notices.give(Notices.meanOfDivergence) }
            return try reduced(loss, legacyReduction(average, each, reduction))
        },
        Operation(
            "xlogy(Tensor input, Tensor|Scalar other) -> Tensor", "x * log(y), zero where x is.",
            [.function, .method, .special], xlogy),
        Operation(
            "cosine_similarity(Tensor x1, Tensor x2, int dim=1, float eps=1e-08) -> Tensor",
            "The cosine of the angle between vectors.", [.function, .functional], cosineSimilarity),
        Operation(
            "pairwise_distance(Tensor x1, Tensor x2, float p=2.0, float eps=1e-06, bool keepdim=False) -> Tensor",
            "Distances between rows.", [.function, .functional]
        ) {
            (a: Tensor, b: Tensor, p: Double, eps: Double, keepdim: Bool) in
            try norm(a - b + .float(eps), .float(p), [-1], keepdim: keepdim, node: "NormBackward1")
        },
        Operation(
            "cosine_embedding_loss(Tensor input1, Tensor input2, Tensor target, float margin=0.0, bool? size_average=None, bool? reduce=None, str reduction='mean') -> Tensor",
            "A loss on angles.", .functional
        ) {
            (a: Tensor, b: Tensor, target: Tensor, margin: Double, average: Bool?, each: Bool?, reduction: String) in
            // As torch computes it: the cosine of two equal vectors is 1 to the bit.
            let (left, right) = (try sum(a * a, [-1]) + 1e-12, try sum(b * b, [-1]) + 1e-12)
            let cosine = try sum(a * b, [-1]) / sqrt(left * right)
            let (zero, one) = (try constant(0, cosine), try constant(1, target))
            let apart = try `where`(eq(target, constant(-1, target)), clamp(cosine - .float(margin), zero, nil), zero)
            return try reduced(`where`(eq(target, one), 1 - cosine, apart), legacyReduction(average, each, reduction))
        },
        Operation(
            "margin_ranking_loss(Tensor input1, Tensor input2, Tensor target, float margin=0.0, bool? size_average=None, bool? reduce=None, str reduction='mean') -> Tensor",
            "A loss on order.", .functional
        ) {
            (a: Tensor, b: Tensor, target: Tensor, margin: Double, average: Bool?, each: Bool?, reduction: String) in
            try reduced(
                clamp(-target * (a - b) + .float(margin), constant(0, a), nil),
                legacyReduction(average, each, reduction))
        },
        Operation(
            "triplet_margin_loss(Tensor anchor, Tensor positive, Tensor negative, float margin=1.0, float p=2.0, float eps=1e-06, bool swap=False, bool? size_average=None, bool? reduce=None, str reduction='mean') -> Tensor",
            "A loss on relative distances.", .functional,
            arguments: { given in
                let loss = try tripletLoss(
                    given.typed(0), given.typed(1), given.typed(2), margin: given.typed(3), p: given.typed(4),
                    eps: given.typed(5), swaps: given.typed(6))
                return .tensor(try reduced(loss, legacyReduction(given.typed(7), given.typed(8), given.typed(9))))
            }),
        Operation(
            "gaussian_nll_loss(Tensor input, Tensor target, Tensor var, bool full=False, float eps=1e-06, str reduction='mean') -> Tensor",
            "Minus the log-density of normal distributions.", .functional
        ) {
            (x: Tensor, target: Tensor, variance: Tensor, full: Bool, eps: Double, reduction: String) in
            let limited = try clamp(variance, constant(.float(eps), variance), nil)
            let loss = try (log(limited) + square(x - target) / limited) * 0.5
            return try reduced(full ? loss + .float(0.5 * Glibc.log(2 * Double.pi)) : loss, reduction)
        },
        Operation(
            "poisson_nll_loss(Tensor input, Tensor target, bool log_input=True, bool full=False, bool? size_average=None, float eps=1e-08, bool? reduce=None, str reduction='mean') -> Tensor",
            "Minus the log-probability of Poisson counts.", .functional
        ) {
            (
                x: Tensor, target: Tensor, logInput: Bool, full: Bool, average: Bool?, eps: Double, each: Bool?,
                reduction: String
            ) in
            var loss = try logInput ? exp(x) - target * x : x - target * log(x + .float(eps))
            if full {
                let term = try target * log(target) - target + log(target * .float(2 * Double.pi)) * 0.5
                loss = try loss + maskedFill(term, le(target, constant(1, target)), constant(0, term))
            }
            return try reduced(loss, legacyReduction(average, each, reduction))
        },
    ]
}

private func tripletLoss(
    _ anchor: Tensor, _ positive: Tensor, _ negative: Tensor, margin: Double, p: Double, eps: Double, swaps: Bool
) throws -> Tensor {
    let near = try norm(anchor - positive + .float(eps), .float(p), [-1])
    var far = try norm(anchor - negative + .float(eps), .float(p), [-1])
    if swaps { far = try minimum(far, norm(positive - negative + .float(eps), .float(p), [-1])) }
    return try clamp(near - far + .float(margin), constant(0, near), nil)
}

func reduced(_ loss: Tensor, _ reduction: String) throws -> Tensor {
    switch reduction {
    case "mean": return try mean(loss)
    case "sum": return try sum(loss)
    case "none": return loss
    default: throw TensorError.value("\(reduction) is not a valid value for reduction")
    }
}

/// One node for a loss made of several operations.
private func pairLoss(
    _ node: String, _ a: Tensor, _ b: Tensor, _ reduction: String,
    _ formula: @escaping (Tensor, Tensor) throws -> Tensor
) throws -> Tensor {
    let (first, second) = try operands(a, b)
    return try recomputed(node, [first, second]) { try reduced(formula($0[0], $0[1]), reduction) }
}

/// Tells of sizes that differ; a mask is compared with numbers as numbers.
private func operands(_ a: Tensor, _ b: Tensor) throws -> (Tensor, Tensor) {
    noticeSizes(a, b)
    let first = a.dtype == .bool ? try to(a, b.dtype) : a
    return (first, b.dtype == .bool ? try to(b, first.dtype) : b)
}

/// Tells of losses between different shapes, which broadcast.
private func noticeSizes(_ input: Tensor, _ target: Tensor) {
    guard input.shape != target.shape else { return }
    Notices.give(
        "Using a target size (torch.Size(\(target.shape))) that is different to the input size (torch.Size("
            + "\(input.shape))). This will likely lead to incorrect results due to broadcasting. Please ensure they "
            + "have the same size.")
}

/// `reduction`, or what the old arguments `size_average` and `reduce` say instead.
private func legacyReduction(_ average: Bool?, _ each: Bool?, _ reduction: String) -> String {
    guard average != nil || each != nil else { return reduction }
    let form = each ?? true ? (average ?? true ? "mean" : "sum") : "none"
    Notices.give(
        "size_average and reduce args will be deprecated, please use reduction='\(form)' instead.")
    return form
}

extension Notices {
    fileprivate static let meanOfDivergence =
        "reduction: 'mean' divides the total loss by both the batch size and the support size.'batchmean' divides only by "
        + "the batch size, and aligns with the KL div math definition.'mean' will be changed to behave the same as "
        + "'batchmean' in the next major release."
}

package func mseLoss(_ input: Tensor, _ target: Tensor, reduction: String = "mean") throws -> Tensor {
    let (a, b) = try operands(input, target)
    guard !a.dtype.isComplex else { throw TensorError.notImplemented(operation: "\"mse_cpu\"", dtype: a.dtype) }
    let difference = try GradientMode.disabled { try a - b }
    let output = try GradientMode.disabled { try reduced(square(difference), reduction) }
    guard Tape.records(a, b) else { return output }
    let factor = reduction == "mean" ? 2 / Double(Swift.max(difference.elementCount, 1)) : 2
    return output.derived("MseLossBackward0", from: [a, b], saving: [a, b]) { step in
        let (a, b, weight) = (try step.saved(0), try step.saved(1), try step.gradient * .float(factor))
        return [
            try step.when(0) { try ((a - b) * weight).labelled("MseLossBackwardBackward0") },
            try step.when(1) { try ((b - a) * weight).labelled("MseLossBackwardBackward0") },
        ]
    }
}

/// Minus the logarithm of the logistic function, whose slope is that function minus 1.
private func negativeLogarithm(_ x: Tensor) throws -> Tensor {
    let output = try GradientMode.disabled { try log1p(exp(-abs(x))) - minimum(x, x.zerosLike()) }
    guard Tape.records(x) else { return output }
    return output.derived("LogSigmoidBackward0", from: [x], saving: [x]) { step in
        [try step.gradient * (sigmoid(step.saved(0)) - 1)]
    }
}

func xlogy(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try `where`(a.equals(0), constant(0, a), a * log(b))
}

func cosineSimilarity(_ a: Tensor, _ b: Tensor, _ dimension: Int, _ eps: Double) throws -> Tensor {
    let shape = try broadcast(a.shape, b.shape)
    let dtype = resultType(a, b).floating
    func unit(_ given: Tensor) throws -> Tensor {
        let x = try expand(to(given, dtype), shape)
        return try x / clamp(norm(x, 2, [dimension], keepdim: true), constant(.float(eps), x), nil)
    }
    return try sum(unit(a) * unit(b), [dimension])
}

/// Minus the log-probability of the target class, or of a target distribution.
package func crossEntropy(
    _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, ignoreIndex: Int = -100, reduction: String = "mean",
    labelSmoothing: Double = 0
) throws -> Tensor {
    let axis = input.rank == 1 ? 0 : 1
    try checkCrossEntropy(input, target, weight, axis, reduction, labelSmoothing)
    if target.shape == input.shape && target.dtype.isFloatingPoint {
        return try distributionLoss(logSoftmax(input, dim: axis), target, axis, weight, reduction, labelSmoothing)
    }
    let logProbabilities = try logSoftmax(input, dim: axis)
    let loss = try nllLoss(logProbabilities, target, weight: weight, ignoreIndex: ignoreIndex, reduction: reduction)
    guard labelSmoothing > 0 else { return loss }
    let classes = input.shape[axis]
    var smooth = try -sum(
        weight.map { try logProbabilities * aligned($0, input.rank, axis) } ?? logProbabilities, [axis])
    let ignored = try eq(target, constant(.int(ignoreIndex), target))
    smooth = try maskedFill(smooth, ignored, constant(0, smooth))
    if reduction == "mean" {
        let kept =
            try weight.map {
                try sum(
                    maskedFill(
                        indexSelect($0, 0, reshape(clamp(target, constant(0, target), nil), [-1])),
                        reshape(ignored, [-1]), constant(0, $0)))
            }
            ?? to(sum(logicalNot(ignored)), smooth.dtype)
        smooth = try sum(smooth) / kept
    } else if reduction == "sum" {
        smooth = try sum(smooth)
    }
    return try loss * .float(1 - labelSmoothing) + smooth * .float(labelSmoothing / Double(classes))
}

/// Refuses what torch refuses before it computes anything.
private func checkCrossEntropy(
    _ input: Tensor, _ target: Tensor, _ weight: Tensor?, _ axis: Int, _ reduction: String, _ smoothing: Double
) throws {
    guard ["mean", "sum", "none"].contains(reduction) else {
        throw TensorError.value("\(reduction) is not a valid value for reduction")
    }
    guard (0...1).contains(smoothing) else {
        let shown = Int(exactly: smoothing).map(String.init) ?? "\(smoothing)"
        throw TensorError.runtime("label_smoothing must be between 0.0 and 1.0. Got: \(shown)")
    }
    if target.shape == input.shape, input.rank > 0, !target.dtype.isFloatingPoint {
        throw TensorError.runtime(
            "Expected floating point type for target with class probabilities, got \(target.dtype.scalarName)")
    }
    if let weight, axis < input.rank, weight.rank != 1 || weight.shape[0] != input.shape[axis] {
        throw TensorError.runtime(
            "weight tensor should be defined either for all \(input.shape[axis]) classes or no classes but got weight "
                + "tensor of shape: \(weight.shape)")
    }
}

private func aligned(_ weight: Tensor, _ rank: Int, _ axis: Int) throws -> Tensor {
    try reshape(weight, Dimensions(repeating: 1, count: rank).replacing(axis, with: weight.elementCount))
}

private func distributionLoss(
    _ logProbabilities: Tensor, _ target: Tensor, _ axis: Int, _ weight: Tensor?, _ reduction: String,
    _ smoothing: Double
) throws -> Tensor {
    let classes = Double(target.shape[axis])
    let goal = smoothing > 0 ? try target * .float(1 - smoothing) + .float(smoothing / classes) : target
    let weighted = try weight.map { try logProbabilities * aligned($0, target.rank, axis) } ?? logProbabilities
    let product = try weighted * goal
    switch reduction {
    case "mean":
        let count = Swift.max(target.elementCount / Swift.max(target.shape[axis], 1), 1)
        return try (-sum(product) / .int(count)).labelled("DivBackward1")
    case "sum": return try -sum(product)
    default: return try -sum(product, [axis])
    }
}

/// Minus the entry of the target class, over batches and further dimensions.
package func nllLoss(
    _ input: Tensor, _ target: Tensor, weight: Tensor? = nil, ignoreIndex: Int = -100, reduction: String = "mean"
) throws -> Tensor {
    try checkTarget(input, target)
    let axis = input.rank == 1 ? 0 : 1
    let classes = input.shape[axis]
    if !target.isMeta {
        for value in try target.listable().integers() where value != ignoreIndex && (value < 0 || value >= classes) {
            throw TensorError.index("Target \(value) is out of bounds.")
        }
    }
    let output = try GradientMode.disabled { try nllValue(input, target, axis, weight, ignoreIndex, reduction) }
    guard Tape.records(input) else { return output }
    let shape = input.shape
    let node = input.rank > 2 ? "NllLoss2DBackward0" : "NllLossBackward0"
    return output.derived(node, from: [input], saving: [target] + (weight.map { [$0] } ?? [])) { step in
        let target = try step.saved(0)
        let weights = try classWeights(target, weight == nil ? nil : step.saved(1), ignoreIndex, step.gradient.dtype)
        var gradient = try step.gradient
        if reduction == "mean" { gradient = try gradient / sum(weights) }
        let spread = try -(gradient * weights)
        let zeros = try Tensor.zeros(shape, dtype: gradient.dtype, device: gradient.device)
        let safe = try unsqueeze(safeTarget(target, ignoreIndex), axis)
        return [try scatterAdd(zeros, axis, safe, unsqueeze(spread, axis))]
    }
}

private func checkTarget(_ input: Tensor, _ target: Tensor) throws {
    guard input.rank >= 1 else {
        throw TensorError.value("Expected input to have at least 1 dimension")
    }
    guard target.dtype == .int64 || target.dtype == .uint8 else {
        throw TensorError.runtime(
            "expected target dtype to be Long or Byte, but got \(target.dtype.scalarName)")
    }
    if input.rank == 1 { return }
    guard target.rank > 0, input.shape[0] == target.shape[0] else {
        throw TensorError.value(
            "Expected input batch_size (\(input.shape[0])) to match target batch_size (\(target.shape.first ?? 0)).")
    }
    guard input.shape.removing(at: 1) == target.shape else {
        throw TensorError.runtime(
            "only batches of spatial targets supported (3D tensors) but got targets of size: : \(target.shape)")
    }
}

private func safeTarget(_ target: Tensor, _ ignoreIndex: Int) throws -> Tensor {
    let wide = try to(target, .int64)
    return try `where`(eq(wide, constant(.int(ignoreIndex), wide)), constant(0, wide), wide)
}

/// The weight of each target, zero where it is ignored.
private func classWeights(_ target: Tensor, _ weight: Tensor?, _ ignoreIndex: Int, _ dtype: DType) throws -> Tensor {
    let kept = try to(ne(target, constant(.int(ignoreIndex), target)), dtype)
    guard let weight else { return kept }
    let picked = try indexSelect(weight, 0, reshape(safeTarget(target, ignoreIndex), [-1]))
    return try kept * reshape(picked, target.shape)
}

private func nllValue(
    _ input: Tensor, _ target: Tensor, _ axis: Int, _ weight: Tensor?, _ ignoreIndex: Int, _ reduction: String
) throws -> Tensor {
    let weights = try classWeights(target, weight, ignoreIndex, input.dtype)
    let picked = try squeeze(gather(input, axis, unsqueeze(safeTarget(target, ignoreIndex), axis)), [axis])
    let loss = try `where`(weights.equals(0), constant(0, picked), -(picked * weights))
    switch reduction {
    case "mean": return try sum(loss) / sum(weights)
    case "sum": return try sum(loss)
    case "none": return loss
    default: throw TensorError.value("\(reduction) is not a valid value for reduction")
    }
}

private func checkProbabilities(_ x: Tensor) throws {
    guard !x.isMeta, x.elementCount > 0 else { return }
    try GradientMode.disabled {
        let (least, most) = (try smallest(x).item().real, try largest(x).item().real)
        // Written so that nan is refused as well.
        guard least >= 0 && most <= 1 else {
            throw TensorError.runtime("all elements of input should be between 0 and 1")
        }
    }
}
