/// The classes whose instances are iterators over others: `enumerate`, `zip`, `map`, `filter`, `reversed`.
enum IteratorTypes {
    static var all: [TypeObject] { [enumerate, zip, map, filter, reversed] }

    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) static let enumerate = TypeObject(
        native: "enumerate", bases: [.iterator], documentation: "Pairs (index, element): enumerate(iterable, start=0).",
        allocate: { _, arguments, evaluator in
            let source = arguments.count > 0 ? arguments[0] : arguments[keyword: "iterable"] ?? .undefined
            guard !source.isUndefined else {
                throw PythonError(.typeError, "enumerate() missing required argument 'iterable' (pos 1)")
            }
            let start = arguments.count > 1 ? arguments[1] : arguments[keyword: "start"] ?? 0
            return .object(EnumerateIterator(try evaluator.iterate(source), start: try evaluator.index(start)))
        })

    nonisolated(unsafe) static let zip = TypeObject(
        native: "zip", bases: [.iterator],
        documentation: "Tuples of the elements at the same position: zip(*iterables, strict=False).",
        allocate: { _, arguments, evaluator in
            let sources = try arguments.positionals.map { try evaluator.iterate($0) }
            let isStrict = try arguments[keyword: "strict"].map { try evaluator.truth($0) } ?? false
            return .object(ZipIterator(sources, isStrict: isStrict))
        })

    nonisolated(unsafe) static let map = TypeObject(
        native: "map", bases: [.iterator], documentation: "The results of a function: map(function, *iterables).",
        allocate: { _, arguments, evaluator in
            guard arguments.count > 1 else {
                throw PythonError(.typeError, "map() must have at least two arguments.")
            }
            let sources = try arguments.positionals.dropFirst().map { try evaluator.iterate($0) }
            return .object(MapIterator(arguments[0], sources))
        })

    nonisolated(unsafe) static let filter = TypeObject(
        native: "filter", bases: [.iterator],
        documentation: "The elements for which a function is true: filter(function, iterable).",
        allocate: { _, arguments, evaluator in
            guard arguments.count == 2 else {
                throw PythonError(.typeError, "filter expected 2 arguments, got \(arguments.count)")
            }
            return .object(FilterIterator(arguments[0].ifNotNone, try evaluator.iterate(arguments[1])))
        })

    nonisolated(unsafe) static let reversed = TypeObject(
        native: "reversed", bases: [.iterator], documentation: "The elements from the last to the first.",
        allocate: { _, arguments, evaluator in
            guard arguments.count == 1 else {
                throw PythonError(.typeError, "reversed expected 1 argument, got \(arguments.count)")
            }
            return try reverse(arguments[0], evaluator)
        })

    private static func reverse(_ value: Value, _ evaluator: Evaluator) throws -> Value {
        if let list = value.list, list.derivation == nil { return .object(ReversedIterator(list.elements)) }
        if let tuple = value.tuple, tuple.derivation == nil { return .object(ReversedIterator(tuple.elements)) }
        if let method = try evaluator.attribute(.__reversed__, of: value) { return try evaluator.call(method) }
        let isSequence =
            value.isObject && !(value.object is SetObject)
            && (value.object?.derivation?.type?.userLookup(.__getitem__) != nil || value.object is Text
                || value.object is Tuple || value.object is Bytes)
        guard isSequence else {
            throw PythonError(.typeError, "'\(value.typeName)' object is not reversible")
        }
        var position = try evaluator.length(value)
        return .object(
            ClosureIterator { evaluator in
                guard position > 0 else { return nil }
                position -= 1
                return try evaluator.getItem(value, .int(position))
            })
    }
}

/// `enumerate(iterable, start)`
package final class EnumerateIterator: ValueIterator {
    private let source: ValueIterator
    private var position: Int
    /// Whether the largest index has been given.
    private var isSpent = false

    override package class var nativeType: TypeObject { IteratorTypes.enumerate }

    init(_ source: ValueIterator, start: Int) {
        self.source = source
        position = start
    }

    /// The next index and element, without a tuple around them.
    @inline(__always)
    package func advance(_ evaluator: Evaluator) throws -> (index: Int, element: Value)? {
        guard let element = try source.next(evaluator) else { return nil }
        let index = position
        if index == .max {
            guard !isSpent else { throw PythonError(.overflowError, "enumerate() index is too large") }
            isSpent = true
        } else {
            position = index + 1
        }
        return (index, element)
    }

    override package func next(_ evaluator: Evaluator) throws -> Value? {
        try advance(evaluator).map { .object(Tuple.make(.int($0.index), $0.element)) }
    }

    override package var givesPairs: Bool { true }

    override package func nextPair(_ evaluator: Evaluator) throws -> (Value, Value)? {
        try advance(evaluator).map { (.int($0.index), $0.element) }
    }

    override func putNextPair(into target: UnsafeMutablePointer<Value>, _ evaluator: Evaluator) throws -> Bool {
        guard position < .max else { return try super.putNextPair(into: target, evaluator) }
        guard try source.putNext(into: target + 1, evaluator) else { return false }
        target.put(integer: position)
        position += 1
        return true
    }

    override package var remainingCount: Int { source.remainingCount }

    override package var copy: ValueIterator? {
        source.copy.map { source in
            let copy = EnumerateIterator(source, start: position)
            copy.isSpent = isSpent
            return copy
        }
    }
}

