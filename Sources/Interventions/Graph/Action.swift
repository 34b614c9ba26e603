import Language

/// What a node does with its arguments.
package enum Action {
    case binary(BinaryOperator)
    case unary(UnaryOperator)
    case compare(ComparisonOperator)
    case contains
    case getItem
    case setItem
    case deleteItem
    case getAttribute(Symbol)
    case setAttribute(Symbol)
    /// Calls its first argument with the others; the name is that of the function.
    case call(String)
    /// Calls a module of the model on values; with hooks its own input and output can be read.
    case callModule(withHooks: Bool)
    case log
    /// Gives the value of another node a new one: target, value.
    case update
    /// A module's input or output, which the model fills.
    case module(ModulePoint)
    /// Replaces what a module received or returned: the module node, the new value.
    case swap
    /// The gradient of a tensor, which the backward pass with this number fills.
    case gradient(pass: Int)
    /// A value that a loop or another graph fills.
    case given
    /// The second argument if the first is true, else the third: what a variable is after a branch.
    case choose
    /// Gives a module's output without running the module: the node of its inputs, the value.
    case skip
    /// Ends the run of the model when its argument is there.
    case stop
    /// Ends a session or leaves a loop.
    case exit(GraphIdentity)
    /// Runs a whole graph: a trace inside a session, or the body of a loop.
    case subgraph(any Subgraph)

    /// The graph that the node runs as a whole.
    var subgraph: (any Subgraph)? {
        if case .subgraph(let subgraph) = self { subgraph } else { nil }
    }

    /// The first part of a node's name, as nnsight names its nodes.
    var title: String {
        switch self {
        case .binary(let operation): operation.title
        case .unary(let operation): operation.title
        case .compare(let operation): operation.title
        case .contains: "contains"
        case .getItem: "getitem"
        case .setItem: "setitem"
        case .deleteItem: "delitem"
        case .getAttribute: "fetch_attr"
        case .setAttribute: "setattr"
        case .call(let function): function
        case .callModule: "ApplyModuleProtocol"
        case .log: "print"
        case .update: "UpdateProtocol"
        case .module: "InterventionProtocol"
        case .swap: "SwapProtocol"
        case .gradient: "GradProtocol"
        case .given: "ValueProtocol"
        case .choose: "choose"
        case .skip: "SkipProtocol"
        case .stop: "EarlyStopProtocol"
        case .exit: "EarlyStopProtocol"
        case .subgraph: "LocalBackendExecuteProtocol"
        }
    }

    /// What a proxy shows for a value that is not known: the items of a loop show None, as in nnsight.
    var unknownText: String {
        if case .given = self { return "None" }
        return ""
    }

    /// Whether the node runs although one of its arguments was left out.
    var takesOneSide: Bool {
        if case .choose = self { return true }
        return false
    }

    /// Whether something outside the graph provides the value, so that running the node does nothing.
    var isFilledFromOutside: Bool {
        switch self {
        case .module, .given: true
        case .binary, .unary, .compare, .contains, .getItem, .setItem, .deleteItem, .getAttribute, .setAttribute, .call,
            .callModule, .log, .update, .swap, .gradient, .choose, .skip, .stop, .exit, .subgraph:
            false
        }
    }
}

/// One place in a model where values pass: the input or the output of the `call`-th call of a module.
package struct ModulePoint: Hashable {
    package enum Side: Hashable { case inputs, output }

    package var path: String
    package var side: Side
    /// Counted from 0 within one run of the model.
    package var call: Int
    /// The invoke whose rows of the batch are meant.
    package var group: Int
}

/// Names a graph without holding it: an exit node says which one it ends.
package typealias GraphIdentity = ObjectIdentifier

/// A graph that runs as one node of another graph.
package protocol Subgraph: AnyObject {
    /// Runs it once; the arguments are those of its node, the result is the node's value.
    func run(_ arguments: [Value], _ evaluator: Evaluator) throws -> Value
    /// Frees it with all values that were not saved.
    func close()
    /// What it runs, for whoever prints it.
    var body: Graph? { get }
    /// The word for it in the text of a graph.
    var label: String { get }
}
