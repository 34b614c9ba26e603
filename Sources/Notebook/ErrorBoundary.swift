import Jupyter
import Language

/// Turns whatever a cell throws into an error that a front end shows; nothing passes it.
struct ErrorBoundary {
    private let evaluator: Evaluator

    init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    func run(_ body: () throws -> MIMEBundle?) -> CellResult {
        do {
            return .ok(try body())
        } catch let error as PythonError {
            return .error(Diagnostic(error, evaluator).cellError)
        } catch {
            return .error(Diagnostic(unexpected: error).cellError)
        }
    }
}
