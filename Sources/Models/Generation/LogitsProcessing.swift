import Tensors

/// What is done to the scores of the next token before one is chosen, in the order of transformers.
struct LogitsProcessing {
    let options: GenerationOptions
    let promptLength: Int

    /// The scores [row, token] after the rules that hold for greedy search as well.
    ///
    /// - Parameter ids: the tokens so far, row by row.
    func process(_ scores: Tensor, ids: [[Int]]) throws -> Tensor {
        var scores = scores
        if options.repetitionPenalty != 1 { scores = try penalizeRepetition(scores, ids) }
        if options.unrepeatedRun > 0 { scores = try forbid(repeatedRuns(ids), in: scores) }
        let length = ids.first?.count ?? 0
        if length < options.minLength || length - promptLength < options.minNewTokens {
            scores = try forbid(ids.map { _ in options.endTokens }, in: scores)
        }
        return scores
    }

    /// The scores after the rules for sampling: sharper or flatter, and without the unlikely tokens.
    func warp(_ scores: Tensor) throws -> Tensor {
        var scores = scores
        if options.temperature != 1 { scores = try scores / .float(options.temperature) }
        if options.topK > 0 { scores = try keepBest(scores) }
        if options.topP < 1 { scores = try keepNucleus(scores) }
        if let share = options.minP { scores = try keepShare(scores, share) }
        return scores
    }

    private func lowest(_ scores: Tensor) throws -> Tensor {
        try Tensor(number: .float(-.infinity), device: scores.device)
    }

    /// Divides positive and multiplies negative scores of tokens that were there before.
    private func penalizeRepetition(_ scores: Tensor, _ ids: [[Int]]) throws -> Tensor {
        let seen = try Tensor(ids.flatMap { $0 }, shape: [ids.count, ids.first?.count ?? 0])
        let old = try gather(scores, 1, seen)
        let isNegative = try lt(old, Tensor(number: 0))
        let penalty = Scalar.float(options.repetitionPenalty)
        return try scatter(scores, 1, seen, `where`(isNegative, old * penalty, old / penalty))
    }

    /// Sets the scores of some tokens of each row to minus infinity.
    private func forbid(_ tokens: [[Int]], in scores: Tensor) throws -> Tensor {
        let width = try scores.size(-1)
        var isForbidden = Array(repeating: false, count: tokens.count * width)
        for (row, ids) in tokens.enumerated() {
            for id in ids where (0..<width).contains(id) { isForbidden[row * width + id] = true }
        }
        return try maskedFill(scores, Tensor(isForbidden, shape: [tokens.count, width]), lowest(scores))
    }

    /// For each row the tokens that would end a run that was there before.
    private func repeatedRuns(_ ids: [[Int]]) -> [[Int]] {
        let size = options.unrepeatedRun
        return ids.map { row in
            guard row.count >= size else { return [] }
            let beginning = row.suffix(size - 1)
            return (0...(row.count - size)).compactMap { start in
                row[start..<(start + size - 1)].elementsEqual(beginning) ? row[start + size - 1] : nil
            }
        }
    }

    private func keepBest(_ scores: Tensor) throws -> Tensor {
        let count = min(options.topK, try scores.size(-1))
        let best = try topk(scores, count).tensors[0]
        let threshold = try best.get([.ellipsis, .slice(start: -1, stop: nil, step: nil)])
        return try maskedFill(scores, lt(scores, threshold), lowest(scores))
    }

    /// Removes the tail of the distribution that together has less than 1 - top_p.
    private func keepNucleus(_ scores: Tensor) throws -> Tensor {
        let sorted = try sort(scores).tensors
        let sums = try cumsum(softmax(sorted[0], dim: -1), -1)
        let isTail = try le(sums, Tensor(number: .float(1 - options.topP)))
        try isTail.set([.ellipsis, .slice(start: -1, stop: nil, step: nil)], Tensor(number: .bool(false)))
        let removed = try scatter(isTail, 1, sorted[1], isTail)
        return try maskedFill(scores, removed, lowest(scores))
    }

    /// Removes tokens less likely than a share of the most likely one.
    private func keepShare(_ scores: Tensor, _ share: Double) throws -> Tensor {
        let probabilities = try softmax(scores, dim: -1)
        let threshold = try amax(probabilities, [-1], keepdim: true) * .float(share)
        return try maskedFill(scores, lt(probabilities, threshold), lowest(scores))
    }
}

extension Outcome {
    /// The tensors of a result of several parts, such as values and indices.
    var tensors: [Tensor] {
        switch self {
        case .tensor(let tensor): [tensor]
        case .tuple(let tensors): tensors
        default: []
        }
    }
}
