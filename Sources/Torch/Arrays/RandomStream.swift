import Glibc
import Language
import Tensors

/// NumPy's legacy stream: MT19937 with the draws of `numpy.random.RandomState`.
final class RandomStream: Object {
    private var twister: Tensors.MersenneTwister
    /// The second number of the last normal pair.
    private var kept: Double?

    init(seed: UInt32) { twister = Tensors.MersenneTwister(seed: UInt64(seed)) }

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "_Stream", module: "numpy.random", methods: methods,
        allocate: { _, arguments, evaluator in
            let seed = try arguments[0].ifDefined?.ifNotNone.map { try evaluator.index($0) }
            guard let seed else { return .object(RandomStream(seed: UInt32.random(in: 0...UInt32.max))) }
            guard let small = UInt32(exactly: seed) else {
                throw PythonError(.valueError, "Seed must be between 0 and 2**32 - 1")
            }
            return .object(RandomStream(seed: small))
        })

    override class var nativeType: TypeObject { typeObject }

    private func double() -> Double {
        let (high, low) = (twister.next() >> 5, twister.next() >> 6)
        return (Double(high) * 67_108_864 + Double(low)) / 9_007_199_254_740_992
    }

    /// The polar method of Marsaglia.
    private func gaussian() -> Double {
        if let value = kept {
            kept = nil
            return value
        }
        while true {
            let (x, y) = (2 * double() - 1, 2 * double() - 1)
            let square = x * x + y * y
            guard square < 1, square != 0 else { continue }
            let factor = (-2 * Glibc.log(square) / square).squareRoot()
            kept = factor * x
            return factor * y
        }
    }

    /// A whole number up to `limit`, by masking and drawing again.
    private func below(_ limit: UInt64) -> UInt64 {
        if limit == 0 { return 0 }
        if limit == UInt64(UInt32.max) { return UInt64(twister.next()) }
        let mask = UInt64.max >> UInt64(limit.leadingZeroBitCount)
        while true {
            let drawn =
                limit < 1 << 32
                ? UInt64(twister.next()) & mask
                : (UInt64(twister.next()) << 32 | UInt64(twister.next())) & mask
            if drawn <= limit { return drawn }
        }
    }

    /// Marsaglia and Tsang, as the legacy generator carries it out.
    private func gamma(_ shape: Double) -> Double {
        if shape == 1 { return -Glibc.log(1 - double()) }
        if shape <= 0 { return 0 }
        if shape < 1 {
            while true {
                let (u, v) = (double(), -Glibc.log(1 - double()))
                if u <= 1 - shape {
                    let x = Glibc.pow(u, 1 / shape)
                    if x <= v { return x }
                } else {
                    let y = -Glibc.log((1 - u) / shape)
                    let x = Glibc.pow(1 - shape + shape * y, 1 / shape)
                    if x <= v + y { return x }
                }
            }
        }
        let b = shape - 1 / 3.0
        let c = 1 / (9 * b).squareRoot()
        while true {
            var (x, v) = (0.0, 0.0)
            repeat {
                x = gaussian()
                v = 1 + c * x
            } while v <= 0
            v = v * v * v
            let u = double()
            if u < 1 - 0.0331 * (x * x) * (x * x) { return b * v }
            if Glibc.log(u) < 0.5 * x * x + b * (1 - v + Glibc.log(v)) { return b * v }
        }
    }

    private static func method(
        _ name: String, _ signature: Language.Signature,
        _ body: @escaping (RandomStream, borrowing Language.Arguments, Evaluator) throws -> Value
    ) -> NativeFunction {
        NativeFunction(name, signature, module: "numpy.random") { arguments, evaluator in
            guard let stream = arguments[0].as(RandomStream.self) else {
                throw PythonError(.typeError, "descriptor '\(name)' requires a random stream")
            }
            return try translating { try body(stream, arguments, evaluator) }
        }
    }

    private static func count(_ value: Value, _ evaluator: Evaluator) throws -> Int {
        let count = try evaluator.index(value)
        guard count >= 0, count < 1 << 40 else { throw PythonError(.valueError, "negative dimensions are not allowed") }
        return count
    }

    private static func numbers(_ count: Int, _ draw: () -> Double) throws -> Value {
        Value(try Tensor((0..<count).map { _ in draw() }))
    }

    private static var methods: [NativeFunction] {
        [
            method("doubles", "(self, count)") { stream, arguments, evaluator in
                try numbers(try count(arguments[1], evaluator)) { stream.double() }
            },
            method("gaussians", "(self, count)") { stream, arguments, evaluator in
                try numbers(try count(arguments[1], evaluator)) { stream.gaussian() }
            },
            method("gammas", "(self, shape, count)") { stream, arguments, evaluator in
                let shape = try arguments[1].floatingNumber(evaluator) ?? 1
                return try numbers(try count(arguments[2], evaluator)) { stream.gamma(shape) }
            },
            method("integers", "(self, low, high, count)") { stream, arguments, evaluator in
                let (low, high) = (try evaluator.index(arguments[1]), try evaluator.index(arguments[2]))
                guard low < high else { throw PythonError(.valueError, "low >= high") }
                let limit = UInt64(bitPattern: Int64(high &- low &- 1))
                let drawn = (0..<(try count(arguments[3], evaluator))).map { _ in
                    low &+ Int(truncatingIfNeeded: stream.below(limit))
                }
                return Value(try Tensor(drawn))
            },
            method("binomial", "(self, trials, chance)") { stream, arguments, evaluator in
                let chance = try arguments[2].floatingNumber(evaluator) ?? 0
                let trials = try evaluator.index(arguments[1])
                guard trials >= 0, trials < 1 << 53 else { throw PythonError(.valueError, "n < 0") }
                guard chance >= 0, chance <= 1 else { throw PythonError(.valueError, "p < 0, p > 1 or p is NaN") }
                return .int(RandomCounts { stream.double() }.binomial(trials, chance))
            },
            method("poisson", "(self, rate)") { stream, arguments, evaluator in
                let rate = try arguments[1].floatingNumber(evaluator) ?? 0
                guard rate >= 0 else { throw PythonError(.valueError, "lam < 0 or lam is NaN") }
                guard rate < 9.2e18 else { throw PythonError(.valueError, "lam value too large") }
                return .int(RandomCounts { stream.double() }.poisson(rate))
            },
            method("order", "(self, count)") { stream, arguments, evaluator in
                var order = Array(0..<(try count(arguments[1], evaluator)))
                for index in stride(from: order.count - 1, to: 0, by: -1) {
                    order.swapAt(index, Int(stream.below(UInt64(index))))
                }
                return Value(try Tensor(order))
            },
        ]
    }
}
