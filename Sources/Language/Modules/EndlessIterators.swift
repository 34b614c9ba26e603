/// `itertools.count(start, step)`: numbers without end.
final class CountIterator: ValueIterator {
    private var current: Value
    private let step: Value

    init(from start: Value, step: Value) {
        current = start
        self.step = step
    }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "count", module: "itertools", bases: [.iterator])
    override class var nativeType: TypeObject { typeObject }

    override func next(_ evaluator: Evaluator) throws -> Value? {
        // Native code that goes through it can be interrupted here.
        try evaluator.interrupt.check()
        let value = current
        current = try evaluator.binary(.add, current, step)
        return value
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        let start = try evaluator.repr(current)
        if case .int(1) = step { return "count(\(start))" }
        return "count(\(start), \(try evaluator.repr(step)))"
    }
}

/// `itertools.repeat(object, times)`: one object again and again.
final class RepeatIterator: ValueIterator {
    private let object: Value
    /// nil without end.
    private var left: Int?

    init(_ object: Value, count: Int?) {
        self.object = object
        left = count
    }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(
        native: "repeat", module: "itertools", bases: [.iterator])
    override class var nativeType: TypeObject { typeObject }

    override func next(_ evaluator: Evaluator) throws -> Value? {
        try evaluator.interrupt.check()
        guard let left else { return object }
        guard left > 0 else { return nil }
        self.left = left - 1
        return object
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        let text = try evaluator.repr(object)
        return left.map { "repeat(\(text), \($0))" } ?? "repeat(\(text))"
    }
}
