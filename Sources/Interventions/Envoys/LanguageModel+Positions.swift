import Language
import Models
import Tensors
import Torch

/// How many positions a model has for the tokens of a prompt.
extension LanguageModel {
    /// Adds the limit to the error that a prompt gives which is longer than the table of positions.
    func namingPositions(of call: ModelCall, _ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as PythonError where error.isInstance(of: .indexError) {
            let ids = call.inputs.keywords.first { $0.name == "input_ids" }?.value.tensor
            guard let length = ids?.shape.last, let limit = positionLimit, length > limit else { throw error }
            throw error.with(help: "the prompt has \(length) tokens, and the model has positions for \(limit)")
        }
    }

    private var positionLimit: Int? {
        (pretrained.configuration["n_positions"] ?? pretrained.configuration["max_position_embeddings"])?.integer
    }
}
