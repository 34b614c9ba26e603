import CKernels

/// The operators of arithmetic on two tensors, or on a tensor and a number.
enum Arithmetic {
    enum Add: ArithmeticKernel {
        static let loops: PairLoops? = PairLoops(
            pairs: f32_add, right: f32_add_scalar, left: f32_add_scalar, row: f32_add_row)
        @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.add(a, b) }
    }
    enum Subtract: ArithmeticKernel {
        static let loops: PairLoops? = PairLoops(
            pairs: f32_subtract, right: { f32_add_scalar($0, $1, -$2, $3) }, left: f32_subtract_from_scalar)
        @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.subtract(a, b) }
    }
    enum Multiply: ArithmeticKernel {
        static let loops: PairLoops? = PairLoops(
            pairs: f32_multiply, right: f32_multiply_scalar, left: f32_multiply_scalar, row: f32_multiply_row)
        @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.multiply(a, b) }
    }
    enum Divide: ArithmeticKernel {
        static let loops: PairLoops? = PairLoops(
            pairs: f32_divide, right: f32_divide_scalar, left: f32_divide_scalar_by)
        @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.divide(a, b) }
    }
    enum Power: ArithmeticKernel {
        @inline(__always) static func apply<T: Number>(_ a: T, _ b: T) -> T { T.power(a, b) }
    }
    enum FloorDivide: OrderedKernel {
        @inline(__always) static func apply<T: Ordered>(_ a: T, _ b: T) -> T { T.floorDivide(a, b) }
    }
    enum TruncatingDivide: OrderedKernel {
        @inline(__always) static func apply<T: Ordered>(_ a: T, _ b: T) -> T { T.truncatingDivide(a, b) }
    }
    enum Remainder: OrderedKernel {
        @inline(__always) static func apply<T: Ordered>(_ a: T, _ b: T) -> T { T.remainder(a, b) }
    }
    enum TruncatingRemainder: OrderedKernel {
        @inline(__always) static func apply<T: Ordered>(_ a: T, _ b: T) -> T { T.truncatingRemainder(a, b) }
    }

    static let operations: [Operation] = [
        Operation(
            "add(Tensor input, Tensor|Scalar other, *, Scalar alpha=1) -> Tensor",
            "Adds other, scaled by alpha, to input.",
            .all, add),
        Operation(
            "sub(Tensor input, Tensor|Scalar other, *, Scalar alpha=1) -> Tensor",
            "Subtracts other, scaled by alpha, from input.", .all, sub),
        Operation(
            "subtract(Tensor input, Tensor|Scalar other, *, Scalar alpha=1) -> Tensor",
            "Subtracts other, scaled by alpha, from input.", .all, sub),
        Operation(
            "rsub(Tensor input, Tensor|Scalar other, *, Scalar alpha=1) -> Tensor",
            "Subtracts input, scaled by alpha, from other.", .function, rsub),
        Operation("mul(Tensor input, Tensor|Scalar other) -> Tensor", "Multiplies element by element.", .all, mul),
        Operation("multiply(Tensor input, Tensor|Scalar other) -> Tensor", "Multiplies element by element.", .all, mul),
        Operation(
            "div(Tensor input, Tensor|Scalar other, *, str? rounding_mode=None) -> Tensor",
            "Divides element by element.",
            .all, div),
        Operation(
            "divide(Tensor input, Tensor|Scalar other, *, str? rounding_mode=None) -> Tensor",
            "Divides element by element.", .all, div),
        Operation("true_divide(Tensor input, Tensor|Scalar other) -> Tensor", "Divides element by element.", .all) {
            try div($0, $1)
        },
        Operation(
            "floor_divide(Tensor input, Tensor|Scalar other) -> Tensor", "The quotient, rounded down.", .all,
            floorDivide),
        Operation(
            "remainder(Tensor input, Tensor|Scalar other) -> Tensor", "The remainder with the sign of the divisor.",
            .all,
            remainder),
        Operation(
            "fmod(Tensor input, Tensor|Scalar other) -> Tensor", "The remainder with the sign of the dividend.", .all,
            fmod),
        Operation("pow(Tensor input, Tensor|Scalar exponent) -> Tensor", "Raises to a power.", .all, pow),
        Operation("pow.scalar(Scalar input, Tensor exponent) -> Tensor", "A number raised to powers.", .function) {
            (input: Scalar, exponent: Tensor) in try pow(constant(input, exponent), exponent)
        },
    ]
}

