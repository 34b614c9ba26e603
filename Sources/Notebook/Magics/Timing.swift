import Language

/// `%time`, `%%time` and `%timeit`.
enum Timing {
    static var magics: [Magic] {
        [
            Magic("time", "Runs code once and prints how long it took.") { call, shell in
                let clock = ContinuousClock()
                let start = clock.now
                let value = try shell.runSource(call.code)
                let elapsed = start.duration(to: clock.now)
                shell.print("Wall time: \(text(elapsed))")
                return value ?? .none
            },
            Magic("timeit", "Runs code many times and prints the mean time of one run.") { call, shell in
                shell.print(try measure(call.code, shell))
                return .none
            },
        ]
    }

    /// Seven rounds of as many loops as take about a fifth of a second.
    private static func measure(_ code: String, _ shell: Shell) throws -> String {
        let source = Source(name: "<timeit>", text: code)
        let rounds = 7
        var loops = 1
        while try seconds(source, loops, shell) < 0.02, loops < 10_000_000 { loops *= 10 }
        let times = try (0..<rounds).map { _ in try seconds(source, loops, shell) / Double(loops) }
        let mean = times.reduce(0, +) / Double(rounds)
        let deviation = (times.map { ($0 - mean) * ($0 - mean) }.reduce(0, +) / Double(rounds)).squareRoot()
        let counted = "\(rounds) runs, \(loops) loop\(loops == 1 ? "" : "s") each"
        return "\(text(.seconds(mean))) ± \(text(.seconds(deviation))) per loop (mean ± std. dev. of \(counted))"
    }

    private static func seconds(_ source: Source, _ loops: Int, _ shell: Shell) throws -> Double {
        let start = ContinuousClock.now
        for _ in 0..<loops { _ = try shell.evaluator.run(source, in: shell.evaluator.main.namespace) }
        return start.duration(to: .now) / .seconds(1)
    }

    /// `1.23 ms`: three digits and a unit.
    static func text(_ duration: Duration) -> String {
        let seconds = duration / .seconds(1)
        let units: [(size: Double, name: String)] = [(1, "s"), (1e-3, "ms"), (1e-6, "µs"), (1e-9, "ns")]
        let unit = units.first { seconds >= $0.size } ?? (1e-9, "ns")
        return "\(threeDigits(seconds / unit.size)) \(unit.name)"
    }

    private static func threeDigits(_ value: Double) -> String {
        let decimals = value >= 100 ? 0 : value >= 10 ? 1 : 2
        var scale = 1.0
        for _ in 0..<decimals { scale *= 10 }
        let rounded = (value * scale).rounded() / scale
        return decimals == 0 || rounded == rounded.rounded() ? String(Int(rounded)) : "\(rounded)"
    }
}
