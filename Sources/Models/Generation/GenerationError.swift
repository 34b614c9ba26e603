/// What can be wrong with a request to generate.
package enum GenerationError: Error, Equatable, CustomStringConvertible {
    case unknownOptions([String])
    case tooFewTokens(Int)
    case temperature(Double)
    case outOfRange(String)
    case tooManySequences(count: Int, beams: Int)
    case wrongOption(name: String, expected: String, found: String)
    case emptyPrompt
    case promptTooLong(prompt: Int, limit: Int)
    case unsupported(String)

    package var description: String {
        switch self {
        case .unknownOptions(let names):
            "The following `model_kwargs` are not used by the model: [\(names.map { "'\($0)'" }.joined(separator: ", "))]"
                + " (note: typos in the generate arguments will also show up in this list)"
        case .tooFewTokens(let count): "`max_new_tokens` must be greater than 0, but is \(count)."
        case .temperature(let value):
            "`temperature` (=\(value)) has to be a strictly positive float, otherwise your next token scores will be "
                + "invalid. If you're looking for greedy decoding strategies, set `do_sample=False`."
        case .outOfRange(let sentence): sentence
        case .tooManySequences(let count, 1):
            "Greedy methods without beam search do not support `num_return_sequences` different than 1 (got \(count))."
        case .tooManySequences(let count, let beams):
            "`num_return_sequences` (\(count)) has to be smaller or equal to `num_beams` (\(beams))."
        case .wrongOption(let name, let expected, let found): "`\(name)` must be \(expected), but is a \(found)"
        case .emptyPrompt: "generate needs at least one token to begin with"
        case .promptTooLong(let prompt, let limit):
            "Input length of input_ids is \(prompt), but `max_length` is set to \(limit). This can lead to unexpected "
                + "behavior. You should consider increasing `max_length` or, better yet, setting `max_new_tokens`."
        case .unsupported(let what): what
        }
    }
}
