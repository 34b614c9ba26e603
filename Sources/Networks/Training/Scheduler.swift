import Glibc
import Tensors

/// Changes the learning rates of an optimizer from epoch to epoch.
///
///     let scheduler = try Scheduler(optimizer, .step(every: 2, gamma: 0.1))
///     try scheduler.step()
package final class Scheduler {
    package let optimizer: Optimizer
    package let schedule: Schedule
    package private(set) var epoch = -1
    /// The learning rates of the groups before the first change.
    package let baseRates: [Double]
    /// What the last step gave: `get_last_lr()`.
    package private(set) var lastRates: [Double] = []

    package init(_ optimizer: Optimizer, _ schedule: Schedule) throws {
        self.optimizer = optimizer
        self.schedule = schedule
        for group in optimizer.groups where group.options["initial_lr"] == nil {
            group.options["initial_lr"] = group.options["lr"]
        }
        baseRates = optimizer.groups.map { $0.options.number("initial_lr") }
        try schedule.check()
        try step()
    }

    /// Goes back to the first epoch, from the base rates.
    package func restart() throws {
        for (group, rate) in zip(optimizer.groups, baseRates) { group.options["lr"] = .float(rate) }
        epoch = -1
        try step()
    }

    /// Where a schedule with restarts is in its cycle, and how long that is; nil for others.
    package var cycle: (place: Int, length: Int)? {
        guard case .cosineRestarts(let first, let factor, _) = schedule else { return nil }
        return schedule.restart(epoch, first, factor)
    }

    /// Takes over where another scheduler of the same kind was.
    package func restore(epoch: Int, rates: [Double]) {
        self.epoch = epoch
        lastRates = rates
    }

    /// Goes to the next epoch.
    package func step() throws {
        epoch += 1
        for (index, group) in optimizer.groups.enumerated() {
            let now = group.options.number("lr")
            let base = baseRates.indices.contains(index) ? baseRates[index] : now
            let rate = try schedule.rate(epoch: epoch, group: index, now: now, base: base)
            group.options["lr"] = .float(rate)
        }
        lastRates = optimizer.groups.map { $0.options.number("lr") }
    }
}

/// How a learning rate goes on from epoch to epoch; each case computes the next rate from the current one, as PyTorch does.
package enum Schedule {
    /// The base rate times a function of the epoch, one function for each group or one for all.
    case scaled([(Int) throws -> Double])
    /// The current rate times a function of the epoch.
    case multiplied([(Int) throws -> Double])
    case step(every: Int, gamma: Double)
    case milestones([Int], gamma: Double)
    case constant(factor: Double, epochs: Int)
    case linear(from: Double, to: Double, epochs: Int)
    case exponential(gamma: Double)
    case polynomial(epochs: Int, power: Double)
    case cosine(epochs: Int, minimum: Double)
    case cosineRestarts(first: Int, factor: Int, minimum: Double)
}

extension Schedule {
    /// The class name: "StepLR".
    package var name: String {
        switch self {
        case .scaled: "LambdaLR"
        case .multiplied: "MultiplicativeLR"
        case .step: "StepLR"
        case .milestones: "MultiStepLR"
        case .constant: "ConstantLR"
        case .linear: "LinearLR"
        case .exponential: "ExponentialLR"
        case .polynomial: "PolynomialLR"
        case .cosine: "CosineAnnealingLR"
        case .cosineRestarts: "CosineAnnealingWarmRestarts"
        }
    }

    func check() throws {
        switch self {
        case .constant(let factor, _) where factor > 1 || factor < 0:
            throw TensorError.value("Constant multiplicative factor expected to be between 0 and 1.")
        case .linear(let start, _, _) where start > 1 || start <= 0:
            throw TensorError.value(
                "Starting multiplicative factor expected to be greater than 0 and less or equal to 1.")
        case .linear(_, let end, _) where end > 1 || end < 0:
            throw TensorError.value("Ending multiplicative factor expected to be between 0 and 1.")
        case .cosineRestarts(let first, _, _) where first <= 0:
            throw TensorError.value("Expected positive integer T_0, but got \(first)")
        case .cosineRestarts(_, let factor, _) where factor < 1:
            throw TensorError.value("Expected integer T_mult >= 1, but got \(factor)")
        case .step(let every, _) where every == 0, .cosine(let every, _) where every == 0:
            throw TensorError.value("the period of \(name) must not be 0")
        case .scaled, .multiplied, .step, .milestones, .constant, .linear, .exponential, .polynomial, .cosine,
            .cosineRestarts:
            break
        }
    }

    func rate(epoch: Int, group: Int, now: Double, base: Double) throws -> Double {
        switch self {
        case .scaled(let functions): return base * (try function(functions, group)(epoch))
        case .multiplied(let functions): return epoch == 0 ? now : now * (try function(functions, group)(epoch))
        case .step(let every, let gamma): return epoch == 0 || epoch % every != 0 ? now : now * gamma
        case .milestones(let places, let gamma):
            return now * Glibc.pow(gamma, Double(places.filter { $0 == epoch }.count))
        case .constant(let factor, let epochs):
            if epoch == 0 { return now * factor }
            return epoch == epochs ? now * (1 / factor) : now
        case .linear(let start, let end, let epochs):
            if epoch == 0 { return now * start }
            if epoch > epochs { return now }
            return now * (1 + (end - start) / (Double(epochs) * start + Double(epoch - 1) * (end - start)))
        case .exponential(let gamma): return epoch == 0 ? now : now * gamma
        case .polynomial(let epochs, let power):
            if epoch == 0 || epoch > epochs { return now }
            let total = Double(epochs)
            return now * Glibc.pow((1 - Double(epoch) / total) / (1 - Double(epoch - 1) / total), power)
        case .cosine(let epochs, let minimum): return cosine(epoch, epochs, minimum, now, base)
        case .cosineRestarts(let first, let factor, let minimum):
            let (place, length) = restart(epoch, first, factor)
            return minimum + (base - minimum) * (1 + cos(Double.pi * Double(place) / Double(length))) / 2
        }
    }

    private func function(_ functions: [(Int) throws -> Double], _ group: Int) throws -> (Int) throws -> Double {
        if functions.indices.contains(group) { return functions[group] }
        guard functions.count == 1, let only = functions.first else {
            throw TensorError.value("Expected \(group + 1) lr_lambdas, but got \(functions.count)")
        }
        return only
    }

    private func cosine(_ epoch: Int, _ epochs: Int, _ minimum: Double, _ now: Double, _ base: Double) -> Double {
        if epoch == 0 { return now }
        let period = Double(epochs)
        if (epoch - 1 - epochs) % (2 * epochs) == 0 {
            return now + (base - minimum) * (1 - cos(Double.pi / period)) / 2
        }
        let ratio = (1 + cos(Double.pi * Double(epoch) / period)) / (1 + cos(Double.pi * Double(epoch - 1) / period))
        return ratio * (now - minimum) + minimum
    }

    /// Where an epoch lies in its period, and how long that period is.
    fileprivate func restart(_ epoch: Int, _ first: Int, _ factor: Int) -> (place: Int, length: Int) {
        if factor == 1 { return (epoch % first, first) }
        var (place, length) = (epoch, first)
        while place >= length {
            place -= length
            length = length.multipliedReportingOverflow(by: factor).overflow ? Int.max : length * factor
        }
        return (place, length)
    }
}
