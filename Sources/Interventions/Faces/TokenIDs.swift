import Language
import Tensors
import Torch

/// Token ids as cells give them: an int, a list, a tensor of whole numbers, or rows of these.
enum TokenIDs {
    /// One row of ids.
    static func row(_ value: Value, _ evaluator: Evaluator) throws -> [Int] {
        if case .int(let id) = value { return [id] }
        if let tensor = value.tensor {
            guard !tensor.dtype.isFloatingPoint else { throw notWhole(value) }
            return tensor.integers()
        }
        return try evaluator.array(from: value).map { element in
            if let tensor = element.tensor, tensor.rank > 0 { throw notWhole(element) }
            return try evaluator.index(element)
        }
    }

    /// Several rows: a list of lists, a tensor with two dimensions; a single row counts as one of one.
    static func rows(_ value: Value, _ evaluator: Evaluator) throws -> [[Int]] {
        if let tensor = value.tensor, tensor.rank < 2 { return [try row(value, evaluator)] }
        if let dict = value.as(Dict.self) ?? value.as(BatchEncoding.self)?.entries,
            let ids = try dict.get("input_ids", evaluator)
        {
            return try rows(ids, evaluator)
        }
        let elements = try evaluator.array(from: value)
        guard let first = elements.first else { return [[]] }
        if case .int = first { return [try row(value, evaluator)] }
        return try elements.map { try row($0, evaluator) }
    }

    private static func notWhole(_ value: Value) -> PythonError {
        PythonError(
            .typeError,
            "argument 'ids': '\(value.typeName)' object cannot be interpreted as an integer")
    }
}

/// Rows of equal length as tensors of int64.
enum TokenTensors {
    static func row(_ numbers: [Int]) throws -> Value {
        Value(try translating { try Tensor(numbers, shape: [numbers.count]) })
    }

    static func make(_ rows: [[Int]], _ evaluator: Evaluator) throws -> Value {
        let width = rows.first?.count ?? 0
        guard rows.allSatisfy({ $0.count == width }) else {
            throw PythonError(
                .valueError,
                "Unable to create tensor, you should probably activate truncation and/or padding with 'padding=True' "
                    + "'truncation=True' to have batched tensors with the same length. Perhaps your features "
                    + "(`input_ids` in this case) have excessive nesting (inputs type `list` where type `int` is "
                    + "expected).")
        }
        let shape: Dimensions = [rows.count, width]
        return Value(try translating { try Tensor(rows.flatMap(\.self), shape: shape) })
    }
}
