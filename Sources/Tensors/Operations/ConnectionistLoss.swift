import Glibc

/// The loss of sequences whose alignment is not known (Graves and others, 2006): minus the log-probability of all
/// alignments of the targets, with blanks between and repetitions within.
enum ConnectionistLoss {
    static let operations: [Operation] = [
        Operation(
            "_ctc_loss(Tensor log_probs, Tensor targets, Tensor input_lengths, Tensor target_lengths, int blank=0, "
                + "bool zero_infinity=False) -> Tensor",
            "One loss for each sequence of log-probabilities [time, batch, class].", .function,
            ctcLoss)
    ]
}

private func ctcLoss(
    _ input: Tensor, _ targets: Tensor, _ inputLengths: Tensor, _ targetLengths: Tensor, _ blank: Int,
    _ zeroInfinity: Bool
) throws -> Tensor {
    guard input.rank == 3, input.dtype == .float32 || input.dtype == .float64 else {
        throw TensorError.runtime("ctc_loss: log_probs must be a float tensor [time, batch, class]")
    }
    let classes = input.shape[2]
    guard blank >= 0, blank < classes else { throw TensorError.runtime("blank must be in label range") }
    let batch = input.shape[1]
    guard !input.isMeta else { return try Tensor.empty([batch], dtype: input.dtype, device: .meta) }
    let labels = try AlignedLabels(targets, targetLengths, blank, classes: classes, batch: batch)
    let lengths = try inputLengths.asDType(.int64).compacted()
    guard lengths.elementCount == batch else { throw TensorError.runtime("input_lengths must be of size batch_size") }
    let times = Array(UnsafeBufferPointer(start: lengths.pointer(Int.self), count: batch))
    for (item, time) in times.enumerated() where time < 0 || time > input.shape[0] {
        throw TensorError.runtime(
            "Expected input_lengths to have value at most \(input.shape[0]), but got value \(time) (while checking "
                + "arguments for ctc_loss at \(item))")
    }
    let logarithms = try GradientMode.disabled { try detach(input).asDType(.float64).compacted() }
    let (x, z) = (logarithms.pointer(Double.self), try Tensor.zeros([batch], dtype: .float64))
    let slopes = try Tensor.zeros(input.shape, dtype: .float64)
    for item in 0..<batch {
        try Interrupt.check()
        let alignment = Alignment(
            x: x + item * classes, step: batch * classes, times: times[item], classes: classes,
            labels: labels.extended[item])
        let loss = alignment.loss
        if loss.isInfinite && zeroInfinity { continue }
        z.pointer(Double.self)[item] = loss
        if Tape.records(input) { alignment.addSlopes(to: slopes.pointer(Double.self) + item * classes, loss) }
    }
    let result = try z.asDType(input.dtype)
    guard Tape.records(input) else { return result }
    return result.derived("CtcLossBackward0", from: [input]) { step in
        [try to(slopes, step.gradient.dtype) * unsqueeze(step.gradient, -1)]
    }
}

/// Targets with a blank before, between and after.
private struct AlignedLabels {
    private(set) var extended: [[Int]] = []

    init(_ targets: Tensor, _ lengths: Tensor, _ blank: Int, classes: Int, batch: Int) throws {
        let (flat, counts) = (try targets.asDType(.int64).compacted(), try lengths.asDType(.int64).compacted())
        guard counts.elementCount == batch else {
            throw TensorError.runtime("target_lengths must be of size batch_size")
        }
        var start = 0
        for item in 0..<batch {
            let count = counts.pointer(Int.self)[item]
            if targets.rank == 2 { start = item * targets.shape[1] }
            let room = targets.rank == 2 ? targets.shape[1] : flat.elementCount - start
            guard count >= 0, count <= room else {
                throw TensorError.runtime("Expected target_lengths to be at most \(room), but got value \(count)")
            }
            let own = UnsafeBufferPointer(start: flat.pointer(Int.self) + start, count: count)
            for label in own where label < 0 || label >= classes {
                throw TensorError.runtime("Expected targets to be in [0, \(classes)), but got value \(label)")
            }
            extended.append([blank] + own.flatMap { [$0, blank] })
            start += count
        }
    }
}

/// The probabilities of all alignments of one sequence, in logarithms.
private struct Alignment {
    let x: UnsafePointer<Double>
    /// The distance of two times in the log-probabilities.
    let step: Int
    let times: Int
    let classes: Int
    let labels: [Int]

    private func logarithm(_ time: Int, _ place: Int) -> Double { x[time * step + labels[place]] }

    /// Whether an alignment may go from the label two places before without a blank.
    private func skips(_ place: Int, by offset: Int) -> Bool {
        let other = place + offset
        return labels.indices.contains(other) && place % 2 == 1 && labels[place] != labels[other]
    }

    /// Row t, place s: all beginnings that are at s at time t (or all ends, when `backwards`).
    private func sums(backwards: Bool) -> [[Double]] {
        let (count, direction) = (labels.count, backwards ? 1 : -1)
        var rows = [[Double]](repeating: [Double](repeating: -.infinity, count: count), count: times)
        for index in 0..<times {
            let time = backwards ? times - 1 - index : index
            let edge = backwards ? count - 1 : 0
            for place in 0..<count {
                guard index > 0 else {
                    if abs(place - edge) <= 1 { rows[time][place] = logarithm(time, place) }
                    continue
                }
                let before = rows[time + direction]
                var reached = [before[place]]
                if before.indices.contains(place + direction) { reached.append(before[place + direction]) }
                if skips(place, by: 2 * direction) { reached.append(before[place + 2 * direction]) }
                rows[time][place] = logSum(reached) + logarithm(time, place)
            }
        }
        return rows
    }

    var loss: Double {
        guard times > 0 else { return labels.count == 1 ? 0 : .infinity }
        return -logSum(sums(backwards: false)[times - 1].suffix(2))
    }

    /// The slope by each log-probability, of which PyTorch assumes that they are normalised.
    func addSlopes(to slopes: UnsafeMutablePointer<Double>, _ loss: Double) {
        let (before, after) = (sums(backwards: false), sums(backwards: true))
        for time in 0..<times {
            var shares = [[Double]](repeating: [], count: classes)
            for place in labels.indices { shares[labels[place]].append(before[time][place] + after[time][place]) }
            for label in 0..<classes {
                let value = x[time * step + label]
                slopes[time * step + label] = Glibc.exp(value) - Glibc.exp(logSum(shares[label]) + loss - value)
            }
        }
    }
}

private func logSum(_ values: some Collection<Double>) -> Double {
    let peak = values.max() ?? -.infinity
    guard peak.isFinite else { return peak }
    return peak + Glibc.log(values.reduce(0) { $0 + Glibc.exp($1 - peak) })
}
