/// What operations tell the user beside their result; the language shows it as warnings.
///
///     Notices.give("Implicit dimension choice for softmax has been deprecated. …")
package enum Notices {
    /// What was not shown yet, oldest first.
    // Operations run on the cell thread only.
    nonisolated(unsafe) package private(set) static var pending: [String] = []
    /// Messages that are given once in the life of the process, as TORCH_WARN_ONCE does.
    nonisolated(unsafe) private static var given: Set<String> = []

    /// Past this, nobody is reading.
    private static let limit = 64

    package static func give(_ message: String, once: Bool = false) {
        if once, !given.insert(message).inserted { return }
        if pending.count < limit { pending.append(message) }
    }

    /// The pending messages, which are then no longer pending.
    package static func take() -> [String] {
        defer { pending = [] }
        return pending
    }
}

extension Notices {
    /// The end of messages that PyTorch gives in C++.
    package static func place(_ file: String) -> String {
        " (Triggered internally at /__w/pytorch/pytorch/\(file).)"
    }
}
