import BigInt
import Glibc

/// `math`: functions of floats with CPython's domain errors, and exact ones of integers.
enum MathModule {
    static func make() -> ModuleObject {
        ModuleObject(
            "math", documentation: "Mathematical functions.", functions: functions + MathModule.integerFunctions,
            attributes: [
                ("pi", .float(.pi)), ("e", .float(M_E)), ("tau", .float(2 * .pi)), ("inf", .float(.infinity)),
                ("nan", .float(.nan)),
            ])
    }

    private static var functions: [NativeFunction] { unary + binary + tests + aggregates }

    private static var unary: [NativeFunction] {
        [
            function("sqrt", "The square root.") { $0 < 0 ? nil : $0.squareRoot() },
            function("cbrt", "The cube root.") { cbrt($0) },
            function("exp", "e to the power x.") { exp($0) },
            function("exp2", "2 to the power x.") { Glibc.exp2($0) },
            function("expm1", "exp(x) - 1, exact for small x.") { expm1($0) },
            function("log1p", "log(1 + x), exact for small x.") { $0 <= -1 ? nil : log1p($0) },
            function("sin", "The sine.") { $0.isInfinite ? nil : sin($0) },
            function("cos", "The cosine.") { $0.isInfinite ? nil : cos($0) },
            function("tan", "The tangent.") { $0.isInfinite ? nil : tan($0) },
            function("asin", "The inverse of the sine.") { abs($0) > 1 ? nil : asin($0) },
            function("acos", "The inverse of the cosine.") { abs($0) > 1 ? nil : acos($0) },
            function("atan", "The inverse of the tangent.") { atan($0) },
            function("sinh", "The hyperbolic sine.") { sinh($0) },
            function("cosh", "The hyperbolic cosine.") { cosh($0) },
            function("tanh", "The hyperbolic tangent.") { tanh($0) },
            function("asinh", "The inverse of the hyperbolic sine.") { asinh($0) },
            function("acosh", "The inverse of the hyperbolic cosine.") { $0 < 1 ? nil : acosh($0) },
            function("atanh", "The inverse of the hyperbolic tangent.") { abs($0) >= 1 ? nil : atanh($0) },
            function("erf", "The error function.") { erf($0) },
            function("erfc", "1 - erf(x).") { erfc($0) },
            function("gamma", "The gamma function.") { $0 == $0.rounded() && $0 <= 0 ? nil : tgamma($0) },
            function("lgamma", "The logarithm of the gamma function's magnitude.") {
                $0 == $0.rounded() && $0 <= 0 && $0.isFinite ? nil : LogarithmicGamma.value(at: $0)
            },
            function("degrees", "Radians as degrees.") { $0 * (180 / .pi) },
            function("radians", "Degrees as radians.") { $0 * (.pi / 180) },
            function("fabs", "The absolute value.") { abs($0) },
            function("ulp", "The distance to the next float.") { $0.isFinite ? abs($0).ulp : abs($0) },
            NativeFunction("log", "(x=..., base=..., /)", "The logarithm: natural, or to a base.") {
                arguments, evaluator in
                guard !arguments[0].isUndefined else {
                    throw PythonError(.typeError, "math.log requires 1 to 2 arguments")
                }
                let value = try logarithm(arguments[0], evaluator, log)
                guard let base = arguments[1].ifDefined else { return .float(value) }
                let divisor = try logarithm(base, evaluator, log)
                guard divisor != 0 else { throw IntegerArithmetic.zeroDivision("float division by zero") }
                return .float(value / divisor)
            },
            NativeFunction("log2", "(x, /)", "The logarithm to base 2.") { arguments, evaluator in
                .float(try logarithm(arguments[0], evaluator, log2))
            },
            NativeFunction("log10", "(x, /)", "The logarithm to base 10.") { arguments, evaluator in
                .float(try logarithm(arguments[0], evaluator, log10))
            },
        ]
    }

    /// A function of one float; nil is a domain error, an infinite result of a finite argument a range error.
    private static func function(
        _ name: String, _ summary: String, _ body: @escaping (Double) -> Double?
    ) -> NativeFunction {
        NativeFunction(name, "(x, /)", summary, module: "math") { arguments, evaluator in
            let x = try number(arguments[0], evaluator)
            return .float(try checked(body(x), finite: x.isFinite, isNaN: x.isNaN))
        }
    }

    private static func checked(_ result: Double?, finite: Bool, isNaN: Bool) throws -> Double {
        guard let result, !result.isNaN || isNaN else { throw PythonError(.valueError, "math domain error") }
        if result.isInfinite, finite { throw PythonError(.overflowError, "math range error") }
        return result
    }

