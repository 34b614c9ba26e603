/// Python's `list`.
public final class List: Object {
    public var elements: [Value]

    override public class var nativeType: TypeObject { .list }
    override public class var hasPlainMethods: Bool { true }

    public init(_ elements: [Value] = []) { self.elements = elements }

    deinit {
        if !releaseSimpleElements() { Teardown.free(&elements) }
    }

    override public func truth(_ evaluator: Evaluator) throws -> Bool { !elements.isEmpty }
    override public func length(_ evaluator: Evaluator) throws -> Int? { elements.count }

    override public func hash(_ evaluator: Evaluator) throws -> Int {
        throw PythonError(.typeError, "unhashable type: '\(type.name)'")
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        try OpenRepresentations.text(of: self, whenRepeated: "[...]", evaluator) {
            try Sequences.text(elements, "[", "]", evaluator)
        }
    }

    override public func iterate(_ evaluator: Evaluator) throws -> ValueIterator? { ListIterator(self) }

    override public func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        try Sequences.firstIndex(of: value, in: self, evaluator) != nil
    }

    // MARK: Items

    override public func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if case .int(let index) = key {
            let position = index < 0 ? index + elements.count : index
            guard position >= 0, position < elements.count else {
                throw PythonError(.indexError, "list index out of range")
            }
            return elements[position]
        }
        if let slice = key.as(Slice.self) {
            let range = try slice.range(count: elements.count, evaluator)
            return .object(self.slice(range))
        }
        return elements[try position(key, "list index out of range", evaluator)]
    }

    private func position(_ key: Value, _ message: String, _ evaluator: Evaluator) throws -> Int {
        let index = try Indexing.element(key, count: elements.count, sequence: "list", evaluator)
        guard index >= 0, index < elements.count else { throw PythonError(.indexError, message) }
        return index
    }

    override public func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        if let slice = key.as(Slice.self) { return try setSlice(slice, to: value, evaluator) }
        elements[try position(key, "list assignment index out of range", evaluator)] = value
    }

    private func setSlice(_ slice: Slice, to value: Value, _ evaluator: Evaluator) throws {
        let new: [Value]
        do {
            new = try evaluator.array(from: value)
        } catch let error as PythonError where error.type === TypeObject.typeError && value.object == nil {
            throw PythonError(.typeError, "can only assign an iterable")
        }
        let range = try slice.range(count: elements.count, evaluator)
        if range.step == 1 {
            elements.replaceSubrange(range.start..<max(range.start, range.stop), with: new)
            return
        }
        guard new.count == range.count else {
            throw PythonError(
                .valueError,
                "attempt to assign sequence of size \(new.count) to extended slice of size \(range.count)")
        }
        for (index, element) in zip(range.indices, new) { elements[index] = element }
    }

    override public func deleteItem(_ key: Value, _ evaluator: Evaluator) throws {
        guard let slice = key.as(Slice.self) else {
            elements.remove(at: try position(key, "list assignment index out of range", evaluator))
            return
        }
        let range = try slice.range(count: elements.count, evaluator)
        if range.step == 1 {
            elements.removeSubrange(range.start..<max(range.start, range.stop))
            return
        }
        let doomed = Set(range.indices)
        elements = elements.indices.lazy.filter { !doomed.contains($0) }.map { self.elements[$0] }
    }

    // MARK: Operators

    override public func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        switch operation {
        case .add where !reflected:
            if let other = other.as(List.self) {
                try SizeLimit.elements(elements.count + other.elements.count)
                return .object(List(elements + other.elements))
            }
            if other.object?.interceptsCalls == true { return nil }
            if let derived = other.object?.derivation?.type, derived.userLookup("__radd__") != nil { return nil }
            throw PythonError(.typeError, "can only concatenate list (not \"\(other.typeName)\") to list")
        case .multiply:
            guard let count = try Indexing.repeatCount(other, evaluator) else { return nil }
            return .object(List(try Sequences.repeated(elements, count)))
        default: return nil
        }
    }

    /// Adds the elements of an iterable; the iteration may change the list meanwhile, which then is seen.
    func extend(with other: Value, _ evaluator: Evaluator) throws {
        if let known = other.list ?? other.tuple, known.derivation == nil {
            let new = try evaluator.array(from: other)
            try SizeLimit.elements(elements.count + new.count)
            return elements.append(contentsOf: new)
        }
        let iterator = try evaluator.iterate(other)
        while let element = try iterator.next(evaluator) {
            try evaluator.interrupt.check()
            try SizeLimit.elements(elements.count + 1)
            elements.append(element)
        }
    }

    override public func inPlace(
        _ operation: BinaryOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        switch operation {
        case .add:
            if other.object?.interceptsCalls == true { return nil }
            try extend(with: other, evaluator)
        case .multiply:
            guard let count = try Indexing.repeatCount(other, evaluator) else { return nil }
            elements = try Sequences.repeated(elements, count)
        default: return nil
        }
        return .object(self)
    }

    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let other = other.as(List.self) else { return nil }
        return try Sequences.compare(operation, elements, other.elements, evaluator)
    }
}

/// Iterates a list that may grow or shrink meanwhile.
final class ListIterator: ValueIterator {
    private var list: List?
    private var position = 0

    // Immutable, so that threads may share it.
    nonisolated(unsafe) private static let typeObject = TypeObject(native: "list_iterator", bases: [.iterator])
    override class var nativeType: TypeObject { typeObject }

    init(_ list: List) { self.list = list }

    /// Where the next element lies; nil at the end.
    @inline(__always)
    func nextPlace() -> UnsafeMutablePointer<Value>? {
        guard let place = list?.place(of: position) else {
            if list != nil { list = nil }
            return nil
        }
        position += 1
        return place
    }

    override func next(_ evaluator: Evaluator) throws -> Value? { nextPlace()?.pointee }

    override func putNext(into target: UnsafeMutablePointer<Value>, _ evaluator: Evaluator) throws -> Bool {
        guard let place = nextPlace() else { return false }
        target.copy(place)
        return true
    }

    override var remainingCount: Int { list.map { max($0.elements.count - position, 0) } ?? 0 }

    override var copy: ValueIterator? {
        let copy = ListIterator(list ?? List())
        copy.position = position
        if list == nil { copy.list = nil }
        return copy
    }
}
