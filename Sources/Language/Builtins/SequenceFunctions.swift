/// Built-in functions of iterables: `len`, `sorted`, `min`, `max`, `any`, `all`, `iter`, `next`.
enum SequenceFunctions {
    static var all: [NativeFunction] {
        [
            NativeFunction("len", "(obj, /)", "The number of elements.", as: .length) { arguments, evaluator in
                try evaluator.stager?.length(of: arguments[0], evaluator) ?? .int(try evaluator.length(arguments[0]))
            },
            NativeFunction(
                "sorted", "(iterable, /, *, key=None, reverse=False)",
                "A new sorted list; equal elements keep their order.", isInterceptable: true, isRaw: true, body: sorted),
            NativeFunction(
                "min", "(*args, key=None, default=...)", "The least element.", isInterceptable: true, isRaw: true,
                as: .least
            ) {
                arguments, evaluator in
                try extreme(arguments, "min", .less, evaluator)
            },
            NativeFunction(
                "max", "(*args, key=None, default=...)", "The greatest element.", isInterceptable: true, isRaw: true,
                as: .greatest
            ) {
                arguments, evaluator in
                try extreme(arguments, "max", .greater, evaluator)
            },
            NativeFunction("any", "(iterable, /)", "Whether some element is true.", isInterceptable: true) {
                arguments, evaluator in
                let iterator = try evaluator.iterate(arguments[0])
                while let element = try iterator.next(evaluator) {
                    if try evaluator.truth(element) { return true }
                    try evaluator.interrupt.check()
                }
                return false
            },
            NativeFunction("all", "(iterable, /)", "Whether every element is true.", isInterceptable: true) {
                arguments, evaluator in
                let iterator = try evaluator.iterate(arguments[0])
                while let element = try iterator.next(evaluator) {
                    if try !evaluator.truth(element) { return false }
                    try evaluator.interrupt.check()
                }
                return true
            },
            NativeFunction(
                "iter", "(object, sentinel=..., /)", "An iterator; with a sentinel, over the results of calls.",
                body: iterator),
            NativeFunction(
                "next", "(iterator, default=..., /)", "The next element, or the default at the end.",
                as: .next, body: next),
        ]
    }

    private static func sorted(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        guard arguments.count == 1 else {
            throw PythonError(.typeError, "sorted expected 1 argument, got \(arguments.count)")
        }
        var key: Value?
        var isReversed = false
        for (name, value) in arguments.keywords {
            switch name {
            case "key": key = value.ifNotNone
            case "reverse": isReversed = try evaluator.truth(value)
            default:
                throw PythonError(.typeError, "sort() got an unexpected keyword argument '\(name)'")
                    .suggesting(name.text, from: ["key", "reverse"])
            }
        }
        let elements = try evaluator.array(from: arguments[0])
        return Value(try Sorting.sorted(elements, key: key, isReversed: isReversed, evaluator))
    }

    private static func extreme(
        _ arguments: borrowing Arguments, _ name: String, _ operation: ComparisonOperator, _ evaluator: Evaluator
    ) throws -> Value {
        guard arguments.count > 0 else {
            throw PythonError(.typeError, "\(name) expected at least 1 argument, got 0")
        }
        for keyword in arguments.keywordNames where keyword != "key" && keyword != "default" {
            throw PythonError(.typeError, "\(name)() got an unexpected keyword argument '\(keyword)'")
        }
        let standard = arguments[keyword: "default"]
        if arguments.count > 1, standard != nil {
            throw PythonError(
                .typeError, "Cannot specify a default for \(name)() with multiple positional arguments")
        }
        let source = arguments.count == 1 ? try evaluator.iterate(arguments[0]) : ArrayIterator(arguments.positionals)
        let key = arguments[keyword: "key"]?.ifNotNone
        guard let best = try extreme(of: source, key: key, operation, evaluator) else {
            if let standard { return standard }
            throw PythonError(.valueError, "\(name)() arg is an empty sequence")
        }
        return best
    }

    private static func extreme(
        of source: ValueIterator, key: Value?, _ operation: ComparisonOperator, _ evaluator: Evaluator
    ) throws -> Value? {
        guard var best = try source.next(evaluator) else { return nil }
        var bestKey = try key.map { try evaluator.call($0, [best]) } ?? best
        while let element = try source.next(evaluator) {
            try evaluator.interrupt.check()
            let elementKey = try key.map { try evaluator.call($0, [element]) } ?? element
            let isBetter: Bool
            if case .int(let a) = elementKey, case .int(let b) = bestKey {
                isBetter = operation == .less ? a < b : a > b
            } else if let isLess = operation == .less
                ? elementKey.quickOrder(bestKey) : bestKey.quickOrder(elementKey)
            {
                isBetter = isLess
            } else {
                isBetter = try evaluator.truth(try evaluator.compare(operation, elementKey, bestKey))
            }
            if isBetter { (best, bestKey) = (element, elementKey) }
        }
        return best
    }

    private static func iterator(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        guard let sentinel = arguments[1].ifDefined else { return try evaluator.iterate(arguments[0]).face }
        let function = arguments[0]
        guard AttributeFunctions.isCallable(function) else {
            throw PythonError(.typeError, "iter(v, w): v must be callable")
        }
        return .object(
            ClosureIterator { evaluator in
                let result = try evaluator.call(function)
                return try evaluator.identicalOrEqual(result, sentinel) ? nil : result
            })
    }

    private static func next(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        if let iterator = arguments[0].as(ValueIterator.self) {
            if let value = try iterator.next(evaluator) { return value }
            if let standard = arguments[1].ifDefined { return standard }
            throw PythonError.endOfIteration(iterator)
        }
        guard let method = try evaluator.attribute(.__next__, of: arguments[0]) else {
            throw PythonError(.typeError, "'\(arguments[0].typeName)' object is not an iterator")
        }
        do {
            return try evaluator.call(method)
        } catch let error as PythonError where error.isInstance(of: .stopIteration) {
            if let standard = arguments[1].ifDefined { return standard }
            throw error
        }
    }
}
