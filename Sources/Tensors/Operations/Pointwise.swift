import CKernels
import Glibc

/// Rounding, signs, limits and choices: pointwise operations that are not analytic functions.
enum Pointwise {
    enum Maximum: OrderedKernel {
        static let loops: PairLoops? = PairLoops(
            pairs: f32_maximum, right: f32_maximum_scalar, left: f32_maximum_scalar)
        @inline(__always) static func apply<T: Ordered>(_ a: T, _ b: T) -> T { a.isNotANumber || a > b ? a : b }
    }
    enum Minimum: OrderedKernel {
        static let loops: PairLoops? = PairLoops(
            pairs: f32_minimum, right: f32_minimum_scalar, left: f32_minimum_scalar)
        @inline(__always) static func apply<T: Ordered>(_ a: T, _ b: T) -> T { a.isNotANumber || a < b ? a : b }
    }
    enum MaximumNumber: OrderedKernel {
        @inline(__always) static func apply<T: Ordered>(_ a: T, _ b: T) -> T { b.isNotANumber || a > b ? a : b }
    }
    enum MinimumNumber: OrderedKernel {
        @inline(__always) static func apply<T: Ordered>(_ a: T, _ b: T) -> T { b.isNotANumber || a < b ? a : b }
    }
    enum ArcTangent: RealKernel {
        @inline(__always) static func apply<T: Real>(_ a: T, _ b: T) -> T { a.map2(b, Glibc.atan2f, Glibc.atan2) }
    }
    enum Hypotenuse: RealKernel {
        @inline(__always) static func apply<T: Real>(_ a: T, _ b: T) -> T { a.map2(b, Glibc.hypotf, Glibc.hypot) }
    }
    enum LogAddExp: RealKernel {
        static func apply<T: Real>(_ a: T, _ b: T) -> T {
            if a == b && a.isInfinite { return a }
            let (high, low) = a > b ? (a, b) : (b, a)
            return high + (low - high).map1({ Glibc.log1pf(Glibc.expf($0)) }, { Glibc.log1p(Glibc.exp($0)) })
        }
    }

