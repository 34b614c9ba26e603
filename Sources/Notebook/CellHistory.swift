import Jupyter
import Language

/// What a notebook remembers of its cells: `In`, `Out`, `_`, `__`, `___` and `_3`.
final class CellHistory {
    private let evaluator: Evaluator
    private let inputs = List([""])
    private let outputs = Dict()
    private var latest: [Value] = []

    init(_ evaluator: Evaluator) {
        self.evaluator = evaluator
        evaluator.main.namespace["In"] = .object(inputs)
        evaluator.main.namespace["Out"] = .object(outputs)
    }

    func willRun(_ cell: Jupyter.Cell) {
        while inputs.elements.count < cell.executionCount { inputs.elements.append("") }
        inputs.elements.append(Value(cell.source))
    }

    /// Keeps the result of a cell under its names.
    func remember(_ value: Value, of cell: Jupyter.Cell) {
        latest = [value] + latest.prefix(2)
        for (name, value) in zip(["_", "__", "___"], latest) { evaluator.main.namespace[Symbol(name)] = value }
        evaluator.main.namespace[Symbol("_\(cell.executionCount)")] = value
        try? outputs.set(.int(cell.executionCount), to: value, evaluator)
    }
}
