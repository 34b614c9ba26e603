/// `collections.deque`: quick at both ends, with an optional greatest length.
public final class Deque: Object {
    /// A ring: element `i` lies at `(start + i) % ring.count`.
    private var ring: [Value] = Array(repeating: .undefined, count: 8)
    private var start = 0
    private(set) var count = 0
    let limit: Int?

    init(limit: Int?) { self.limit = limit }

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "deque", module: "collections",
        documentation: "A sequence quick at both ends: deque(iterable, maxlen).",
        methods: Deque.methods,
        attributes: [
            (
                "maxlen",
                .object(
                    NativeProperty("maxlen") { value, _ in
                        value.as(Deque.self)?.limit.map { .int($0) } ?? .none
                    })
            )
        ],
        allocate: { _, arguments, evaluator in
            let limit = arguments.count > 1 ? arguments[1] : arguments[keyword: "maxlen"] ?? .none
            let size = try limit.ifNotNone.map { try evaluator.index($0) }
            guard size ?? 0 >= 0 else { throw PythonError(.valueError, "maxlen must be non-negative") }
            let deque = Deque(limit: size)
            if let source = (arguments.count > 0 ? arguments[0] : arguments[keyword: "iterable"])?.ifDefined {
                let iterator = try evaluator.iterate(source)
                while let element = try iterator.next(evaluator) {
                    deque.append(element)
                    try evaluator.interrupt.check()
                }
            }
            return .object(deque)
        })

    override public class var nativeType: TypeObject { typeObject }

    var elements: [Value] {
        get { (0..<count).map { self[$0] } }
        set {
            ring = newValue + Array(repeating: .undefined, count: max(8 - newValue.count, 1))
            (start, count) = (0, newValue.count)
        }
    }

    subscript(index: Int) -> Value {
        get { ring[(start + index) % ring.count] }
        set { ring[(start + index) % ring.count] = newValue }
    }

    private func grow() {
        guard count == ring.count else { return }
        let old = elements
        ring = old + Array(repeating: .undefined, count: count)
        start = 0
    }

    func append(_ element: Value) {
        if limit == 0 { return }
        if count == limit { _ = popFirst() }
        grow()
        count += 1
        self[count - 1] = element
    }

    func prepend(_ element: Value) {
        if limit == 0 { return }
        if count == limit { _ = popLast() }
        grow()
        start = (start + ring.count - 1) % ring.count
        count += 1
        self[0] = element
    }

    func popFirst() -> Value? {
        guard count > 0 else { return nil }
        let element = self[0]
        self[0] = .undefined
        start = (start + 1) % ring.count
        count -= 1
        return element
    }

    func popLast() -> Value? {
        guard count > 0 else { return nil }
        let element = self[count - 1]
        self[count - 1] = .undefined
        count -= 1
        return element
    }

    override public func truth(_ evaluator: Evaluator) throws -> Bool { count > 0 }
    override public func length(_ evaluator: Evaluator) throws -> Int? { count }

    override public func hash(_ evaluator: Evaluator) throws -> Int {
        throw PythonError(.typeError, "unhashable type: 'collections.deque'")
    }

    override public func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        var position = 0
        let expected = count
        return ClosureIterator { [self] _ in
            guard count == expected else { throw PythonError(.runtimeError, "deque mutated during iteration") }
            guard position < count else { return nil }
            defer { position += 1 }
            return self[position]
        }
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        try OpenRepresentations.text(of: self, whenRepeated: "[...]", evaluator) {
            let text = try Sequences.text(elements, "[", "]", evaluator)
            return "\(type.name)(\(text)\(limit.map { ", maxlen=\($0)" } ?? ""))"
        }
    }

    private func position(_ key: Value, _ evaluator: Evaluator) throws -> Int {
        guard let index = try Indexing.position(key, evaluator) else {
            throw PythonError(.typeError, "sequence index must be integer, not '\(key.typeName)'")
        }
        let position = index < 0 ? index + count : index
        guard position >= 0, position < count else { throw PythonError(.indexError, "deque index out of range") }
        return position
    }

    override public func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        self[try position(key, evaluator)]
    }

    override public func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        self[try position(key, evaluator)] = value
    }

    override public func deleteItem(_ key: Value, _ evaluator: Evaluator) throws {
        let position = try position(key, evaluator)
        elements.remove(at: position)
    }

    override public func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        let result = Deque(limit: limit)
        if operation == .multiply {
            guard let times = try Indexing.repeatCount(other, evaluator) else { return nil }
            let total = count.multipliedReportingOverflow(by: max(times, 0))
            try SizeLimit.elements(total.overflow ? .max : total.partialValue)
            for _ in 0..<max(times, 0) { for element in elements { result.append(element) } }
            return .object(result)
        }
        guard operation == .add, !reflected else { return nil }
        guard let other = other.as(Deque.self) else {
            throw PythonError(.typeError, "can only concatenate deque (not \"\(other.typeName)\") to deque")
        }
        for element in elements + other.elements { result.append(element) }
        return .object(result)
    }

    override public func inPlace(
        _ operation: BinaryOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .add else { return nil }
        for element in try evaluator.array(from: other) { append(element) }
        return .object(self)
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let other = other.as(Deque.self) else { return nil }
        return try Sequences.compare(operation, elements, other.elements, evaluator)
    }
}

extension Deque: PrettyPrintable {
    func prettyPrint(_ printer: inout PrettyPrinter, _ isCycle: Bool) throws {
        let keywords = limit.map { [("maxlen", Value.int($0))] } ?? []
        try printer.printCall(type.name, isCycle ? [] : [Value(elements)], keywords: keywords)
    }
}