    static let operations: [Operation] = [
        Operation("neg(Tensor input) -> Tensor", "Minus each element.", .all, neg),
        Operation("negative(Tensor input) -> Tensor", "Minus each element.", .all, neg),
        Operation("positive(Tensor input) -> Tensor", "The tensor itself.", .both) { (x: Tensor) in x },
        Operation("abs(Tensor input) -> Tensor", "The absolute value.", .all, abs),
        Operation("absolute(Tensor input) -> Tensor", "The absolute value.", .all, abs),
        Operation("sign(Tensor input) -> Tensor", "-1, 0 or 1.", .all) { (x: Tensor) in try sign(x) },
        Operation("sgn(Tensor input) -> Tensor", "-1, 0 or 1.", .all) { (x: Tensor) in
            try sign(x, node: "SgnBackward0")
        },
        Operation("square(Tensor input) -> Tensor", "The square.", .all, square),
        Operation("floor(Tensor input) -> Tensor", "Rounds down.", .all) { try rounded($0, "FloorBackward0", .down) },
        Operation("ceil(Tensor input) -> Tensor", "Rounds up.", .all) { try rounded($0, "CeilBackward0", .up) },
        Operation("trunc(Tensor input) -> Tensor", "Rounds towards zero.", .all) {
            try rounded($0, "TruncBackward0", .towardZero)
        },
        Operation("fix(Tensor input) -> Tensor", "Rounds towards zero.", .all) {
            try rounded($0, "TruncBackward0", .towardZero)
        },
        Operation("frac(Tensor input) -> Tensor", "The part after the point.", .all) {
            try ($0 - rounded($0, "TruncBackward0", .towardZero)).labelled("FracBackward0")
        },
        Operation(
            "round(Tensor input, *, int decimals=0) -> Tensor", "Rounds to nearest, ties to even.", .all, round),
        Operation(
            "maximum(Tensor input, Tensor other) -> Tensor", "The larger of each pair; NaN wins.", .both, maximum),
        Operation(
            "minimum(Tensor input, Tensor other) -> Tensor", "The smaller of each pair; NaN wins.", .both, minimum),
        Operation("fmax(Tensor input, Tensor other) -> Tensor", "The larger of each pair; NaN loses.", .both) {
            try number(MaximumNumber.self, "FmaxBackward0", "fmax_cpu", $0, $1, ge)
        },
        Operation("fmin(Tensor input, Tensor other) -> Tensor", "The smaller of each pair; NaN loses.", .both) {
            try number(MinimumNumber.self, "FminBackward0", "fmin_cpu", $0, $1, le)
        },
        Operation(
            "clamp(Tensor input, Tensor|Scalar? min=None, Tensor|Scalar? max=None) -> Tensor",
            "Limits elements to a range.", .all, clamp),
        Operation(
            "clip(Tensor input, Tensor|Scalar? min=None, Tensor|Scalar? max=None) -> Tensor",
            "Limits elements to a range.", .all, clamp),
        Operation("clamp_min(Tensor input, Tensor|Scalar min) -> Tensor", "Limits elements from below.", .all) {
            try clamp($0, $1, nil)
        },
        Operation("clamp_max(Tensor input, Tensor|Scalar max) -> Tensor", "Limits elements from above.", .all) {
            try clamp($0, nil, $1)
        },
        Operation("atan2(Tensor input, Tensor other) -> Tensor", "The angle of (other, input).", .all, atan2),
        Operation("arctan2(Tensor input, Tensor other) -> Tensor", "The angle of (other, input).", .all, atan2),
        Operation("hypot(Tensor input, Tensor other) -> Tensor", "The length of the hypotenuse.", .all) {
            try roundedOnce([$0, $1]) { try sqrt($0[0] * $0[0] + $0[1] * $0[1]) }.labelled("HypotBackward0")
        },
        Operation("logaddexp(Tensor input, Tensor other) -> Tensor", "log(exp(a) + exp(b)).", .both, logaddexp),
        Operation(
            "nan_to_num(Tensor input, float nan=0.0, float? posinf=None, float? neginf=None) -> Tensor",
            "Replaces NaN and infinities.", .all, nanToNum),
        Operation(
            "lerp(Tensor input, Tensor end, Tensor|Scalar weight) -> Tensor", "start + weight * (end - start).", .all,
            lerp),
        Operation(
            "addcmul(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor",
            "input + value * tensor1 * tensor2.", .all, addcmul),
        Operation(
            "addcdiv(Tensor input, Tensor tensor1, Tensor tensor2, *, Scalar value=1) -> Tensor",
            "input + value * tensor1 / tensor2.", .all, addcdiv),
        Operation(
            "where(Tensor condition, Tensor|Scalar input, Tensor|Scalar other) -> Tensor",
            "Takes input where the condition is true, else other.", .function, `where`),
        Operation(
            "where(Tensor input, Tensor condition, Tensor|Scalar other) -> Tensor",
            "Keeps elements where the condition is true, else other.", .method
        ) { try `where`($1, $0, $2) },
        Operation("deg2rad(Tensor input) -> Tensor", "Degrees to radians.", .all) {
            try ($0 * .float(Double.pi / 180)).labelled("Deg2RadBackward0")
        },
        Operation("rad2deg(Tensor input) -> Tensor", "Radians to degrees.", .all) {
            try ($0 * .float(180 / Double.pi)).labelled("Rad2DegBackward0")
        },
        Operation("logit(Tensor input, float? eps=None) -> Tensor", "log(x / (1 - x)).", .all, logit),
        Operation("sinc(Tensor input) -> Tensor", "sin(pi x) / (pi x).", .all) { (x: Tensor) in
            try roundedOnce([x]) { given in
                let scaled = try given[0] * .float(Double.pi)
                return try `where`(scaled.equals(0), constant(1.0, scaled), sin(scaled) / scaled)
            }.labelled("SincBackward0")
        },
    ]
}