/// The sum of two tensors, the second scaled by `alpha`.
package func add(_ a: Tensor, _ b: Tensor, alpha: Scalar = 1) throws -> Tensor {
    let dtype = resultType(a, b)
    let scaled = try alpha == 1 ? b : withoutTape { try mul(b, constant(checked(alpha, dtype), b)) }
    let output = try arithmetic(Arithmetic.Add.self, a, scaled, dtype: dtype)
    guard Tape.records(a, b) else { return output }
    let edges = Edges(a, b)
    // A closure that keeps nothing costs no memory.
    if alpha == 1 { return output.derived("AddBackward0", from: edges) { [try $0.gradient, try $0.gradient] } }
    return output.derived("AddBackward0", from: edges) { step in
        [try step.gradient, try step.when(1) { try scale(step.gradient, alpha) }]
    }
}

/// The difference of two tensors, the second scaled by `alpha`.
package func sub(_ a: Tensor, _ b: Tensor, alpha: Scalar = 1) throws -> Tensor {
    let dtype = resultType(a, b)
    try checkSubtraction(a, b)
    let scaled = try alpha == 1 ? b : withoutTape { try mul(b, constant(checked(alpha, dtype), b)) }
    let output = try arithmetic(Arithmetic.Subtract.self, a, scaled, dtype: dtype)
    guard Tape.records(a, b) else { return output }
    return output.derived("SubBackward0", from: Edges(a, b)) { step in
        [try step.gradient, try step.when(1) { try scale(step.gradient, -alpha) }]
    }
}

/// `b - alpha * a`.
package func rsub(_ a: Tensor, _ b: Tensor, alpha: Scalar = 1) throws -> Tensor {
    try checkSubtraction(a, b)
    let scaled = try alpha == 1 ? a : withoutTape { try mul(a, constant(alpha, a)) }
    let output = try arithmetic(Arithmetic.Subtract.self, b, scaled, dtype: resultType(a, b))
    guard Tape.records(a, b) else { return output }
    return output.derived(b.isNumber ? "RsubBackward1" : "RsubBackward0", from: [a, b]) { step in
        [try step.when(0) { try scale(step.gradient, -alpha) }, try step.gradient]
    }
}

private func checkSubtraction(_ a: Tensor, _ b: Tensor) throws {
    guard a.dtype == .bool || b.dtype == .bool else { return }
    let both = a.dtype == b.dtype
    throw TensorError.runtime(
        "Subtraction, the `-` operator, with \(both ? "two bool tensors" : "a bool tensor") is not supported. "
            + (both
                ? "Use the `^` or `logical_xor()` operator instead."
                : "If you are trying to invert a mask, use the `~` or `logical_not()` operator instead."))
}

/// Rejects a scale that the result could not hold.
private func checked(_ alpha: Scalar, _ dtype: DType) throws -> Scalar {
    if dtype.isIntegral, alpha.dtype.isFloatingPoint {
        throw TensorError.runtime("For integral input tensors, argument alpha must not be a floating point number.")
    }
    return alpha
}

private func withoutTape(_ body: () throws -> Tensor) rethrows -> Tensor { try GradientMode.disabled(body) }

/// A number on the device of a tensor.
func constant(_ value: Scalar, _ like: Tensor) throws -> Tensor { try Tensor(number: value, device: like.device) }

private func scale(_ gradient: Tensor, _ factor: Scalar) throws -> Tensor {
    factor == 1 ? gradient : try gradient * factor
}

/// The product of two tensors.
package func mul(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let output = try arithmetic(Arithmetic.Multiply.self, a, b, dtype: resultType(a, b))
    guard Tape.records(a, b) else { return output }
    return output.derived("MulBackward0", from: Edges(a, b), saving: [a, b]) { step in
        [
            try step.when(0) { try step.gradient * conjugate(step.saved(1)) },
            try step.when(1) { try step.gradient * conjugate(step.saved(0)) },
        ]
    }
}

