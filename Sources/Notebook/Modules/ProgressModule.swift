import Jupyter
import Language

/// The module `tqdm`: a progress bar around an iterable, updated in place.
enum ProgressModule {
    static func register(with evaluator: Evaluator) {
        for name in ["tqdm", "tqdm.auto", "tqdm.notebook", "tqdm.std", "tqdm.autonotebook"] {
            evaluator.modules.register(name) { _ in
                ModuleObject(
                    name,
                    attributes: [
                        ("tqdm", .object(ProgressBar.typeObject)), ("trange", .object(trange)),
                        ("tqdm_notebook", .object(ProgressBar.typeObject)), ("tnrange", .object(trange)),
                        ("__version__", "4.66.5"),
                    ])
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

/// A running progress bar: ` 40%|████      | 4/10 [00:02<00:03,  1.98it/s]`.
final class ProgressBar: Object {
    private let iterable: Value
    private var total: Int?
    private var description: String
    private var postfix = ""
    private let unit: String
    private let isDisabled: Bool
    /// Whether the finished bar stays.
    private let isLeft: Bool
    private var count: Int
    private let progress: Progress
    private var isClosed = false

    /// The options of `tqdm(...)`, in the order of its signature.
    private init(_ bound: [Value], total: Int?, _ evaluator: Evaluator) throws {
        iterable = bound[0]
        self.total = total
        description = try bound[1].ifNotNone.map { try evaluator.str($0) + ": " } ?? ""
        isLeft = try evaluator.truth(bound[3])
        isDisabled = try evaluator.truth(bound[4])
        unit = try evaluator.str(bound[5])
        count = try evaluator.index(bound[6])
        progress = Progress(evaluator, after: .zero, isOwnLine: true)
        super.init()
        show()
    }

    private static var parameters: Language.Signature {
        "(iterable=None, desc=None, total=None, leave=True, disable=False, unit='it', initial=0, **kwargs)"
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "tqdm", module: "tqdm.std",
        documentation: "A progress bar around an iterable: for x in tqdm(items, desc='name'): ...",
        methods: methods,
        attributes: [
            (
                "n",
                .object(NativeProperty("n", "How far it is.") { bar, _ in .int(bar.as(ProgressBar.self)?.count ?? 0) })
            ),
            (
                "total",
                .object(
                    NativeProperty(
                        "total", "How far it goes.",
                        set: { bar, value, evaluator in
                            bar.as(ProgressBar.self)?.total = try value.ifNotNone.map { try evaluator.index($0) }
                        }
                    ) { bar, _ in
                        bar.as(ProgressBar.self)?.total.map { .int($0) } ?? .none
                    })
            ),
        ],
        allocate: { _, arguments, evaluator in
            let bound = try parameters.bind(arguments, function: "tqdm", evaluator)
            let length = try bound[2].ifNotNone.map { try evaluator.index($0) }
            let known = try length ?? bound[0].ifNotNone?.object.flatMap { try $0.length(evaluator) }
            return .object(try ProgressBar(bound, total: known, evaluator))
        })

    private static var methods: [NativeFunction] {
        [
            method("update", "(self, n=1)", "Moves the bar on.") { bar, arguments, evaluator in
                bar.count = bar.count.addingReportingOverflow(try evaluator.index(arguments[1])).partialValue
                bar.show()
            },
            method("set_description", "(self, desc=None, refresh=True)", "Sets the words before the bar.") {
                bar, arguments, evaluator in
                bar.description = arguments[1].isNone ? "" : try evaluator.str(arguments[1]) + ": "
                bar.show()
            },
            method("set_postfix", "(self, ordered_dict=None, refresh=True, **kwargs)", "Sets the words after the bar.")
            {
                bar, arguments, evaluator in
                let given = (arguments[1].as(Dict.self)?.items ?? []) + (arguments[3].as(Dict.self)?.items ?? [])
                let words = try given.map { "\(try evaluator.str($0.key))=\(try text(ofPostfix: $0.value, evaluator))" }
                bar.postfix = words.isEmpty ? "" : ", " + words.joined(separator: ", ")
                bar.show()
            },
            method("set_postfix_str", "(self, s='', refresh=True)", "Sets the words after the bar.") {
                bar, arguments, evaluator in
                let text = try evaluator.str(arguments[1])
                bar.postfix = text.isEmpty ? "" : ", " + text
                bar.show()
            },
            method("reset", "(self, total=None)", "Begins again.") { bar, arguments, evaluator in
                bar.count = 0
                if let total = arguments[1].ifNotNone { bar.total = try evaluator.index(total) }
            },
            method("refresh", "(self)", "Shows the bar now.") { bar, _, _ in bar.show() },
            method("close", "(self)", "Shows the bar for the last time.") { bar, _, _ in bar.finish() },
            NativeFunction(
                "write", "(s, file=None, end='\\n')", "Prints a line without disturbing the bar.", binds: false
            ) {
                arguments, evaluator in
                evaluator.output.write(
                    try evaluator.str(arguments[0]) + evaluator.str(arguments[2]), to: .standardOutput)
                return .none
            },
        ]
    }

    /// Numbers with three significant digits, as tqdm writes them.
    private static func text(ofPostfix value: Value, _ evaluator: Evaluator) throws -> String {
        if case .float = value {
            return try evaluator.str(try evaluator.call(evaluator.builtins["format"] ?? .none, [value, "#.3g"]))
        }
        return try evaluator.str(value)
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
        var isInside = false
        let ending = Ending(self)
        return ClosureIterator { [self] evaluator in
            withExtendedLifetime(ending) {}
            if isInside { count = count.addingReportingOverflow(1).partialValue }
            guard let value = try inner.next(evaluator) else {
                isInside = false
                finish()
                return nil
            }
            isInside = true
            show()
            return value
        }
    }

    /// Shows the last state when the loop is left: what it reads goes away with the loop.
    private final class Ending {
        private let bar: ProgressBar

        init(_ bar: ProgressBar) { self.bar = bar }

        deinit { bar.finish() }
    }

    override func length(_ evaluator: Evaluator) throws -> Int? { total }
    override var isContextManager: Bool { true }
    override func enter(_ evaluator: Evaluator) throws -> Value { .object(self) }

    override func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        finish()
        return false
    }

    // MARK: Showing

    /// The last state stays as one line, unless the bar was not to be left.
    private func finish() {
        guard !isClosed else { return }
        isClosed = true
        guard !isDisabled else { return }
        progress.end(isForced: isLeft) { isLeft ? line(progress.seconds) : "" }
    }

    private func show() {
        guard !isDisabled else { return }
        progress.show { [unowned self] in line(progress.seconds) }
    }

    private func line(_ seconds: Double) -> String {
        let rate = seconds > 0 ? Double(count) / seconds : 0
        let speed = count == 0 ? "?\(unit)/s" : rate >= 1 ? "\(fixed(rate))\(unit)/s" : "\(fixed(1 / rate))s/\(unit)"
        guard let total, total > 0 else {
            return "\(description)\(count)\(unit) [\(clock(seconds)), \(speed)\(postfix)]"
        }
        let done = min(1, max(0, Double(count) / Double(total)))
        let percent = String(Int(done * 100))
        let left = count > 0 && rate > 0 ? clock(Double(max(0, total - count)) / rate) : "?"
        let padding = String(repeating: " ", count: max(0, 3 - percent.count))
        return "\(description)\(padding)\(percent)%|\(ProgressBar.bar(done))| \(count)/\(total) "
            + "[\(clock(seconds))<\(left), \(speed)\(postfix)]"
    }

    /// Ten places, the last filled one by eighths.
    private static func bar(_ done: Double) -> String {
        let eighths = Int(done * 80)
        let full = eighths / 8
        let part = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"][eighths % 8]
        let filled = String(repeating: "█", count: full) + part
        return filled + String(repeating: " ", count: max(0, 10 - full - (part.isEmpty ? 0 : 1)))
    }

    /// Two decimals in a width of five.
    private func fixed(_ value: Double) -> String {
        let hundredths = Int((min(value, 1e9) * 100).rounded())
        let cents = hundredths % 100
        let text = "\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents)"
        return String(repeating: " ", count: max(0, 5 - text.count)) + text
    }

    /// `01:05`
    private func clock(_ seconds: Double) -> String {
        let whole = max(0, Int(min(seconds, 359_999)))
        let pair = { (value: Int) in value < 10 ? "0\(value)" : "\(value)" }
        return whole < 3600
            ? "\(pair(whole / 60)):\(pair(whole % 60))" : "\(whole / 3600):\(pair(whole / 60 % 60)):\(pair(whole % 60))"
    }
}
