import BigInt

/// Items, iteration, length, truth and hash of any value: what user classes define goes first.
extension Evaluator {
    public func getItem(_ container: Value, _ key: Value) throws -> Value {
        guard case .object(let object) = container else {
            throw PythonError(.typeError, "'\(container.typeName)' object is not subscriptable")
        }
        if let method = try userMethod(.__getitem__, of: object) { return try call(method, [key]) }
        return try nested { try object.getItem(key, self) }
    }

    public func setItem(_ container: Value, _ key: Value, to value: Value) throws {
        guard case .object(let object) = container else {
            throw PythonError(.typeError, "'\(container.typeName)' object does not support item assignment")
        }
        if let method = try userMethod(.__setitem__, of: object) {
            _ = try call(method, [key, value])
        } else {
            try nested { try object.setItem(key, to: value, self) }
        }
    }

    public func deleteItem(_ container: Value, _ key: Value) throws {
        guard case .object(let object) = container else {
            throw PythonError(.typeError, "'\(container.typeName)' object does not support item deletion")
        }
        if let method = try userMethod(.__delitem__, of: object) {
            _ = try call(method, [key])
        } else {
            try nested { try object.deleteItem(key, self) }
        }
    }

    /// `value in container`
    public func contains(_ container: Value, _ value: Value) throws -> Bool {
        guard case .object(let object) = container else {
            throw PythonError(.typeError, "argument of type '\(container.typeName)' is not iterable")
        }
        if let method = try userMethod(.__contains__, of: object) { return try truth(try call(method, [value])) }
        if let type = object.derivation?.type, (type.userLookup(.__iter__) ?? type.userLookup(.__getitem__)) != nil {
            let iterator = try iterate(container)
            while let element = try iterator.next(self) {
                if try identicalOrEqual(element, value) { return true }
            }
            return false
        }
        return try nested { try object.contains(value, self) }
    }

    /// `len(value)`; TypeError when it has none.
    public func length(_ value: Value) throws -> Int {
        if case .object(let object) = value {
            if let method = try userMethod(.__len__, of: object) { return try userLength(method) }
            if let length = try object.length(self) { return length }
        }
        throw PythonError(.typeError, "object of type '\(value.typeName)' has no len()")
    }

    private func userLength(_ method: Value) throws -> Int {
        try checkedLength(try call(method))
    }

    /// What a user's `__len__` answered, as a count.
    func checkedLength(_ answer: Value) throws -> Int {
        if let big = answer.as(BigInteger.self) {
            throw big.value < 0
                ? PythonError(.valueError, "__len__() should return >= 0")
                : PythonError(.overflowError, "cannot fit 'int' into an index-sized integer")
        }
        let count = try index(answer)
        guard count >= 0 else { throw PythonError(.valueError, "__len__() should return >= 0") }
        return count
    }

    /// `iter(value)`; TypeError when it cannot be iterated.
    public func iterate(_ value: Value) throws -> ValueIterator {
        guard case .object(let object) = value else {
            throw PythonError(.typeError, "'\(value.typeName)' object is not iterable")
        }
        if object.derivation?.type != nil, let iterator = try userIterator(object) { return iterator }
        if let iterator = try object.iterate(self) { return iterator }
        throw PythonError(.typeError, "'\(value.typeName)' object is not iterable")
    }

    private func userIterator(_ object: Object) throws -> ValueIterator? {
        if let method = try userMethod(.__iter__, of: object) {
            let result = try call(method)
            if let iterator = result.as(ValueIterator.self) { return iterator }
            guard let next = result.object, next.type.lookup(.__next__) != nil else {
                throw PythonError(.typeError, "iter() returned non-iterator of type '\(result.typeName)'")
            }
            return CallingIterator(next)
        }
        guard object.type.userLookup(.__getitem__) != nil else { return nil }
        return ItemIterator(object)
    }

