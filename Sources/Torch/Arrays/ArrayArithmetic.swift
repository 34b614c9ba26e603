import Language
import Tensors

/// One side of an operator on arrays.
struct ArrayOperand {
    let tensor: Tensor
    /// Numbers and scalars give way to arrays of the same kind of number.
    let isWeak: Bool
    /// Whether it is a plain Python number.
    let isNumber: Bool

    private init(_ tensor: Tensor, isWeak: Bool, isNumber: Bool = false) {
        self.tensor = tensor
        self.isWeak = isWeak
        self.isNumber = isNumber
    }

    init(_ array: ArrayObject) { self.init(array.tensor, isWeak: array.tensor.rank == 0) }

    /// nil for what NumPy would not combine, and for tensors, which answer themselves.
    init?(_ value: Value, _ evaluator: Evaluator) throws {
        if let array = value.as(ArrayObject.self) {
            self.init(array)
        } else if let number = try value.checkedScalar() {
            let tensor = try translating { try Defaults.within(.float64) { try Tensor.scalar(number) } }
            self.init(tensor, isWeak: true, isNumber: true)
        } else if value.sequenceElements != nil {
            self.init(try Defaults.within(.float64) { try TensorLiteral.tensor(from: value, evaluator) }, isWeak: false)
        } else {
            return nil
        }
    }
}

/// The operators of NumPy's arrays: both sides are brought to NumPy's common dtype, then the engine computes.
enum ArrayArithmetic {
    static func combine(
        _ operation: BinaryOperator, _ own: ArrayOperand, _ other: ArrayOperand, reflected: Bool
    ) throws -> Value {
        let (left, right) = reflected ? (other, own) : (own, other)
        return ArrayObject.result(try compute(operation, left, right))
    }

    static func update(_ operation: BinaryOperator, _ array: ArrayObject, _ other: ArrayOperand) throws {
        let result = try compute(operation, ArrayOperand(array), other)
        let target = array.tensor
        guard result.dtype.category <= target.dtype.category else {
            let name = operation.ufuncName
            throw PythonError(
                ArrayType.castError,
                "Cannot cast ufunc '\(name)' output from dtype('\(result.dtype.name)') to dtype('\(target.dtype.name)') "
                    + "with casting rule 'same_kind'")
        }
        guard result.shape == target.shape else {
            throw PythonError(
                .valueError,
                "non-broadcastable output operand with shape \(target.shape.tupleText) doesn't match the broadcast shape "
                    + result.shape.tupleText)
        }
        try translating { try target.overwrite { _ in try Tensors.to(result, target.dtype) } }
    }

    private static func compute(_ operation: BinaryOperator, _ left: ArrayOperand, _ right: ArrayOperand) throws
        -> Tensor
    {
        try checkShapes(operation, left.tensor, right.tensor)
        return try translating {
            try Defaults.within(.float64) {
                var dtype = ArrayPromotion.common(left, right)
                if operation == .divide, dtype.isIntegral { dtype = .float64 }
                if dtype == .bool, let whole = try onBools(operation) { dtype = whole }
                let (a, b) = (try Tensors.to(left.tensor, dtype), try Tensors.to(right.tensor, dtype))
                if dtype.category == .integer { return try wholeNumbers(operation, a, b) }
                return try operation.apply(a, b)
            }
        }
    }

    /// The dtype in which an operation on two bool arrays is computed; nil when it is bool itself.
    private static func onBools(_ operation: BinaryOperator) throws -> DType? {
        switch operation {
        case .add, .multiply, .and, .or, .xor, .matrixMultiply: return nil
        case .subtract:
            throw PythonError(
                .typeError,
                "numpy boolean subtract, the `-` operator, is not supported, use the bitwise_xor, the `^` operator, or the "
                    + "logical_xor function instead.")
        case .divide, .floorDivide, .modulo, .power, .leftShift, .rightShift: return .int8
        }
    }

    /// Division by zero gives zero, and negative exponents are refused.
    private static func wholeNumbers(_ operation: BinaryOperator, _ a: Tensor, _ b: Tensor) throws -> Tensor {
        switch operation {
        case .floorDivide, .modulo:
            let isZero = try Tensors.eq(b, Tensor(number: .int(0)))
            let safe = try Tensors.maskedFill(b, isZero, Tensor.scalar(1, dtype: b.dtype))
            let result = try operation.apply(a, safe)
            return try Tensors.maskedFill(
                result, Tensors.expand(isZero, result.shape), Tensor.scalar(0, dtype: b.dtype))
        case .power:
            if try Tensors.any(Tensors.lt(b, Tensor(number: .int(0)))).isTrue() {
                throw PythonError(.valueError, "Integers to negative integer powers are not allowed.")
            }
            return try operation.apply(a, b)
        default: return try operation.apply(a, b)
        }
    }

    private static func checkShapes(_ operation: BinaryOperator, _ a: Tensor, _ b: Tensor) throws {
        if operation == .matrixMultiply { return try checkProduct(a, b) }
        guard (try? Tensors.broadcast(a.shape, b.shape)) == nil else { return }
        throw PythonError(
            .valueError,
            "operands could not be broadcast together with shapes \(a.shape.tupleText) \(b.shape.tupleText) ")
    }

