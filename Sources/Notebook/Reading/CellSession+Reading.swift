import Jupyter
import Language

/// What a front end asks while the user types.
extension CellSession {
    package func complete(_ code: String, cursor: Int, whileRunning: Bool) -> Jupyter.Completion {
        let word = Word(before: cursor, in: code)
        let names = Set(whileRunning ? keptCandidates(for: word) : (try? candidates(for: word)) ?? [])
        let matches = names.filter { $0.hasPrefix(word.prefix) && ($0.hasPrefix("_") == word.prefix.hasPrefix("_")) }
        return Jupyter.Completion(
            matches: matches.sorted().map { Jupyter.Completion.Match($0) }, start: word.start, end: cursor)
    }

    package func inspect(_ code: String, cursor: Int, detail: Int, whileRunning: Bool) -> MIMEBundle? {
        guard !whileRunning else { return nil }
        let name = Word(around: cursor, in: code).path.joined(separator: ".")
        return (try? Inspection(evaluator).bundle(for: name, detail: detail)) ?? nil
    }

    package func completeness(of code: String) -> Jupyter.Completeness {
        switch Language.Completeness(of: CellText(code).program) {
        case .complete: .complete
        case .incomplete(let indent): .incomplete(indent: String(repeating: " ", count: indent))
        case .invalid: .invalid
        }
    }

    private func candidates(for word: Word) throws -> [String] {
        guard word.owner.isEmpty else {
            return try NamePath(word.owner).value(in: evaluator)?.attributeNames.map(\.text) ?? []
        }
        return visibleNames
    }

    /// Attributes are known only between cells.
    private func keptCandidates(for word: Word) -> [String] { word.owner.isEmpty ? keptNames.all : [] }

    /// Every name that stands for something at the top level of a cell.
    var visibleNames: [String] {
        let namespaces = [evaluator.main.namespace, evaluator.builtins]
        return namespaces.flatMap { $0.definedNames.map(\.text) } + Keyword.all
    }
}

extension Value {
    /// What `dir` shows.
    fileprivate var attributeNames: [Symbol] { object?.attributeNames() ?? type.attributeNames() }
}

/// The words of the language that completion offers beside names.
private enum Keyword {
    static let all = [
        "False", "None", "True", "and", "as", "assert", "break", "class", "continue", "def", "del", "elif", "else",
        "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal", "not", "or",
        "pass", "raise", "return", "try", "while", "with", "yield",
    ]
}