    /// All that an iteration gives.
    public func array(from value: Value) throws -> [Value] {
        if let list = value.as(List.self), list.derivation == nil { return list.elements }
        if let tuple = value.as(Tuple.self), tuple.derivation == nil { return tuple.elements }
        if let range = value.as(RangeObject.self) { try SizeLimit.elements(range.count) }
        let iterator = try iterate(value)
        var elements: [Value] = []
        while let element = try iterator.next(self) {
            elements.append(element)
            try interrupt.check()
            try SizeLimit.elements(elements.count)
        }
        return elements
    }

    /// Python's truth of a value.
    public func truth(_ value: Value) throws -> Bool {
        switch value {
        case .undefined, .none: return false
        case .bool(let bool): return bool
        case .int(let int): return int != 0
        case .float(let double): return double != 0
        case .object(let object):
            guard object.derivation?.type != nil else { return try object.truth(self) }
            return try derivedTruth(object)
        }
    }

    private func derivedTruth(_ object: Object) throws -> Bool {
        if let method = try userMethod(.__bool__, of: object) {
            let result = try call(method)
            guard case .bool(let bool) = result else {
                throw PythonError(.typeError, "__bool__ should return bool, returned \(result.typeName)")
            }
            return bool
        }
        if let method = try userMethod(.__len__, of: object) { return try userLength(method) != 0 }
        return try object.truth(self)
    }

    /// `hash(value)`; TypeError for unhashable values.
    public func hash(_ value: Value) throws -> Int {
        guard case .object(let object) = value else { return Scalar.hash(value) }
        guard let type = object.derivation?.type else { return try object.hash(self) }
        if let method = type.userLookup(.__hash__) {
            if method.isNone { throw PythonError(.typeError, "unhashable type: '\(type.name)'") }
            let result = try call(try bound(method, to: value, of: type))
            if case .int(let hash) = result { return hash }
            guard result.bigInteger != nil else {
                throw PythonError(.typeError, "__hash__ method should return an integer")
            }
            return Scalar.hash(result)
        }
        return try object.hash(self)
    }

    /// An index or a size: an int, or an object with `__index__`.
    public func index(_ value: Value) throws -> Int {
        switch value {
        case .int(let int): return int
        case .bool(let bool): return bool ? 1 : 0
        case .object(let object):
            if let method = try userMethod(.__index__, of: object) {
                let result = try call(method)
                guard result.bigInteger != nil else {
                    throw PythonError(.typeError, "__index__ returned non-int (type \(result.typeName))")
                }
                return try index(result)
            }
            if let big = object as? BigInteger, Int(exactly: big.value) == nil {
                throw PythonError(.overflowError, "Python int too large to convert to C ssize_t")
            }
            if let index = try object.index(self) { return index }
        case .undefined, .none, .float: break
        }
        throw PythonError(.typeError, "'\(value.typeName)' object cannot be interpreted as an integer")
    }
}

/// Iterates by calling a user's `__next__`.
package final class CallingIterator: ValueIterator {
    private let object: Object
    private var returned = Value.none

    init(_ object: Object) { self.object = object }

    override package var face: Value { .object(object) }
    override package var result: Value { returned }

    override package func next(_ evaluator: Evaluator) throws -> Value? {
        do {
            return try evaluator.callMethod(.__next__, of: .object(object))
        } catch let error as PythonError where error.isInstance(of: .stopIteration) {
            returned = error.exception.fields["value"] ?? .none
            return nil
        }
    }
}

/// Iterates a user's `__getitem__` from 0 until IndexError.
package final class ItemIterator: ValueIterator {
    private let object: Object
    private var position = 0

    init(_ object: Object) { self.object = object }

    override package func next(_ evaluator: Evaluator) throws -> Value? {
        do {
            defer { position += 1 }
            return try evaluator.getItem(.object(object), .int(position))
        } catch let error as PythonError where error.isInstance(of: .indexError) {
            return nil
        }
    }
}
