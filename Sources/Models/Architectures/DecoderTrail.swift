import Networks
import Tensors

/// What a decoder collects on its way through the blocks: hidden states, keys and values, attention weights.
struct DecoderTrail {
    private let call: CausalModelArguments
    private var hiddenStates: [TensorTree] = []
    private var caches: [TensorTree] = []
    private var attentions: [TensorTree] = []

    init(_ call: CausalModelArguments) { self.call = call }

    /// Notes what goes into a block.
    mutating func enter(_ states: Tensor) {
        if call.outputsHiddenStates { hiddenStates.append(.tensor(states)) }
    }

    /// Notes what came out of it, and gives the hidden states to go on with.
    mutating func leave(_ output: TensorTree, cacheAt: Int?, attentionsAt: Int) throws -> Tensor {
        if call.usesCache, let cacheAt { caches.append(output[cacheAt] ?? .none) }
        if call.outputsAttentions { attentions.append(output[attentionsAt] ?? .none) }
        return try output.first(of: nil)
    }

    /// The output of the decoder: an output class, or a tuple if the caller wants one.
    ///
    /// - Parameter cache: the keys and values, if they are not those that the blocks gave.
    func output(
        _ typeName: String, _ last: Tensor, cache: TensorTree? = nil, crossAttentions: Bool = false
    ) -> TensorTree {
        let states = hiddenStates + [.tensor(last)]
        var entries: [(key: String, value: TensorTree)] = [
            ("last_hidden_state", .tensor(last)),
            ("past_key_values", cache ?? ModelOutput.tuple(caches, if: call.usesCache)),
            ("hidden_states", ModelOutput.tuple(states, if: call.outputsHiddenStates)),
            ("attentions", ModelOutput.tuple(attentions, if: call.outputsAttentions)),
        ]
        if crossAttentions { entries.append(("cross_attentions", .none)) }
        return ModelOutput.make(typeName, asDictionary: call.returnsDictionary, entries)
    }
}

extension TensorTree {
    /// The first member of a tuple, or the tensor itself: a module's hidden states.
    func first(of layer: ModelLayer?) throws -> Tensor {
        if let tensor { return tensor }
        if let tensor = self[0]?.tensor { return tensor }
        throw TensorError.type("\(layer?.typeName ?? "a block") got \(typeName) where hidden states are needed")
    }
}

/// The numbers of the positions in a text.
enum Positions {
    /// past, past + 1, …: [1, count]
    static func following(_ past: Int, count: Int, like tensor: Tensor) throws -> Tensor {
        let numbers = try arange(.int(past), .int(past + count), 1, dtype: .int64, device: tensor.device)
        return try unsqueeze(numbers, 0)
    }

    /// The number of each token among those that are no padding, 1 for padding, as `generate` gives them to the model.
    static func visible(_ mask: Tensor) throws -> Tensor {
        let counted = try cumsum(to(mask, .int64), -1) - 1
        let isPadding = try eq(mask, Tensor(number: 0, device: mask.device))
        return try maskedFill(counted, isPadding, Tensor(number: 1, device: mask.device))
    }
}
