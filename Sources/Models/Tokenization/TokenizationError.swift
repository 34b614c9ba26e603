/// What can be wrong with a tokenizer's files or with a request to it.
package enum TokenizationError: Error, Equatable, CustomStringConvertible {
    case malformed(String)
    case unsupported(stage: String, name: String)
    case unknownToken(String)
    case noPaddingToken
    case invalidIdentifier(Int)
    case invalidRequest(String)
    /// Nothing would be left of a text that has to be cut.
    case truncation(String)

    package var description: String {
        switch self {
        case .malformed(let reason): "the tokenizer file is damaged: \(reason)"
        case .unsupported(let stage, let name): "the tokenizer's \(stage) '\(name)' is not supported"
        case .unknownToken(let token): "the vocabulary has no token for '\(token)', and no unknown token is set"
        case .noPaddingToken:
            "Asking to pad but the tokenizer does not have a padding token. Please select a token to use as `pad_token` "
                + "`(tokenizer.pad_token = tokenizer.eos_token e.g.)` or add a new pad token via "
                + "`tokenizer.add_special_tokens({'pad_token': '[PAD]'})`."
        case .invalidIdentifier(let id): "\(id) is no token id"
        case .invalidRequest(let reason): reason
        case .truncation(let reason): "Truncation error: \(reason)"
        }
    }
}
