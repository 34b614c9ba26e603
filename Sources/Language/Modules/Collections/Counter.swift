/// `collections.Counter`: how often each element occurs.
public final class Counter: Dict {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "Counter", module: "collections", bases: [.dict],
        documentation: "Counts elements: Counter(iterable), Counter(mapping), Counter(a=1).",
        methods: methods,
        attributes: [("fromkeys", .object(Method(.object(fromKeys), .class)))],
        allocate: { type, arguments, evaluator in
            let counter = Counter()
            if type.isNative { try counter.add(arguments, 1, evaluator) }
            return .object(counter)
        })

    /// A count for each key would be ambiguous: refused, as in Python.
    private static var fromKeys: NativeFunction {
        NativeFunction("fromkeys", "(cls, iterable, v=None)") { _, _ in
            throw PythonError(
                .notImplementedError, "Counter.fromkeys() is undefined.  Use Counter(iterable) instead.")
        }
    }

    override public class var nativeType: TypeObject { typeObject }

    override public func missing(_ key: Value, _ evaluator: Evaluator) throws -> Value { 0 }

    override public func deleteItem(_ key: Value, _ evaluator: Evaluator) throws { try remove(key, evaluator) }

    override public func copy(_ evaluator: Evaluator) throws -> Dict {
        let result = Counter()
        try result.merge(self, evaluator)
        return result
    }

    /// Adds counts (or takes them off) of an iterable's elements, a mapping's values and keywords.
    fileprivate func add(_ arguments: borrowing Arguments, _ sign: Int, _ evaluator: Evaluator) throws {
        guard arguments.count <= 1 else {
            throw PythonError(
                .typeError,
                "Counter.__init__() takes from 1 to 2 positional arguments but \(arguments.count + 1) were given")
        }
        if let mapping = arguments[0].as(Dict.self) {
            for (key, count) in mapping.items { try change(key, by: count, sign, evaluator) }
        } else if let source = arguments[0].ifNotNone {
            let iterator = try evaluator.iterate(source)
            while let element = try iterator.next(evaluator) {
                try change(element, by: 1, sign, evaluator)
                try evaluator.interrupt.check()
            }
        }
        for (name, count) in arguments.keywords { try change(Value(name.text), by: count, sign, evaluator) }
    }

    private func change(_ key: Value, by count: Value, _ sign: Int, _ evaluator: Evaluator) throws {
        let old = try get(key, evaluator) ?? 0
        if case .int(let a) = old, case .int(let b) = count, let sum = sum(a, b, sign) {
            try set(key, to: .int(sum), evaluator)
        } else {
            try set(key, to: try evaluator.binary(sign > 0 ? .add : .subtract, old, count), evaluator)
        }
    }

    private func sum(_ a: Int, _ b: Int, _ sign: Int) -> Int? {
        let (sum, overflow) = sign > 0 ? a.addingReportingOverflow(b) : a.subtractingReportingOverflow(b)
        return overflow ? nil : sum
    }

    /// The pairs from the most common to the least; equal counts in order of insertion.
    fileprivate func mostCommon(_ evaluator: Evaluator) throws -> [Value] {
        let pairs = items
        let order = try Sorting.sorted(
            pairs.indices.map { .int($0) },
            key: .object(
                NativeFunction("key", "(index, /)") { arguments, _ in
                    pairs[arguments[0].smallInteger ?? 0].value
                }), isReversed: true, evaluator)
        return order.compactMap { $0.smallInteger }.map { Value(tuple: [pairs[$0].key, pairs[$0].value]) }
    }

    override public func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        guard !reflected, let other = other.as(Counter.self) else { return nil }
        guard [.add, .subtract, .and, .or].contains(operation) else { return nil }
        let result = Counter()
        let keys = keys + (try other.keys.filter { try get($0, evaluator) == nil })
        for key in keys {
            let (mine, theirs) = (try get(key, evaluator) ?? 0, try other.get(key, evaluator) ?? 0)
            let count: Value
            switch operation {
            case .and: count = try evaluator.less(mine, theirs) ? mine : theirs
            case .or: count = try evaluator.less(mine, theirs) ? theirs : mine
            default: count = try evaluator.binary(operation, mine, theirs)
            }
            if try evaluator.less(0, count) { try result.set(key, to: count, evaluator) }
        }
        return .object(result)
    }

    /// `+counter` and `-counter` keep the counts above zero.
    override public func unary(_ operation: UnaryOperator, _ evaluator: Evaluator) throws -> Value? {
        guard operation == .plus || operation == .minus else { return nil }
        let empty = Counter()
        return try operation == .plus
            ? binary(.add, .object(empty), reflected: false, evaluator)
            : empty.binary(.subtract, .object(self), reflected: false, evaluator)
    }

    override public func inPlace(
        _ operation: BinaryOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let result = try binary(operation, other, reflected: false, evaluator)?.as(Counter.self) else {
            return nil
        }
        removeAll()
        try merge(result, evaluator)
        return .object(self)
    }

    /// Counts that are missing are zero; `<=` and its kin compare count by count.
    override public func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let other = other.as(Counter.self) else { return try super.compare(operation, other, evaluator) }
        let keys = keys + other.keys
        func all(_ test: ComparisonOperator) throws -> Bool {
            try keys.allSatisfy { key in
                let (mine, theirs) = (try get(key, evaluator) ?? 0, try other.get(key, evaluator) ?? 0)
                return try evaluator.truth(evaluator.compare(test, mine, theirs))
            }
        }
        switch operation {
        case .equal: return .bool(try all(.equal))
        case .notEqual: return .bool(try !all(.equal))
        case .lessOrEqual, .greaterOrEqual: return .bool(try all(operation))
        case .less: return .bool(try all(.lessOrEqual) && !all(.equal))
        case .greater: return .bool(try all(.greaterOrEqual) && !all(.equal))
        default: return nil
        }
    }

    override public func repr(_ evaluator: Evaluator) throws -> String {
        guard count > 0 else { return "\(type.name)()" }
        return "\(type.name)(\(try evaluator.repr(.object(sorted(evaluator)))))"
    }

    fileprivate func sorted(_ evaluator: Evaluator) throws -> Dict {
        let result = Dict()
        for pair in (try? mostCommon(evaluator)) ?? items.map({ Value(tuple: [$0.key, $0.value]) }) {
            guard let elements = pair.tuple?.elements else { continue }
            try result.set(elements[0], to: elements[1], evaluator)
        }
        return result
    }

    private static func counter(_ value: Value) throws -> Counter {
        guard let counter = value.as(Counter.self) else {
            throw PythonError(.typeError, "a Counter is required, not \(value.typeName)")
        }
        return counter
    }

    private static var methods: [NativeFunction] {
        [
            NativeFunction("__init__", "(self, *args, **kwargs)", isRaw: true) { arguments, evaluator in
                let counter = try counter(arguments[0])
                if !counter.type.isNative { try counter.add(arguments.dropFirst(), 1, evaluator) }
                return .none
            },
            NativeFunction("most_common", "(self, n=None)", "The pairs (element, count), most common first.") {
                arguments, evaluator in
                let pairs = try counter(arguments[0]).mostCommon(evaluator)
                guard let count = arguments[1].ifNotNone else { return Value(pairs) }
                return Value(Array(pairs.prefix(max(try evaluator.index(count), 0))))
            },
            NativeFunction("elements", "(self)", "Each element as often as it counts.") { arguments, evaluator in
                var items = try counter(arguments[0]).items[...]
                var left = 0
                var current = Value.none
                return .object(
                    ClosureIterator { evaluator in
                        while left <= 0 {
                            guard let item = items.popFirst() else { return nil }
                            (current, left) = (item.key, try evaluator.index(item.value))
                        }
                        left -= 1
                        return current
                    })
            },
            NativeFunction("total", "(self)", "The sum of all counts.") { arguments, evaluator in
                try counter(arguments[0]).values.reduce(0) { try evaluator.binary(.add, $0, $1) }
            },
            NativeFunction("update", "(self, *args, **kwargs)", "Adds counts.", isRaw: true) { arguments, evaluator in
                try counter(arguments[0]).add(arguments.dropFirst(), 1, evaluator)
                return .none
            },
            NativeFunction("subtract", "(self, *args, **kwargs)", "Takes counts off.", isRaw: true) {
                arguments, evaluator in
                try counter(arguments[0]).add(arguments.dropFirst(), -1, evaluator)
                return .none
            },
        ]
    }
}

extension Counter: PrettyPrintable {
    func prettyPrint(_ printer: inout PrettyPrinter, _ isCycle: Bool) throws {
        let shown = count > 0 && !isCycle ? [Value.object(try sorted(printer.evaluator))] : []
        try printer.printCall(type.name, shown)
    }
}
