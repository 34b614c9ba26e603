import Language
import Tensors
import Torch

/// Finds replacements that cannot work before the model runs: those whose new value needs a module that runs later, and
/// those with another number of rows than their invoke. A scan of the inputs tells the order of the modules.
struct OrderCheck {
    private let tracer: Tracer
    private let evaluator: Evaluator
    /// For each node the last value of a module that it needs, with when it comes.
    private var latest: [ObjectIdentifier: (moment: Int, node: Node)] = [:]

    init(_ tracer: Tracer, _ evaluator: Evaluator) {
        self.tracer = tracer
        self.evaluator = evaluator
    }

    mutating func run() throws {
        guard tracer.graph.changesModel,
            tracer.graph.nodes.contains(where: { OrderCheck.target(of: $0) != nil }),
            let scan = try tracer.invocations.first?.scan(evaluator)
        else { return }
        for node in tracer.graph.nodes {
            note(node, scan)
            guard let (target, point) = OrderCheck.target(of: node), let value = node.arguments.last else { continue }
            try checkOrder(of: node, target, point, value, scan)
            if case .swap = node.action { try checkRows(of: node, target, point, value) }
        }
    }

    private mutating func note(_ node: Node, _ scan: Scan) {
        var found: (moment: Int, node: Node)?
        if case .module(let point) = node.action, let moment = scan.moment(of: point) { found = (moment, node) }
        for dependency in node.dependencies {
            guard let known = latest[ObjectIdentifier(dependency)], known.moment > found?.moment ?? -1 else { continue }
            found = known
        }
        latest[ObjectIdentifier(node)] = found
    }

    /// The value of a module that a node replaces or writes into.
    private static func target(of node: Node) -> (Node, ModulePoint)? {
        switch node.action {
        case .swap, .setItem, .skip: break
        default: return nil
        }
        var target = node.arguments.first?.proxy?.node
        while let current = target {
            switch current.action {
            case .module(let point): return (current, point)
            case .getItem where node.action.isItemSetting: target = current.arguments.first?.proxy?.node
            default: return nil
            }
        }
        return nil
    }

    private func checkOrder(
        of node: Node, _ target: Node, _ point: ModulePoint, _ value: Value, _ scan: Scan
    ) throws {
        guard let moment = scan.moment(of: point) else { return }
        var late: (moment: Int, node: Node)?
        Substitution.forEachNode(in: value) {
            guard let needed = latest[ObjectIdentifier($0)], needed.moment > moment, needed.node !== target else {
                return
            }
            late = needed
        }
        guard let late else { return }
        let error = InterventionError.replacementTooLate(path: point.path, side: point.side.name).pythonError
        throw Blame.error(error.pointing(at: late.node.origin, as: "this comes later"), on: node)
    }

    private func checkRows(of node: Node, _ target: Node, _ point: ModulePoint, _ value: Value) throws {
        guard tracer.invocations.count > 1, tracer.invocations.indices.contains(point.group),
            let old = target.preview?.tensor, let new = Preview.preview(of: value)?.tensor,
            let expected = old.shape.first, let found = new.shape.first, expected != found,
            try tracer.model.prepare(tracer.invocations[point.group], evaluator).rows == expected
        else { return }
        let error = InterventionError.wrongRowCount(path: point.path, expected: expected, found: found).pythonError
        let entry = tracer.invocations[point.group].origin
        let rows = "this invoke has \(expected) row\(expected == 1 ? "" : "s")"
        throw Blame.error(error.pointing(at: entry, as: rows), on: node)
    }
}

extension Action {
    fileprivate var isItemSetting: Bool {
        if case .setItem = self { return true }
        return false
    }
}

extension PythonError {
    /// The same error with another place that explains it, when that is known.
    func pointing(at place: Origin?, as label: String) -> PythonError {
        guard let place else { return self }
        return with(secondary: place.span, in: place.source, label)
    }
}