/// The quotient of two tensors; integers give fractions unless a rounding is named.
package func div(_ a: Tensor, _ b: Tensor, rounding: String? = nil) throws -> Tensor {
    switch rounding {
    case nil: return try trueDivide(a, b)
    case "floor"?:
        try checkDivisor(a, b)
        let output = try ordered(Arithmetic.FloorDivide.self, "div_floor_cpu", a, b, dtype: resultType(a, b))
        return flat(output, "DivBackward2", a, b)
    case "trunc"?:
        try checkDivisor(a, b)
        let output = try ordered(Arithmetic.TruncatingDivide.self, "div_trunc_cpu", a, b, dtype: resultType(a, b))
        return flat(output, "DivBackward2", a, b)
    case let mode?:
        throw TensorError.runtime(
            "div expected rounding_mode to be one of None, 'trunc', or 'floor' but found '\(mode)'")
    }
}

private func trueDivide(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let output = try arithmetic(Arithmetic.Divide.self, a, b, dtype: resultType(a, b).floating)
    guard Tape.records(a, b) else { return output }
    return output.derived("DivBackward0", from: Edges(a, b), saving: [a, b]) { step in
        [
            try step.when(0) { try step.gradient / conjugate(step.saved(1)) },
            try step.when(1) {
                let divisor = try conjugate(step.saved(1))
                return try -(step.gradient * ((conjugate(step.saved(0)) / divisor) / divisor))
            },
        ]
    }
}

/// A result that is constant almost everywhere: its derivative is zero.
func flat(_ output: Tensor, _ name: String, _ inputs: Tensor...) -> Tensor {
    guard Tape.records(inputs) else { return output }
    let count = inputs.count
    return output.derived(name, from: Edges(inputs)) { step in
        let zeros = try Tensor.zeros(step.gradient.shape, dtype: step.gradient.dtype, device: step.gradient.device)
        return Array(repeating: zeros, count: count)
    }
}

/// The quotient rounded towards minus infinity.
package func floorDivide(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try checkDivisor(a, b)
    let output = try ordered(Arithmetic.FloorDivide.self, "div_floor_cpu", a, b, dtype: resultType(a, b))
    guard Tape.records(a, b) else { return output }
    return output.derived("NotImplemented", from: [a, b]) { _ in
        throw TensorError.runtime("derivative for aten::floor_divide is not implemented")
    }
}

private func checkDivisor(_ a: Tensor, _ b: Tensor) throws {
    guard resultType(a, b).isIntegral, !b.isMeta else { return }
    if try b.listable().scalars().contains(where: { !$0.isTrue }) { throw TensorError.runtime("ZeroDivisionError") }
}

/// The remainder that has the sign of the divisor, as Python's `%`.
package func remainder(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try checkDivisor(a, b)
    let output = try ordered(Arithmetic.Remainder.self, "remainder_cpu", a, b, dtype: resultType(a, b))
    guard Tape.records(a, b) else { return output }
    return output.derived(b.isNumber ? "RemainderBackward0" : "RemainderBackward1", from: [a, b], saving: [a, b]) {
        step in
        [
            try step.gradient,
            try step.when(1) { try -(step.gradient * floor(step.saved(0) / step.saved(1))) },
        ]
    }
}

/// The remainder that has the sign of the dividend.
package func fmod(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try checkDivisor(a, b)
    let output = try ordered(Arithmetic.TruncatingRemainder.self, "fmod_cpu", a, b, dtype: resultType(a, b))
    guard Tape.records(a, b) else { return output }
    return output.derived(b.isNumber ? "FmodBackward0" : "FmodBackward1", from: [a, b], saving: [a, b]) { step in
        [
            try step.gradient,
            try step.when(1) { try -(step.gradient * div(step.saved(0), step.saved(1), rounding: "trunc")) },
        ]
    }
}

