/// The iterators of `itertools` that combine elements: products, permutations, groups, running totals.
extension IterationModule {
    static var combining: [NativeFunction] {
        [
            NativeFunction(
                "product", "(*iterables, repeat=1)", "All tuples with one element of each iterable.",
                module: "itertools"
            ) {
                arguments, evaluator in
                let pools = try evaluator.array(from: arguments[0]).map { try evaluator.array(from: $0) }
                let count = try evaluator.index(arguments[1])
                guard count >= 0, count < 1000 else {
                    throw PythonError(.valueError, "repeat argument cannot be negative")
                }
                return product(Array(repeatElement(pools, count: count).joined()))
            },
            NativeFunction("permutations", "(iterable, r=None)", "All orders of r elements.", module: "itertools") {
                arguments, evaluator in
                let pool = try evaluator.array(from: arguments[0])
                let count = try arguments[1].ifNotNone.map { try evaluator.index($0) } ?? pool.count
                guard count >= 0 else { throw PythonError(.valueError, "r must be non-negative") }
                return permutations(pool, count)
            },
            NativeFunction("combinations", "(iterable, r)", "All choices of r elements.", module: "itertools") {
                arguments, evaluator in
                try combinations(evaluator.array(from: arguments[0]), evaluator.index(arguments[1]), repeats: false)
            },
            NativeFunction(
                "combinations_with_replacement", "(iterable, r)", "All choices of r elements with repetition.",
                module: "itertools"
            ) {
                arguments, evaluator in
                try combinations(evaluator.array(from: arguments[0]), evaluator.index(arguments[1]), repeats: true)
            },
            NativeFunction(
                "accumulate", "(iterable, func=None, *, initial=None)", "Running totals.", module: "itertools"
            ) {
                arguments, evaluator in
                let (source, function) = (try evaluator.iterate(arguments[0]), arguments[1].ifNotNone)
                var total: Value?
                var initial = arguments[2].ifNotNone
                return iterator { evaluator in
                    if let first = initial {
                        (total, initial) = (first, nil)
                        return first
                    }
                    guard let value = try source.next(evaluator) else { return nil }
                    guard let old = total else {
                        total = value
                        return value
                    }
                    total =
                        try function.map { try evaluator.call($0, [old, value]) } ?? evaluator.binary(.add, old, value)
                    return total
                }
            },
            NativeFunction(
                "starmap", "(function, iterable, /)", "A function's results for tuples of arguments.",
                module: "itertools"
            ) {
                arguments, evaluator in
                let (function, source) = (arguments[0], try evaluator.iterate(arguments[1]))
                return iterator { evaluator in
                    guard let value = try source.next(evaluator) else { return nil }
                    return try evaluator.call(function, try evaluator.array(from: value))
                }
            },
            NativeFunction(
                "zip_longest", "(*iterables, fillvalue=None)", "As zip, up to the longest.", module: "itertools"
            ) {
                arguments, evaluator in
                var sources: [ValueIterator?] = try evaluator.array(from: arguments[0]).map {
                    try evaluator.iterate($0)
                }
                let fill = arguments[1]
                return iterator { evaluator in
                    var row: [Value] = []
                    for index in sources.indices {
                        let value = try sources[index]?.next(evaluator)
                        if value == nil { sources[index] = nil }
                        row.append(value ?? fill)
                    }
                    return sources.contains { $0 != nil } ? Value(tuple: row) : nil
                }
            },
            NativeFunction(
                "groupby", "(iterable, key=None)", "Runs of elements with the same key.", module: "itertools",
                body: groups),
            NativeFunction("tee", "(iterable, n=2, /)", "Several iterators over one.", module: "itertools") {
                arguments, evaluator in
                let count = try evaluator.index(arguments[1])
                guard count >= 0 else { throw PythonError(.valueError, "n must be >= 0") }
                let buffer = TeeBuffer(try evaluator.iterate(arguments[0]))
                return Value(
                    tuple: (0..<min(count, 10_000)).map { _ in
                        var position = 0
                        return iterator { evaluator in
                            defer { position += 1 }
                            return try buffer.element(position, evaluator)
                        }
                    })
            },
        ]
    }

