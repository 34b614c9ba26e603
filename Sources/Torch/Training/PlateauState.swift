import Language
import Networks

/// `ReduceLROnPlateau` as a dict of its settings and of where it is, with torch's names and order.
extension PlateauScheduler {
    func write(into result: Dict, _ evaluator: Evaluator) throws {
        let minimum = Value(setting: settings.minimum)
        let entries: [(String, Value)] = [
            ("factor", .float(settings.factor)), ("default_min_lr", minimum),
            ("min_lrs", Value(optimizer.groups.map { _ in minimum })), ("patience", .int(settings.patience)),
            ("cooldown", .int(settings.cooldown)), ("eps", .float(settings.epsilon)), ("last_epoch", .int(epoch)),
            ("_last_lr", Value(lastRates.map { .float($0) })),
            ("mode_worse", .float(settings.prefersLarge ? -.infinity : .infinity)),
            ("mode", Value(settings.prefersLarge ? "max" : "min")), ("threshold", .float(settings.threshold)),
            ("threshold_mode", Value(settings.isRelative ? "rel" : "abs")), ("best", .float(best)),
            ("cooldown_counter", .int(coolingEpochs)), ("num_bad_epochs", .int(badEpochs)),
        ]
        for (name, value) in entries { try result.set(Value(name), to: value, evaluator) }
    }

    func read(_ state: Value, _ evaluator: Evaluator) throws {
        func whole(_ name: String) throws -> Int { try evaluator.index(evaluator.getItem(state, Value(name))) }
        let best = try evaluator.getItem(state, Value("best")).floatingNumber(evaluator) ?? self.best
        restore(
            best: best, badEpochs: try whole("num_bad_epochs"), coolingEpochs: try whole("cooldown_counter"),
            epoch: try whole("last_epoch"))
    }
}

extension Value {
    /// A setting that is usually a whole number, such as the least learning rate of 0.
    fileprivate init(setting: Double) { self = Int(exactly: setting).map { .int($0) } ?? .float(setting) }
}
