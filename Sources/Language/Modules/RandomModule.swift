import BigInt
import Glibc

/// `random`: Python's generator; seeded streams are CPython's.
enum RandomModule {
    static func make(_ evaluator: Evaluator) throws -> ModuleObject {
        let module = ModuleObject("random", documentation: "Random numbers (Mersenne Twister).")
        let shared = RandomGenerator()
        for function in RandomGenerator.methods where !function.name.hasPrefix("__") {
            module.namespace[Symbol(function.name)] = .object(BoundMethod(.object(function), receiver: .object(shared)))
        }
        module.namespace["Random"] = .object(RandomGenerator.typeObject)
        module.namespace["SystemRandom"] = .object(RandomGenerator.typeObject)
        return module
    }
}

/// An instance of `random.Random`.
final class RandomGenerator: Object {
    var twister: MersenneTwister
    /// The second number of the last pair that `gauss` made.
    var nextGauss: Double?

    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "Random", module: "random", documentation: "A random number generator: Random(seed=None).",
        methods: methods,
        allocate: { _, arguments, evaluator in
            let generator = RandomGenerator()
            let seed = arguments.count > 0 ? arguments[0] : arguments[keyword: "x"] ?? .none
            if !seed.isNone { try generator.seed(with: seed, evaluator) }
            return .object(generator)
        })

    override class var nativeType: TypeObject { typeObject }

    override init() {
        twister = MersenneTwister(key: RandomGenerator.entropy())
    }

    static func entropy() -> [UInt32] { (0..<8).map { _ in UInt32.random(in: 0...UInt32.max) } }

    /// `seed(a)`: an int by its magnitude, a text or bytes with their SHA-512, anything else by its hash.
    func seed(with value: Value, _ evaluator: Evaluator) throws {
        nextGauss = nil
        switch value {
        case .none, .undefined: twister = MersenneTwister(key: RandomGenerator.entropy())
        case .object(let object) where object is Text || object is Bytes:
            let bytes = (object as? Bytes)?.bytes ?? Array((object as? Text)?.string.utf8 ?? "".utf8)
            twister = MersenneTwister(key: RandomGenerator.key(bytes + SHA512.digest(bytes)))
        default:
            if let integer = value.bigInteger {
                twister = MersenneTwister(key: RandomGenerator.key(integer))
            } else if case .float = value {
                let hash = UInt(bitPattern: try evaluator.hash(value))
                twister = MersenneTwister(key: RandomGenerator.key(BigInt(hash)))
            } else {
                throw PythonError(
                    .typeError,
                    "The only supported seed types are: None,\nint, float, str, bytes, and bytearray.")
            }
        }
    }

    private static func key(_ value: BigInt) -> [UInt32] {
        value.magnitude.words.flatMap { [UInt32(truncatingIfNeeded: $0), UInt32(truncatingIfNeeded: $0 >> 32)] }
            .trimmingZeros()
    }

    /// Big-endian bytes as 32-bit words, least significant first.
    private static func key(_ bytes: [UInt8]) -> [UInt32] {
        var words: [UInt32] = []
        for (index, byte) in bytes.reversed().enumerated() {
            if index % 4 == 0 { words.append(0) }
            words[index / 4] |= UInt32(byte) << UInt32(8 * (index % 4))
        }
        return words.trimmingZeros()
    }

    /// A uniform integer below a limit, which may be of any size.
    func below(_ limit: BigInt) -> BigInt {
        if let small = Int(exactly: limit) { return BigInt(twister.below(small)) }
        let bits = limit.magnitude.bitWidth
        while true {
            let value = integer(bits: bits)
            if value < limit { return value }
        }
    }

    func integer(bits: Int) -> BigInt {
        let halves = twister.words(bits: bits)
        var words = [UInt](repeating: 0, count: halves.count / 2 + 1)
        for (place, half) in halves.enumerated() { words[place / 2] |= UInt(half) << (32 * UInt(place % 2)) }
        return BigInt(BigUInt(words: words))
    }

    /// Kinderman and Monahan's method, as `normalvariate` uses it.
    func normal(_ mu: Double, _ sigma: Double) -> Double {
        let constant = 4 * exp(-0.5) / 2.0.squareRoot()
        while true {
            let u1 = twister.random()
            let u2 = 1 - twister.random()
            let z = constant * (u1 - 0.5) / u2
            if z * z / 4 <= -log(u2) { return mu + z * sigma }
        }
    }

    /// Box and Muller's method, which makes two numbers at once.
    func gauss(_ mu: Double, _ sigma: Double) -> Double {
        if let z = nextGauss {
            nextGauss = nil
            return mu + z * sigma
        }
        let angle = twister.random() * 2 * .pi
        let radius = (-2 * log(1 - twister.random())).squareRoot()
        nextGauss = sin(angle) * radius
        return mu + cos(angle) * radius * sigma
    }
}

extension [UInt32] {
    /// Without the zero words at the end, of which the first stays.
    fileprivate func trimmingZeros() -> [UInt32] {
        var result = self
        while result.count > 1, result.last == 0 { result.removeLast() }
        return result
    }
}
