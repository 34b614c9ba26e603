import Language
import Tensors

/// Values of the language as arguments of operations.
extension Value {
    /// nil when a value of this type cannot stand for a parameter of that kind.
    func argument(of kind: Tensors.Signature.Kind, _ evaluator: Evaluator) throws -> Argument? {
        switch kind {
        case .tensor: return tensor.map { .tensor($0) }
        case .tensorOrScalar: return try tensor.map { .tensor($0) } ?? checkedScalar().map { .scalar($0) }
        case .tensors, .optionalTensors: return tensorList(allowsNone: kind == .optionalTensors)
        case .scalarOrText:
            if let text = self.as(Text.self) { return .text(text.string) }
            return try checkedScalar().map { .scalar($0) } ?? singleElement.map { .tensor($0) }
        case .scalar: return try checkedScalar().map { .scalar($0) } ?? singleElement.map { .tensor($0) }
        case .int: return try wholeNumber(evaluator).map { .int($0) }
        case .ints, .intOrInts: return try wholeNumbers(evaluator, allowsSingle: kind == .intOrInts).map { .ints($0) }
        case .intOrIntsOrNones:
            return try wholeNumbers(evaluator, allowsSingle: true, allowsNone: true).map { .ints($0) }
        case .intOrIntsOrText:
            if let text = self.as(Text.self) { return .text(text.string) }
            return try wholeNumbers(evaluator, allowsSingle: true).map { .ints($0) }
        case .float: return try floatingNumber(evaluator).map { .float($0) }
        case .floats: return try floatingNumbers(evaluator).map { .floats($0) }
        case .bool:
            guard case .bool(let flag) = self else { return nil }
            return .bool(flag)
        case .text: return self.as(Text.self).map { .text($0.string) }
        case .dtype: return dtype.map { .dtype($0) }
        case .device: return .device(try DeviceObject.from(self, evaluator).device())
        case .generator: return self.as(GeneratorObject.self).map { .generator($0.generator) }
        case .index: return .index(try Subscripts.indices(from: self, evaluator))
        }
    }

    /// A number, or OverflowError for one that no tensor can hold.
    func checkedScalar() throws -> Tensors.Scalar? {
        if let scalar { return scalar }
        if self.as(BigInteger.self) != nil { throw PythonError(.overflowError, "int too big to convert") }
        return nil
    }

    /// A tensor of one element that may stand for a number.
    private var singleElement: Tensor? {
        guard let tensor, tensor.elementCount == 1, tensor.rank == 0 else { return nil }
        return tensor
    }

    /// An `int`, or what has an `__index__`.
    func wholeNumber(_ evaluator: Evaluator) throws -> Int? {
        switch self {
        case .int(let number): return number
        case .object(let object):
            if let tensor = (object as? TensorObject)?.tensor {
                guard tensor.elementCount == 1, tensor.dtype.isIntegral, tensor.dtype != .bool else { return nil }
                return try translating { try tensor.item().integer }
            }
            if let array = object as? ArrayObject {
                guard array.isScalar, array.tensor.dtype.isIntegral, array.tensor.dtype != .bool else { return nil }
                return try translating { try array.tensor.item().integer }
            }
            if object is BigInteger { throw PythonError(.valueError, "Overflow when unpacking long long") }
            guard object.type.lookup(.__index__) != nil else { return nil }
            return try evaluator.index(self)
        case .undefined, .none, .bool, .float: return nil
        }
    }

    private func wholeNumbers(
        _ evaluator: Evaluator, allowsSingle: Bool, allowsNone: Bool = false
    ) throws -> [Int]? {
        if let size = self.as(SizeObject.self) { return size.sizes.array }
        if let elements = sequenceElements {
            var numbers: [Int] = []
            for element in elements {
                let none = allowsNone && element.isNone ? Tensors.Signature.sizeAsItIs : nil
                guard let number = try none ?? element.wholeNumber(evaluator) else { return nil }
                numbers.append(number)
            }
            return numbers
        }
        return allowsSingle ? try wholeNumber(evaluator).map { [$0] } : nil
    }

    func floatingNumber(_ evaluator: Evaluator) throws -> Double? {
        switch self {
        case .int(let number): return Double(number)
        case .float(let number): return number
        case .bool(let flag): return flag ? 1 : 0
        case .object:
            guard let single = singleElement else { return nil }
            return try translating { try single.item().real }
        case .undefined, .none: return nil
        }
    }

    private func floatingNumbers(_ evaluator: Evaluator) throws -> [Double]? {
        guard let elements = sequenceElements else { return try floatingNumber(evaluator).map { [$0] } }
        var numbers: [Double] = []
        for element in elements {
            guard let number = try element.floatingNumber(evaluator) else { return nil }
            numbers.append(number)
        }
        return numbers
    }

    private func tensorList(allowsNone: Bool) -> Argument? {
        guard let elements = sequenceElements else { return nil }
        var tensors: [Tensor?] = []
        tensors.reserveCapacity(elements.count)
        for element in elements {
            if let tensor = element.tensor {
                tensors.append(tensor)
            } else if allowsNone, element.isNone {
                tensors.append(nil)
            } else {
                return nil
            }
        }
        return .tensors(tensors)
    }
}

extension Value {
    /// What an operation gave back, as the language sees it.
    init(_ outcome: Outcome) {
        switch outcome {
        case .tensor(let tensor): self.init(tensor)
        case .tuple(let tensors): self.init(tuple: tensors.map { Value($0) })
        case .list(let tensors): self.init(tensors.map { Value($0) })
        case .named(let type, let fields, let tensors):
            self = .object(
                NamedResult(NamedResult.type(named: type), fields: fields, values: tensors.map { Value($0) }))
        case .scalar(let scalar): self.init(scalar)
        case .ints(let sizes): self.init(Dimensions(sizes))
        case .text(let text): self.init(text)
        case .dtype(let dtype): self.init(dtype)
        case .none: self = .none
        }
    }
}

extension Value {
    /// A number to fill a tensor with: a number, or a tensor of one element.
    func fillNumber() throws -> Tensors.Scalar? {
        if let number = try checkedScalar() { return number }
        guard let tensor, tensor.rank == 0 else { return nil }
        return try translating { try tensor.item() }
    }
}
