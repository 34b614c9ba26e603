import Networks
import Tensors

/// What a decoder is called with, after the defaults of its configuration.
struct CausalModelArguments {
    var inputIDs: Tensor?
    var inputEmbeddings: Tensor?
    var attentionMask: Tensor?
    var positionIDs: Tensor?
    var cache: TensorTree?
    var labels: Tensor?
    var usesCache: Bool
    var outputsAttentions: Bool
    var outputsHiddenStates: Bool
    var returnsDictionary: Bool

    init(_ arguments: ForwardArguments, _ configuration: Configuration) throws {
        inputIDs = try arguments.tensor("input_ids")
        inputEmbeddings = try arguments.tensor("inputs_embeds")
        attentionMask = try arguments.tensor("attention_mask")
        positionIDs = try arguments.tensor("position_ids")
        cache = arguments["past_key_values"]
        labels = try arguments.tensor("labels")
        usesCache = arguments.flag("use_cache") ?? configuration["use_cache"]?.boolean ?? true
        outputsAttentions = arguments.flag("output_attentions") ?? configuration["output_attentions"]?.boolean ?? false
        outputsHiddenStates =
            arguments.flag("output_hidden_states") ?? configuration["output_hidden_states"]?.boolean ?? false
        returnsDictionary = arguments.flag("return_dict") ?? configuration["return_dict"]?.boolean ?? true
        guard (inputIDs == nil) != (inputEmbeddings == nil) else {
            throw TensorError.value(
                inputIDs == nil
                    ? "You have to specify either input_ids or inputs_embeds"
                    : "You cannot specify both input_ids and inputs_embeds at the same time")
        }
    }

    /// The vectors of the ids, one row for each text, or those that were given instead. [batch, position, width]
    func embeddings(from table: Module) throws -> Tensor {
        if let inputEmbeddings { return inputEmbeddings }
        guard let inputIDs else { throw TensorError.value("You have to specify either input_ids or inputs_embeds") }
        return try table.call(view(inputIDs, [-1, inputIDs.size(-1)]))
    }
}

/// The output classes of transformers: named entries, of which those that are none do not count.
enum ModelOutput {
    static func make(
        _ typeName: String, asDictionary: Bool, _ entries: [(key: String, value: TensorTree)]
    ) -> TensorTree {
        asDictionary
            ? .dictionary(TensorDictionary(typeName: typeName, entries: entries))
            : .tuple(entries.map(\.value).filter { !$0.isNone })
    }

    /// A tuple if the values were asked for, else none.
    static func tuple(_ values: [TensorTree], if wanted: Bool) -> TensorTree { wanted ? .tuple(values) : .none }
}

extension TensorTree {
    init(_ tensor: Tensor?) { self = tensor.map(TensorTree.tensor) ?? .none }
}
