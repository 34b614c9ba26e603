/// A running iteration: what `iter(x)` gives, and what `for` asks for the next value.
open class ValueIterator: Object {
    override open class var nativeType: TypeObject { .iterator }
    override open class var hasPlainMethods: Bool { true }

    /// The next value, or nil at the end.
    open func next(_ evaluator: Evaluator) throws -> Value? { nil }

    /// Whether every value is a pair, which `nextPair` gives without a tuple around it.
    open var givesPairs: Bool { false }

    open func nextPair(_ evaluator: Evaluator) throws -> (Value, Value)? { nil }

    /// Puts the next value into a register; false at the end, when the register keeps its value.
    func putNext(into target: UnsafeMutablePointer<Value>, _ evaluator: Evaluator) throws -> Bool {
        guard let value = try next(evaluator) else { return false }
        target.put(value)
        return true
    }

    /// Puts the next pair into two registers in a row; false at the end, when they keep their values.
    func putNextPair(into target: UnsafeMutablePointer<Value>, _ evaluator: Evaluator) throws -> Bool {
        guard let (first, second) = try nextPair(evaluator) else { return false }
        target.put(first)
        (target + 1).put(second)
        return true
    }

    /// A lower bound of what is left, to reserve room; 0 when unknown.
    open var remainingCount: Int { 0 }

    /// Another iterator at the same place, which goes on by itself; nil when there can be none.
    open var copy: ValueIterator? { nil }

    /// What `iter(x)` shows to user code; an iterator over a user's `__next__` shows the user's object.
    open var face: Value { .object(self) }

    /// What `yield from` gives when the iteration ended.
    open var result: Value { .none }

    override open func iterate(_ evaluator: Evaluator) throws -> ValueIterator? { self }
}

/// An iterator made of a closure: `ClosureIterator { evaluator in queue.popFirst() }`.
public final class ClosureIterator: ValueIterator {
    private let advance: (Evaluator) throws -> Value?

    public init(_ advance: @escaping (Evaluator) throws -> Value?) {
        self.advance = advance
    }

    override public func next(_ evaluator: Evaluator) throws -> Value? {
        // Such an iteration may never end.
        try evaluator.interrupt.check()
        return try advance(evaluator)
    }
}

/// An iterator over values that are there already.
public final class ArrayIterator: ValueIterator {
    private let values: [Value]
    private var position = 0

    public init(_ values: [Value]) { self.values = values }

    override public func next(_ evaluator: Evaluator) throws -> Value? {
        guard position < values.count else { return nil }
        defer { position += 1 }
        return values[position]
    }

    override public var remainingCount: Int { values.count - position }

    override public var copy: ValueIterator? {
        let copy = ArrayIterator(values)
        copy.position = position
        return copy
    }
}

extension TypeObject {
    nonisolated(unsafe) package static let iterator = TypeObject(
        native: "iterator",
        methods: [
            NativeFunction("__iter__", "(self, /)") { arguments, _ in arguments[0] },
            NativeFunction("__next__", "(self, /)") { arguments, evaluator in
                guard let iterator = arguments[0].as(ValueIterator.self) else {
                    throw PythonError(.typeError, "descriptor '__next__' requires an iterator")
                }
                if let value = try iterator.next(evaluator) { return value }
                throw PythonError.endOfIteration(iterator)
            },
        ])
}