/// `zip(*iterables, strict=False)`
final class ZipIterator: ValueIterator {
    private let sources: [ValueIterator]
    private let isStrict: Bool

    override class var nativeType: TypeObject { IteratorTypes.zip }

    init(_ sources: [ValueIterator], isStrict: Bool) {
        self.sources = sources
        self.isStrict = isStrict
    }

    override var givesPairs: Bool { sources.count == 2 && !isStrict }

    override func nextPair(_ evaluator: Evaluator) throws -> (Value, Value)? {
        guard let first = try sources[0].next(evaluator) else { return nil }
        return try sources[1].next(evaluator).map { (first, $0) }
    }

    override func putNextPair(into target: UnsafeMutablePointer<Value>, _ evaluator: Evaluator) throws -> Bool {
        // The first target keeps its value when only the second iterable has ended.
        var first = Value.undefined
        let isThere = try withUnsafeMutablePointer(to: &first) { try sources[0].putNext(into: $0, evaluator) }
        guard isThere, try sources[1].putNext(into: target + 1, evaluator) else { return false }
        target.put(first)
        return true
    }

    override func next(_ evaluator: Evaluator) throws -> Value? {
        guard !sources.isEmpty else { return nil }
        if givesPairs { return try nextPair(evaluator).map { .object(Tuple.make($0, $1)) } }
        var elements: [Value] = []
        elements.reserveCapacity(sources.count)
        for (index, source) in sources.enumerated() {
            guard let element = try source.next(evaluator) else {
                if isStrict { try checkEnds(index, evaluator) }
                return nil
            }
            elements.append(element)
        }
        return Value(tuple: elements)
    }

    /// In strict mode every source must end at the same time.
    private func checkEnds(_ ended: Int, _ evaluator: Evaluator) throws {
        func names(_ count: Int) -> String { count == 1 ? "argument 1" : "arguments 1-\(count)" }
        if ended > 0 {
            throw PythonError(.valueError, "zip() argument \(ended + 1) is shorter than \(names(ended))")
        }
        for (index, source) in sources.enumerated().dropFirst() where try source.next(evaluator) != nil {
            throw PythonError(.valueError, "zip() argument \(index + 1) is longer than \(names(index))")
        }
    }

    override var remainingCount: Int { sources.map(\.remainingCount).min() ?? 0 }

    override var copy: ValueIterator? {
        let copies = sources.compactMap(\.copy)
        return copies.count == sources.count ? ZipIterator(copies, isStrict: isStrict) : nil
    }
}

/// `map(function, *iterables)`
final class MapIterator: ValueIterator {
    private let function: Value
    private let sources: [ValueIterator]

    override class var nativeType: TypeObject { IteratorTypes.map }

    init(_ function: Value, _ sources: [ValueIterator]) {
        self.function = function
        self.sources = sources
    }

    override func next(_ evaluator: Evaluator) throws -> Value? {
        if sources.count == 1 {
            guard let element = try sources[0].next(evaluator) else { return nil }
            return try withUnsafePointer(to: element) {
                try evaluator.call(function, Arguments(borrowing: $0, count: 1))
            }
        }
        var elements: [Value] = []
        for source in sources {
            guard let element = try source.next(evaluator) else { return nil }
            elements.append(element)
        }
        return try evaluator.call(function, elements)
    }

    override var remainingCount: Int { sources.map(\.remainingCount).min() ?? 0 }
}

/// `filter(function, iterable)`
final class FilterIterator: ValueIterator {
    private let function: Value?
    private let source: ValueIterator

    override class var nativeType: TypeObject { IteratorTypes.filter }

    init(_ function: Value?, _ source: ValueIterator) {
        self.function = function
        self.source = source
    }

    override func next(_ evaluator: Evaluator) throws -> Value? {
        while let element = try source.next(evaluator) {
            let answer = try function.map { try evaluator.call($0, [element]) } ?? element
            if try evaluator.truth(answer) { return element }
            try evaluator.interrupt.check()
        }
        return nil
    }
}

/// `reversed(sequence)`
final class ReversedIterator: ValueIterator {
    private let elements: [Value]
    private var position: Int

    override class var nativeType: TypeObject { IteratorTypes.reversed }

    init(_ elements: [Value]) {
        self.elements = elements
        position = elements.count
    }

    override func next(_ evaluator: Evaluator) throws -> Value? {
        guard position > 0 else { return nil }
        position -= 1
        return elements[position]
    }

    override var remainingCount: Int { position }
}