    static func number(_ value: Value, _ evaluator: Evaluator) throws -> Double {
        if case .float(let float) = value { return float }
        if case .int(let int) = value { return Double(int) }
        if value.as(Text.self) != nil { throw PythonError(.typeError, "must be real number, not str") }
        do {
            return try FloatMethods.convert(value, evaluator)
        } catch let error as PythonError where error.type === TypeObject.typeError && !error.isFromUser {
            throw PythonError(.typeError, "must be real number, not \(value.typeName)")
        }
    }

    /// Logarithms take integers beyond the largest float.
    private static func logarithm(
        _ value: Value, _ evaluator: Evaluator, _ function: (Double) -> Double
    ) throws -> Double {
        if let big = value.as(BigInteger.self)?.value, big > 0, big.nearestDouble.isInfinite {
            let shift = big.magnitude.bitWidth - 60
            return function(BigInt(big >> shift).nearestDouble) + Double(shift) * function(2)
        }
        let x = try number(value, evaluator)
        guard x > 0 || x.isNaN else { throw PythonError(.valueError, "math domain error") }
        return function(x)
    }

    private static var binary: [NativeFunction] {
        [
            function2("atan2", "The angle of the point (x, y).") { atan2($0, $1) },
            function2("copysign", "The magnitude of x with the sign of y.") { Double(signOf: $1, magnitudeOf: $0) },
            function2("nextafter", "The next float after x towards y.") { nextafter($0, $1) },
            NativeFunction("fmod", "(x, y, /)", "The remainder with the sign of x.") { arguments, evaluator in
                let (x, y) = (try number(arguments[0], evaluator), try number(arguments[1], evaluator))
                if y == 0 || x.isInfinite, !x.isNaN, !y.isNaN { throw PythonError(.valueError, "math domain error") }
                return .float(fmod(x, y))
            },
            NativeFunction("remainder", "(x, y, /)", "The remainder nearest to zero.") { arguments, evaluator in
                let (x, y) = (try number(arguments[0], evaluator), try number(arguments[1], evaluator))
                if y == 0 || x.isInfinite, !x.isNaN, !y.isNaN { throw PythonError(.valueError, "math domain error") }
                return .float(remainder(x, y))
            },
            NativeFunction("pow", "(x, y, /)", "x to the power y, as a float.") { arguments, evaluator in
                let (x, y) = (try number(arguments[0], evaluator), try number(arguments[1], evaluator))
                if x == 0, y < 0, y.isFinite { throw PythonError(.valueError, "math domain error") }
                return .float(try checked(pow(x, y), finite: x.isFinite && y.isFinite, isNaN: x.isNaN || y.isNaN))
            },
            NativeFunction("ldexp", "(x, i, /)", "x times 2 to the power i.") { arguments, evaluator in
                let exponent = CInt(clamping: try evaluator.index(arguments[1]))
                let x = try number(arguments[0], evaluator)
                return .float(try checked(ldexp(x, exponent), finite: x.isFinite, isNaN: x.isNaN))
            },
            NativeFunction("frexp", "(x, /)", "Mantissa in [0.5, 1) and exponent of 2.") { arguments, evaluator in
                let x = try number(arguments[0], evaluator)
                guard x.isFinite, x != 0 else { return Value(tuple: [.float(x), 0]) }
                return Value(tuple: [
                    .float(x / Double(sign: .plus, exponent: Int(x.exponent) + 1, significand: 1)),
                    .int(Int(x.exponent) + 1),
                ])
            },
            NativeFunction("modf", "(x, /)", "The fraction and the whole part.") { arguments, evaluator in
                let x = try number(arguments[0], evaluator)
                if x.isInfinite { return Value(tuple: [.float(Double(signOf: x, magnitudeOf: 0)), .float(x)]) }
                let whole = x.rounded(.towardZero)
                return Value(tuple: [.float(Double(signOf: x, magnitudeOf: x - whole)), .float(whole)])
            },
        ]
    }

    private static func function2(
        _ name: String, _ summary: String, _ body: @escaping (Double, Double) -> Double
    ) -> NativeFunction {
        NativeFunction(name, "(x, y, /)", summary, module: "math") { arguments, evaluator in
            .float(body(try number(arguments[0], evaluator), try number(arguments[1], evaluator)))
        }
    }

