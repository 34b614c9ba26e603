/// Why a value that was asked for is not there after a run, for the advice that an error gives.
extension Node {
    /// The nearest reason among the node and what it needs.
    var absence: String? {
        var current: Node? = self
        while let node = current {
            if let reason = node.ownAbsence { return reason }
            current = node.dependencies.first { $0.state != .done }
        }
        return nil
    }

    private var ownAbsence: String? {
        switch action {
        case .module(let point) where state == .waiting:
            let times = point.call == 0 ? "" : " a \(Node.ordinal(point.call)) time"
            return "the model did not come to '\(point.path)'\(times)"
        case .gradient where state == .waiting && dependencies.allSatisfy({ $0.state == .done }):
            return "no backward pass reached this value after `.grad` was read"
        default: break
        }
        guard state == .skipped, let test = condition?.nodes.last else { return nil }
        return "the condition\(test.origin.map { " of \($0.label)" } ?? "") was false"
    }

    private static func ordinal(_ call: Int) -> String {
        switch call {
        case 1: "second"
        case 2: "third"
        default: "\(call + 1)th"
        }
    }
}
