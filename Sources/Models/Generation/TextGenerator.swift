import Networks
import Tensors

/// Writes on: calls the model once for each new token, chooses the token, and keeps keys and values between the calls.
///
///     let generator = TextGenerator(model: model.module, options: options)
///     try generator.generate(ids)   // [1, prompt + new]
///
/// Every call goes through `Module.call`, so hooks see each step; the first call has the whole prompt, the others one token.
package final class TextGenerator {
    package let model: Module
    package let options: GenerationOptions
    /// Called with the tokens of each step, one for each row; may end the generation by returning false.
    package var onTokens: (([Int]) throws -> Bool)?
    /// Decodes the ids of a row, for stop texts.
    package var decode: (([Int]) -> String)?

    package init(model: Module, options: GenerationOptions) {
        self.model = model
        self.options = options
    }

    /// The rows of the prompt with the new tokens behind them. [batch, position]
    package func generate(_ inputIDs: Tensor, attentionMask: Tensor? = nil) throws -> Tensor {
        let rows = try inputIDs.rank == 1 ? unsqueeze(inputIDs, 0) : inputIDs
        guard rows.rank == 2, rows.elementCount > 0 else { throw GenerationError.emptyPrompt }
        guard options.beamCount == 1 else {
            throw GenerationError.unsupported("beam search (num_beams > 1) is not supported")
        }
        return try GradientMode.disabled {
            let copies = try options.returnedSequences > 1 ? copied(rows) : rows
            let mask = try attentionMask.map { try options.returnedSequences > 1 ? copied($0) : $0 }
            return try run(copies, mask ?? defaultMask(copies))
        }
    }

    private func copied(_ rows: Tensor) throws -> Tensor {
        try repeatInterleave(rows, Tensor([options.returnedSequences]), 0)
    }

    /// Padding in the prompt is not read, as long as it is not the end token too.
    private func defaultMask(_ ids: Tensor) throws -> Tensor {
        if let padding = options.paddingToken, !options.endTokens.contains(padding), !ids.isMeta {
            let mask = try ne(ids, Tensor(number: .int(padding), device: ids.device))
            if try !all(mask).isTrue() { return try to(mask, .int64) }
        }
        return try Tensor.ones(ids.shape, dtype: .int64, device: ids.device)
    }

    private func run(_ prompt: Tensor, _ mask: Tensor) throws -> Tensor {
        let length = try prompt.size(1)
        var state = GenerationState(ids: prompt, mask: mask, cache: initialCache)
        var rows = try state.rows()
        var isOpen = Array(repeating: true, count: rows.count)
        let processing = LogitsProcessing(options: options, promptLength: length)
        for _ in 0..<options.newTokenLimit(prompt: length) {
            let scores = try step(&state)
            let processed = try processing.process(scores, ids: rows)
            var tokens = try choose(processed, processing)
            for index in tokens.indices where !isOpen[index] { tokens[index] = options.filler }
            for index in tokens.indices { rows[index].append(tokens[index]) }
            try state.append(tokens)
            for index in tokens.indices where isOpen[index] { isOpen[index] = !ends(rows[index], from: length) }
            let goesOn = try onTokens?(tokens) ?? true
            if !goesOn || !isOpen.contains(true) { break }
        }
        return state.ids
    }

    /// Runs the model, and gives the scores of the token that comes next. [batch, token]
    private func step(_ state: inout GenerationState) throws -> Tensor {
        var inputs = try state.inputs(options)
        // OPT finds the positions in the mask itself.
        if let layer = model.layer as? CausalModel, !layer.takesPositions {
            inputs.keyword.removeAll { $0.name == "position_ids" }
        }
        let output = try model.call(inputs)
        guard let logits = output["logits"]?.tensor ?? output[0]?.tensor else {
            throw TensorError.type("\(model.typeName) returned no logits")
        }
        state.cache = options.usesCache ? output["past_key_values"] ?? .none : .none
        return try to(logits.get([.all, .int(-1), .all]), .float32)
    }

    private func choose(_ scores: Tensor, _ processing: LogitsProcessing) throws -> [Int] {
        guard options.samples else { return try argmax(scores, -1).integers() }
        let probabilities = try softmax(processing.warp(scores), dim: -1)
        return try multinomial(probabilities, 1).integers()
    }

    private func ends(_ row: [Int], from start: Int) -> Bool {
        if let last = row.last, options.endTokens.contains(last) { return true }
        guard !options.stopTexts.isEmpty, let decode else { return false }
        let text = decode(Array(row[start...]))
        return options.stopTexts.contains { !$0.isEmpty && text.contains($0) }
    }

    /// The newer families want the cache object from the first call on.
    private var initialCache: TensorTree {
        guard options.usesCache, (model.layer as? CausalModel)?.takesCacheObject == true else { return .none }
        return .foreign(KeyValueCache())
    }
}

/// The rows so far, and what the next call needs of them.
private struct GenerationState {
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
}