    private static func checkProduct(_ a: Tensor, _ b: Tensor) throws {
        for (index, side) in [a, b].enumerated() where side.rank == 0 {
            throw PythonError(
                .valueError,
                "matmul: Input operand \(index) does not have enough dimensions (has 0, gufunc core with signature "
                    + "(n?,k),(k,m?)->(n?,m?) requires 1)")
        }
        let inner = b.rank == 1 ? b.shape[0] : b.shape[b.rank - 2]
        let own = a.shape[a.rank - 1]
        guard own == inner else {
            throw PythonError(
                .valueError,
                "matmul: Input operand 1 has a mismatch in its core dimension 0, with gufunc signature "
                    + "(n?,k),(k,m?)->(n?,m?) (size \(inner) is different from \(own))")
        }
    }

    static func apply(_ operation: UnaryOperator, _ tensor: Tensor) throws -> Value? {
        try translating {
            switch operation {
            case .plus: return ArrayObject.result(try Tensors.clone(tensor))
            case .minus:
                guard tensor.dtype != .bool else {
                    throw PythonError(
                        .typeError,
                        "The numpy boolean negative, the `-` operator, is not supported, use the `~` operator or the "
                            + "logical_not function instead.")
                }
                return ArrayObject.result(try Tensors.neg(tensor))
            case .invert:
                guard tensor.dtype.isIntegral else {
                    throw PythonError(
                        .typeError,
                        "ufunc 'invert' not supported for the input types, and the inputs could not be safely coerced to "
                            + "any supported types according to the casting rule ''safe''")
                }
                return ArrayObject.result(try Tensors.bitwiseNot(tensor))
            case .not: return nil
            }
        }
    }

    static func compare(_ operation: ComparisonOperator, _ left: ArrayOperand, _ right: ArrayOperand) throws -> Value? {
        try checkShapes(.add, left.tensor, right.tensor)
        return try translating {
            let dtype = ArrayPromotion.common(left, right)
            let (a, b) = (try Tensors.to(left.tensor, dtype), try Tensors.to(right.tensor, dtype))
            return try operation.apply(a, b).map { ArrayObject.result($0) }
        }
    }
}

/// NumPy's rules for the dtype of a result.
enum ArrayPromotion {
    static func common(_ a: ArrayOperand, _ b: ArrayOperand) -> DType {
        if a.isWeak == b.isWeak { return promoted(a.tensor.dtype, b.tensor.dtype) }
        let (weak, strong) = a.isWeak ? (a, b) : (b, a)
        let (low, high) = (weak.tensor.dtype, strong.tensor.dtype)
        if kind(low) > kind(high) { return promoted(low, high) }
        if low.isComplex, !high.isComplex { return high == .float64 ? .complex128 : .complex64 }
        if low.category == .integer, high.category == .integer { return fitting(weak.tensor, high) }
        return high
    }

    /// The smallest integer dtype from this one on that holds the number.
    private static func fitting(_ number: Tensor, _ dtype: DType) -> DType {
        guard let value = try? number.item().integer, let (low, high, _) = dtype.integerRange,
            value < low || value > high
        else { return dtype }
        return [DType.int16, .int32].first { $0.size > dtype.size && $0.holds(value) } ?? .int64
    }

    private static func kind(_ dtype: DType) -> Int {
        switch dtype.category {
        case .bool: 0
        case .integer: 1
        case .floating, .complex: 2
        }
    }

    static func promoted(_ a: DType, _ b: DType) -> DType {
        if a == b { return a }
        let (low, high) = a.category <= b.category ? (a, b) : (b, a)
        if low.category == .integer, high.category > .integer {
            let wide = low.size >= 4 ? DType.float64 : low.size == 2 ? .float32 : .float16
            return promoted(wide, high)
        }
        return low.promoted(with: high)
    }
}

extension DType {
    fileprivate func holds(_ value: Int) -> Bool {
        integerRange.map { value >= $0.low && value <= $0.high } ?? false
    }
}

extension BinaryOperator {
    /// NumPy's name of the function behind the operator.
    fileprivate var ufuncName: String {
        switch self {
        case .add: "add"
        case .subtract: "subtract"
        case .multiply: "multiply"
        case .matrixMultiply: "matmul"
        case .divide: "divide"
        case .floorDivide: "floor_divide"
        case .modulo: "remainder"
        case .power: "power"
        case .leftShift: "left_shift"
        case .rightShift: "right_shift"
        case .and: "bitwise_and"
        case .or: "bitwise_or"
        case .xor: "bitwise_xor"
        }
    }
}

extension Dimensions {
    /// As NumPy's messages write a shape: "(2,3)" and "(3,)".
    var tupleText: String { count == 1 ? "(\(self[0]),)" : "(" + map(String.init).joined(separator: ",") + ")" }
}

extension Defaults {
    /// Runs the body with another dtype for new floating-point tensors, and without recording derivatives.
    static func within<Result>(_ dtype: DType, _ body: () throws -> Result) rethrows -> Result {
        let before = Defaults.dtype
        Defaults.dtype = dtype
        defer { Defaults.dtype = before }
        return try GradientMode.disabled(body)
    }
}
