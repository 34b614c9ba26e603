import Networks
import Tensors

/// The rows so far, and what the next call needs of them.
struct GenerationState {
    private(set) var ids: Tensor
    private var mask: Tensor
    var cache: TensorTree
    /// How many tokens of each row the cache holds.
    private var read = 0

    init(ids: Tensor, mask: Tensor, cache: TensorTree) {
        self.ids = ids
        self.mask = mask
        self.cache = cache
    }

    func rows() throws -> [[Int]] {
        let width = try ids.size(1)
        let flat = try contiguous(ids).integers()
        return stride(from: 0, to: flat.count, by: width).map { Array(flat[$0..<($0 + width)]) }
    }

    /// The arguments of the next call: only the tokens that the cache does not hold, and their positions.
    mutating func inputs(_ options: GenerationOptions) throws -> ModuleInputs {
        let start = cache.isNone ? 0 : read
        let fresh: [Index] = [.all, .slice(start: start, stop: nil, step: nil)]
        let positions = try Positions.visible(mask).get(fresh)
        let inputs = ModuleInputs(keyword: [
            ("input_ids", .tensor(try ids.get(fresh))), ("past_key_values", cache),
            ("use_cache", .bool(options.usesCache)), ("position_ids", .tensor(positions)),
            ("attention_mask", .tensor(mask)), ("return_dict", .bool(true)),
            ("output_attentions", .bool(options.outputsAttentions)),
            ("output_hidden_states", .bool(options.outputsHiddenStates)),
        ])
        read = try ids.size(1)
        return inputs
    }

    mutating func append(_ tokens: [Int]) throws {
        let column = try Tensor(tokens, shape: [tokens.count, 1])
        ids = try cat([to(ids, .int64), column], 1)
        mask = try cat([mask, Tensor.ones([tokens.count, 1], dtype: mask.dtype)], 1)
    }

    /// Takes these rows in this order; the same row may come several times.
    mutating func reorder(_ order: [Int]) throws {
        let rows = try Tensor(order, shape: [order.count])
        ids = try indexSelect(ids, 0, rows)
        mask = try indexSelect(mask, 0, rows)
        if case .foreign(let object) = cache, let shared = object as? KeyValueCache {
            try shared.reorder(rows)
        } else if let pairs = KeyValueCache(cache) {
            try pairs.reorder(rows)
            cache = pairs.tree
        }
    }
}

/// What each step of a generation gave, for `return_dict_in_generate`.
struct GenerationTrail {
    var cache = TensorTree.none
    /// The scores of whole texts that beam search ends with.
    var sequenceScores: Tensor?
    /// From which row each token of the texts came; -1 where there is none.
    var beamIndices: Tensor?
    private var scores: [TensorTree] = []
    private var logits: [TensorTree] = []
    private var attentions: [TensorTree] = []
    private var hiddenStates: [TensorTree] = []

    mutating func note(_ raw: Tensor, _ processed: Tensor, _ options: GenerationOptions) {
        guard options.returnsDictionary else { return }
        if options.outputsLogits { logits.append(.tensor(raw)) }
        if options.outputsScores { scores.append(.tensor(processed)) }
    }

    mutating func note(_ output: TensorTree, _ options: GenerationOptions) {
        guard options.returnsDictionary else { return }
        if options.outputsAttentions { attentions.append(output["attentions"] ?? .none) }
        if options.outputsHiddenStates { hiddenStates.append(output["hidden_states"] ?? .none) }
    }

    func output(_ rows: Tensor, _ options: GenerationOptions) -> TensorTree {
        let isBeam = options.beamCount > 1
        let beam: [(key: String, value: TensorTree)] =
            isBeam && options.outputsScores ? [("sequences_scores", TensorTree(sequenceScores))] : []
        return ModelOutput.make(
            isBeam ? "GenerateBeamDecoderOnlyOutput" : "GenerateDecoderOnlyOutput", asDictionary: true,
            [("sequences", .tensor(rows))] + beam + [
                ("scores", ModelOutput.tuple(scores, if: options.outputsScores)),
                ("logits", ModelOutput.tuple(logits, if: options.outputsLogits)),
                ("beam_indices", isBeam && options.outputsScores ? TensorTree(beamIndices) : .none),
                ("attentions", ModelOutput.tuple(attentions, if: options.outputsAttentions)),
                ("hidden_states", ModelOutput.tuple(hiddenStates, if: options.outputsHiddenStates)),
                ("past_key_values", cache),
            ])
    }
}
