/// `heapq` and `bisect`: lists kept as heaps or in order.
enum HeapModule {
    static func register(in modules: ModuleTable) {
        modules.register("heapq") { evaluator in
            let module = ModuleObject("heapq", documentation: "Lists kept as heaps.", functions: heaps)
            try SourceModules.add(to: module, source, evaluator)
            return module
        }
        modules.register("bisect") { _ in
            ModuleObject(
                "bisect", documentation: "Lists kept in order.",
                functions: [
                    bisection("bisect_left", isLeft: true), bisection("bisect_right", isLeft: false),
                    bisection("bisect", isLeft: false), insertion("insort_left", isLeft: true),
                    insertion("insort_right", isLeft: false), insertion("insort", isLeft: false),
                ])
        }
    }

    private static func heap(_ value: Value) throws -> List {
        guard let list = value.as(List.self) else {
            throw PythonError(.typeError, "heap argument must be a list, not \(value.typeName)")
        }
        return list
    }

    /// Moves the element at `position` up to where its parent is not greater.
    private static func rise(_ heap: List, _ position: Int, _ evaluator: Evaluator, from root: Int = 0) throws {
        var position = position
        while position > root, position < heap.elements.count {
            let parent = (position - 1) / 2
            guard try evaluator.less(heap.elements[position], heap.elements[parent]) else { return }
            guard position < heap.elements.count else { return }
            heap.elements.swapAt(position, parent)
            position = parent
        }
    }

    /// Moves the element at `root` down below its smaller children, then up again, as CPython does.
    private static func sink(_ heap: List, _ root: Int, _ evaluator: Evaluator) throws {
        var position = root
        while 2 * position + 1 < heap.elements.count {
            var child = 2 * position + 1
            if child + 1 < heap.elements.count, try !evaluator.less(heap.elements[child], heap.elements[child + 1]) {
                child += 1
            }
            guard child < heap.elements.count else { return }
            heap.elements.swapAt(position, child)
            position = child
        }
        try rise(heap, position, evaluator, from: root)
    }

    private static func pop(_ heap: List, _ evaluator: Evaluator) throws -> Value {
        guard let last = heap.elements.popLast() else { throw PythonError(.indexError, "index out of range") }
        guard let first = heap.elements.first else { return last }
        heap.elements[0] = last
        try sink(heap, 0, evaluator)
        return first
    }

    private static var heaps: [NativeFunction] {
        [
            NativeFunction("heappush", "(heap, item, /)", "Adds an element.", module: "heapq") { arguments, evaluator in
                let heap = try heap(arguments[0])
                heap.elements.append(arguments[1])
                try rise(heap, heap.elements.count - 1, evaluator)
                return .none
            },
            NativeFunction("heappop", "(heap, /)", "Removes and returns the least element.", module: "heapq") {
                arguments, evaluator in
                try pop(heap(arguments[0]), evaluator)
            },
            NativeFunction("heapify", "(heap, /)", "Makes a list a heap.", module: "heapq") { arguments, evaluator in
                let heap = try heap(arguments[0])
                for root in stride(from: heap.elements.count / 2 - 1, through: 0, by: -1) {
                    try sink(heap, root, evaluator)
                }
                return .none
            },
            NativeFunction(
                "heapreplace", "(heap, item, /)", "Removes the least element, then adds one.", module: "heapq"
            ) {
                arguments, evaluator in
                let heap = try heap(arguments[0])
                guard let first = heap.elements.first else { throw PythonError(.indexError, "index out of range") }
                heap.elements[0] = arguments[1]
                try sink(heap, 0, evaluator)
                return first
            },
            NativeFunction(
                "heappushpop", "(heap, item, /)", "Adds an element, then removes the least.", module: "heapq"
            ) {
                arguments, evaluator in
                let heap = try heap(arguments[0])
                guard let first = heap.elements.first, try evaluator.less(first, arguments[1]) else {
                    return arguments[1]
                }
                heap.elements[0] = arguments[1]
                try sink(heap, 0, evaluator)
                return first
            },
        ]
    }

    private static let source = """
        def nlargest(n, iterable, key=None):
            return sorted(iterable, key=key, reverse=True)[:n]

        def nsmallest(n, iterable, key=None):
            return sorted(iterable, key=key)[:n]

        def merge(*iterables, key=None, reverse=False):
            everything = [item for iterable in iterables for item in iterable]
            return iter(sorted(everything, key=key, reverse=reverse))
        """

    private static func place(
        of value: Value, _ arguments: borrowing Arguments, isLeft: Bool, _ evaluator: Evaluator
    ) throws -> Int {
        var low = try evaluator.index(arguments[2])
        guard low >= 0 else { throw PythonError(.valueError, "lo must be non-negative") }
        var high = try arguments[3].ifNotNone.map { try evaluator.index($0) } ?? evaluator.length(arguments[0])
        let key = arguments[4].ifNotNone
        while low < high {
            let middle = low + (high - low) / 2
            let element = try evaluator.getItem(arguments[0], .int(middle))
            let probe = try key.map { try evaluator.call($0, [element]) } ?? element
            let goesRight = try isLeft ? evaluator.less(probe, value) : !evaluator.less(value, probe)
            if goesRight { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private static func bisection(_ name: String, isLeft: Bool) -> NativeFunction {
        NativeFunction(
            name, "(a, x, lo=0, hi=None, *, key=None)", "Where a value belongs in a sorted list.", module: "bisect"
        ) {
            arguments, evaluator in
            .int(try place(of: arguments[1], arguments, isLeft: isLeft, evaluator))
        }
    }

    private static func insertion(_ name: String, isLeft: Bool) -> NativeFunction {
        NativeFunction(name, "(a, x, lo=0, hi=None, *, key=None)", "Puts a value where it belongs.", module: "bisect") {
            arguments, evaluator in
            let probe = try arguments[4].ifNotNone.map { try evaluator.call($0, [arguments[1]]) } ?? arguments[1]
            let index = try place(of: probe, arguments, isLeft: isLeft, evaluator)
            return try evaluator.callMethod("insert", of: arguments[0], [.int(index), arguments[1]])
        }
    }
}
