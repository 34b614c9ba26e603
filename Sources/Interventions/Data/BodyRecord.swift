import Language

/// A graph inside a graph as plain data: a trace of a session, a `session.iter`, or a staged loop.
///
/// It stands in the action of its entry where a live graph has the trace or the loop itself.
package final class BodyRecord: Subgraph {
    /// Counts the graphs from the outermost, which is 0, in the order in which they are met.
    package let number: Int
    package let kind: Kind
    package internal(set) var record: GraphRecord
    /// What was recorded, while it is there.
    private let live: (any Subgraph)?

    package enum Kind {
        /// A trace of the model with this number, counted in the order in which a session meets them.
        case trace(model: Int, invokes: [Inputs], run: ModelRun, keywords: [(name: Symbol, value: Value)])
        /// `session.iter`: the first argument of the entry holds the elements.
        case iteration
        /// A `for`, or a `while`, on values that only a run knows, with so many variables.
        case loop(isFor: Bool, variables: Int, ending: TurnEnd)
    }

    init(number: Int, kind: Kind, record: GraphRecord, live: (any Subgraph)? = nil) {
        self.number = number
        self.kind = kind
        self.record = record
        self.live = live
    }

    package func run(_ arguments: [Value], _ evaluator: Evaluator) throws -> Value {
        throw PythonError(.runtimeError, "a graph inside a graph runs after it was put into one")
    }

    package func close() {}
    package var body: Graph? { live?.body }

    package var label: String {
        switch kind {
        case .trace(_, _, .forward, _): "trace"
        case .trace(_, _, .generate, _): "generate"
        case .iteration: "for"
        case .loop(let isFor, _, _): isFor ? "for" : "while"
        }
    }

    /// What a trace is given, or what a turn of a loop gives.
    var ownValues: [Value] {
        switch kind {
        case .trace(_, let invokes, _, let keywords):
            invokes.flatMap { $0.positional + $0.keywords.map(\.value) } + keywords.map(\.value)
        case .iteration: []
        case .loop(_, _, let ending): ending.results
        }
    }
}

extension Subgraph {
    /// The steps inside, as data.
    var bodyRecord: GraphRecord? { (self as? BodyRecord)?.record ?? body?.record }
}
