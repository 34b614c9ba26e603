import Language

/// Runs a program and gives what it printed: how the tests of this target ask the language.
func printed(_ source: String) throws -> String {
    let evaluator = Evaluator()
    let output = OutputBuffer()
    evaluator.output = output
    _ = try evaluator.run(Source(cell: 1, text: source), in: evaluator.main.namespace)
    return output.text
}

/// The type and the message of the error that a program ends with; nil when it ends well.
func error(of source: String) -> String? {
    let evaluator = Evaluator()
    do {
        _ = try evaluator.run(Source(cell: 1, text: source), in: evaluator.main.namespace)
        return nil
    } catch let error as PythonError {
        return "\(error.type.name): \((try? evaluator.str(.object(error.exception))) ?? "")"
    } catch {
        return "\(error)"
    }
}
