import Language
import Tensors

/// The face of a tensor: what `torch.Tensor` is to the language.
///
///     Value(tensor)          // tensor([1., 2.])
///     value.tensor?.shape    // [2]
///
/// Several faces may show one tensor; `is` and `hash` look at the tensor.
package class TensorObject: Object {
    package final let tensor: Tensor

    package init(_ tensor: Tensor) { self.tensor = tensor }

    override package class var nativeType: TypeObject { TensorType.tensor }
    override package class var hasPlainMethods: Bool { true }
    override package final var acceptsAttributes: Bool { true }

    override package final func isSame(as other: Object) -> Bool {
        self === other || (other as? TensorObject)?.tensor === tensor
    }

    override package final func hash(_ evaluator: Evaluator) throws -> Int { ObjectIdentifier(tensor).hashValue }

    // MARK: Text

    override package func repr(_ evaluator: Evaluator) throws -> String { TensorDescription(of: tensor).text }

    override package func format(_ specification: String, _ evaluator: Evaluator) throws -> String {
        if tensor.rank == 0, !tensor.isMeta {
            return try evaluator.format(Value(try translating { try tensor.item() }), specification)
        }
        return try super.format(specification, evaluator)
    }

    // MARK: Items

    override package final func length(_ evaluator: Evaluator) throws -> Int? {
        guard tensor.rank > 0 else { throw PythonError(.typeError, "len() of a 0-d tensor") }
        return tensor.shape[0]
    }

    override package final func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        guard tensor.rank > 0 else { throw PythonError(.typeError, "iteration over a 0-d tensor") }
        return ArrayIterator(try translating { try Tensors.unbind(tensor, 0) }.map { Value($0) })
    }

    override package final func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        guard let other = try Operand(value) else {
            throw PythonError(
                .runtimeError,
                "Tensor.__contains__ only supports Tensor or scalar, but you passed in a \(value.qualifiedTypeName).")
        }
        return try translating {
            let equal = try Tensors.eq(tensor, other.tensor(like: tensor))
            return try Tensors.any(equal).isTrue()
        }
    }

    override package final func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if let recorder = Interception.recorder(in: key) {
            return try recorder.intercept(
                call: TensorType.getItemFunction, Arguments([.object(self), key]), evaluator)
        }
        let indices = try Subscripts.indices(from: key, rank: tensor.rank, evaluator)
        let part = try translating { try tensor.get(indices) }
        try Warnings.showPending(evaluator)
        return Value(part)
    }

    override package final func deleteItem(_ key: Value, _ evaluator: Evaluator) throws {
        throw PythonError(.typeError, "Tensor does not support deleting items")
    }

    override package final func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        if let recorder = Interception.recorder(in: key) ?? Interception.recorder(in: value) {
            _ = try recorder.intercept(
                call: TensorType.setItemFunction, Arguments([.object(self), key, value]), evaluator)
            return
        }
        let indices = try Subscripts.indices(from: key, rank: tensor.rank, evaluator)
        let source = try Subscripts.source(value, for: tensor, evaluator)
        if let number = value.scalar { try translating { try number.checkFits(tensor.dtype) } }
        try translating { try tensor.set(indices, source) }
        try Warnings.showPending(evaluator)
    }

    // MARK: Operators

    override package final func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        try combine(operation, other, reflected: reflected)
    }

    override package final func inPlace(
        _ operation: BinaryOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        try combineInPlace(operation, other)
    }

    override package final func unary(_ operation: UnaryOperator, _ evaluator: Evaluator) throws -> Value? {
        try apply(operation)
    }

    override package final func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        try compared(operation, other)
    }

    // MARK: Numbers

    override package final func truth(_ evaluator: Evaluator) throws -> Bool {
        try translating { try tensor.isTrue() }
    }

    override package final func index(_ evaluator: Evaluator) throws -> Int? {
        guard tensor.elementCount == 1, tensor.dtype.isIntegral else {
            throw PythonError(.typeError, "only integer tensors of a single element can be converted to an index")
        }
        return try translating { try tensor.item().integer }
    }

    override package final func integer(_ evaluator: Evaluator) throws -> Value? {
        try evaluator.call(.object(TypeObject.int), [Value(try single())])
    }

    override package final func float(_ evaluator: Evaluator) throws -> Double? {
        let number = try single()
        if tensor.requiresGrad, GradientMode.isEnabled { Notices.give(TensorObject.conversionAdvice, once: true) }
        try Warnings.showPending(evaluator)
        return number.real
    }

    private static let conversionAdvice =
        "Converting a tensor with requires_grad=True to a scalar may lead to unexpected behavior.\nConsider using "
        + "tensor.detach() first." + Notices.place("torch/csrc/autograd/generated/python_variable_methods.cpp:822")

    private func single() throws -> Tensors.Scalar {
        guard tensor.elementCount == 1 else {
            throw PythonError(.valueError, "only one element tensors can be converted to Python scalars")
        }
        return try translating { try tensor.item() }
    }
}

