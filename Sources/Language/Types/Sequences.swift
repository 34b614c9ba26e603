/// What lists and tuples share: text, slices, comparison, search.
enum Sequences {
    static func text(_ elements: [Value], _ open: String, _ close: String, _ evaluator: Evaluator) throws -> String {
        var result = open
        for (index, element) in elements.enumerated() {
            if index > 0 { result += ", " }
            result += try evaluator.repr(element)
            try evaluator.interrupt.check()
        }
        return result + close
    }

    static func slice(_ elements: [Value], _ range: SliceRange) -> [Value] {
        range.step == 1
            ? Array(elements[range.start..<range.start + range.count]) : range.indices.map { elements[$0] }
    }

    static func repeated(_ elements: [Value], _ count: Int) throws -> [Value] {
        guard count > 0, !elements.isEmpty else { return [] }
        let size = try SizeLimit.elements(elements.count.multipliedReportingOverflow(by: count))
        if elements.count == 1 { return Array(repeating: elements[0], count: count) }
        var result: [Value] = []
        result.reserveCapacity(size)
        for _ in 0..<count { result += elements }
        return result
    }

    /// Element by element; the first pair that differs decides, then the lengths.
    static func compare(
        _ operation: ComparisonOperator, _ left: [Value], _ right: [Value], _ evaluator: Evaluator
    ) throws -> Value? {
        let isEquality = operation == .equal || operation == .notEqual
        if isEquality, left.count != right.count { return .bool(operation == .notEqual) }
        for (first, second) in zip(left, right) where try !areEqual(first, second, evaluator) {
            return isEquality ? .bool(operation == .notEqual) : try evaluator.compare(operation, first, second)
        }
        return Scalar.ordered(operation, left.count, right.count)
    }

    @inline(__always)
    static func areEqual(_ first: Value, _ second: Value, _ evaluator: Evaluator) throws -> Bool {
        try first.quickEquality(second) ?? evaluator.identicalOrEqual(first, second)
    }

    /// The first position of a value; the list may change while user code compares.
    static func firstIndex(
        of value: Value, in list: List, from start: Int = 0, before end: Int = .max, _ evaluator: Evaluator
    ) throws -> Int? {
        var index = start
        while index < min(end, list.elements.count) {
            if try areEqual(list.elements[index], value, evaluator) { return index }
            index += 1
        }
        return nil
    }

    static func firstIndex(
        of value: Value, in elements: [Value], from start: Int = 0, before end: Int = .max, _ evaluator: Evaluator
    ) throws -> Int? {
        guard start < min(end, elements.count) else { return nil }
        return try (start..<min(end, elements.count)).first { try areEqual(elements[$0], value, evaluator) }
    }
}

/// The containers whose text is being made: one that holds itself prints `[...]` for the inner one.
final class OpenRepresentations {
    private var open: Set<ObjectIdentifier> = []

    /// The text of a container, or a stand-in when it is inside itself.
    static func text(
        of object: Object, whenRepeated text: String, _ evaluator: Evaluator, _ body: () throws -> String
    ) throws -> String {
        let representations = evaluator.attached("repr") { OpenRepresentations() }
        let identity = ObjectIdentifier(object)
        if representations.open.contains(identity) { return text }
        // Each level copies the text of those below, so CPython's limit keeps the work small as well.
        guard representations.open.count < evaluator.recursionLimit else {
            throw PythonError(
                .recursionError, "maximum recursion depth exceeded while getting the repr of an object")
        }
        representations.open.insert(identity)
        defer { representations.open.remove(identity) }
        return try body()
    }
}

extension Evaluator {
    /// The session's only instance of a class, made when first asked for.
    func attached<State: AnyObject>(_ name: String, _ make: () throws -> State) rethrows -> State {
        if let state = attachments[name] as? State { return state }
        let state = try make()
        attachments[name] = state
        return state
    }
}
