/// Why a model did not come from the hub: each case says what was asked, what was answered, and what helps.
package enum HubError: Error, Equatable, CustomStringConvertible {
    case notFound(repository: String, revision: String)
    case missingFile(repository: String, file: String)
    /// The model wants an agreement or a token.
    case gated(repository: String, hasToken: Bool)
    case tooManyRequests(host: String)
    case serverFailed(status: Int, address: String)
    case unreachable(address: String, reason: String)
    case truncated(file: String, expected: Int, found: Int)
    case offline
    case unwritable(path: String, reason: String)
    case interrupted

    package var description: String {
        switch self {
        case .notFound(let repository, let revision):
            "the hub has no model '\(repository)' at revision '\(revision)' that may be read without a token"
        case .missingFile(let repository, let file): "'\(repository)' has no file \(file) on the hub"
        case .gated(let repository, false):
            "'\(repository)' is gated or private: ask for access on its page, and set HF_TOKEN to a token of yours"
        case .gated(let repository, true):
            "'\(repository)' is gated or private, and the token in HF_TOKEN has no access: ask for it on its page"
        case .tooManyRequests(let host): "\(host) answers 429 (too many requests): wait a little, or set HF_TOKEN"
        case .serverFailed(let status, let address): "\(address) answers \(status): try again later"
        case .unreachable(let address, let reason):
            "\(address) cannot be reached (\(reason)): check the network, HF_ENDPOINT and the proxy"
        case .truncated(let file, let expected, let found):
            "\(file) broke off at \(found) of \(expected) bytes several times; another try goes on from there"
        case .offline: "nothing was downloaded, because HF_HUB_OFFLINE is set"
        case .unwritable(let path, let reason): "cannot write '\(path)': \(reason)"
        case .interrupted: "the download was interrupted; another try goes on from where it stopped"
        }
    }
}
