/// The methods of `deque`.
extension Deque {
    private static func deque(_ value: Value) throws -> Deque {
        guard let deque = value.as(Deque.self) else {
            throw PythonError(.typeError, "a deque is required, not \(value.typeName)")
        }
        return deque
    }

    static var methods: [NativeFunction] { ends + others }

    private static var ends: [NativeFunction] {
        [
            NativeFunction("append", "(self, x, /)", "Adds an element at the right.") { arguments, _ in
                try deque(arguments[0]).append(arguments[1])
                return .none
            },
            NativeFunction("appendleft", "(self, x, /)", "Adds an element at the left.") { arguments, _ in
                try deque(arguments[0]).prepend(arguments[1])
                return .none
            },
            NativeFunction("pop", "(self, /)", "Removes and returns the rightmost element.") { arguments, _ in
                guard let element = try deque(arguments[0]).popLast() else {
                    throw PythonError(.indexError, "pop from an empty deque")
                }
                return element
            },
            NativeFunction("popleft", "(self, /)", "Removes and returns the leftmost element.") { arguments, _ in
                guard let element = try deque(arguments[0]).popFirst() else {
                    throw PythonError(.indexError, "pop from an empty deque")
                }
                return element
            },
            NativeFunction("extend", "(self, iterable, /)", "Adds elements at the right.") { arguments, evaluator in
                let deque = try deque(arguments[0])
                for element in try evaluator.array(from: arguments[1]) { deque.append(element) }
                return .none
            },
            NativeFunction("extendleft", "(self, iterable, /)", "Adds elements at the left, one by one.") {
                arguments, evaluator in
                let deque = try deque(arguments[0])
                for element in try evaluator.array(from: arguments[1]) { deque.prepend(element) }
                return .none
            },
        ]
    }

    private static var others: [NativeFunction] {
        [
            NativeFunction("clear", "(self, /)", "Removes everything.") { arguments, _ in
                try deque(arguments[0]).elements = []
                return .none
            },
            NativeFunction("copy", "(self, /)", "A shallow copy.") { arguments, _ in
                let deque = try deque(arguments[0])
                let result = Deque(limit: deque.limit)
                result.elements = deque.elements
                return .object(result)
            },
            NativeFunction("rotate", "(self, n=1, /)", "Moves elements from the right end to the left one.") {
                arguments, evaluator in
                let deque = try deque(arguments[0])
                guard deque.count > 1 else { return .none }
                let steps = IntegerArithmetic.floorRemainder(try evaluator.index(arguments[1]), deque.count)
                let elements = deque.elements
                deque.elements = Array(elements.suffix(steps) + elements.dropLast(steps))
                return .none
            },
            NativeFunction("reverse", "(self, /)", "Reverses the order.") { arguments, _ in
                let deque = try deque(arguments[0])
                deque.elements = deque.elements.reversed()
                return .none
            },
            NativeFunction("count", "(self, value, /)", "How often a value occurs.") { arguments, evaluator in
                let value = arguments[1]
                return .int(try deque(arguments[0]).elements.count { try evaluator.identicalOrEqual($0, value) })
            },
            NativeFunction("index", "(self, value, /)", "The first position of a value.") { arguments, evaluator in
                let elements = try deque(arguments[0]).elements
                guard let index = try Sequences.firstIndex(of: arguments[1], in: elements, evaluator) else {
                    throw PythonError(.valueError, "\(try evaluator.repr(arguments[1])) is not in deque")
                }
                return .int(index)
            },
            NativeFunction("remove", "(self, value, /)", "Removes the first element that is equal.") {
                arguments, evaluator in
                let deque = try deque(arguments[0])
                var elements = deque.elements
                guard let index = try Sequences.firstIndex(of: arguments[1], in: elements, evaluator) else {
                    throw PythonError(.valueError, "\(try evaluator.repr(arguments[1])) is not in deque")
                }
                elements.remove(at: index)
                deque.elements = elements
                return .none
            },
            NativeFunction("insert", "(self, index, object, /)", "Puts an element before a position.") {
                arguments, evaluator in
                let deque = try deque(arguments[0])
                guard deque.count != deque.limit else {
                    throw PythonError(.indexError, "deque already at its maximum size")
                }
                var elements = deque.elements
                let index = try evaluator.index(arguments[1])
                let position = min(max(index < 0 ? index + elements.count : index, 0), elements.count)
                elements.insert(arguments[2], at: position)
                deque.elements = elements
                return .none
            },
            NativeFunction("__reversed__", "(self, /)") { arguments, _ in
                .object(ReversedIterator(try deque(arguments[0]).elements))
            },
        ]
    }
}
