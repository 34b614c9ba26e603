import Language
import Tensors

/// The operators of the language on tensors. An operand that is neither tensor nor number gets its turn to answer.
extension TensorObject {
    final func combine(_ operation: BinaryOperator, _ other: Value, reflected: Bool) throws -> Value? {
        if let quick = try combineNumber(operation, other, reflected) { return quick }
        if operation == .matrixMultiply, other.scalar != nil { return nil }
        guard let operand = try Operand(other) else { return nil }
        return try translating {
            let right = try operand.tensor(like: tensor)
            if operation == .matrixMultiply {
                try Refusals.checkProduct(reflected ? right : tensor, reflected ? tensor : right)
            }
            guard reflected else { return Value(try operation.apply(tensor, right)) }
            if operation == .subtract { return Value(try Tensors.rsub(tensor, right)) }
            // As PyTorch does it, rounding included.
            if operation == .divide { return Value(try Tensors.mul(Tensors.reciprocal(tensor), right)) }
            return Value(try operation.apply(right, tensor))
        }
    }

    /// `h * 2`, `1 + h`; nil when more than the elements matters.
    @inline(__always)
    private final func combineNumber(
        _ operation: BinaryOperator, _ other: Value, _ reflected: Bool
    ) throws -> Value? {
        let number: Double
        switch other {
        case .int(let integer): number = Double(integer)
        case .float(let double): number = double
        case .undefined, .none, .bool, .object: return nil
        }
        return try translating {
            switch operation {
            case .add: try NumberArithmetic.sum(tensor, number).map { Value($0) }
            case .multiply: try NumberArithmetic.product(tensor, number).map { Value($0) }
            case .subtract where !reflected: try NumberArithmetic.difference(tensor, number).map { Value($0) }
            case .divide where !reflected: try NumberArithmetic.quotient(tensor, number).map { Value($0) }
            default: nil
            }
        }
    }

    /// `x += y` writes into x, as torch does; the matrix product has no form in place.
    final func combineInPlace(_ operation: BinaryOperator, _ other: Value) throws -> Value? {
        guard operation != .matrixMultiply, let operand = try Operand(other) else { return nil }
        try translating {
            let right = try operand.tensor(like: tensor)
            try tensor.checkOwnOverlap()
            try tensor.checkOverlap(with: right)
            try tensor.overwrite { source in try operation.apply(source, right) }
        }
        return .object(self)
    }

    final func apply(_ operation: UnaryOperator) throws -> Value {
        try translating {
            switch operation {
            case .plus: Value(tensor)
            case .minus: Value(try Tensors.neg(tensor))
            case .invert:
                if tensor.dtype.isIntegral {
                    Value(try Tensors.bitwiseNot(tensor))
                } else {
                    throw PythonError(
                        .typeError, "~ (operator.invert) is only implemented on integer and Boolean-type tensors")
                }
            case .not: .bool(try !tensor.isTrue())
            }
        }
    }

    final func compared(_ operation: ComparisonOperator, _ other: Value) throws -> Value? {
        guard let operand = try Operand(other) else { return nil }
        return try translating {
            let right = try operand.tensor(like: tensor)
            return try operation.apply(tensor, right).map { Value($0) }
        }
    }
}

extension BinaryOperator {
    @inline(__always)
    func apply(_ a: Tensor, _ b: Tensor) throws -> Tensor {
        switch self {
        case .add: try Tensors.add(a, b)
        case .subtract: try Tensors.sub(a, b)
        case .multiply: try Tensors.mul(a, b)
        case .matrixMultiply: try Tensors.matmul(a, b)
        case .divide: try Tensors.div(a, b)
        case .floorDivide: try Tensors.floorDivide(a, b)
        case .modulo: try Tensors.remainder(a, b)
        case .power: try Tensors.pow(a, b)
        case .leftShift: try Tensors.bitwiseLeftShift(a, b)
        case .rightShift: try Tensors.bitwiseRightShift(a, b)
        case .and: try Tensors.bitwiseAnd(a, b)
        case .or: try Tensors.bitwiseOr(a, b)
        case .xor: try Tensors.bitwiseXor(a, b)
        }
    }
}

extension ComparisonOperator {
    @inline(__always)
    func apply(_ a: Tensor, _ b: Tensor) throws -> Tensor? {
        switch self {
        case .equal: try Tensors.eq(a, b)
        case .notEqual: try Tensors.ne(a, b)
        case .less: try Tensors.lt(a, b)
        case .lessOrEqual: try Tensors.le(a, b)
        case .greater: try Tensors.gt(a, b)
        case .greaterOrEqual: try Tensors.ge(a, b)
        case .is, .isNot, .in, .notIn: nil
        }
    }
}
