import Networks
import Tensors

/// Rotary positions: cosines and sines by which pairs of query and key dimensions are turned, the slower the later the pair.
///
/// The angle of pair i at position p is p / base^(2i / size). Longer texts than in training are reached by slowing the
/// angles down, as `rope_scaling` says.
final class RotaryEmbedding: ModelLayer {
    private let scaling: RotaryScaling
    private let trainedRates: [Float]
    /// Rates for the longest text since the last that was no longer than the trained length.
    private var stretched: (length: Int, rates: [Float])?

    init(
        _ typeName: String, size: Int, base: Double, scaling: JSONValue? = nil, _ configuration: Configuration? = nil
    ) throws {
        self.scaling = try RotaryScaling(size: size, base: base, scaling, configuration)
        trainedRates = self.scaling.rates(length: 0)
        super.init(typeName, names: ["cos", "sin"])
    }

    /// The cosines and sines of these positions: two of [batch, position, size].
    override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, ["x", "position_ids", "seq_len"], of: self)
        let states = try arguments.required("x", of: self)
        let positions = try to(arguments.required("position_ids", of: self), .float32)
        let device = states.device
        let rates = device == .meta ? try Tensor.empty([trainedRates.count], device: .meta) : try rates(at: positions)
        let halves = try unsqueeze(positions, -1) * rates  // [batch, position, size / 2]
        let angles = try cat([halves, halves], -1)
        let cosines = try name("cos", to(cos(angles) * .float(Double(scaling.attentionFactor)), states.dtype))
        let sines = try name("sin", to(sin(angles) * .float(Double(scaling.attentionFactor)), states.dtype))
        return .tuple([.tensor(cosines), .tensor(sines)])
    }

    private func rates(at positions: Tensor) throws -> Tensor {
        guard let limit = scaling.limit else { return try Tensor(trainedRates) }
        let last = try amax(positions).item().real
        let length = last < Double(Configuration.sizeLimit) ? Int(max(last, 0)) + 1 : Configuration.sizeLimit
        guard length > limit else {
            if length < limit || !scaling.followsLength { stretched = nil }
            return try Tensor(stretched?.rates ?? trainedRates)
        }
        if stretched.map({ $0.length < length }) ?? true { stretched = (length, scaling.rates(length: length)) }
        return try Tensor(stretched?.rates ?? trainedRates)
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
