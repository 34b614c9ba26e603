import Glibc
import Networks
import Tensors

/// Beam search: several beginnings of each text are kept, and each step keeps the best of all their continuations.
extension TextGenerator {
    func search(_ beginning: GenerationState, batch: Int) throws -> Tensor {
        var state = beginning
        let beams = options.beamCount
        let length = try state.ids.size(1)
        let limit = options.newTokenLimit(prompt: length)
        let processing = LogitsProcessing(options: options, promptLength: length)
        var texts = (0..<batch).map { _ in BeamTexts(options: options, promptLength: length, limit: limit) }
        // Of the equal beams at the beginning only the first may go on.
        var beamScores = (0..<(batch * beams)).map { $0 % beams == 0 ? Float(0) : -1e9 }
        // From which row each token of each beam came.
        var origins = Array(repeating: [Int](), count: batch * beams)
        for _ in 0..<limit {
            let logits = try step(&state)
            let rows = try state.rows()
            let scores = try processing.process(logSoftmax(logits, dim: -1), ids: rows)
            trail.note(logits, scores, options)
            let candidates = try self.candidates(scores, beamScores, batch: batch)
            var next: [Candidate] = []
            for (index, ranked) in candidates.enumerated() {
                let first = index * beams
                let own = (first..<(first + beams)).map { OpenBeam(row: rows[$0], origins: origins[$0] + [$0]) }
                next += texts[index].take(ranked, beams: own).map { $0.moved(by: first) }
            }
            origins = next.map { origins[$0.beam] + [$0.beam] }
            beamScores = next.map(\.score)
            try state.reorder(next.map(\.beam))
            try state.append(next.map(\.token))
            let goesOn = try onTokens?(next.map(\.token)) ?? true
            if !goesOn || texts.allSatisfy(\.isDone) { break }
        }
        trail.cache = state.cache
        let open = try zip(state.rows(), origins).map { OpenBeam(row: $0, origins: $1) }
        return try finish(&texts, open, beamScores, longest: length + limit)
    }

    /// The best continuations of all beams of a text, best first.
    private func candidates(_ scores: Tensor, _ beamScores: [Float], batch: Int) throws -> [[Candidate]] {
        let beams = options.beamCount
        let width = try scores.size(-1)
        let sums = try scores + Tensor(beamScores, shape: [beamScores.count, 1])
        let flat = try view(contiguous(sums), [batch, beams * width])
        let count = min(max(2, 1 + options.endTokens.count) * beams, beams * width)
        let chosen = try options.samples ? sampled(flat, count) : topk(flat, count).parts()
        let (values, places) = try (contiguous(chosen.values).doubles(), contiguous(chosen.places).integers())
        return (0..<batch).map { row in
            (0..<count).map { rank in
                let place = places[row * count + rank]
                return Candidate(
                    token: place % width, beam: place / width, score: Float(values[row * count + rank]))
            }
        }
    }

    private func sampled(_ scores: Tensor, _ count: Int) throws -> (values: Tensor, places: Tensor) {
        let drawn = try multinomial(softmax(scores, dim: -1), count)
        let sorted = try sort(gather(scores, -1, drawn), -1, descending: true).parts()
        return (sorted.values, try gather(drawn, -1, sorted.places))
    }

    /// The best texts of each prompt, filled up to one length.
    private func finish(
        _ texts: inout [BeamTexts], _ open: [OpenBeam], _ beamScores: [Float], longest limit: Int
    ) throws -> Tensor {
        let beams = options.beamCount
        var best: [BeamTexts.Finished] = []
        for index in texts.indices {
            let own = (index * beams)..<((index + 1) * beams)
            best += texts[index].best(
                options.returnedSequences, open: zip(open[own], beamScores[own]).map { ($0, Double($1)) })
        }
        let longest = best.map(\.beam.row.count).max() ?? 0
        let width = max(longest, min(longest + 1, limit))
        let filled = best.map { text in
            let end = text.beam.row.count < width ? [options.endTokens.first ?? options.filler] : []
            let row = text.beam.row + end
            return row + Array(repeating: options.filler, count: width - row.count)
        }
        let origins = best.map { $0.beam.origins + Array(repeating: -1, count: max(0, width - $0.beam.origins.count)) }
        trail.beamIndices = try Tensor(origins.flatMap { $0 }, shape: [origins.count, width])
        trail.sequenceScores = try Tensor(best.map { Float($0.score) }, shape: [best.count])
        return try Tensor(filled.flatMap { $0 }, shape: [filled.count, width])
    }
}

