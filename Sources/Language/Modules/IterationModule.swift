/// `itertools`: iterators that combine others.
enum IterationModule {
    static func make() -> ModuleObject {
        let module = ModuleObject("itertools", documentation: "Tools for iterators.", functions: functions)
        module.namespace["chain"] = .object(chain)
        return module
    }

    static func iterator(_ advance: @escaping (Evaluator) throws -> Value?) -> Value {
        .object(ClosureIterator(advance))
    }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) private static let chain = TypeObject(
        native: "chain", module: "itertools", bases: [.iterator],
        documentation: "The elements of iterables, one after another: chain(*iterables).",
        methods: [
            NativeFunction("from_iterable", "(iterable, /)", "The elements of the elements.", binds: false) {
                arguments, evaluator in
                chained(try evaluator.iterate(arguments[0]))
            }
        ],
        allocate: { _, arguments, _ in chained(ArrayIterator(arguments.positionals)) })

    private static func chained(_ sources: ValueIterator) -> Value {
        var current: ValueIterator?
        return iterator { evaluator in
            while true {
                if let value = try current?.next(evaluator) { return value }
                guard let next = try sources.next(evaluator) else { return nil }
                current = try evaluator.iterate(next)
                try evaluator.interrupt.check()
            }
        }
    }

    private static var functions: [NativeFunction] { endless + selecting + IterationModule.combining }

    private static var endless: [NativeFunction] {
        [
            NativeFunction(
                "count", "(start=0, step=1)", "start, start + step, and so on without end.", module: "itertools"
            ) {
                arguments, _ in
                .object(CountIterator(from: arguments[0], step: arguments[1]))
            },
            NativeFunction("cycle", "(iterable, /)", "The elements again and again.", module: "itertools") {
                arguments, evaluator in
                let source = try evaluator.iterate(arguments[0])
                var saved: [Value] = []
                var position = -1
                return iterator { evaluator in
                    if position < 0 {
                        if let value = try source.next(evaluator) {
                            saved.append(value)
                            return value
                        }
                        position = 0
                    }
                    guard !saved.isEmpty else { return nil }
                    defer { position = (position + 1) % saved.count }
                    return saved[position]
                }
            },
            NativeFunction("repeat", "(object, times=...)", "One object again and again.", module: "itertools") {
                arguments, evaluator in
                let count = try arguments[1].ifDefined.map { max(0, try evaluator.index($0)) }
                return .object(RepeatIterator(arguments[0], count: count))
            },
        ]
    }

    private static var selecting: [NativeFunction] {
        [
            NativeFunction(
                "islice", "(iterable, *args)", "Some elements: islice(it, stop), islice(it, start, stop, step).",
                module: "itertools", body: slice),
            NativeFunction(
                "takewhile", "(predicate, iterable, /)", "The elements up to the first that fails.", module: "itertools"
            ) {
                arguments, evaluator in
                let (test, source) = (arguments[0], try evaluator.iterate(arguments[1]))
                var isOpen = true
                return iterator { evaluator in
                    guard isOpen, let value = try source.next(evaluator) else { return nil }
                    isOpen = try evaluator.truth(try evaluator.call(test, [value]))
                    return isOpen ? value : nil
                }
            },
            NativeFunction(
                "dropwhile", "(predicate, iterable, /)", "The elements from the first that fails.", module: "itertools"
            ) {
                arguments, evaluator in
                let (test, source) = (arguments[0], try evaluator.iterate(arguments[1]))
                var isDropping = true
                return iterator { evaluator in
                    while let value = try source.next(evaluator) {
                        try evaluator.interrupt.check()
                        if isDropping, try evaluator.truth(try evaluator.call(test, [value])) { continue }
                        isDropping = false
                        return value
                    }
                    return nil
                }
            },
            NativeFunction(
                "filterfalse", "(function, iterable, /)", "The elements for which a function is false.",
                module: "itertools"
            ) {
                arguments, evaluator in
                let (test, source) = (arguments[0].ifNotNone, try evaluator.iterate(arguments[1]))
                return iterator { evaluator in
                    while let value = try source.next(evaluator) {
                        try evaluator.interrupt.check()
                        if try !evaluator.truth(try test.map { try evaluator.call($0, [value]) } ?? value) {
                            return value
                        }
                    }
                    return nil
                }
            },
            NativeFunction("compress", "(data, selectors)", "The elements whose selector is true.", module: "itertools")
            {
                arguments, evaluator in
                let (source, selectors) = (try evaluator.iterate(arguments[0]), try evaluator.iterate(arguments[1]))
                return iterator { evaluator in
                    while let value = try source.next(evaluator), let selector = try selectors.next(evaluator) {
                        try evaluator.interrupt.check()
                        if try evaluator.truth(selector) { return value }
                    }
                    return nil
                }
            },
            NativeFunction("pairwise", "(iterable, /)", "Neighbours: (a, b), (b, c), and so on.", module: "itertools") {
                arguments, evaluator in
                let source = try evaluator.iterate(arguments[0])
                var previous: Value?
                return iterator { evaluator in
                    if previous == nil { previous = try source.next(evaluator) }
                    guard let first = previous, let second = try source.next(evaluator) else { return nil }
                    previous = second
                    return Value(tuple: [first, second])
                }
            },
        ]
    }

    private static func slice(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let source = try evaluator.iterate(arguments[0])
        let bounds = try evaluator.array(from: arguments[1])
        func bound(_ value: Value?, _ name: String) throws -> Int? {
            guard let value = value?.ifNotNone else { return nil }
            guard let bound = value.smallInteger, bound >= 0 else {
                throw PythonError(
                    .valueError,
                    "\(name) for islice() must be None or an integer: 0 <= x <= sys.maxsize.")
            }
            return bound
        }
        guard (1...3).contains(bounds.count) else {
            throw PythonError(.typeError, "islice expected at least 2 arguments, got \(bounds.count + 1)")
        }
        let start = bounds.count > 1 ? try bound(bounds[0], "Indices") ?? 0 : 0
        let stop = try bound(bounds[bounds.count > 1 ? 1 : 0], bounds.count > 1 ? "Indices" : "Stop argument")
        let step = bounds.count > 2 ? try bound(bounds[2], "Step") ?? 1 : 1
        guard step > 0 else {
            throw PythonError(.valueError, "Step for islice() must be a positive integer or None.")
        }
        var (position, next) = (0, start)
        return iterator { evaluator in
            while stop.map({ next < $0 }) ?? true, let value = try source.next(evaluator) {
                try evaluator.interrupt.check()
                defer { position += 1 }
                if position == next {
                    next = next.addingReportingOverflow(step).overflow ? .max : next + step
                    return value
                }
            }
            return nil
        }
    }
}
