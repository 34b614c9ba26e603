import Language

/// Which calls of the modules a block means: `tracer.iter[0:3]`, `tracer.iter[2]`, `tracer.all()`.
///
///     with tracer.iter[:] as step:                  the block is read once for each call
///     for step in tracer.iter[0:2]:                 the same as a plain loop
package final class IterationRange: Object {
    private let tracer: Tracer
    private let steps: [Int]
    private var position = 0
    private var outerStep = 0

    init(_ tracer: Tracer, steps: [Int]) {
        self.tracer = tracer
        self.steps = steps
    }

    override package var isContextManager: Bool { true }

    override package func enter(_ evaluator: Evaluator) throws -> Value {
        guard steps.indices.contains(position) else {
            throw PythonError(.valueError, "tracer.iter: there is no step to read this block for")
        }
        if position == 0 { outerStep = tracer.step }
        tracer.step = steps[position]
        return .int(steps[position])
    }

    override package func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        position += 1
        tracer.step = outerStep
        return false
    }

    override package var repeatsBlock: Bool { position < steps.count }

    override package func length(_ evaluator: Evaluator) throws -> Int? { steps.count }

    override package func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        let outer = tracer.step
        var remaining = steps[...]
        return ClosureIterator { [tracer] _ in
            guard let step = remaining.popFirst() else {
                tracer.step = outer
                return nil
            }
            tracer.step = step
            return .int(step)
        }
    }
}

/// What `tracer.iter` is: it takes a number, a slice or a list of numbers in brackets.
package final class IterationSelector: Object {
    private let tracer: Tracer

    init(_ tracer: Tracer) { self.tracer = tracer }

    override package func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if let slice = key.as(Slice.self) { return try range(slice, evaluator) }
        if let elements = key.elements {
            return .object(IterationRange(tracer, steps: try elements.map { try step($0, evaluator) }))
        }
        return .object(IterationRange(tracer, steps: [try step(key, evaluator)]))
    }

    private func range(_ slice: Slice, _ evaluator: Evaluator) throws -> Value {
        let start = try slice.start.ifNotNone.map { try step($0, evaluator) } ?? 0
        let stop = try slice.stop.ifNotNone.map { try step($0, evaluator) } ?? tracer.expectedCalls(evaluator)
        let stride = try slice.step.ifNotNone.map { try evaluator.index($0) } ?? 1
        guard stride > 0, stop - start <= IterationSelector.limit else {
            throw PythonError(
                .valueError, "tracer.iter takes steps forward, at most \(IterationSelector.limit) of them")
        }
        return .object(IterationRange(tracer, steps: Array(Swift.stride(from: start, to: stop, by: stride))))
    }

    /// A graph with more copies of a block than this is a mistake.
    private static let limit = 100_000

    private func step(_ value: Value, _ evaluator: Evaluator) throws -> Int {
        let step = try evaluator.index(value)
        guard step >= 0, step <= IterationSelector.limit else {
            throw PythonError(.valueError, "tracer.iter counts calls from 0 on, not \(step)")
        }
        return step
    }
}

extension Tracer {
    /// How often the model's modules will be called: once, or once for each new token.
    func expectedCalls(_ evaluator: Evaluator) throws -> Int {
        guard run == .generate else { return max(1, try scope.scannedCalls(evaluator)) }
        for (name, value) in keywords where name == "max_new_tokens" { return max(1, try evaluator.index(value)) }
        return 1
    }
}
