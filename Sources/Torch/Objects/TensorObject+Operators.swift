import Language
import Tensors

/// The operators of the language on tensors. An operand that is neither tensor nor number gets its turn to answer.
extension TensorObject {
    override package final func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let operand = try Operand(other) else { return nil }
        return try translating {
            let right = try operand.tensor(like: tensor)
            return Value(
                reflected ? try operation.apply(right, tensor) : try operation.apply(tensor, right))
        }
    }

    /// `x += y` writes into x, as torch does; operators without an in-place form give a new tensor.
    override package final func inPlace(
        _ operation: BinaryOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation != .matrixMultiply, let operand = try Operand(other) else { return nil }
        try translating {
            let right = try operand.tensor(like: tensor)
            try tensor.overwrite { source in try operation.apply(source, right) }
        }
        return .object(self)
    }

    override package final func unary(_ operation: UnaryOperator, _ evaluator: Evaluator) throws -> Value? {
        try translating {
            switch operation {
            case .plus: Value(tensor)
            case .minus: Value(try Tensors.neg(tensor))
            case .invert: Value(try Tensors.bitwiseNot(tensor))
            case .not: .bool(try !tensor.isTrue())
            }
        }
    }

    override package final func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard let operand = try Operand(other) else { return nil }
        return try translating {
            let right = try operand.tensor(like: tensor)
            return try operation.apply(tensor, right).map { Value($0) }
        }
    }
}

extension BinaryOperator {
    @inline(__always)
    fileprivate func apply(_ a: Tensor, _ b: Tensor) throws -> Tensor {
        switch self {
        case .add: try Tensors.add(a, b)
        case .subtract: try a.isNumber ? Tensors.rsub(b, a) : Tensors.sub(a, b)
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
    fileprivate func apply(_ a: Tensor, _ b: Tensor) throws -> Tensor? {
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