package func abs(_ input: Tensor) throws -> Tensor {
    if input.dtype.isComplex { return try complexAbs(input) }
    guard input.dtype != .bool else { throw TensorError.notImplemented(operation: "\"abs_cpu\"", dtype: .bool) }
    let output =
        try looped(input, f32_absolute)
        ?? unary(input, real: { $0.magnitude }, wide: { $0.magnitude }, integer: { $0 < 0 ? 0 &- $0 : $0 })
    guard Tape.records(input) else { return output }
    return output.derived("AbsBackward0", from: [input], saving: [input]) { step in
        [try step.gradient * sign(step.saved(0))]
    }
}

package func sign(_ input: Tensor, node: String = "SignBackward0") throws -> Tensor {
    if input.dtype.isComplex {
        let size = try complexAbs(input)
        let safe = try `where`(size.equals(0), constant(1.0, size), size)
        return try complex(realPart(input) / safe, imaginaryPart(input) / safe).labelled("SgnBackward0")
    }
    let output =
        try looped(input, f32_sign)
        ?? unary(
            input, real: { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 }, wide: { $0 > 0 ? 1 : $0 < 0 ? -1 : 0 },
            integer: { $0.signum() })
    return flat(output, node, input)
}

/// A C loop over a float32 tensor without gaps; nil for all others.
func looped(_ input: Tensor, _ loop: RealFunction.VectorFunction) throws -> Tensor? {
    guard let x = input.floats32 else { return nil }
    let output = try Tensor.empty(input.shape, dtype: .float32)
    let target = output.pointer(Float.self)
    WorkerPool.ranges(input.elementCount) { loop(target + $0.lowerBound, x + $0.lowerBound, $0.count) }
    return output
}

/// A pointwise function that keeps the dtype.
func unary(
    _ input: Tensor, real: (Float) -> Float, wide: (Double) -> Double, integer: (Int) -> Int
) throws -> Tensor {
    let compute = input.dtype.compute
    guard !compute.isComplex else { throw TensorError.notImplemented(operation: "\"unary_cpu\"", dtype: input.dtype) }
    let output = try Tensor.empty(input.shape, dtype: compute, device: input.device)
    guard !input.isMeta else { return try output.asDType(input.dtype) }
    let source = try input.asDType(compute)
    switch compute {
    case .float32: source.map(into: output, real)
    case .float64: source.map(into: output, wide)
    default: source.map(into: output, integer)
    }
    return try output.asDType(input.dtype)
}

package func square(_ input: Tensor) throws -> Tensor { try pow(input, constant(2, input)) }

func rounded(_ input: Tensor, _ node: String, _ rule: FloatingPointRoundingRule) throws -> Tensor {
    if input.dtype.isIntegral { return input }
    return flat(
        try unary(input, real: { $0.rounded(rule) }, wide: { $0.rounded(rule) }, integer: { $0 }), node, input)
}

package func floor(_ input: Tensor) throws -> Tensor { try rounded(input, "FloorBackward0", .down) }

package func round(_ input: Tensor, decimals: Int = 0) throws -> Tensor {
    if decimals == 0 { return try rounded(input, "RoundBackward0", .toNearestOrEven) }
    let scale = Scalar.float(Glibc.pow(10, Double(decimals).magnitude))
    let output = try GradientMode.disabled {
        try roundedOnce([input]) { given in
            decimals > 0
                ? try rounded(given[0] * scale, "", .toNearestOrEven) / scale
                : try rounded(given[0] / scale, "", .toNearestOrEven) * scale
        }
    }
    return flat(output, "RoundBackward1", input)
}

/// `log(x / (1 - x))`, of numbers within `eps` of 0 and 1 as if they were that far away.
private func logit(_ input: Tensor, _ eps: Double?) throws -> Tensor {
    let input = try to(input, input.dtype.floating)
    let output = try GradientMode.disabled {
        let x = try eps.map { try clamp(input, Tensor(number: .float($0)), Tensor(number: .float(1 - $0))) } ?? input
        return try log(x / (1 - x))
    }
    guard Tape.records(input) else { return output }
    return output.derived("LogitBackward0", from: [input], saving: [input]) { step in
        let x = try step.saved(0)
        let inside = try logicalAnd(ge(x, constant(.float(eps ?? 0), x)), le(x, constant(.float(1 - (eps ?? 0)), x)))
        let outside = try constant(.float(eps == nil ? .nan : 0), x)
        return [try `where`(inside, step.gradient / (x * (1 - x)), outside)]
    }
}

