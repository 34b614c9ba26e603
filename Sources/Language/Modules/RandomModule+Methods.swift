import BigInt
import Glibc

/// The methods of a random generator, which are the functions of `random` too.
extension RandomGenerator {
    static var methods: [NativeFunction] { uniform + selection + distributions + rareDistributions + state }

    static func generator(_ value: Value) throws -> RandomGenerator {
        guard let generator = value.as(RandomGenerator.self) else {
            throw PythonError(.typeError, "a random.Random is required, not \(value.typeName)")
        }
        return generator
    }

    private static func float(_ value: Value, _ evaluator: Evaluator) throws -> Double {
        try MathModule.number(value, evaluator)
    }

    private static var uniform: [NativeFunction] {
        [
            NativeFunction("random", "(self, /)", "A float in [0, 1).") { arguments, _ in
                .float(try generator(arguments[0]).twister.random())
            },
            NativeFunction("uniform", "(self, a, b)", "A float between a and b.") { arguments, evaluator in
                let (a, b) = (try float(arguments[1], evaluator), try float(arguments[2], evaluator))
                return .float(a + (b - a) * (try generator(arguments[0]).twister.random()))
            },
            NativeFunction("getrandbits", "(self, k, /)", "An integer of k random bits.") { arguments, evaluator in
                let count = try evaluator.index(arguments[1])
                guard count >= 0 else { throw PythonError(.valueError, "number of bits must be non-negative") }
                guard count < 1 << 26 else { throw PythonError(.memoryError, []) }
                return Value(try generator(arguments[0]).integer(bits: count))
            },
            NativeFunction("randint", "(self, a, b)", "An integer between a and b, both included.") {
                arguments, evaluator in
                let (low, high) = (try integer(arguments[1], evaluator), try integer(arguments[2], evaluator))
                return try range(
                    generator(arguments[0]), low, high + 1, 1, "randrange() (\(low), \(high + 1), \(high + 1 - low))")
            },
            NativeFunction("randrange", "(self, start, stop=None, step=1)", "An element of range(start, stop, step).") {
                arguments, evaluator in
                let first = try integer(arguments[1], evaluator)
                guard let stop = arguments[2].ifNotNone else {
                    return try range(generator(arguments[0]), 0, first, 1, nil)
                }
                let last = try integer(stop, evaluator)
                return try range(
                    generator(arguments[0]), first, last, integer(arguments[3], evaluator),
                    "randrange() (\(first), \(last), \(last - first))")
            },
            NativeFunction("randbytes", "(self, n)", "Random bytes.") { arguments, evaluator in
                let count = try evaluator.index(arguments[1])
                guard count >= 0, count < 1 << 26 else {
                    throw PythonError(.valueError, "negative argument not allowed")
                }
                let value = try generator(arguments[0]).integer(bits: count * 8)
                return .object(Bytes(try IntegerText.littleEndianBytes(value, count: count, isSigned: false)))
            },
        ]
    }

    private static func integer(_ value: Value, _ evaluator: Evaluator) throws -> BigInt {
        try value.bigInteger ?? BigInt(evaluator.index(value))
    }

    private static func range(
        _ generator: RandomGenerator, _ start: BigInt, _ stop: BigInt, _ step: BigInt, _ words: String?
    ) throws -> Value {
        guard !step.isZero else { throw PythonError(.valueError, "zero step for randrange()") }
        let span = stop - start
        let count = step.sign == .plus ? (span + step - 1) / step : (span + step + 1) / step
        guard count > 0, (step.sign == .minus) == (span.sign == .minus) else {
            throw PythonError(.valueError, "empty range for \(words ?? "randrange()")")
        }
        return Value(start + step * generator.below(count))
    }

    private static var selection: [NativeFunction] {
        [
            NativeFunction("choice", "(self, seq)", "A random element.") { arguments, evaluator in
                let count = try evaluator.length(arguments[1])
                guard count > 0 else { throw PythonError(.indexError, "Cannot choose from an empty sequence") }
                let index = try generator(arguments[0]).twister.below(count)
                return try evaluator.getItem(arguments[1], .int(index))
            },
            NativeFunction("shuffle", "(self, x)", "Puts a list into random order.") { arguments, evaluator in
                let generator = try generator(arguments[0])
                let count = try evaluator.length(arguments[1])
                for i in stride(from: count - 1, to: 0, by: -1) {
                    let j = generator.twister.below(i + 1)
                    let (a, b) = (
                        try evaluator.getItem(arguments[1], .int(i)), try evaluator.getItem(arguments[1], .int(j))
                    )
                    try evaluator.setItem(arguments[1], .int(i), to: b)
                    try evaluator.setItem(arguments[1], .int(j), to: a)
                }
                return .none
            },
            NativeFunction(
                "sample", "(self, population, k, *, counts=None)", "k different elements in random order.", body: sample
            ),
            NativeFunction(
                "choices", "(self, population, weights=None, *, cum_weights=None, k=1)",
                "k elements, with repetition and weights.", body: choices),
        ]
    }

