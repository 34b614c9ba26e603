import Jupyter
import Language

/// Decides how a value looks in a notebook; the plain text always stands alone.
struct Renderer {
    private let evaluator: Evaluator

    init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    func bundle(for value: Value) throws -> MIMEBundle {
        MIMEBundle(text: try PrettyPrinter.pretty(value, evaluator))
    }
}
