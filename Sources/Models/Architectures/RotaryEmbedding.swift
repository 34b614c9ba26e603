import Glibc
import Networks
import Tensors

/// Rotary positions: cosines and sines by which pairs of query and key dimensions are turned, the slower the later the pair.
///
/// The angle of pair i at position p is p / base^(2i / size). Longer texts than in training are reached by slowing the
/// angles down, as `rope_scaling` says.
final class RotaryEmbedding: ModelLayer {
    private let frequencies: [Float]
    private let factor: Float
    /// Other rates for texts longer than so many tokens.
    private let long: (length: Int, frequencies: [Float])?

    init(
        _ typeName: String, size: Int, base: Double, scaling: JSONValue? = nil, _ configuration: Configuration? = nil
    ) throws {
        let plain = Self.rates(size: size, base: base)
        if let stretch = try LongRotary(scaling, configuration, count: plain.count) {
            (frequencies, factor) = (zip(plain, stretch.short).map { $0 / $1 }, stretch.factor)
            long = (stretch.length, zip(plain, stretch.long).map { $0 / $1 })
        } else {
            (frequencies, factor) = try Self.frequencies(plain, scaling: scaling)
            long = nil
        }
        super.init(typeName, names: ["cos", "sin"])
    }

    /// The cosines and sines of these positions: two of [batch, position, size].
    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, ["x", "position_ids", "seq_len"], of: self)
        let states = try arguments.required("x", of: self)
        let positions = try to(arguments.required("position_ids", of: self), .float32)
        let device = states.device
        let rates = device == .meta ? try Tensor.empty([frequencies.count], device: .meta) : try rates(at: positions)
        let halves = try unsqueeze(positions, -1) * rates  // [batch, position, size / 2]
        let angles = try cat([halves, halves], -1)
        let cosines = try name("cos", to(cos(angles) * .float(Double(factor)), states.dtype))
        let sines = try name("sin", to(sin(angles) * .float(Double(factor)), states.dtype))
        return .tuple([.tensor(cosines), .tensor(sines)])
    }

    private func rates(at positions: Tensor) throws -> Tensor {
        guard let long, try amax(positions).item().real >= Double(long.length) else { return try Tensor(frequencies) }
        return try Tensor(long.frequencies)
    }

    /// The states turned by these angles; dimension i is paired with i + size / 2. [batch, head, position, size]
    ///
    /// Dimensions beyond those of the angles stay as they are.
    static func rotate(_ states: Tensor, _ embeddings: TensorTree) throws -> Tensor {
        guard let cosines = embeddings[0]?.tensor, let sines = embeddings[1]?.tensor else {
            throw TensorError.type("position_embeddings must be a tuple of cosines and sines")
        }
        let size = try cosines.size(-1)
        guard try states.size(-1) > size else { return try turned(states, cosines, sines) }
        let head = try turned(states.columns(nil, size), cosines, sines)
        return try cat([head, states.columns(size, nil)], -1)
    }

    private static func turned(_ states: Tensor, _ cosines: Tensor, _ sines: Tensor) throws -> Tensor {
        let half = try states.size(-1) / 2
        let swapped = try cat([neg(states.columns(half, nil)), states.columns(nil, half)], -1)
        return try states * unsqueeze(cosines, 1) + swapped * unsqueeze(sines, 1)
    }
}

extension Tensor {
    /// A range of the last dimension, to its end if there is no second bound.
    func columns(_ start: Int?, _ stop: Int?) throws -> Tensor {
        try get([.ellipsis, .slice(start: start, stop: stop, step: nil)])
    }
}

extension RotaryEmbedding {
    /// The angle of each pair at position 1: 1 / base^(2i / size).
    static func rates(size: Int, base: Double) -> [Float] {
        stride(from: 0, to: size, by: 2).map { 1 / powf(Float(base), Float($0) / Float(size)) }
    }

    /// The rates as `rope_scaling` changes them, and what cosines and sines are multiplied by.
    private static func frequencies(
        _ plain: [Float], scaling: JSONValue?
    ) throws -> (frequencies: [Float], factor: Float) {
        guard let scaling, !scaling.isNull else { return (plain, 1) }
        switch scaling["rope_type"]?.string ?? scaling["type"]?.string ?? "default" {
        case "default", "mrope": return (plain, 1)
        case "linear": return (plain.map { $0 / Float(scaling["factor"]?.number ?? 1) }, 1)
        // Below the trained length nothing changes, and beyond it the positions run out of the configuration's limit.
        case "dynamic": return (plain, 1)
        case "llama3": return (try llama3(plain, scaling), 1)
        case let name: throw CheckpointError.unsupported("the rope scaling '\(name)' is not supported")
        }
    }

    /// Llama 3.1: long waves slowed down, short ones kept, a smooth passage between them.
    private static func llama3(_ plain: [Float], _ scaling: JSONValue) throws -> [Float] {
        guard let factor = scaling["factor"]?.number, let low = scaling["low_freq_factor"]?.number,
            let high = scaling["high_freq_factor"]?.number,
            let length = scaling["original_max_position_embeddings"]?.number
        else { throw CheckpointError.missingEntry(name: "rope_scaling", file: "config.json") }
        return plain.map { frequency in
            let waveLength = 2 * Double.pi / Double(frequency)
            if waveLength < length / high { return frequency }
            if waveLength > length / low { return frequency / Float(factor) }
            let smooth = Float((length / waveLength - low) / (high - low))
            return (1 - smooth) * frequency / Float(factor) + smooth * frequency
        }
    }
}

/// Phi-3's way to long texts: each rate is divided by a number of its own, of one list up to the trained length and of
/// another beyond it.
private struct LongRotary {
    let short: [Float]
    let long: [Float]
    let length: Int
    let factor: Float

    init?(_ scaling: JSONValue?, _ configuration: Configuration?, count: Int) throws {
        guard let scaling, let configuration, let kind = (scaling["type"] ?? scaling["rope_type"])?.string,
            ["longrope", "su", "yarn"].contains(kind), scaling["short_factor"] != nil
        else { return nil }
        length = try configuration.size("original_max_position_embeddings")
        short = (scaling["short_factor"]?.array ?? []).compactMap { $0.number.map { Float($0) } }
        long = (scaling["long_factor"]?.array ?? []).compactMap { $0.number.map { Float($0) } }
        guard short.count == count, long.count == count else {
            throw CheckpointError.unsupported("`rope_scaling` must have \(count) short and long factors")
        }
        let scale = Double(try configuration.size("max_position_embeddings")) / Double(length)
        factor = scale <= 1 || length < 2 ? 1 : Float((1 + log(scale) / log(Double(length))).squareRoot())
    }
}
