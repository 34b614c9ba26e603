/// Takes over where a program branches on a value that is not known while the program runs: both sides run once, what
/// they do is recorded, and what they assigned is merged. Loops on such values run their body once.
public protocol Stager: AnyObject {
    /// Whether the truth and the elements of a value are not known now.
    func isUnknown(_ value: Value) -> Bool

    /// Begins the side of a branch that counts only if the test is true, or only if it is false.
    func openSide(of test: Value, isTrue: Bool, _ evaluator: Evaluator) throws
    func closeSide(_ evaluator: Evaluator)
    /// What a variable is after a branch whose sides gave it these values.
    func merge(_ test: Value, _ whenTrue: Value, _ whenFalse: Value, _ evaluator: Evaluator) throws -> Value
    func negated(_ test: Value, _ evaluator: Evaluator) throws -> Value
    /// Raises an exception where the side that is open counts.
    func raise(_ exception: Value, _ evaluator: Evaluator) throws

    /// The text of a value in an f-string; the conversion is 0 or that of `!s`, `!r`, `!a`.
    func format(_ value: Value, conversion: Int, _ specification: Value, _ evaluator: Evaluator) throws -> Value
    /// The pieces of an f-string, some of them unknown, as one text.
    func joined(_ pieces: [Value], _ evaluator: Evaluator) throws -> Value
    /// The number of elements of a value, when only a run knows it; nil for everything else.
    func length(of value: Value, _ evaluator: Evaluator) throws -> Value?
    /// A list, itself perhaps unknown, with the elements of another one behind.
    func extended(_ list: Value, with elements: Value, _ evaluator: Evaluator) throws -> Value

    /// Begins the body of a loop over the elements of a value, or of a `while` when there is none. Gives what stands for
    /// the element, and for the variables that the body assigns.
    func openLoop(over elements: Value?, carrying values: [Value], _ evaluator: Evaluator) throws -> StagedLoop
    /// Ends the body: gives what the variables are after the loop, then the extras, then the lists of what the body
    /// appended.
    func closeLoop(_ loop: StagedLoop, _ ending: StagedLoop.Ending, _ evaluator: Evaluator) throws -> [Value]
    /// Forgets a body that cannot be staged.
    func abandonLoop(_ loop: StagedLoop, _ evaluator: Evaluator)
}

/// The body of a loop that is being staged.
public struct StagedLoop {
    /// The stager's own.
    public let body: AnyObject
    public let item: Value
    public let carried: [Value]

    public init(body: AnyObject, item: Value, carried: [Value]) {
        self.body = body
        self.item = item
        self.carried = carried
    }

    /// What a turn of the body gives.
    public struct Ending {
        /// Whether the body runs for the first time; undefined for a loop over elements.
        public let test: Value
        /// Whether it runs once more.
        public let nextTest: Value
        /// Whether this turn leaves the loop; undefined when none does.
        public let isLeft: Value
        /// The values that the variables had before the loop.
        public let initials: [Value]
        /// What the variables are after a turn.
        public let finals: [Value]
        /// Values of the last turn that no turn reads, or None where they were not computed.
        public let extras: [Value]
        /// What a turn appends to lists, for each list.
        public let growth: [Value]
    }
}

/// Iterates over a value whose elements are not known: a `for` statement and a comprehension stage it.
public final class UnknownIterator: ValueIterator {
    public let elements: Value
    /// For native code, when at least the number of elements is known.
    private let unrolled: ValueIterator?

    public init(over elements: Value, unrolled: ValueIterator? = nil) {
        self.elements = elements
        self.unrolled = unrolled
    }

    override public func next(_ evaluator: Evaluator) throws -> Value? {
        guard let unrolled else {
            throw PythonError(
                .typeError,
                "the elements of this value are not known before the model runs: only a plain `for` can visit them")
        }
        return try unrolled.next(evaluator)
    }
}
