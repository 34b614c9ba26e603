import BigInt

/// Python's `range` with bounds of 64 bits.
public final class RangeObject: Object {
    public let start: Int
    public let stop: Int
    public let step: Int
    public let count: Int

    override public class var nativeType: TypeObject { .range }
    override public class var hasPlainMethods: Bool { true }

    /// The step is not zero.
    public init(_ start: Int, _ stop: Int, _ step: Int = 1) {
        self.start = start
        self.stop = stop
        self.step = step
        let (low, high) = step > 0 ? (start, stop) : (stop, start)
        let span = high > low ? UInt(bitPattern: high) &- UInt(bitPattern: low) : 0
        count = span == 0 ? 0 : Int(clamping: (span - 1) / step.magnitude + 1)
    }

    /// The element at a position within bounds.
    @inline(__always)
    package func element(_ index: Int) -> Int { start &+ index &* step }

    override public func truth(_ evaluator: Evaluator) throws -> Bool { count > 0 }
    override public func length(_ evaluator: Evaluator) throws -> Int? { count }
    override public func iterate(_ evaluator: Evaluator) throws -> ValueIterator? { RangeIterator(self) }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        step == 1 ? "range(\(start), \(stop))" : "range(\(start), \(stop), \(step))"
    }

    override public func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if let slice = key.as(Slice.self) {
            let range = try slice.range(count: count, evaluator)
            return .object(RangeObject(element(range.start), element(range.stop), step &* range.step))
        }
        let index = try Indexing.element(key, count: count, sequence: "range", evaluator)
        guard index >= 0, index < count else { throw PythonError(.indexError, "range object index out of range") }
        return .int(element(index))
    }

    /// The position of a value, or nil.
    func index(of value: Value) -> Int? {
        guard let wanted = value.smallInteger ?? RangeObject.whole(value) else { return nil }
        let (distance, overflow) = wanted.subtractingReportingOverflow(start)
        guard !overflow, distance % step == 0 else { return nil }
        let index = distance / step
        return index >= 0 && index < count ? index : nil
    }

    private static func whole(_ value: Value) -> Int? {
        if case .float(let float) = value { return Int(exactly: float) }
        return nil
    }

    override public func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        if Number(value) != nil { return index(of: value) != nil }
        return try super.contains(value, evaluator)
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .equal || operation == .notEqual, let other = other.as(RangeObject.self) else { return nil }
        let same =
            count == other.count
            && (count == 0 || (start == other.start && (count == 1 || step == other.step)))
        return .bool(same == (operation == .equal))
    }

    override public func hash(_ evaluator: Evaluator) throws -> Int {
        let parts: [Value] = [.int(count), count > 0 ? .int(start) : .none, count > 1 ? .int(step) : .none]
        return try evaluator.hash(Value(tuple: parts))
    }
}

/// Iterates a range.
package final class RangeIterator: ValueIterator {
    package private(set) var current: Int
    package let step: Int
    package private(set) var left: Int

    // Immutable, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(native: "range_iterator", bases: [.iterator])
    override package class var nativeType: TypeObject { typeObject }

    package init(_ range: RangeObject, isReversed: Bool = false) {
        current = isReversed ? range.element(max(range.count - 1, 0)) : range.start
        step = isReversed ? 0 &- range.step : range.step
        left = range.count
    }

    /// The next element without wrapping it; nil at the end.
    @inline(__always)
    package func advance() -> Int? {
        guard left > 0 else { return nil }
        left &-= 1
        let value = current
        current = current &+ step
        return value
    }

    override package func next(_ evaluator: Evaluator) throws -> Value? {
        // Native code that goes through a long range can be interrupted here.
        try evaluator.interrupt.check()
        return advance().map { .int($0) }
    }
    override package var remainingCount: Int { left }

    private init(_ other: RangeIterator) {
        current = other.current
        step = other.step
        left = other.left
    }

    override package var copy: ValueIterator? { RangeIterator(self) }
}

extension TypeObject {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) package static let range = TypeObject(
        native: "range", documentation: "Whole numbers in steps: range(stop), range(start, stop, step=1).",
        methods: [
            NativeFunction("index", "(self, value, /)", "The position of a value.") { arguments, evaluator in
                guard let range = arguments[0].as(RangeObject.self), let index = range.index(of: arguments[1]) else {
                    throw PythonError(.valueError, "\(try evaluator.repr(arguments[1])) is not in range")
                }
                return .int(index)
            },
            NativeFunction("count", "(self, value, /)", "How often a value occurs: 0 or 1.") { arguments, _ in
                .int(arguments[0].as(RangeObject.self)?.index(of: arguments[1]) == nil ? 0 : 1)
            },
            NativeFunction("__reversed__", "(self, /)") { arguments, _ in
                arguments[0].as(RangeObject.self).map { .object(RangeIterator($0, isReversed: true)) } ?? .none
            },
        ] + OperatorMethods.container(),
        attributes: [
            ("start", .object(NativeProperty("start") { value, _ in .int(value.as(RangeObject.self)?.start ?? 0) })),
            ("stop", .object(NativeProperty("stop") { value, _ in .int(value.as(RangeObject.self)?.stop ?? 0) })),
            ("step", .object(NativeProperty("step") { value, _ in .int(value.as(RangeObject.self)?.step ?? 1) })),
        ],
        allocate: makeRange)

    private static func makeRange(
        _ type: TypeObject, _ arguments: borrowing Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        guard arguments.keywordNames.isEmpty else {
            throw PythonError(.typeError, "range() takes no keyword arguments")
        }
        switch arguments.count {
        case 0: throw PythonError(.typeError, "range expected at least 1 argument, got 0")
        case 1: return .object(RangeObject(0, try evaluator.index(arguments[0])))
        case 2:
            return .object(RangeObject(try evaluator.index(arguments[0]), try evaluator.index(arguments[1])))
        case 3:
            let step = try evaluator.index(arguments[2])
            guard step != 0 else { throw PythonError(.valueError, "range() arg 3 must not be zero") }
            return .object(RangeObject(try evaluator.index(arguments[0]), try evaluator.index(arguments[1]), step))
        default: throw PythonError(.typeError, "range expected at most 3 arguments, got \(arguments.count)")
        }
    }
}
