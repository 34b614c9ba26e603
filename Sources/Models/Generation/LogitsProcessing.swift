import Tensors

/// What is done to the scores of the next token before one is chosen, in the order of transformers.
struct LogitsProcessing {
    let options: GenerationOptions
    let promptLength: Int
    /// Of the likely tokens so many stay in any case.
    private var kept: Int {
        guard options.beamCount > 1 else { return 1 }
        return options.endTokens.isEmpty ? 2 : options.endTokens.count + 1
    }

    init(options: GenerationOptions, promptLength: Int) {
        self.options = options
        self.promptLength = promptLength
    }

    /// The scores [row, token] of what follows these tokens.
    ///
    /// - Parameter ids: the tokens so far, row by row.
    func process(_ scores: Tensor, ids: [[Int]]) throws -> Tensor {
        var scores = try forbidding(scores, ids)
        if options.samples { scores = try warp(scores) }
        return options.renormalizes ? try logSoftmax(scores, dim: -1) : scores
    }

    /// The rules that hold for greedy search as well.
    private func forbidding(_ given: Tensor, _ ids: [[Int]]) throws -> Tensor {
        var scores = given
        let length = ids.first?.count ?? 0
        if options.repetitionPenalty != 1 { scores = try penalizeRepetition(scores, ids) }
        if options.unrepeatedRun > 0 { scores = try forbid(repeatedRuns(ids), in: scores) }
        if !options.forbiddenRuns.isEmpty { scores = try forbid(ids.map(endsOfForbiddenRuns), in: scores) }
        if length < options.minLength || length - promptLength < options.minNewTokens {
            scores = try forbid(ids.map { _ in options.endTokens }, in: scores)
        }
        if let beginning = options.forcedBeginning, length == 1 { scores = try only([beginning], in: scores) }
        if !options.forcedEnd.isEmpty, length == promptLength + options.newTokenLimit(prompt: promptLength) - 1 {
            scores = try only(options.forcedEnd, in: scores)
        }
        if !options.suppressedTokens.isEmpty {
            scores = try forbid(ids.map { _ in options.suppressedTokens }, in: scores)
        }
        if !options.suppressedAtBeginning.isEmpty, length == promptLength {
            scores = try forbid(ids.map { _ in options.suppressedAtBeginning }, in: scores)
        }
        return scores
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
        return try maskedFill(scores, Tensor(isForbidden, shape: [tokens.count, width]), scores.lowest)
    }

    /// Zero for these tokens, minus infinity for all others.
    private func only(_ tokens: [Int], in scores: Tensor) throws -> Tensor {
        let (rows, width) = try (scores.size(0), scores.size(-1))
        let row = (0..<width).map { tokens.contains($0) ? Float(0) : -Float.infinity }
        return try expand(Tensor(row, shape: [1, width]), [rows, width])
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

    /// The last tokens of the forbidden runs whose beginning stands at the end of the row.
    private func endsOfForbiddenRuns(_ row: [Int]) -> [Int] {
        options.forbiddenRuns.compactMap { run in
            guard let last = run.last, row.count >= run.count - 1 else { return nil }
            return row.suffix(run.count - 1).elementsEqual(run.dropLast()) ? last : nil
        }
    }
}

extension LogitsProcessing {
    /// The rules for sampling: sharper or flatter scores, and none for unlikely tokens.
    private func warp(_ given: Tensor) throws -> Tensor {
        var scores = given
        if options.temperature != 1 { scores = try scores / .float(options.temperature) }
        if options.topK > 0 { scores = try keepBest(scores) }
        if options.topP < 1 { scores = try keepNucleus(scores) }
        if let share = options.minP { scores = try keepShare(scores, share) }
        if options.typicalP < 1 { scores = try keepTypical(scores) }
        return scores
    }

    private func keepBest(_ scores: Tensor) throws -> Tensor {
        let count = min(max(options.topK, kept), try scores.size(-1))
        let best = try topk(scores, count).parts().values
        let threshold = try best.get([.ellipsis, .slice(start: -1, stop: nil, step: nil)])
        return try maskedFill(scores, lt(scores, threshold), scores.lowest)
    }

    /// Removes the tail of the distribution that together has less than 1 - top_p.
    private func keepNucleus(_ scores: Tensor) throws -> Tensor {
        let sorted = try sort(scores).parts()
        let sums = try cumsum(softmax(sorted.values, dim: -1), -1)
        let isTail = try le(sums, Tensor(number: .float(1 - options.topP)))
        try isTail.set([.ellipsis, .slice(start: -kept, stop: nil, step: nil)], Tensor(number: .bool(false)))
        return try maskedFill(scores, scatter(isTail, 1, sorted.places, isTail), scores.lowest)
    }

    /// Removes tokens less likely than a share of the most likely one.
    private func keepShare(_ scores: Tensor, _ share: Double) throws -> Tensor {
        let probabilities = try softmax(scores, dim: -1)
        let threshold = try amax(probabilities, [-1], keepdim: true) * .float(share)
        let places = try sort(scores, -1, descending: true).parts().places
        let isSmall = try gather(lt(probabilities, threshold), 1, places)
        try isSmall.set([.ellipsis, .slice(start: nil, stop: kept, step: nil)], Tensor(number: .bool(false)))
        return try maskedFill(scores, scatter(isSmall, 1, places, isSmall), scores.lowest)
    }

    /// Keeps the tokens whose surprise is nearest to the expected one, until they have the wanted probability.
    private func keepTypical(_ scores: Tensor) throws -> Tensor {
        let logarithms = try logSoftmax(scores, dim: -1)
        let products = try logarithms * exp(logarithms)
        let isUnknown = try isnan(products)
        let known = try maskedFill(products, isUnknown, Tensor(number: 0))
        let entropy = try neg(sum(known, [-1], keepdim: true))
        let sorted = try sort(abs(neg(logarithms) - entropy)).parts()
        let sums = try cumsum(softmax(gather(scores, 1, sorted.places), dim: -1), -1)
        let isBefore = try to(lt(sums, Tensor(number: .float(options.typicalP))), .int64)
        let last = try clamp(sum(isBefore, [1], keepdim: true), nil, Tensor(number: .int(scores.size(-1) - 1)))
        let isFar = try gt(sorted.values, gather(sorted.values, 1, last))
        try isFar.set([.ellipsis, .slice(start: nil, stop: kept, step: nil)], Tensor(number: .bool(false)))
        return try maskedFill(scores, scatter(isFar, 1, sorted.places, isFar), scores.lowest)
    }
}

extension Tensor {
    /// Minus infinity, as a tensor beside this one.
    fileprivate var lowest: Tensor {
        get throws { try Tensor(number: .float(-.infinity), device: device) }
    }
}

extension Outcome {
    /// Values and the places where they stood, as sorting gives them.
    func parts() throws -> (values: Tensor, places: Tensor) {
        switch self {
        case .named(_, _, let tensors), .tuple(let tensors), .list(let tensors):
            guard tensors.count == 2 else { break }
            return (tensors[0], tensors[1])
        default: break
        }
        throw TensorError.type("an operation gave no values and places")
    }
}