/// The larger or smaller number of each pair; of equal ones, and beside a NaN, the first takes the gradient.
private func number<K: OrderedKernel>(
    _ kernel: K.Type, _ node: String, _ name: String, _ a: Tensor, _ b: Tensor,
    _ wins: @escaping @Sendable (Tensor, Tensor) throws -> Tensor
) throws -> Tensor {
    let output = try ordered(kernel, name, a, b, dtype: resultType(a, b))
    guard Tape.records(a, b) else { return output }
    return output.derived(node, from: [a, b], saving: [a, b]) { step in
        let (a, b) = (try step.saved(0), try step.saved(1))
        let first = try logicalOr(wins(a, b), isnan(b))
        let zero = try constant(0, step.gradient)
        return [
            try step.when(0) { try `where`(first, step.gradient, zero) },
            try step.when(1) { try `where`(first, zero, step.gradient) },
        ]
    }
}

private func extremum<K: OrderedKernel>(
    _ kernel: K.Type, _ node: String, _ name: String, _ a: Tensor, _ b: Tensor,
    _ wins: @escaping @Sendable (Tensor, Tensor) throws -> Tensor
) throws -> Tensor {
    let output = try ordered(kernel, name, a, b, dtype: resultType(a, b))
    guard Tape.records(a, b) else { return output }
    return output.derived(node, from: [a, b], saving: [a, b]) { step in
        let (a, b) = (try step.saved(0), try step.saved(1))
        let half = try step.gradient / 2
        let tie = try eq(a, b)
        let zero = try constant(0, a)
        let winner = try wins(a, b)
        return [
            try step.when(0) { try `where`(tie, half, `where`(winner, step.gradient, zero)) },
            try step.when(1) { try `where`(tie, half, `where`(winner, zero, step.gradient)) },
        ]
    }
}

package func maximum(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try extremum(Pointwise.Maximum.self, "MaximumBackward0", "maximum_cpu", a, b, ge)
}

package func minimum(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    try extremum(Pointwise.Minimum.self, "MinimumBackward0", "minimum_cpu", a, b, le)
}

/// Limits elements to a range; a limit that is missing does not limit.
package func clamp(_ input: Tensor, _ low: Tensor?, _ high: Tensor?) throws -> Tensor {
    guard low != nil || high != nil else {
        throw TensorError.runtime("torch.clamp: At least one of 'min' or 'max' must not be None")
    }
    var output = input
    var dtype = input.dtype
    if let low { dtype = resultType(output, low) }
    if let high {
        dtype = dtype.promoted(with: high.isNumber ? high.number?.promoted(with: dtype) ?? dtype : high.dtype)
    }
    if let low { output = try ordered(Pointwise.Maximum.self, "clamp_cpu", output, low, dtype: dtype) }
    if let high { output = try ordered(Pointwise.Minimum.self, "clamp_cpu", output, high, dtype: dtype) }
    guard Tape.records([input, low, high].compactMap { $0 }) else { return output }
    let limits = [low, high].compactMap { $0 }
    return output.derived(
        "ClampBackward\(low?.isNumber == false ? 0 : 1)", from: [input, low, high], saving: [input] + limits
    ) {
        step in
        let x = try step.saved(0)
        let lower = low == nil ? nil : try step.saved(1)
        let upper = high == nil ? nil : try step.saved(low == nil ? 1 : 2)
        let zero = try constant(0, x)
        var inside = try step.gradient
        if let lower { inside = try `where`(lt(x, lower), zero, inside) }
        if let upper { inside = try `where`(gt(x, upper), zero, inside) }
        return [
            inside,
            try step.when(1) { try lower.map { try `where`(lt(x, $0), step.gradient, zero) } },
            try step.when(2) { try upper.map { try `where`(gt(x, $0), step.gradient, zero) } },
        ]
    }
}

