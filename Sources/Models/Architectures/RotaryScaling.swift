import Glibc

/// The rates at which a rotary embedding turns its pairs, as `rope_scaling` of config.json changes them for texts that
/// are longer than those of the training (transformers' modeling_rope_utils).
struct RotaryScaling {
    private let size: Int
    private let base: Double
    private let kind: Kind
    /// What cosines and sines are multiplied by.
    let attentionFactor: Float

    private enum Kind {
        case plain
        /// Every rate divided by a number.
        case linear(Double)
        /// A larger base for texts beyond the limit, the larger the longer the text.
        case dynamic(factor: Double, limit: Int)
        case fixed([Float])
        /// Each rate divided by a number of its own: of one list up to the trained length, of another beyond it.
        case long(short: [Float], long: [Float], limit: Int)
    }

    init(size: Int, base: Double, _ scaling: JSONValue?, _ configuration: Configuration?) throws {
        self.size = size
        self.base = base
        (kind, attentionFactor) = try Self.read(scaling, size: size, base: base, configuration)
    }

    /// The texts up to this length have the rates of `rates(length: 0)`; nil if all have.
    var limit: Int? {
        switch kind {
        case .plain, .linear, .fixed: nil
        case .dynamic(_, let limit), .long(_, _, let limit): limit
        }
    }

    /// Whether the rates follow the length itself, and not only whether it is beyond the limit.
    var followsLength: Bool {
        if case .dynamic = kind { true } else { false }
    }

    /// The rate of each pair for texts of so many tokens.
    func rates(length: Int) -> [Float] {
        let plain = Self.rates(size: size, base: base)
        switch kind {
        case .plain: return plain
        case .linear(let factor): return plain.map { $0 / Float(factor) }
        case .fixed(let rates): return rates
        case .long(let short, let long, let limit):
            return zip(plain, length > limit ? long : short).map { $0 / $1 }
        case .dynamic(let factor, let limit):
            guard length > limit, size > 2 else { return plain }
            let stretch = factor * Double(length) / Double(limit) - (factor - 1)
            return Self.rates(size: size, base: base * pow(stretch, Double(size) / Double(size - 2)))
        }
    }

    /// 1 / base^(2i / size)
    static func rates(size: Int, base: Double) -> [Float] {
        stride(from: 0, to: size, by: 2).map { 1 / powf(Float(base), Float($0) / Float(size)) }
    }

    // MARK: Reading

    private static func read(
        _ scaling: JSONValue?, size: Int, base: Double, _ configuration: Configuration?
    ) throws -> (Kind, Float) {
        guard let scaling, !scaling.isNull else { return (.plain, 1) }
        let plain = rates(size: size, base: base)
        let name = scaling["rope_type"]?.string ?? scaling["type"]?.string ?? "default"
        switch name {
        case "default", "mrope": return (.plain, 1)
        case "linear": return (.linear(try number("factor", of: scaling, name)), 1)
        case "dynamic":
            let limit = try configuration?.size("max_position_embeddings") ?? Configuration.sizeLimit
            return (.dynamic(factor: try number("factor", of: scaling, name), limit: limit), 1)
        case "llama3": return (.fixed(try llama3(plain, scaling)), 1)
        case "longrope", "su": return try long(scaling, count: plain.count, configuration)
        case "yarn" where scaling["short_factor"] != nil: return try long(scaling, count: plain.count, configuration)
        case "yarn":
            let limit = try configuration?.size("max_position_embeddings") ?? Configuration.sizeLimit
            return try yarn(plain, scaling, size: size, base: base, limit: limit)
        default: throw CheckpointError.unsupported("the rope scaling '\(name)' is not supported")
        }
    }

    private static func number(_ key: String, of scaling: JSONValue, _ kind: String) throws -> Double {
        guard let value = scaling[key]?.number, value.isFinite, value > 0 else {
            throw CheckpointError.unsupported(
                "Missing required keys in `rope_scaling` for 'rope_type'='\(kind)': {'\(key)'}")
        }
        return value
    }

    /// Llama 3.1: long waves slowed down, short ones kept, a smooth passage between them.
    private static func llama3(_ plain: [Float], _ scaling: JSONValue) throws -> [Float] {
        let factor = try number("factor", of: scaling, "llama3")
        let low = try number("low_freq_factor", of: scaling, "llama3")
        let high = try number("high_freq_factor", of: scaling, "llama3")
        let length = try number("original_max_position_embeddings", of: scaling, "llama3")
        return plain.map { rate in
            let waveLength = 2 * Double.pi / Double(rate)
            if waveLength < length / high { return rate }
            if waveLength > length / low { return rate / Float(factor) }
            let smooth = Float((length / waveLength - low) / (high - low))
            return (1 - smooth) * rate / Float(factor) + smooth * rate
        }
    }

    /// YaRN (arXiv 2309.00071): pairs that turn often keep their rate, those that turn rarely are slowed down.
    private static func yarn(
        _ plain: [Float], _ scaling: JSONValue, size: Int, base: Double, limit: Int
    ) throws -> (Kind, Float) {
        let factor = try number("factor", of: scaling, "yarn")
        let fast = scaling["beta_fast"]?.number.flatMap { $0 == 0 ? nil : $0 } ?? 32
        let slow = scaling["beta_slow"]?.number.flatMap { $0 == 0 ? nil : $0 } ?? 1
        func dimension(_ turns: Double) -> Double {
            Double(size) * log(Double(limit) / (turns * 2 * .pi)) / (2 * log(base))
        }
        let low = Float(max(floor(dimension(fast)), 0))
        var high = Float(min(ceil(dimension(slow)), Double(size - 1)))
        if low == high { high += 0.001 }
        let rates = plain.enumerated().map { index, rate in
            let ramp = min(max((Float(index) - low) / (high - low), 0), 1)
            return rate / Float(factor) * ramp + rate * (1 - ramp)
        }
        return (.fixed(rates), Float(scaling["attention_factor"]?.number ?? 0.1 * log(factor) + 1))
    }

    private static func long(
        _ scaling: JSONValue, count: Int, _ configuration: Configuration?
    ) throws -> (Kind, Float) {
        let short = (scaling["short_factor"]?.array ?? []).compactMap { $0.number.map { Float($0) } }
        let long = (scaling["long_factor"]?.array ?? []).compactMap { $0.number.map { Float($0) } }
        guard short.count == count, long.count == count else {
            throw CheckpointError.unsupported("`rope_scaling` must have \(count) short and long factors")
        }
        let given = try configuration?.optionalSize("original_max_position_embeddings")
        let length = try given ?? configuration?.size("max_position_embeddings") ?? Configuration.sizeLimit
        let stretched = try given.flatMap { _ in try configuration?.size("max_position_embeddings") } ?? length
        let scale = given == nil ? scaling["factor"]?.number ?? 1 : Double(stretched) / Double(length)
        let factor = scale <= 1 || length < 2 ? 1 : (1 + log(scale) / log(Double(length))).squareRoot()
        let attention = Float(scaling["attention_factor"]?.number ?? factor)
        // Families whose configuration names no trained length decide once, by the factor.
        guard given == nil else { return (.long(short: short, long: long, limit: length), attention) }
        return (.long(short: scale > 1 ? long : short, long: scale > 1 ? long : short, limit: length), attention)
    }
}
