import Language
import Tensors

/// `numpy.ndarray`, and the scalars `numpy.float64` and its kin: a thin face over a tensor with NumPy's manners.
///
///     ArrayObject.value(tensor)   // array([1., 2.])
///     tensor.numpy()              // shares the memory
///
/// A scalar is a tensor without dimensions that is shown and combined as a number.
package final class ArrayObject: Object {
    package let tensor: Tensor
    package let isScalar: Bool

    package init(_ tensor: Tensor, isScalar: Bool = false) {
        self.tensor = tensor
        self.isScalar = isScalar
    }

    package static func value(_ tensor: Tensor) -> Value { .object(ArrayObject(tensor)) }

    /// The result of an operation: a scalar when no dimension is left, as NumPy gives it.
    static func result(_ tensor: Tensor) -> Value { .object(ArrayObject(tensor, isScalar: tensor.rank == 0)) }

    /// The tensor of an array, nil for any other value.
    package static func tensor(of value: Value) -> Tensor? { value.as(ArrayObject.self)?.tensor }

    override package class var nativeType: TypeObject { ArrayType.array }
    override package var type: TypeObject { isScalar ? ArrayType.scalar(tensor.dtype) : ArrayType.array }

    override package func repr(_ evaluator: Evaluator) throws -> String {
        isScalar ? ArrayDescription.scalar(tensor) : ArrayDescription(tensor).repr
    }

    override package func str(_ evaluator: Evaluator) throws -> String {
        isScalar ? ArrayDescription.scalar(tensor) : ArrayDescription(tensor).str
    }

    override package func format(_ specification: String, _ evaluator: Evaluator) throws -> String {
        guard isScalar || tensor.rank == 0 else {
            if specification.isEmpty { return try str(evaluator) }
            throw PythonError(.typeError, "unsupported format string passed to numpy.ndarray.__format__")
        }
        return specification.isEmpty ? try str(evaluator) : try evaluator.format(item(), specification)
    }

    private func item() throws -> Value { Value(try translating { try tensor.item() }) }

    override package func hash(_ evaluator: Evaluator) throws -> Int {
        guard isScalar else { throw PythonError(.typeError, "unhashable type: 'numpy.ndarray'") }
        return try evaluator.hash(item())
    }

    // MARK: Items

    override package func length(_ evaluator: Evaluator) throws -> Int? {
        if isScalar { return nil }
        guard let first = tensor.shape.first else { throw PythonError(.typeError, "len() of unsized object") }
        return first
    }

    override package func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        if isScalar { return nil }
        guard tensor.rank > 0 else { throw PythonError(.typeError, "iteration over a 0-d array") }
        return ArrayIterator(try translating { try Tensors.unbind(tensor, 0) }.map { ArrayObject.result($0) })
    }

    override package func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        guard let equal = try compare(.equal, value, evaluator), let mask = ArrayObject.tensor(of: equal) else {
            return false
        }
        return try translating { try Tensors.any(mask).isTrue() }
    }

    override package func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        ArrayObject.result(try ArraySubscripts(tensor).get(key, evaluator))
    }

    override package func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        guard !isScalar else {
            throw PythonError(.typeError, "'\(type.qualifiedName)' object does not support item assignment")
        }
        try ArraySubscripts(tensor).set(key, value, evaluator)
    }

    // MARK: Operators

    override package func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let operand = try ArrayOperand(other, evaluator) else { return nil }
        return try ArrayArithmetic.combine(operation, ArrayOperand(self), operand, reflected: reflected)
    }

    override package func inPlace(
        _ operation: BinaryOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard !isScalar, let operand = try ArrayOperand(other, evaluator) else { return nil }
        try ArrayArithmetic.update(operation, self, operand)
        return .object(self)
    }

    override package func unary(_ operation: UnaryOperator, _ evaluator: Evaluator) throws -> Value? {
        try ArrayArithmetic.apply(operation, tensor)
    }

    override package func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let operand = try ArrayOperand(other, evaluator) else { return nil }
        return try ArrayArithmetic.compare(operation, ArrayOperand(self), operand)
    }

    // MARK: Numbers

    override package func truth(_ evaluator: Evaluator) throws -> Bool {
        if tensor.elementCount == 0 { return false }
        guard tensor.elementCount == 1 else {
            throw PythonError(
                .valueError,
                "The truth value of an array with more than one element is ambiguous. Use a.any() or a.all()")
        }
        return try translating { try tensor.isTrue() }
    }

    override package func index(_ evaluator: Evaluator) throws -> Int? {
        guard tensor.rank == 0, tensor.dtype.category == .integer else {
            if isScalar { return nil }
            throw PythonError(.typeError, "only integer scalar arrays can be converted to a scalar index")
        }
        return try single().integer
    }

    override package func integer(_ evaluator: Evaluator) throws -> Value? {
        try evaluator.call(.object(TypeObject.int), [Value(try single())])
    }

    override package func float(_ evaluator: Evaluator) throws -> Double? { try single().real }

    private func single() throws -> Tensors.Scalar {
        guard tensor.elementCount == 1 else {
            throw PythonError(.typeError, "only length-1 arrays can be converted to Python scalars")
        }
        return try translating { try tensor.item() }
    }
}
