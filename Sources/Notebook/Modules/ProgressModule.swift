import Jupyter
import Language

/// The module `tqdm`: a progress bar around an iterable, updated in place.
enum ProgressModule {
    static func register(with evaluator: Evaluator) {
        for name in ["tqdm", "tqdm.auto", "tqdm.notebook", "tqdm.std"] {
            evaluator.modules.register(name) { _ in
                ModuleObject(
                    name, attributes: [("tqdm", .object(ProgressBar.typeObject)), ("trange", .object(trange))])
            }
        }
    }

    /// `trange(n)` is `tqdm(range(n))`.
    nonisolated(unsafe) private static let trange = NativeFunction(
        "trange", "(*args, **kwargs)", "A progress bar over a range.", isRaw: true
    ) { arguments, evaluator in
        let range = try evaluator.call(.object(TypeObject.range), arguments.positionals)
        return try evaluator.call(
            .object(ProgressBar.typeObject), Arguments([range], keywords: arguments.keywords))
    }
}

/// A running progress bar: ` 40%|████      | 4/10 [00:02<00:03, 1.98it/s]`.
final class ProgressBar: Object {
    private let iterable: Value
    private let total: Int?
    private var description: String
    private let isDisabled: Bool
    private var count = 0
    private let start = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?

    /// Updates come at most so often, after the first half second.
    private static let interval = Duration.milliseconds(125)

    init(_ iterable: Value, total: Int?, description: String, isDisabled: Bool) {
        self.iterable = iterable
        self.total = total
        self.description = description
        self.isDisabled = isDisabled
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "tqdm", module: "tqdm.std",
        methods: [
            method("update", "(self, n=1)", "Moves the bar on.") { bar, arguments, evaluator in
                bar.advance(by: try evaluator.index(arguments[1]), evaluator)
            },
            method("set_description", "(self, desc=None, refresh=True)", "Sets the words before the bar.") {
                bar, arguments, evaluator in
                bar.description = arguments[1].isNone ? "" : try evaluator.str(arguments[1]) + ": "
            },
            method("set_postfix", "(self, ordered_dict=None, refresh=True, **kwargs)", "Sets the words after the bar.")
            {
                _, _, _ in
            },
            method("close", "(self)", "Shows the bar for the last time.") { bar, _, evaluator in bar.finish(evaluator)
            },
            NativeFunction(
                "write", "(s, file=None, end='\\n')", "Prints a line without disturbing the bar.", binds: false
            ) {
                arguments, evaluator in
                evaluator.output.write(try evaluator.str(arguments[0]) + "\n", to: .standardOutput)
                return .none
            },
        ],
        allocate: { _, arguments, evaluator in
            let bound = try parameters.bind(arguments, function: "tqdm", evaluator)
            let length = try bound[2].ifNotNone.map { try evaluator.index($0) }
            let known = try length ?? bound[0].ifNotNone?.object.flatMap { try $0.length(evaluator) }
            let words = try bound[1].ifNotNone.map { try evaluator.str($0) + ": " } ?? ""
            return .object(
                ProgressBar(bound[0], total: known, description: words, isDisabled: try evaluator.truth(bound[4])))
        })

    private static var parameters: Language.Signature {
        "(iterable=None, desc=None, total=None, leave=True, disable=False, **kwargs)"
    }

    private static func method(
        _ name: String, _ signature: Language.Signature, _ summary: String,
        _ body: @escaping (ProgressBar, borrowing Arguments, Evaluator) throws -> Void
    ) -> NativeFunction {
        NativeFunction(name, signature, summary) { arguments, evaluator in
            guard let bar = arguments[0].as(ProgressBar.self) else { return .none }
            try body(bar, arguments, evaluator)
            return .none
        }
    }

    override class var nativeType: TypeObject { typeObject }

    override func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        let inner = try evaluator.iterate(iterable)
        return ClosureIterator { [self] evaluator in
            guard let value = try inner.next(evaluator) else {
                finish(evaluator)
                return nil
            }
            show(evaluator, isLast: false)
            count += 1
            return value
        }
    }

    override func length(_ evaluator: Evaluator) throws -> Int? { total }
    override var isContextManager: Bool { true }
    override func enter(_ evaluator: Evaluator) throws -> Value { .object(self) }

    override func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        finish(evaluator)
        return false
    }

    private func advance(by steps: Int, _ evaluator: Evaluator) {
        count = count.addingReportingOverflow(steps).partialValue
        show(evaluator, isLast: false)
    }

    private func finish(_ evaluator: Evaluator) {
        show(evaluator, isLast: true)
        if !isDisabled { evaluator.output.write("\n", to: .standardError) }
    }

    private func show(_ evaluator: Evaluator, isLast: Bool) {
        guard !isDisabled else { return }
        let now = ContinuousClock.now
        if !isLast, let lastShown, lastShown.duration(to: now) < ProgressBar.interval { return }
        lastShown = now
        evaluator.output.write("\r" + line(start.duration(to: now) / .seconds(1)), to: .standardError)
    }

    private func line(_ seconds: Double) -> String {
        let rate = seconds > 0 ? Double(count) / seconds : 0
        let speed = "\((rate * 100).rounded() / 100)it/s"
        guard let total, total > 0 else { return "\(description)\(count)it [\(clock(seconds)), \(speed)]" }
        let done = min(1, Double(count) / Double(total))
        let filled = Int(done * 10)
        let bar = String(repeating: "█", count: filled) + String(repeating: " ", count: 10 - filled)
        let percent = String(Int(done * 100))
        let left = rate > 0 ? clock(Double(total - count) / rate) : "?"
        let padding = String(repeating: " ", count: max(0, 3 - percent.count))
        return "\(description)\(padding)\(percent)%|\(bar)| \(count)/\(total) [\(clock(seconds))<\(left), \(speed)]"
    }

    /// `01:05`
    private func clock(_ seconds: Double) -> String {
        let whole = max(0, Int(min(seconds, 359_999)))
        let pair = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
        return whole < 3600
            ? "\(pair(whole / 60)):\(pair(whole % 60))" : "\(whole / 3600):\(pair(whole / 60 % 60)):\(pair(whole % 60))"
    }
}