/// A power; a number as exponent keeps the dtype of a tensor as base, and the other way round.
package func pow(_ base: Tensor, _ exponent: Tensor) throws -> Tensor {
    let dtype = resultType(base, exponent)
    if dtype.isIntegral, let number = exponent.number, number.real < 0 {
        throw TensorError.runtime("Integers to negative integer powers are not allowed.")
    }
    let output =
        try plainPower(base, exponent.number)
        ?? arithmetic(Arithmetic.Power.self, base, exponent, dtype: dtype)
    guard Tape.records(base, exponent) else { return output }
    if let number = exponent.number {
        return output.derived("PowBackward0", from: [base, nil], saving: [base]) { step in
            if number.real == 0 { return [try step.gradient * 0, nil] }
            let lower = Scalar.float(number.real - 1)
            let slope = try lower == 1.0 ? step.saved(0) : pow(step.saved(0), Tensor(number: lower))
            return [try step.gradient * (number * slope), nil]
        }
    }
    return output.derived(
        base.isNumber ? "PowBackward2" : "PowBackward1", from: [base, exponent], saving: [base, exponent],
        savingResult: true
    ) {
        step in
        [
            try step.when(0) {
                let exponent = try step.saved(1)
                let slope = try exponent * pow(step.saved(0), exponent - 1)
                return try step.gradient * `where`(exponent.equals(0), slope * 0, slope)
            },
            try step.when(1) {
                let base = try step.saved(0)
                let slope = try step.result * log(base)
                return try step.gradient * `where`(base.equals(0), slope.zerosLike(), slope)
            },
        ]
    }
}

/// A power that needs no logarithm, as in PyTorch; nil where there is no loop or function for it.
private func plainPower(_ base: Tensor, _ exponent: Scalar?) throws -> Tensor? {
    guard let exponent, base.dtype.isFloatingPoint, !base.isNumber, !base.isMeta else { return nil }
    if case .complex = exponent { return nil }
    return try GradientMode.disabled {
        switch exponent.real {
        case 2: try looped(base, f32_square)
        case 3: try looped(base, f32_cube)
        // Of half precision PyTorch computes these as powers, which differ at -0 and -inf.
        case 0.5: base.dtype == .float16 ? nil : try sqrt(base)
        case -0.5: base.dtype == .float16 ? nil : try rsqrt(base)
        case -1: try reciprocal(base)
        default: nil
        }
    }
}

/// The complex conjugate; real tensors are returned as they are.
func conjugate(_ input: Tensor) throws -> Tensor { input.dtype.isComplex ? try conj(input) : input }

extension Tensor {
    package static func + (a: Tensor, b: Tensor) throws -> Tensor { try add(a, b) }
    package static func - (a: Tensor, b: Tensor) throws -> Tensor { try sub(a, b) }
    package static func * (a: Tensor, b: Tensor) throws -> Tensor { try mul(a, b) }
    package static func / (a: Tensor, b: Tensor) throws -> Tensor { try div(a, b) }
    package static func + (a: Tensor, b: Scalar) throws -> Tensor { try add(a, constant(b, a)) }
    package static func - (a: Tensor, b: Scalar) throws -> Tensor { try sub(a, constant(b, a)) }
    package static func * (a: Tensor, b: Scalar) throws -> Tensor { try mul(a, constant(b, a)) }
    package static func / (a: Tensor, b: Scalar) throws -> Tensor { try div(a, constant(b, a)) }
    package static func + (a: Scalar, b: Tensor) throws -> Tensor { try add(b, constant(a, b)) }
    package static func - (a: Scalar, b: Tensor) throws -> Tensor { try rsub(b, constant(a, b)) }
    package static func * (a: Scalar, b: Tensor) throws -> Tensor { try mul(b, constant(a, b)) }
    package static func / (a: Scalar, b: Tensor) throws -> Tensor { try mul(reciprocal(b), constant(a, b)) }
    package static prefix func - (a: Tensor) throws -> Tensor { try neg(a) }

    func equals(_ value: Scalar) throws -> Tensor { try eq(self, constant(value, self)) }
    func zerosLike() throws -> Tensor { try Tensor.zeros(shape, dtype: dtype, device: device) }
}