package func atan2(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let output = try real(Pointwise.ArcTangent.self, "atan2_cpu", a, b)
    guard Tape.records(a, b) else { return output }
    return output.derived("Atan2Backward0", from: [a, b], saving: [a, b]) { step in
        let (y, x) = (try step.saved(0), try step.saved(1))
        let scaled = try step.gradient / (x * x + y * y)
        return [try scaled * x, try -(scaled * y)]
    }
}

package func logaddexp(_ a: Tensor, _ b: Tensor) throws -> Tensor {
    let output = try real(Pointwise.LogAddExp.self, "logaddexp_cpu", a, b)
    guard Tape.records(a, b) else { return output }
    return output.derived("LogaddexpBackward0", from: [a, b], saving: [a, b]) { step in
        let (a, b) = (try step.saved(0), try step.saved(1))
        return [try step.gradient * sigmoid(a - b), try step.gradient * sigmoid(b - a)]
    }
}

package func nanToNum(_ input: Tensor, nan: Double = 0, posinf: Double? = nil, neginf: Double? = nil) throws -> Tensor {
    guard input.dtype.isFloatingPoint else { return try clone(input) }
    let limit = input.dtype.largest
    let value = try `where`(isnan(input), constant(.float(nan), input), input)
    let high = try `where`(value.equals(.float(.infinity)), constant(.float(posinf ?? limit), input), value)
    return try `where`(high.equals(.float(-.infinity)), constant(.float(neginf ?? -limit), input), high).labelled(
        "NanToNumBackward0")
}

extension DType {
    /// The largest finite number.
    package var largest: Double {
        switch self {
        case .float16: 65504
        case .bfloat16: Double(Float(bitPattern: 0x7F7F_0000))
        case .float64, .complex128: Double.greatestFiniteMagnitude
        default: Double(Float.greatestFiniteMagnitude)
        }
    }
}

package func lerp(_ start: Tensor, _ end: Tensor, _ weight: Tensor) throws -> Tensor {
    for (name, other) in [("end", end), ("weight", weight)] where !other.isNumber && other.dtype != start.dtype {
        throw TensorError.runtime(
            "expected dtype \(start.dtype.nativeName) for `\(name)` but got dtype \(other.dtype.nativeName)")
    }
    let output = try GradientMode.disabled {
        try roundedOnce([start, end, weight]) { try $0[0] + $0[2] * ($0[1] - $0[0]) }
    }
    guard Tape.records(start, end, weight) else { return output }
    return output.derived(
        weight.isNumber ? "LerpBackward0" : "LerpBackward1", from: [start, end, weight], saving: [start, end, weight]
    ) {
        step in
        let weight = try step.saved(2)
        return [
            try step.gradient * (1 - weight), try step.gradient * weight,
            try step.when(2) { try step.gradient * (step.saved(1) - step.saved(0)) },
        ]
    }
}

package func addcmul(_ input: Tensor, _ a: Tensor, _ b: Tensor, value: Scalar = 1) throws -> Tensor {
    let output = try GradientMode.disabled { try roundedOnce([input, a, b]) { try $0[0] + $0[1] * $0[2] * value } }
    guard Tape.records([input, a, b]) else { return output }
    return output.derived("AddcmulBackward0", from: [input, a, b], saving: [a, b]) { step in
        [
            try step.gradient, try step.when(1) { try step.gradient * (step.saved(1) * value) },
            try step.when(2) { try step.gradient * (step.saved(0) * value) },
        ]
    }
}

