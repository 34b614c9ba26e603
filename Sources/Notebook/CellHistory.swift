import Jupyter
import Language

/// What a notebook remembers of its cells: `In`, `Out`, `_`, `__`, `___`, `_3`, and `_i`, `_ii`, `_iii`, `_i3` for texts.
final class CellHistory {
    private let evaluator: Evaluator
    private let inputs = List([""])
    private let outputs = Dict()
    private var latest: [Value] = []

    /// The names that a notebook has of its own.
    static let names: Set<String> = ["In", "Out", "_", "__", "___", "_i", "_ii", "_iii", "_ih", "_oh", "_exit_code"]

    init(_ evaluator: Evaluator) {
        self.evaluator = evaluator
        provide()
    }

    /// Puts the lists under their names, at the start and after `%reset`.
    func provide() {
        for name in ["In", "_ih"] { evaluator.main.namespace[Symbol(name)] = .object(inputs) }
        for name in ["Out", "_oh"] { evaluator.main.namespace[Symbol(name)] = .object(outputs) }
    }

    /// Forgets the results, or the texts, or both: what `%reset` does.
    func forget(outputs forgetsOutputs: Bool, inputs forgetsInputs: Bool) {
        let namespace = evaluator.main.namespace
        if forgetsOutputs {
            latest = []
            outputs.removeAll()
            for name in ["_", "__", "___"] { namespace.remove(Symbol(name)) }
        }
        if forgetsInputs {
            inputs.elements = [""]
            for name in ["_i", "_ii", "_iii"] { namespace.remove(Symbol(name)) }
        }
        for (name, _) in namespace.items {
            let digits = name.text.drop { $0 == "_" || $0 == "i" }
            guard Int(digits) != nil, name.text.first == "_" else { continue }
            let isInput = name.text.hasPrefix("_i")
            if isInput ? forgetsInputs : forgetsOutputs { namespace.remove(name) }
        }
        provide()
    }

    func willRun(_ cell: Jupyter.Cell) {
        let earlier = inputs.elements.suffix(3).reversed()
        for (name, text) in zip(["_i", "_ii", "_iii"], earlier) { evaluator.main.namespace[Symbol(name)] = text }
        while inputs.elements.count < cell.executionCount { inputs.elements.append("") }
        inputs.elements.append(Value(cell.source))
        evaluator.main.namespace[Symbol("_i\(cell.executionCount)")] = Value(cell.source)
    }

    /// Keeps the result of a cell under its names. `_` stays as it is when a cell uses it as a name of its own.
    func remember(_ value: Value, of cell: Jupyter.Cell) {
        let current = evaluator.main.namespace["_"]
        let isOurs = current == nil || latest.first.map { current?.isSame(as: $0) ?? false } ?? false
        if isOurs {
            latest = [value] + latest.prefix(2)
            for (name, value) in zip(["_", "__", "___"], latest) { evaluator.main.namespace[Symbol(name)] = value }
        }
        evaluator.main.namespace[Symbol("_\(cell.executionCount)")] = value
        try? outputs.set(.int(cell.executionCount), to: value, evaluator)
    }
}
