/// Python's `slice`: what `a[start:stop:step]` passes as the key.
public final class Slice: Object {
    public let start: Value
    public let stop: Value
    public let step: Value

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "slice", documentation: "slice(stop), slice(start, stop, step=None)",
        methods: [
            NativeFunction("indices", "(self, length, /)", "Start, stop and step for a sequence of this length.") {
                arguments, evaluator in
                guard let slice = arguments[0].as(Slice.self) else { return .none }
                let range = try slice.range(count: try evaluator.index(arguments[1]), evaluator)
                return Value(tuple: [.int(range.start), .int(range.stop), .int(range.step)])
            }
        ],
        attributes: [
            ("start", .object(NativeProperty("start") { value, _ in value.as(Slice.self)?.start ?? .none })),
            ("stop", .object(NativeProperty("stop") { value, _ in value.as(Slice.self)?.stop ?? .none })),
            ("step", .object(NativeProperty("step") { value, _ in value.as(Slice.self)?.step ?? .none })),
        ],
        allocate: { _, arguments, _ in
            switch arguments.count {
            case 1: return .object(Slice(.none, arguments[0], .none))
            case 2: return .object(Slice(arguments[0], arguments[1], .none))
            case 3: return .object(Slice(arguments[0], arguments[1], arguments[2]))
            case 0: throw PythonError(.typeError, "slice expected at least 1 argument, got 0")
            default: throw PythonError(.typeError, "slice expected at most 3 arguments, got \(arguments.count)")
            }
        })

    override public class var nativeType: TypeObject { typeObject }

    public init(_ start: Value, _ stop: Value, _ step: Value) {
        self.start = start
        self.stop = stop
        self.step = step
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        "slice(\(try evaluator.repr(start)), \(try evaluator.repr(stop)), \(try evaluator.repr(step)))"
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let other = other.as(Slice.self) else { return nil }
        let (left, right) = (Value(tuple: [start, stop, step]), Value(tuple: [other.start, other.stop, other.step]))
        return try evaluator.compare(operation, left, right)
    }

    override public func hash(_ evaluator: Evaluator) throws -> Int {
        throw PythonError(.typeError, "unhashable type: 'slice'")
    }

    /// The positions that the slice names in a sequence of `count` elements.
    ///
    /// The bounds may run user code that changes the sequence, so the elements are counted after that.
    public func range(count: @autoclosure () throws -> Int, _ evaluator: Evaluator) throws -> SliceRange {
        let (first, last) = (try bound(self.start, evaluator), try bound(self.stop, evaluator))
        let step = try bound(self.step, evaluator) ?? 1
        let count = try count()
        guard step != 0 else { throw PythonError(.valueError, "slice step cannot be zero") }
        return SliceRange(SliceRange.Bounds(first: first, last: last, step: step), count: count)
    }

    private func bound(_ value: Value, _ evaluator: Evaluator) throws -> Int? {
        switch value {
        case .none, .undefined: return nil
        // The step's opposite has to be a number, too.
        case .int(let int): return max(int, -Int.max)
        default:
            guard let position = try Indexing.position(value, evaluator, clamping: true) else {
                throw PythonError(
                    .typeError, "slice indices must be integers or None or have an __index__ method")
            }
            return max(position, -Int.max)
        }
    }
}

/// Positions `start`, `start + step`, ... before `stop`, all within a sequence.
public struct SliceRange {
    public let start: Int
    public let stop: Int
    public let step: Int

    /// What a slice says: nil where it says nothing; a step that is not 0.
    struct Bounds {
        let first: Int?
        let last: Int?
        let step: Int
    }

    /// The positions in a sequence of `count` elements.
    @inline(__always)
    init(_ bounds: Bounds, count: Int) {
        let (low, high) = bounds.step > 0 ? (0, count) : (-1, count - 1)
        func clamp(_ bound: Int) -> Int { min(max(bound < 0 ? bound + count : bound, low), high) }
        start = bounds.first.map(clamp) ?? (bounds.step > 0 ? low : high)
        stop = bounds.last.map(clamp) ?? (bounds.step > 0 ? high : low)
        step = bounds.step
    }

    /// How many positions there are.
    public var count: Int {
        // Division takes many times as long as all else here.
        if step == 1 { return max(stop - start, 0) }
        if step == -1 { return max(start - stop, 0) }
        if step > 0 { return stop > start ? (stop - start - 1) / step + 1 : 0 }
        return start > stop ? (start - stop - 1) / -step + 1 : 0
    }

    public var indices: some RandomAccessCollection<Int> {
        (0..<count).lazy.map { start + $0 * step }
    }
}

/// Positions and counts as user code passes them.
enum Indexing {
    /// An integer key; nil for what is none. Integers beyond 64 bits raise IndexError, or are clamped.
    static func position(_ key: Value, _ evaluator: Evaluator, clamping: Bool = false) throws -> Int? {
        switch key {
        case .int(let int): return int
        case .bool(let bool): return bool ? 1 : 0
        case .none, .undefined, .float: return nil
        case .object(let object):
            if let big = object as? BigInteger {
                if clamping { return Int(clamping: big.value) }
                return try big.index(evaluator)
            }
            guard object.derivation?.type?.userLookup(.__index__) != nil else { return try object.index(evaluator) }
            return try evaluator.index(key)
        }
    }

    /// The count of `sequence * count`; nil when the operand is no integer.
    static func repeatCount(_ value: Value, _ evaluator: Evaluator) throws -> Int? {
        if let big = value.as(BigInteger.self), Int(exactly: big.value) == nil {
            throw PythonError(.overflowError, "cannot fit 'int' into an index-sized integer")
        }
        if let count = try position(value, evaluator) { return count }
        if value.object?.interceptsCalls == true { return nil }
        throw PythonError(.typeError, "can't multiply sequence by non-int of type '\(value.typeName)'")
    }

    /// A position within a sequence; negative ones count from the end.
    static func element(_ key: Value, count: Int, sequence name: String, _ evaluator: Evaluator) throws -> Int {
        guard let index = try position(key, evaluator) else {
            throw PythonError(.typeError, "\(name) indices must be integers or slices, not \(key.typeName)")
        }
        return index < 0 ? index + count : index
    }
}