package func addcdiv(_ input: Tensor, _ a: Tensor, _ b: Tensor, value: Scalar = 1) throws -> Tensor {
    let output = try GradientMode.disabled { try roundedOnce([input, a, b]) { try $0[0] + $0[1] / $0[2] * value } }
    guard Tape.records([input, a, b]) else { return output }
    return output.derived("AddcdivBackward0", from: [input, a, b], saving: [a, b]) { step in
        [
            try step.gradient, try step.when(1) { try step.gradient * (value / step.saved(1)) },
            try step.when(2) { try -(step.gradient * (value * step.saved(0) / (step.saved(1) * step.saved(1)))) },
        ]
    }
}

/// Takes `input` where the condition is true, else `other`.
package func `where`(_ condition: Tensor, _ input: Tensor, _ other: Tensor) throws -> Tensor {
    guard condition.dtype == .bool || condition.dtype == .uint8 else {
        throw TensorError.runtime(
            "where expected condition to be a boolean tensor, but got a tensor with dtype \(condition.dtype.scalarName)"
        )
    }
    if condition.dtype == .uint8 {
        Notices.give(
            "where received a uint8 condition tensor. This behavior is deprecated and will be removed in a future version "
                + "of PyTorch. Use a boolean condition instead."
                + Notices.place("aten/src/ATen/native/TensorCompare.cpp:621"), once: true)
    }
    let dtype = resultType(input, other)
    let shape = try broadcast(condition.shape, broadcast(input.shape, other.shape))
    let output = try Tensor.empty(shape, dtype: dtype, device: resultDevice(condition, input, other))
    if !output.isMeta {
        let (x, y) = (try input.precise(dtype), try other.precise(dtype))
        output.choose(condition, x, y)
    }
    guard Tape.records(input, other) else { return output }
    return output.derived("WhereBackward0", from: [input, other], saving: [condition]) { step in
        let condition = try step.saved(0)
        let zero = try constant(0, step.gradient)
        return [
            try step.when(0) { try `where`(condition, step.gradient, zero) },
            try step.when(1) { try `where`(condition, zero, step.gradient) },
        ]
    }
}

/// Elements as bare words of the same size.
private func words<E: Element, Word>(_ pointer: UnsafeMutablePointer<E>) -> UnsafeMutablePointer<Word> {
    UnsafeMutableRawPointer(pointer).assumingMemoryBound(to: Word.self)
}

extension Tensor {
    /// The tensor in another dtype; a number of the language is converted from its full precision.
    func precise(_ dtype: DType) throws -> Tensor {
        guard let number else { return try asDType(dtype) }
        let result = try Tensor.empty([], dtype: dtype, device: device)
        result.setAll(number)
        return result
    }

    fileprivate func choose(_ condition: Tensor, _ x: Tensor, _ y: Tensor) {
        switch dtype.size {
        case 1: choose(condition, x, y, UInt8.self)
        case 2: choose(condition, x, y, Int16.self)
        case 4: choose(condition, x, y, Int32.self)
        case 8: choose(condition, x, y, Int.self)
        default: choose(condition, x, y, Complex<Double>.self)
        }
    }

    private func choose<E: Element>(_ condition: Tensor, _ x: Tensor, _ y: Tensor, _ type: E.Type) {
        let (c, a, b, z) = (condition.pointer(UInt8.self), x.pointer(E.self), y.pointer(E.self), pointer(E.self))
        let loop = Loop(
            shape: shape, strides: [strides] + [condition, x, y].map { $0.layout.strides(broadcastTo: shape) })
        loop.walk { offsets, strides, count in
            let (target, mask) = (z + offsets[0], c + offsets[1])
            let (first, second) = (a + offsets[2], b + offsets[3])
            let (s0, s1, s2, s3) = (strides[0], strides[1], strides[2], strides[3])
            if s0 == 1 && s1 == 1 && count >= 8 && s2 | s3 | 1 == 1 {
                if E.self == Int32.self {
                    return words4_choose(words(target), mask, words(first), s2, words(second), s3, count)
                }
                if E.self == Int.self {
                    return words8_choose(words(target), mask, words(first), s2, words(second), s3, count)
                }
            }
            for index in 0..<count {
                target[index &* s0] = mask[index &* s1] != 0 ? first[index &* s2] : second[index &* s3]
            }
        }
    }
}