    private static func product(_ pools: [[Value]]) -> Value {
        var indices: [Int]? = pools.contains(where: \.isEmpty) ? nil : Array(repeating: 0, count: pools.count)
        return iterator { _ in
            guard var current = indices else { return nil }
            let row = zip(pools, current).map { $0[$1] }
            var place = pools.count - 1
            while place >= 0 {
                current[place] += 1
                if current[place] < pools[place].count { break }
                current[place] = 0
                place -= 1
            }
            indices = place >= 0 ? current : nil
            return Value(tuple: row)
        }
    }

    private static func permutations(_ pool: [Value], _ count: Int) -> Value {
        guard count <= pool.count else { return .object(ArrayIterator([])) }
        var indices = Array(pool.indices)
        var cycles = Array((pool.count - count + 1...max(pool.count, pool.count - count + 1)).reversed().prefix(count))
        var isFirst = true
        var isDone = false
        return iterator { _ in
            if isDone { return nil }
            if isFirst {
                isFirst = false
                return Value(tuple: indices.prefix(count).map { pool[$0] })
            }
            var place = count - 1
            while place >= 0 {
                cycles[place] -= 1
                if cycles[place] > 0 {
                    indices.swapAt(place, pool.count - cycles[place])
                    return Value(tuple: indices.prefix(count).map { pool[$0] })
                }
                indices.append(indices.remove(at: place))
                cycles[place] = pool.count - place
                place -= 1
            }
            isDone = true
            return nil
        }
    }

    private static func combinations(_ pool: [Value], _ count: Int, repeats: Bool) throws -> Value {
        guard count >= 0 else { throw PythonError(.valueError, "r must be non-negative") }
        guard repeats ? !pool.isEmpty || count == 0 : count <= pool.count else { return .object(ArrayIterator([])) }
        try SizeLimit.elements(count)
        var indices: [Int]? = repeats ? Array(repeating: 0, count: count) : Array(0..<count)
        return iterator { _ in
            guard var current = indices else { return nil }
            let row = current.map { pool[$0] }
            func limit(_ place: Int) -> Int { repeats ? pool.count - 1 : place + pool.count - count }
            if let place = current.indices.last(where: { current[$0] < limit($0) }) {
                let next = current[place] + 1
                for later in place..<count { current[later] = repeats ? next : next + later - place }
                indices = current
            } else {
                indices = nil
            }
            return Value(tuple: row)
        }
    }

    private static func groups(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let source = GroupSource(try evaluator.iterate(arguments[0]), key: arguments[1].ifNotNone)
        return iterator { evaluator in
            while source.isInGroup, try source.advanceInGroup(evaluator) != nil {}
            guard let key = try source.beginGroup(evaluator) else { return nil }
            let number = source.groupNumber
            let group = iterator { evaluator in
                guard source.groupNumber == number else { return nil }
                return try source.advanceInGroup(evaluator)
            }
            return Value(tuple: [key, group])
        }
    }
}

/// What `groupby` reads from: it looks one element ahead to see where a group ends.
private final class GroupSource {
    private let source: ValueIterator
    private let keyFunction: Value?
    private var ahead: (key: Value, value: Value)?
    private var key: Value = .none
    private(set) var isInGroup = false
    private(set) var groupNumber = 0

    init(_ source: ValueIterator, key: Value?) {
        self.source = source
        keyFunction = key
    }

    private func read(_ evaluator: Evaluator) throws {
        guard ahead == nil, let value = try source.next(evaluator) else { return }
        ahead = (try keyFunction.map { try evaluator.call($0, [value]) } ?? value, value)
    }

    func beginGroup(_ evaluator: Evaluator) throws -> Value? {
        try read(evaluator)
        guard let ahead else { return nil }
        key = ahead.key
        isInGroup = true
        groupNumber += 1
        return key
    }

    func advanceInGroup(_ evaluator: Evaluator) throws -> Value? {
        guard isInGroup else { return nil }
        try read(evaluator)
        guard let next = ahead, try evaluator.identicalOrEqual(key, next.key) else {
            isInGroup = false
            return nil
        }
        ahead = nil
        return next.value
    }
}

/// Elements that several iterators of one `tee` share.
private final class TeeBuffer {
    private let source: ValueIterator
    private var elements: [Value] = []

    init(_ source: ValueIterator) { self.source = source }

    func element(_ index: Int, _ evaluator: Evaluator) throws -> Value? {
        while elements.count <= index {
            guard let next = try source.next(evaluator) else { return nil }
            elements.append(next)
            try evaluator.interrupt.check()
        }
        return elements[index]
    }
}
