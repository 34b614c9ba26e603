import Language
import Tensors

/// What stands between the brackets of `x[…]`, as the engine takes it.
///
///     x[:, -1, None, [0, 2]]   // .slice, .int(-1), .none, .tensor([0, 2])
package enum Subscripts {
    /// - Parameter rank: that of the tensor, whose rules for lists and texts are torch's own; nil for NumPy's rules.
    package static func indices(from key: Value, rank: Int? = nil, _ evaluator: Evaluator) throws -> [Index] {
        if case .int(let index) = key { return [.int(index)] }
        if let tuple = key.as(Tuple.self) {
            var indices: [Index] = []
            indices.reserveCapacity(tuple.count)
            for position in 0..<tuple.count { indices.append(try index(from: tuple[position], evaluator)) }
            return indices
        }
        if let rank { try check(key, rank: rank) }
        guard let items = key.tupleElements ?? (rank == nil ? nil : tupleInDisguise(key)) else {
            return [try index(from: key, evaluator)]
        }
        return try items.map { try index(from: $0, evaluator) }
    }

    private static let sequenceAdvice =
        "Using a non-tuple sequence for multidimensional indexing is deprecated and will be changed in pytorch 2.9; use "
        + "x[tuple(seq)] instead of x[seq]. In pytorch 2.9 this will be interpreted as tensor index, "
        + "x[torch.tensor(seq)], which will result either in an error or a different result"
        + Notices.place("torch/csrc/autograd/python_variable_indexing.cpp:349")

    /// A short list that holds anything but numbers stands for a tuple, as it did in old NumPy.
    private static func tupleInDisguise(_ key: Value) -> [Value]? {
        guard let items = key.as(List.self)?.elements, items.count < 32 else { return nil }
        let isTuple = items.contains { item in
            guard case .object(let object) = item else {
                if case .none = item { return true }
                return false
            }
            return object is TensorObject || object is Slice || object is Text || item.sequenceElements != nil
                || item.isSame(as: .ellipsis)
        }
        if isTuple { Notices.give(sequenceAdvice) }
        return isTuple ? items : nil
    }

    private static func index(from value: Value, _ evaluator: Evaluator) throws -> Index {
        switch value {
        case .int(let index): return .int(index)
        case .none: return .none
        case .bool(let flag): return .bool(flag)
        case .float, .undefined: throw invalid(value)
        case .object(let object):
            if let tensor = (object as? TensorObject)?.tensor { return .tensor(tensor) }
            if let slice = object as? Slice { return try index(from: slice, evaluator) }
            if value.isSame(as: .ellipsis) { return .ellipsis }
            if let tensor = ArrayObject.tensor(of: value) { return .tensor(tensor) }
            return try sequenceIndex(object, evaluator)
        }
    }

    private static func index(from slice: Slice, _ evaluator: Evaluator) throws -> Index {
        .slice(
            start: try bound(slice.start, evaluator), stop: try bound(slice.stop, evaluator),
            step: try bound(slice.step, evaluator))
    }

    /// A bound of a slice; tensors of one element stand for their number.
    private static func bound(_ value: Value, _ evaluator: Evaluator) throws -> Int? {
        switch value {
        case .none, .undefined: return nil
        case .int(let index): return index
        case .bool(let flag): return flag ? 1 : 0
        case .object, .float:
            guard let index = try value.wholeNumber(evaluator) else {
                throw PythonError(.typeError, "slice indices must be integers or None or have an __index__ method")
            }
            return index
        }
    }

    /// Lists, tuples and ranges of indices; and what has an `__index__`.
    private static func sequenceIndex(_ object: Object, _ evaluator: Evaluator) throws -> Index {
        let value = Value.object(object)
        if !(object is Text), !(object is Dict), try object.length(evaluator) != nil {
            let elements = try evaluator.array(from: value)
            if elements.isEmpty { return .tensor(try translating { try Tensor([Int]()) }) }
            return .tensor(try TensorLiteral.tensor(from: value, evaluator))
        }
        guard let index = try value.wholeNumber(evaluator) else { throw invalid(value) }
        return .int(index)
    }

    /// A text is taken for a sequence of indices, one for each character, as long as it is short.
    private static func check(_ key: Value, rank: Int) throws {
        guard let count = key.as(Text.self)?.string.unicodeScalars.count, count > rank, count < 32 else { return }
        throw PythonError(.indexError, "too many indices for tensor of dimension \(rank)")
    }

    private static func invalid(_ value: Value) -> PythonError {
        if value.as(Text.self) != nil { return PythonError(.typeError, "new(): invalid data type 'str'") }
        return PythonError(
            .indexError,
            "only integers, slices (`:`), ellipsis (`...`), None and long or byte Variables are valid indices (got "
                + "\(value.typeName))")
    }

    /// The value of `x[…] = value` as a tensor.
    package static func source(_ value: Value, for target: Tensor, _ evaluator: Evaluator) throws -> Tensor {
        if let tensor = value.tensor { return tensor }
        if let array = ArrayObject.tensor(of: value), array.rank == 0 { return array }
        if let number = try value.checkedScalar() {
            return try translating { try Tensor(number: number, device: target.device) }
        }
        let name = ArrayObject.tensor(of: value) == nil ? value.typeName : "numpy.ndarray"
        throw PythonError(.typeError, "can't assign a \(name) to a torch.\(target.dtype.scalarName)Tensor")
    }
}