extension Value {
    /// The face of a tensor.
    package init(_ tensor: Tensor) {
        self = .object(tensor.isParameter ? ParameterObject(tensor) : TensorObject(tensor))
    }

    /// The tensor behind the value, if it is one or a parameter.
    package var tensor: Tensor? { self.as(TensorObject.self)?.tensor }

    /// A number of the language.
    package init(_ scalar: Tensors.Scalar) {
        switch scalar {
        case .bool(let value): self = .bool(value)
        case .int(let value): self = .int(value)
        case .float(let value): self = .float(value)
        case .complex(let real, let imaginary): self = .object(Language.Complex(real, imaginary))
        }
    }

    /// The number as an operation of the engine takes it; nil for anything that is no number.
    package var scalar: Tensors.Scalar? {
        switch self {
        case .bool(let value): .bool(value)
        case .int(let value): .int(value)
        case .float(let value): .float(value)
        case .undefined, .none: nil
        case .object(let object):
            if let array = object as? ArrayObject, array.isScalar {
                try? array.tensor.item()
            } else {
                (object as? Language.Complex).map { .complex($0.value.real, $0.value.imaginary) }
            }
        }
    }

    /// `<class 'int'>`, as messages of torch name a type.
    var qualifiedTypeName: String {
        type.moduleName == "builtins" ? "<class '\(type.name)'>" : "<class '\(type.moduleName).\(type.name)'>"
    }
}

/// A tensor or a number as one side of an operator.
enum Operand {
    case tensor(Tensor)
    case number(Tensors.Scalar)
    /// A whole number of 64 bits that needs all of them.
    case unsigned(UInt64)

    /// nil for what is neither, so that the other side may answer.
    init?(_ value: Value) throws {
        if let tensor = value.tensor {
            self = .tensor(tensor)
        } else if let array = value.as(ArrayObject.self), !array.isScalar {
            self = .tensor(array.tensor)
        } else if let number = value.scalar {
            self = .number(number)
        } else if let large = value.as(BigInteger.self) {
            guard let bits = UInt64(exactly: large.value) else {
                let isNegative = large.value < 0
                throw PythonError(
                    .overflowError, isNegative ? "can't convert negative int to unsigned" : "int too big to convert")
            }
            self = .unsigned(bits)
        } else {
            return nil
        }
    }

    /// The operand as a tensor; a number keeps its low rank in promotion.
    @inline(__always)
    func tensor(like other: Tensor) throws -> Tensor {
        switch self {
        case .tensor(let tensor): tensor
        case .number(let number): try Tensor(number: number, device: other.device)
        case .unsigned(let bits):
            try Tensor(
                number: other.dtype.isIntegral ? .int(Int(bitPattern: UInt(bits))) : .float(Double(bits)),
                device: other.device)
        }
    }
}