    private static var tests: [NativeFunction] {
        [
            NativeFunction("isnan", "(x, /)", "Whether x is no number.") { arguments, evaluator in
                .bool(try number(arguments[0], evaluator).isNaN)
            },
            NativeFunction("isinf", "(x, /)", "Whether x is infinite.") { arguments, evaluator in
                .bool(try number(arguments[0], evaluator).isInfinite)
            },
            NativeFunction("isfinite", "(x, /)", "Whether x is neither infinite nor NaN.") { arguments, evaluator in
                .bool(try number(arguments[0], evaluator).isFinite)
            },
            NativeFunction(
                "isclose", "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", "Whether two numbers are near each other."
            ) {
                arguments, evaluator in
                let (a, b) = (try number(arguments[0], evaluator), try number(arguments[1], evaluator))
                let (relative, absolute) = (try number(arguments[2], evaluator), try number(arguments[3], evaluator))
                guard relative >= 0, absolute >= 0 else {
                    throw PythonError(.valueError, "tolerances must be non-negative")
                }
                if a == b { return true }
                if a.isInfinite || b.isInfinite { return false }
                return .bool(abs(a - b) <= max(relative * max(abs(a), abs(b)), absolute))
            },
        ]
    }

    private static var aggregates: [NativeFunction] {
        [
            NativeFunction("fsum", "(seq, /)", "The exactly rounded sum.") { arguments, evaluator in
                let values = try evaluator.array(from: arguments[0]).map { try number($0, evaluator) }
                return .float(exactSum(values))
            },
            NativeFunction("hypot", "(*coordinates)", "The length of a vector.") { arguments, evaluator in
                let values = try evaluator.array(from: arguments[0]).map { try number($0, evaluator) }
                return .float(length(values))
            },
            NativeFunction("dist", "(p, q, /)", "The distance between two points.") { arguments, evaluator in
                let p = try evaluator.array(from: arguments[0]).map { try number($0, evaluator) }
                let q = try evaluator.array(from: arguments[1]).map { try number($0, evaluator) }
                guard p.count == q.count else {
                    throw PythonError(.valueError, "both points must have the same number of dimensions")
                }
                return .float(length(zip(p, q).map { $0 - $1 }))
            },
            NativeFunction("prod", "(iterable, /, *, start=1)", "The product of the elements.") {
                arguments, evaluator in
                try evaluator.array(from: arguments[0]).reduce(arguments[1]) {
                    try evaluator.interrupt.check()
                    return try evaluator.binary(.multiply, $0, $1)
                }
            },
        ]
    }

    private static func length(_ values: [Double]) -> Double {
        if values.contains(where: \.isInfinite) { return .infinity }
        if values.count == 2 { return hypot(values[0], values[1]) }
        guard let largest = values.map({ abs($0) }).max(), largest > 0 else { return 0 }
        if largest.isNaN || values.contains(where: \.isNaN) { return .nan }
        // Scaling by a power of two is exact; the rest of each square and of the root is added once more.
        let scale = Double(sign: .plus, exponent: -largest.exponent, significand: 1)
        guard scale.isFinite, scale > 0 else { return values.reduce(0) { hypot($0, $1) } }
        let squares = values.flatMap { value -> [Double] in
            let x = value * scale
            return [x * x, (-(x * x)).addingProduct(x, x)]
        }
        let root = exactSum(squares).squareRoot()
        guard root > 0 else { return 0 }
        let rest = exactSum(squares + [-(root * root), -((-(root * root)).addingProduct(root, root))])
        return (root + rest / (2 * root)) / scale
    }

    /// Shewchuk's algorithm: partial sums that do not overlap.
    static func exactSum(_ values: [Double]) -> Double {
        var partials: [Double] = []
        for value in values {
            guard value.isFinite else { return values.reduce(0, +) }
            var x = value
            var kept = 0
            for var y in partials {
                if abs(x) < abs(y) { swap(&x, &y) }
                let high = x + y
                let low = y - (high - x)
                if low != 0 {
                    partials[kept] = low
                    kept += 1
                }
                x = high
            }
            partials.removeSubrange(kept...)
            partials.append(x)
        }
        return rounded(partials)
    }

    /// The sum of partials, with a correction when the last two lie at a half.
    private static func rounded(_ partials: [Double]) -> Double {
        guard var high = partials.last else { return 0 }
        var index = partials.count - 1
        var low = 0.0
        while index > 0 {
            index -= 1
            let (x, y) = (high, partials[index])
            high = x + y
            low = y - (high - x)
            if low != 0 { break }
        }
        if index > 0, (low < 0 && partials[index - 1] < 0) || (low > 0 && partials[index - 1] > 0) {
            let y = low * 2
            let x = high + y
            if y == x - high { high = x }
        }
        return high
    }
}

extension PythonError {
    /// Whether user code raised it: it has frames already.
    var isFromUser: Bool { !exception.frames.isEmpty }
}
