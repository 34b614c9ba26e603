import Language
import Tensors

/// Reads nested sequences of numbers, as `torch.tensor([[1, 2], [3, 4]])` does.
///
/// A tensor among the numbers counts as the number that it holds; an array counts as a sequence.
struct LiteralReader {
    let evaluator: Evaluator
    /// The dtype that was asked for; without one, the numbers decide.
    let dtype: DType?
    private var scalars: [Tensors.Scalar] = []
    private var inferred: DType?

    init(_ dtype: DType?, _ evaluator: Evaluator) {
        self.dtype = dtype
        self.evaluator = evaluator
    }

    mutating func tensor(from value: Value) throws -> Tensor {
        if value.as(Text.self) != nil || value.as(Bytes.self)?.isMutable == false {
            throw PythonError(.typeError, "new(): invalid data type '\(value.typeName)'")
        }
        let shape = try self.shape(of: value)
        guard let count = shape.checkedElementCount else { throw PythonError(TensorError.shapeTooLarge(shape)) }
        if count > 0 { try read(value, shape, axis: 0) }
        return try translating { try TensorLiteral.make(scalars, shape, dtype ?? inferred ?? Defaults.dtype) }
    }

    /// The lengths along the first elements.
    private func shape(of value: Value) throws -> Dimensions {
        var shape = Dimensions()
        var current = value
        while true {
            if let array = ArrayObject.tensor(of: current) {
                for size in array.shape { shape.append(size) }
                return shape
            }
            guard let elements = try elements(of: current) else { return shape }
            shape.append(elements.count)
            guard let first = elements.first else { return shape }
            current = first
            guard shape.count < 64, current.as(Text.self) == nil else {
                throw PythonError(.valueError, "too many dimensions '\(current.typeName)'")
            }
        }
    }

    private func elements(of value: Value) throws -> [Value]? {
        try LiteralReader.elements(of: value, evaluator)
    }

    static func isSequence(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        try ArrayObject.tensor(of: value) != nil || elements(of: value, evaluator) != nil
    }

    /// nil for what is no sequence, as numbers, tensors, sets and dicts are none.
    private static func elements(of value: Value, _ evaluator: Evaluator) throws -> [Value]? {
        if let elements = value.sequenceElements { return elements }
        guard case .object(let object) = value, value.tensor == nil, value.scalar == nil else { return nil }
        if object is BigInteger || object is Text || object is SetObject || object is Dict { return nil }
        if try evaluator.userMethod("__getitem__", of: object) != nil {
            return try (0..<evaluator.length(value)).map { try evaluator.getItem(value, .int($0)) }
        }
        return try object.length(evaluator) == nil ? nil : evaluator.array(from: value)
    }

    private mutating func read(_ value: Value, _ shape: Dimensions, axis: Int) throws {
        if let array = ArrayObject.tensor(of: value) { return try read(array, shape, axis) }
        guard axis < shape.count else { return scalars.append(try number(value)) }
        guard let elements = try elements(of: value) else {
            let isNumber = value.scalar != nil || value.tensor != nil || value.as(BigInteger.self) != nil
            throw isNumber || dtype != nil ? PythonError(.typeError, "not a sequence") : refusal(of: value)
        }
        try check(elements.count, shape, axis)
        for element in elements { try read(element, shape, axis: axis + 1) }
    }

    private mutating func read(_ array: Tensor, _ shape: Dimensions, _ axis: Int) throws {
        for (place, size) in array.shape.enumerated() where axis + place < shape.count {
            try check(size, shape, axis + place)
        }
        guard array.rank == shape.count - axis else {
            throw array.rank < shape.count - axis
                ? PythonError(.typeError, "not a sequence") : refusal(of: .object(ArrayObject(array)))
        }
        note(array.dtype)
        scalars += try translating { try array.listable().scalars() }
    }

    private func check(_ count: Int, _ shape: Dimensions, _ axis: Int) throws {
        guard count != shape[axis] else { return }
        throw PythonError(.valueError, "expected sequence of length \(shape[axis]) at dim \(axis) (got \(count))")
    }

    // MARK: Numbers

    private mutating func number(_ value: Value) throws -> Tensors.Scalar {
        if let tensor = value.tensor {
            guard tensor.elementCount == 1 else {
                throw PythonError(.valueError, "only one element tensors can be converted to Python scalars")
            }
            note(tensor.dtype)
            return try translating { try tensor.item() }
        }
        if let dtype { return try TensorLiteral.number(value, dtype, evaluator) ?? { throw refusal(of: value) }() }
        if value.as(BigInteger.self) != nil { throw PythonError(.valueError, "Overflow when unpacking long long") }
        guard let scalar = value.scalar else { throw refusal(of: value) }
        note(scalar.dtype)
        return scalar
    }

    /// The error for what stands where a number belongs.
    private func refusal(of value: Value) -> PythonError {
        if dtype == nil, value.as(Text.self) != nil { return PythonError(.typeError, "new(): invalid data type 'str'") }
        let isSequence = value.sequenceElements != nil
        guard let target = dtype ?? (isSequence ? inferred : nil) else {
            return PythonError(.runtimeError, "Could not infer dtype of \(value.typeName)")
        }
        return TensorLiteral.refusal(of: value, target)
    }

    private mutating func note(_ dtype: DType) {
        if inferred == dtype { return }
        inferred = inferred.map { $0.promoted(with: dtype) } ?? dtype
    }
}
