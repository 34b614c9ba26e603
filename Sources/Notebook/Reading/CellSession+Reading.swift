import Jupyter
import Language

/// What a front end asks while the user types.
extension CellSession {
    package func complete(_ code: String, cursor: Int, whileRunning: Bool) -> Jupyter.Completion {
        guard whileRunning else { return Completer(code, cursor: cursor, evaluator).completion }
        let word = Word(before: cursor, in: code)
        // Attributes are known only between cells: values may not be touched from another thread.
        let names = Set(word.owner.isEmpty ? keptNames.all : [])
        let matches = names.filter { $0.hasPrefix(word.prefix) && ($0.hasPrefix("_") == word.prefix.hasPrefix("_")) }
        return Jupyter.Completion(
            matches: matches.sorted().map { Jupyter.Completion.Match($0) }, start: word.start, end: cursor)
    }

    package func inspect(_ code: String, cursor: Int, detail: Int, whileRunning: Bool) -> MIMEBundle? {
        guard !whileRunning else { return nil }
        let inspection = Inspection(evaluator)
        for name in InspectedNames(at: cursor, in: code).all {
            if let bundle = (try? inspection.bundle(for: name, detail: detail)) ?? nil { return bundle }
        }
        return nil
    }

    package func completeness(of code: String) -> Jupyter.Completeness {
        switch Language.Completeness(of: CellText(code).program) {
        case .complete: .complete
        case .incomplete(let indent): .incomplete(indent: String(repeating: " ", count: indent))
        case .invalid: .invalid
        }
    }

    /// Every name that stands for something at the top level of a cell.
    var visibleNames: [String] {
        let namespaces = [evaluator.main.namespace, evaluator.builtins]
        return namespaces.flatMap { $0.definedNames.map(\.text) } + CodeWord.keywords
    }
}

/// What a question about a place in code may mean: the expression that ends in the word there, else the call around it.
struct InspectedNames {
    let all: [String]

    init(at cursor: Int, in code: String) {
        let scalars = Array(code.unicodeScalars)
        var end = min(max(0, cursor), scalars.count)
        while end < scalars.count, Word.isNamePart(scalars[end]) { end += 1 }
        let line = BracketScan(scalars[..<end]).line(before: end).trimmingLeadingSpaces
        if line.hasPrefix("%"), !line.contains(" ") {
            all = [line]
            return
        }
        // After the bracket of a call the question is about what is called.
        let before = BracketScan(scalars[..<end])
        let word = before.openString == nil ? before.expression(endingAt: end) : nil
        all = [word].compactMap(\.self) + CursorContext(before: end, in: code).calls.map(\.callee)
    }
}