    private static func sample(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let generator = try generator(arguments[0])
        guard !(arguments[1].object is SetObject), !(arguments[1].object is Dict) else {
            throw PythonError(
                .typeError, "Population must be a sequence.  For dicts or sets, use sorted(d).")
        }
        let wanted = try evaluator.index(arguments[2])
        if let range = arguments[1].as(RangeObject.self), arguments[3].isNone {
            return Value(try places(wanted, of: range.count, generator).map { .int(range.element($0)) })
        }
        var population = try evaluator.array(from: arguments[1])
        if let counts = arguments[3].ifNotNone {
            let repeats = try evaluator.array(from: counts).map { try evaluator.index($0) }
            _ = try repeats.reduce(0) { try SizeLimit.elements($0 + SizeLimit.elements(max($1, 0))) }
            population = zip(population, repeats).flatMap { Array(repeating: $0, count: max($1, 0)) }
        }
        return Value(try places(wanted, of: population.count, generator).map { population[$0] })
    }

    /// So many different places of a population, in random order: from a pool of all, or drawn again until they are new.
    private static func places(_ wanted: Int, of count: Int, _ generator: RandomGenerator) throws -> [Int] {
        guard wanted >= 0, wanted <= count else {
            throw PythonError(.valueError, "Sample larger than population or is negative")
        }
        _ = try SizeLimit.elements(wanted)
        var setSize = 21
        if wanted > 5 { setSize += Int(pow(4, ceil(log(Double(wanted) * 3) / log(4)))) }
        if count <= setSize {
            var pool = Array(0..<(try SizeLimit.elements(count)))
            return (0..<wanted).map { drawn in
                let place = generator.twister.below(count - drawn)
                defer { pool[place] = pool[count - drawn - 1] }
                return pool[place]
            }
        }
        var selected = Set<Int>()
        return (0..<wanted).map { _ in
            var place = generator.twister.below(count)
            while !selected.insert(place).inserted { place = generator.twister.below(count) }
            return place
        }
    }

    private static func choices(_ arguments: borrowing Arguments, _ evaluator: Evaluator) throws -> Value {
        let generator = try generator(arguments[0])
        let population = try evaluator.array(from: arguments[1])
        let count = try evaluator.index(arguments[4])
        guard count >= 0 else { return Value([]) }
        try SizeLimit.elements(count)
        guard let cumulative = try cumulativeWeights(arguments[2], arguments[3], evaluator) else {
            guard !population.isEmpty else { throw PythonError(.indexError, "list index out of range") }
            return Value(
                (0..<count).map { _ in
                    population[Int((generator.twister.random() * Double(population.count)).rounded(.down))]
                })
        }
        guard cumulative.count == population.count, let total = cumulative.last else {
            throw PythonError(.valueError, "The number of weights does not match the population")
        }
        guard total > 0 else { throw PythonError(.valueError, "Total of weights must be greater than zero") }
        guard total.isFinite else { throw PythonError(.valueError, "Total of weights must be finite") }
        return Value(
            (0..<count).map { _ in
                let wanted = generator.twister.random() * total
                var (low, high) = (0, population.count - 1)
                while low < high {
                    let middle = (low + high) / 2
                    if wanted < cumulative[middle] { high = middle } else { low = middle + 1 }
                }
                return population[low]
            })
    }

    private static func cumulativeWeights(
        _ weights: Value, _ cumulative: Value, _ evaluator: Evaluator
    ) throws -> [Double]? {
        if let cumulative = cumulative.ifNotNone {
            return try evaluator.array(from: cumulative).map { try float($0, evaluator) }
        }
        guard let weights = weights.ifNotNone else { return nil }
        var sum = 0.0
        return try evaluator.array(from: weights).map {
            sum += try float($0, evaluator)
            return sum
        }
    }

