import Glibc
import Language

/// `%time`, `%%time`, `%timeit` and `%%timeit`.
enum Timing {
    static var magics: [Magic] {
        [
            Magic(
                "time", "Runs code once and prints how long it took.", usage: "%time sum(range(1000))", on: .both,
                run: time),
            Magic(
                "timeit", "Runs code many times and prints the mean time: %timeit -n loops -r runs code.",
                usage: "%timeit sum(range(1000))", on: .both, run: measure),
        ]
    }

    private static func time(_ call: Magic.Call, _ shell: Shell) throws -> Value {
        let clock = ContinuousClock()
        let before = ProcessorTime.now
        let start = clock.now
        defer {
            let elapsed = start.duration(to: clock.now)
            let used = ProcessorTime.now - before
            shell.print(
                "CPU times: user \(text(used.user)), sys: \(text(used.system)), total: \(text(used.user + used.system))"
            )
            shell.print("Wall time: \(text(elapsed / .seconds(1)))")
        }
        return try (call.body == nil ? shell.runLine(of: call) : shell.runBody(of: call)) ?? .none
    }

    /// Runs something, and says what it took when that was asked for: `%run -t`.
    static func timed(_ isAsked: Bool, _ shell: Shell, _ body: () throws -> Void) throws {
        guard isAsked else { return try body() }
        let before = ProcessorTime.now
        let start = ContinuousClock.now
        try body()
        let used = ProcessorTime.now - before
        shell.print("\nIPython CPU timings (estimated):")
        shell.print("  User   : \(seconds(used.user)) s.\n  System : \(seconds(used.system)) s.")
        shell.print("Wall time: \(seconds(start.duration(to: .now) / .seconds(1))) s.")
    }

    /// `      1.25`: hundredths, in ten places.
    private static func seconds(_ value: Double) -> String {
        let hundredths = Int((value * 100).rounded())
        let digits = String(hundredths % 100)
        let text = "\(hundredths / 100)." + (digits.count == 1 ? "0" : "") + digits
        return String(repeating: " ", count: max(0, 10 - text.count)) + text
    }

    // MARK: Many runs

    private static func measure(_ call: Magic.Call, _ shell: Shell) throws -> Value {
        let options = try TimingOptions(call.arguments)
        let setup = call.body == nil ? "" : options.code
        let function = try loop(over: call.body ?? options.code, setup: setup, shell)
        var loops = options.loops ?? 1
        func seconds() throws -> Double {
            let value = try shell.evaluator.call(function, [.int(loops)])
            return try Number(value)?.float() ?? 0
        }
        if options.loops == nil {
            while try seconds() < 0.2, loops < 10_000_000 { loops *= 10 }
        }
        let result = TimeitResult(try (0..<options.runs).map { _ in try seconds() }, loops: loops)
        if !options.isQuiet { shell.print(result.summary) }
        return options.returnsTimes ? .object(result) : .none
    }

    /// A function that runs the code so many times and gives the seconds; assignments in the code are local to it.
    private static func loop(over code: String, setup: String, _ shell: Shell) throws -> Value {
        let indented = { (text: String, depth: Int) in
            text.split(separator: "\n").map { String(repeating: " ", count: depth) + $0 + "\n" }.joined()
        }
        let text =
            "def __timeit__(__loops__):\n    from time import perf_counter as __now__\n" + indented(setup, 4)
            + "    __start__ = __now__()\n    for __turn__ in range(__loops__):\n        pass\n"
            + indented(CellText(code).program, 8) + "    return __now__() - __start__\n"
        let namespace = shell.evaluator.main.namespace
        _ = try shell.evaluator.run(Source(name: "<timeit>", text: text), in: namespace)
        return namespace.remove("__timeit__") ?? .none
    }

    /// `1.23 ms`: three digits and a unit.
    static func text(_ seconds: Double) -> String {
        guard seconds < 60 else { return "\(Int(seconds) / 60)min \(Int(seconds) % 60)s" }
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

/// `%timeit -n 100 -r 5 -q -o code`
private struct TimingOptions {
    var loops: Int?
    var runs = 7
    var isQuiet = false
    var returnsTimes = false
    var code = ""

    init(_ text: String) throws {
        var rest = text[...]
        while rest.hasPrefix("-") {
            let word = rest.prefix { $0 != " " }
            rest = rest.dropFirst(word.count).drop { $0 == " " }
            switch word.prefix(2) {
            case "-q": isQuiet = true
            case "-o": returnsTimes = true
            case "-n", "-r":
                var digits = word.dropFirst(2)
                if digits.isEmpty {
                    digits = rest.prefix { $0 != " " }
                    rest = rest.dropFirst(digits.count).drop { $0 == " " }
                }
                guard let count = Int(digits), count > 0 else {
                    throw UsageError.make("option \(word.prefix(2)) requires a positive number")
                }
                if word.hasPrefix("-n") { loops = count } else { runs = count }
            default: throw UsageError.make("option \(word) not recognized ( allowed: \"n:r:oq\" )")
            }
        }
        code = String(rest)
    }
}

/// The seconds that the process has computed so far.
private struct ProcessorTime {
    let user: Double
    let system: Double

    static var now: ProcessorTime {
        var usage = rusage()
        getrusage(RUSAGE_SELF.rawValue, &usage)
        return ProcessorTime(user: seconds(usage.ru_utime), system: seconds(usage.ru_stime))
    }

    private static func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }

    static func - (a: ProcessorTime, b: ProcessorTime) -> ProcessorTime {
        ProcessorTime(user: a.user - b.user, system: a.system - b.system)
    }
}