/// A token that may come next, and the beam that it continues.
struct Candidate {
    var token: Int
    var beam: Int
    var score: Float

    func moved(by rows: Int) -> Candidate { Candidate(token: token, beam: beam + rows, score: score) }
}

/// A text that may go on, and the row from which each of its new tokens came.
struct OpenBeam {
    let row: [Int]
    let origins: [Int]
}

/// The finished texts of one prompt, at most as many as there are beams.
struct BeamTexts {
    private let options: GenerationOptions
    private let promptLength: Int
    private let limit: Int
    private var finished: [Finished] = []
    private(set) var isDone = false

    typealias Finished = (score: Double, beam: OpenBeam)

    init(options: GenerationOptions, promptLength: Int, limit: Int) {
        self.options = options
        self.promptLength = promptLength
        self.limit = limit
    }

    /// Sorts the candidates into finished texts and beams that go on.
    mutating func take(_ ranked: [Candidate], beams own: [OpenBeam]) -> [Candidate] {
        let beams = options.beamCount
        guard !isDone else {
            return Array(repeating: Candidate(token: options.filler, beam: 0, score: 0), count: beams)
        }
        var next: [Candidate] = []
        for (rank, candidate) in ranked.enumerated() where next.count < beams {
            guard options.endTokens.contains(candidate.token) else {
                next.append(candidate)
                continue
            }
            if rank < beams {
                let beam = own[candidate.beam]
                add(beam, Double(candidate.score), length: beam.row.count + 1)
            }
        }
        // A vocabulary smaller than twice the beams may run out of candidates.
        while next.count < beams { next.append(Candidate(token: options.filler, beam: 0, score: -1e9)) }
        let length = (own.first?.row.count ?? 0) + 1
        isDone = isHopeless(best: Double(ranked.first?.score ?? 0), length: length)
        return next
    }

    private mutating func add(_ beam: OpenBeam, _ sum: Double, length: Int) {
        let score = sum / Glibc.pow(Double(max(1, length - promptLength)), options.lengthPenalty)
        guard finished.count >= options.beamCount else { return finished.append((score, beam)) }
        guard let worst = finished.indices.min(by: { finished[$0].score < finished[$1].score }),
            score > finished[worst].score
        else { return }
        finished.remove(at: worst)
        finished.append((score, beam))
    }

    /// Whether no open beam can become better than the worst finished text.
    private func isHopeless(best: Double, length: Int) -> Bool {
        guard finished.count >= options.beamCount, let worst = finished.map(\.score).min() else { return false }
        switch options.stopping {
        case .early: return true
        case .whenHopeless:
            return worst >= best / Glibc.pow(Double(max(1, length - promptLength)), options.lengthPenalty)
        case .never:
            let longest = options.lengthPenalty > 0 ? limit : length - promptLength
            return worst >= best / Glibc.pow(Double(max(1, longest)), options.lengthPenalty)
        }
    }

    /// The best texts, best first; beams that are still open count as they stand.
    mutating func best(_ count: Int, open: [(beam: OpenBeam, score: Double)]) -> [Finished] {
        if !isDone { for (beam, score) in open { add(beam, score, length: beam.row.count) } }
        // Of equal scores the later one goes first, as popping from a sorted list does.
        let ranked = finished.enumerated().sorted {
            ($0.element.score, $0.offset) > ($1.element.score, $1.offset)
        }
        return ranked.prefix(count).map(\.element)
    }
}