    private static var distributions: [NativeFunction] {
        [
            NativeFunction("gauss", "(self, mu=0.0, sigma=1.0)", "A normal variate (Box and Muller).") {
                arguments, evaluator in
                .float(
                    try generator(arguments[0]).gauss(float(arguments[1], evaluator), float(arguments[2], evaluator)))
            },
            NativeFunction("normalvariate", "(self, mu=0.0, sigma=1.0)", "A normal variate (Kinderman and Monahan).") {
                arguments, evaluator in
                .float(
                    try generator(arguments[0]).normal(float(arguments[1], evaluator), float(arguments[2], evaluator)))
            },
            NativeFunction("lognormvariate", "(self, mu, sigma)", "e to the power of a normal variate.") {
                arguments, evaluator in
                .float(
                    exp(
                        try generator(arguments[0]).normal(
                            float(arguments[1], evaluator), float(arguments[2], evaluator))))
            },
            NativeFunction("expovariate", "(self, lambd)", "An exponential variate.") { arguments, evaluator in
                .float(-log(1 - (try generator(arguments[0]).twister.random())) / (try float(arguments[1], evaluator)))
            },
            NativeFunction("triangular", "(self, low=0.0, high=1.0, mode=None)", "A triangular variate.") {
                arguments, evaluator in
                var (low, high) = (try float(arguments[1], evaluator), try float(arguments[2], evaluator))
                var u = try generator(arguments[0]).twister.random()
                guard high != low else { return .float(low) }
                var c = try arguments[3].ifNotNone.map { (try float($0, evaluator) - low) / (high - low) } ?? 0.5
                if u > c {
                    (u, c) = (1 - u, 1 - c)
                    swap(&low, &high)
                }
                return .float(low + (high - low) * (u * c).squareRoot())
            },
            NativeFunction("betavariate", "(self, alpha, beta)", "A beta variate.") { arguments, evaluator in
                let generator = try generator(arguments[0])
                let y = generator.gamma(try float(arguments[1], evaluator), 1)
                guard y != 0 else { return 0.0 }
                return .float(y / (y + generator.gamma(try float(arguments[2], evaluator), 1)))
            },
            NativeFunction("gammavariate", "(self, alpha, beta)", "A gamma variate.") { arguments, evaluator in
                let (alpha, beta) = (try float(arguments[1], evaluator), try float(arguments[2], evaluator))
                guard alpha > 0, beta > 0 else {
                    throw PythonError(.valueError, "gammavariate: alpha and beta must be > 0.0")
                }
                return .float(try generator(arguments[0]).gamma(alpha, beta))
            },
        ]
    }

    private static var state: [NativeFunction] {
        [
            NativeFunction("seed", "(self, a=None, version=2)", "Starts the stream that belongs to a seed.") {
                arguments, evaluator in
                try generator(arguments[0]).seed(with: arguments[1], evaluator)
                return .none
            },
            NativeFunction("getstate", "(self)", "The state, for setstate.") { arguments, _ in
                let generator = try generator(arguments[0])
                let words = Value(tuple: generator.twister.state.map { .int(Int($0)) })
                return Value(tuple: [3, words, generator.nextGauss.map { .float($0) } ?? .none])
            },
            NativeFunction("setstate", "(self, state)", "Goes back to a state.") { arguments, evaluator in
                let parts = try evaluator.array(from: arguments[1])
                guard parts.count == 3 else { throw PythonError(.valueError, "state with version and words expected") }
                let words = try evaluator.array(from: parts[1]).map {
                    UInt32(truncatingIfNeeded: try evaluator.index($0))
                }
                guard words.count == 625, words[624] <= 624 else {
                    throw PythonError(.valueError, "state vector is the wrong size")
                }
                let generator = try generator(arguments[0])
                generator.twister.state = words
                if case .float(let next) = parts[2] { generator.nextGauss = next } else { generator.nextGauss = nil }
                return .none
            },
        ]
    }

    /// Cheng's method for alpha above 1, Ahrens and Dieter's below.
    func gamma(_ alpha: Double, _ beta: Double) -> Double {
        // No trial would ever be accepted.
        guard alpha > 0, alpha.isFinite else { return .nan }
        if alpha > 1 {
            let ainv = (2 * alpha - 1).squareRoot()
            let (bbb, ccc) = (alpha - log(4), alpha + ainv)
            while true {
                let u1 = twister.random()
                guard 1e-7 < u1, u1 < 0.9999999 else { continue }
                let u2 = 1 - twister.random()
                let v = log(u1 / (1 - u1)) / ainv
                let x = alpha * exp(v)
                let z = u1 * u1 * u2
                let r = bbb + ccc * v - x
                if r + 1 + log(4.5) - 4.5 * z >= 0 || r >= log(z) { return x * beta }
            }
        }
        if alpha == 1 { return -log(1 - twister.random()) * beta }
        while true {
            let b = (M_E + alpha) / M_E
            let p = b * twister.random()
            let x = p <= 1 ? pow(p, 1 / alpha) : -log((b - p) / alpha)
            let u1 = twister.random()
            if p > 1 ? u1 <= pow(x, alpha - 1) : u1 <= exp(-x) { return x * beta }
        }
    }
}
