import BigInt
import Glibc

/// Exact functions of `math`: rounding to integers, factorials, divisors, combinations.
extension MathModule {
    static var integerFunctions: [NativeFunction] {
        [
            rounding("floor", "The largest integer not above x.", .down, "__floor__"),
            rounding("ceil", "The smallest integer not below x.", .up, "__ceil__"),
            rounding("trunc", "The integer part of x.", .towardZero, "__trunc__"),
            NativeFunction("factorial", "(n, /)", "1 * 2 * ... * n.") { arguments, evaluator in
                let n = try count(arguments[0], evaluator, "factorial() not defined for negative values")
                try checkSize(ofProductOf: n, upTo: n)
                return Value(try product(1, n))
            },
            NativeFunction("gcd", "(*integers)", "The greatest common divisor.") { arguments, evaluator in
                let values = try evaluator.array(from: arguments[0]).map { try integer($0, evaluator) }
                return Value(BigInt(try values.reduce(BigUInt(0)) { try greatestCommonDivisor($0, $1.magnitude) }))
            },
            NativeFunction("lcm", "(*integers)", "The least common multiple.") { arguments, evaluator in
                let values = try evaluator.array(from: arguments[0]).map { try integer($0, evaluator).magnitude }
                return Value(
                    BigInt(try values.reduce(BigUInt(1)) { try leastCommonMultiple($0, $1) }))
            },
            NativeFunction("isqrt", "(n, /)", "The integer part of the square root.") { arguments, evaluator in
                let value = try integer(arguments[0], evaluator)
                guard value.sign == .plus || value.isZero else {
                    throw PythonError(.valueError, "isqrt() argument must be nonnegative")
                }
                let words = value.magnitude.bitWidth / 64
                try IntegerArithmetic.checkSteps(24, words, words)
                return Value(BigInt(value.magnitude.squareRoot()))
            },
            NativeFunction("comb", "(n, k, /)", "Ways to choose k of n without order.") { arguments, evaluator in
                let n = try natural(arguments[0], evaluator, "n must be a non-negative integer")
                let k = try natural(arguments[1], evaluator, "k must be a non-negative integer")
                guard k <= n else { return 0 }
                let least = min(k, n - k)
                guard least > 0 else { return 1 }
                let count = Int(clamping: least)
                return Value(try falling(n, count).flooredDivision(by: try product(1, count)).quotient)
            },
            NativeFunction("perm", "(n, k=None, /)", "Ways to choose k of n in order.") { arguments, evaluator in
                let n = try natural(arguments[0], evaluator, "n must be a non-negative integer")
                let k =
                    try arguments[1].ifNotNone.map { try natural($0, evaluator, "k must be a non-negative integer") }
                    ?? n
                guard k <= n else { return 0 }
                guard k > 0 else { return 1 }
                return Value(try falling(n, Int(clamping: k)))
            },
        ]
    }

    /// Short ones by bits; long ones by divisions, between which a cell can be interrupted.
    private static func greatestCommonDivisor(_ a: BigUInt, _ b: BigUInt) throws -> BigUInt {
        max(a.bitWidth, b.bitWidth) < 16_384
            ? a.greatestCommonDivisor(with: b) : try LongArithmetic.greatestCommonDivisor(a, b)
    }

    private static func leastCommonMultiple(_ a: BigUInt, _ b: BigUInt) throws -> BigUInt {
        if a.isZero || b.isZero { return 0 }
        try IntegerArithmetic.checkSize(a.bitWidth + b.bitWidth)
        return try LongArithmetic.product(LongArithmetic.divide(a, by: greatestCommonDivisor(a, b)).quotient, b)
    }

    /// Refuses a product of `count` numbers up to one of `high` when it is longer than integers may be.
    private static func checkSize(ofProductOf count: Int, upTo high: Int) throws {
        // Stirling: on the average the factors of a factorial are by 1/e smaller than the largest.
        let bits = Double(count) * max(log2(Double(max(high, 1))) - 1.45, 1)
        try IntegerArithmetic.checkSize(bits < 1e15 ? Int(bits) : .max)
    }

    /// The product of all integers of a range, by halves so that factors stay of one size.
    private static func product(_ low: Int, _ high: Int) throws -> BigInt {
        if low > high { return 1 }
        if high - low < 8 { return (low...high).reduce(BigInt(1)) { $0 * BigInt($1) } }
        try IntegerLimits.checkInterrupt()
        let middle = low + (high - low) / 2
        return try LongArithmetic.product(product(low, middle), product(middle + 1, high))
    }

    /// The product of the `count` integers up to one of any size, `count` above 0.
    private static func falling(_ high: BigInt, _ count: Int) throws -> BigInt {
        try checkSize(ofProductOf: count, upTo: Int(clamping: high))
        if let high = Int(exactly: high) { return try product(high - count + 1, high) }
        let (bits, overflow) = count.multipliedReportingOverflow(by: high.magnitude.bitWidth)
        try IntegerArithmetic.checkSize(overflow ? .max : bits)
        return try falling(high, 0..<count)
    }

    /// The product of `high` less each number of a range.
    private static func falling(_ high: BigInt, _ steps: Range<Int>) throws -> BigInt {
        if steps.count < 8 { return steps.reduce(BigInt(1)) { $0 * (high - BigInt($1)) } }
        try IntegerLimits.checkInterrupt()
        let middle = steps.lowerBound + steps.count / 2
        return try LongArithmetic.product(
            falling(high, steps.lowerBound..<middle), falling(high, middle..<steps.upperBound))
    }

    private static func integer(_ value: Value, _ evaluator: Evaluator) throws -> BigInt {
        if let integer = value.bigInteger { return integer }
        return BigInt(try evaluator.index(value))
    }

    private static func count(_ value: Value, _ evaluator: Evaluator, _ negative: String) throws -> Int {
        Int(clamping: try natural(value, evaluator, negative))
    }

    private static func natural(_ value: Value, _ evaluator: Evaluator, _ negative: String) throws -> BigInt {
        let integer = try integer(value, evaluator)
        guard integer.sign == .plus || integer.isZero else { throw PythonError(.valueError, negative) }
        return integer
    }

    private static func rounding(
        _ name: String, _ summary: String, _ rule: FloatingPointRoundingRule, _ method: Symbol
    ) -> NativeFunction {
        NativeFunction(name, "(x, /)", summary, module: "math") { arguments, evaluator in
            if case .float(let float) = arguments[0] { return try IntegerText.truncated(float.rounded(rule)) }
            if let integer = arguments[0].bigInteger { return Value(integer) }
            if let object = arguments[0].object, let user = try evaluator.userMethod(method, of: object) {
                return try evaluator.call(user)
            }
            if name == "trunc" {
                throw PythonError(.typeError, "type \(arguments[0].typeName) doesn't define __trunc__ method")
            }
            return try IntegerText.truncated(number(arguments[0], evaluator).rounded(rule))
        }
    }
}
