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
    var trail = GenerationTrail()

    package init(model: Module, options: GenerationOptions) {
        self.model = model
        self.options = options
    }

    /// The rows of the prompt with the new tokens behind them. [batch, position]
    package func generate(_ inputIDs: Tensor, attentionMask: Tensor? = nil) throws -> Tensor {
        let rows = try inputIDs.rank == 1 ? unsqueeze(inputIDs, 0) : inputIDs
        guard rows.rank == 2, rows.elementCount > 0 else { throw GenerationError.emptyPrompt }
        let copies = try copies()
        return try GradientMode.disabled {
            let mask = try attentionMask ?? defaultMask(rows)
            let prompt = try copied(rows, copies)
            let state = GenerationState(ids: prompt, mask: try copied(mask, copies), cache: initialCache)
            guard options.beamCount == 1 else { return try search(state, batch: rows.size(0)) }
            return try run(state)
        }
    }

    /// The same as an output class with the scores and states of each step, if that is asked for.
    package func output(_ inputIDs: Tensor, attentionMask: Tensor? = nil) throws -> TensorTree {
        let rows = try generate(inputIDs, attentionMask: attentionMask)
        return options.returnsDictionary ? trail.output(rows, options) : .tensor(rows)
    }

    /// How many rows each prompt becomes.
    private func copies() throws -> Int {
        let wanted = options.returnedSequences
        if options.beamCount == 1, options.samples { return wanted }
        guard wanted <= options.beamCount else {
            throw GenerationError.tooManySequences(count: wanted, beams: options.beamCount)
        }
        return options.beamCount
    }

    private func copied(_ rows: Tensor, _ count: Int) throws -> Tensor {
        count == 1 ? rows : try repeatInterleave(rows, Tensor([count]), 0)
    }

    /// Padding in the prompt is not read, as long as it is not the end token too.
    private func defaultMask(_ ids: Tensor) throws -> Tensor {
        if let padding = options.paddingToken, !options.endTokens.contains(padding), !ids.isMeta {
            let mask = try ne(ids, Tensor(number: .int(padding), device: ids.device))
            if try !all(mask).isTrue() { return try to(mask, .int64) }
        }
        return try Tensor.ones(ids.shape, dtype: .int64, device: ids.device)
    }

    private func run(_ beginning: GenerationState) throws -> Tensor {
        var state = beginning
        var rows = try state.rows()
        let length = rows.first?.count ?? 0
        var isOpen = Array(repeating: true, count: rows.count)
        let processing = LogitsProcessing(options: options, promptLength: length)
        for _ in 0..<options.newTokenLimit(prompt: length) {
            let logits = try step(&state)
            let scores = try processing.process(logits, ids: rows)
            trail.note(logits, scores, options)
            var tokens = try choose(scores)
            for index in tokens.indices where !isOpen[index] { tokens[index] = options.filler }
            for index in tokens.indices { rows[index].append(tokens[index]) }
            try state.append(tokens)
            for index in tokens.indices where isOpen[index] { isOpen[index] = !ends(rows[index]) }
            let goesOn = try onTokens?(tokens) ?? true
            if !goesOn || !isOpen.contains(true) { break }
        }
        trail.cache = state.cache
        return state.ids
    }

    /// Runs the model, and gives the scores of the token that comes next. [batch, token]
    func step(_ state: inout GenerationState) throws -> Tensor {
        var inputs = try state.inputs(options)
        // OPT finds the positions in the mask itself.
        if let layer = model.layer as? CausalModel, !layer.takesPositions {
            inputs.keyword.removeAll { $0.name == "position_ids" }
        }
        if (model.layer as? CausalModel)?.limitsLogits == true {
            inputs.keyword.append(("num_logits_to_keep", .int(1)))
        }
        let output = try model.call(inputs)
        guard let logits = output["logits"]?.tensor ?? output[0]?.tensor else {
            throw TensorError.type("\(model.typeName) returned no logits")
        }
        state.cache = options.usesCache ? output["past_key_values"] ?? .none : .none
        trail.note(output, options)
        return try to(logits.get([.all, .int(-1), .all]), .float32)
    }

    private func choose(_ scores: Tensor) throws -> [Int] {
        guard options.samples else { return try argmax(scores, -1).integers() }
        return try multinomial(softmax(scores, dim: -1), 1).integers()
    }

    /// Whether the last token ends the row: an end token, or one that completes a stop text.
    private func ends(_ row: [Int]) -> Bool {
        if let last = row.last, options.endTokens.contains(last) { return true }
        guard !options.stopTexts.isEmpty, let decode else { return false }
        let text = Array(decode(row).unicodeScalars)
        let before = decode(Array(row.dropLast())).unicodeScalars.count
        return options.stopTexts.contains { stop in
            let stop = Array(stop.unicodeScalars)
            guard !stop.isEmpty, text.count >= stop.count else { return false }
            let first = max(0, before + 1 - stop.count)
            guard first <= text.count - stop.count else { return false }
            return (first...(text.count - stop.count)).contains { text[$0..<($0 + stop.count)].elementsEqual(stop) }
        }
    }

    /// The newer families want the cache object from the first call on.
    private var initialCache: TensorTree {
        guard options.usesCache, (model.layer as? CausalModel)?.takesCacheObject == true else { return .none }
        return .foreign(KeyValueCache())
    }
}
