import Tensors

/// Lowers the learning rates when a measure has stopped getting better: `ReduceLROnPlateau`.
package final class PlateauScheduler {
    package let optimizer: Optimizer
    package let settings: Settings
    package private(set) var best: Double
    package private(set) var badEpochs = 0
    package private(set) var coolingEpochs = 0
    package private(set) var epoch = 0
    package private(set) var lastRates: [Double]

    package struct Settings {
        package var prefersLarge = false
        package var factor = 0.1
        package var patience = 10
        package var threshold = 1e-4
        package var isRelative = true
        package var cooldown = 0
        package var minimum = 0.0
        package var epsilon = 1e-8

        package init() {}
    }

    package init(_ optimizer: Optimizer, _ settings: Settings = Settings()) throws {
        guard settings.factor < 1 else { throw TensorError.value("Factor should be < 1.0.") }
        self.optimizer = optimizer
        self.settings = settings
        best = settings.prefersLarge ? -Double.infinity : Double.infinity
        lastRates = optimizer.groups.map { $0.options.number("lr") }
    }

    /// Reports the measure of an epoch.
    package func step(_ measure: Double) {
        epoch += 1
        if isBetter(measure) {
            best = measure
            badEpochs = 0
        } else {
            badEpochs += 1
        }
        if coolingEpochs > 0 {
            coolingEpochs -= 1
            badEpochs = 0
        }
        if badEpochs > settings.patience {
            lowerRates()
            coolingEpochs = settings.cooldown
            badEpochs = 0
        }
        lastRates = optimizer.groups.map { $0.options.number("lr") }
    }

    /// Goes where another scheduler was.
    package func restore(best: Double, badEpochs: Int, coolingEpochs: Int, epoch: Int) {
        (self.best, self.badEpochs, self.coolingEpochs, self.epoch) = (best, badEpochs, coolingEpochs, epoch)
    }

    private func isBetter(_ measure: Double) -> Bool {
        let margin = settings.threshold
        switch (settings.prefersLarge, settings.isRelative) {
        case (false, true): return measure < best * (1 - margin)
        case (false, false): return measure < best - margin
        case (true, true): return measure > best * (margin + 1)
        case (true, false): return measure > best + margin
        }
    }

    private func lowerRates() {
        for group in optimizer.groups {
            let old = group.options.number("lr")
            let new = Swift.max(old * settings.factor, settings.minimum)
            if old - new > settings.epsilon { group.options["lr"] = .float(new) }
        }
    }
}
