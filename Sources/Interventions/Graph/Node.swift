import Language

/// One step of an intervention graph: an action applied to values, some of which are the results of other nodes.
///
/// The life of a node: it is made while the block is read, with the words that made it; it runs as soon as its last
/// argument is there; its value is dropped when its last listener has run, unless it was saved.
package final class Node {
    /// Counts the nodes with the same action in the graph, from 0.
    private let number: Int
    package let action: Action
    /// Values given to the action; a `Proxy` anywhere in them stands for the result of its node.
    package private(set) var arguments: [Value]
    package private(set) var keywords: [(name: Symbol, value: Value)]
    /// The words of the cell that made the node.
    package let origin: Origin?
    // The graph takes itself away before it goes; a weak reference would cost more than the rest of the node.
    package private(set) unowned(unsafe) var graph: Graph?
    /// The nodes of the same graph whose results the node needs, its condition included.
    package private(set) var dependencies = NodeList()
    package private(set) var listeners = NodeList()
    package let condition: Condition?
    /// For a known value, the nodes that it was learnt from: what uses it runs when they have run, as in nnsight.
    package let basis: [Node]

    /// What is known of the look of the result.
    var form = NodeForm.unknown
    package private(set) var state = State.waiting
    package private(set) var value: Value?
    /// Whether the user wants the value after the block has ended.
    package var isSaved = false
    /// Whether something besides the listeners reads the value during the run: another graph, or a replacement.
    package var isShared = false
    /// Whether the value was known while the block was read, such as a shape: operations on it are known, too.
    package private(set) var isKnown = false

    /// Why the value is not there after the run, although it was asked for.
    var reasonForAbsence: String?

    /// How many dependencies have not ended yet.
    private(set) var missing = 0
    private var isBlocked = false
    private var readers = 0

    package enum State {
        case waiting, done
        /// A condition was false, here or further up.
        case skipped
    }

    init(
        _ action: Action, number: Int, arguments: [Value], keywords: [(name: Symbol, value: Value)], origin: Origin?,
        graph: Graph, condition: Condition?
    ) {
        self.action = action
        self.number = number
        self.arguments = arguments
        self.keywords = keywords
        self.origin = origin
        self.graph = graph
        self.condition = condition
        basis = []
    }

    /// A node outside of any graph with a value that is known already; `basis` are the nodes that it was learnt from.
    package init(known value: Value, basis: [Node]) {
        self.basis = basis
        action = .given
        number = 0
        arguments = []
        keywords = []
        origin = nil
        condition = nil
        state = .done
        self.value = value
        isKnown = true
        isSaved = true
    }

    /// `add_0`: the action and the number.
    package var name: String { isKnown ? "known" : "\(action.title)_\(number)" }

    /// Whether the node waits in a graph that is being read or run.
    package var isRecorded: Bool { state == .waiting && graph.map { !$0.isClosed } ?? false }

    /// Whether the node starts a backward pass: a call of the attribute `backward` of another node.
    var isBackward: Bool {
        guard case .call = action, let callee = arguments.first?.proxy?.node else { return false }
        if case .getAttribute(.backward) = callee.action { return true }
        return false
    }

    /// Makes the node wait for another one of its graph.
    func depend(on node: Node) {
        guard !dependencies.contains(node) else { return }
        dependencies.append(node)
        node.listeners.append(self)
    }

    /// Lets the node run before the other listeners of what it waits for, but for those that set attributes.
    func waitEarly() {
        for dependency in dependencies where dependency.listeners.contains(self) {
            dependency.listeners.remove(self)
            let settings = dependency.listeners.lastIndex { $0.setsAttribute }
            dependency.listeners.insert(self, at: settings.map { $0 + 1 } ?? 0)
        }
    }

    private var setsAttribute: Bool {
        if case .setAttribute = action { return true }
        return false
    }

    func moveListenerToEnd(_ listener: Node) {
        guard listeners.contains(listener) else { return }
        listeners.remove(listener)
        listeners.append(listener)
    }

    /// Goes back to the state before a run; loops do so between their passes.
    func reset() {
        state = .waiting
        value = nil
        missing = dependencies.count
        readers = listeners.count
        isBlocked = false
    }

    func finish(with value: Value) {
        state = .done
        self.value = readers > 0 || isSaved || isShared ? value : nil
    }

    /// Replaces the value of a node that may have run already, as `proxy.update(value)` does.
    package func replaceValue(with value: Value) {
        state = .done
        self.value = value
    }

    func skip() {
        state = .skipped
        value = nil
    }

    /// Notes that a dependency has ended; true when it was the last one.
    func dependencyEnded(skipped: Bool) -> Bool {
        missing -= 1
        if skipped, !action.takesOneSide { isBlocked = true }
        return missing == 0
    }

    /// For a choice: whether the value that decides was left out.
    var isUndecided: Bool { arguments.first?.proxy?.node.state == .skipped }

    /// Whether a dependency was skipped or the condition does not hold.
    var mayNotRun: Bool { isBlocked }

    /// Notes that one listener needs the value no more.
    func readerEnded() {
        readers -= 1
        if readers <= 0, !isSaved, !isShared { value = nil }
    }

    /// The run has ended: what was not saved goes.
    func dropValue() {
        if !isSaved { value = nil }
    }

    /// Lets go of everything but a saved value, so that a result does not hold its graph in memory.
    func detach() {
        graph = nil
        dropValue()
        dependencies.removeAll()
        listeners.removeAll()
        arguments = []
        if !keywords.isEmpty { keywords = [] }
        form = .unknown
    }
}

extension Symbol {
    static let backward: Symbol = "backward"
    static let grad: Symbol = "grad"
}
