import Jupyter
import Language

/// What a front end asks while the user types.
extension CellSession {
    package func complete(_ code: String, cursor: Int, whileRunning: Bool) -> Jupyter.Completion {
        let word = Word(before: cursor, in: code)
        guard !whileRunning else { return Jupyter.Completion(matches: [], start: word.start, end: cursor) }
        let names = (try? candidates(for: word)) ?? []
        let matches = names.filter { $0.hasPrefix(word.prefix) && ($0.hasPrefix("_") == word.prefix.hasPrefix("_")) }
        return Jupyter.Completion(
            matches: matches.sorted().map { Jupyter.Completion.Match($0) }, start: word.start, end: cursor)
    }

    package func inspect(_ code: String, cursor: Int, detail: Int, whileRunning: Bool) -> MIMEBundle? {
        guard !whileRunning, let value = try? value(of: Word(around: cursor, in: code).path) else { return nil }
        return try? MIMEBundle(text: description(of: value))
    }

    package func completeness(of code: String) -> Jupyter.Completeness {
        switch Language.Completeness.of(code) {
        case .complete: .complete
        case .incomplete(let indent): .incomplete(indent: indent)
        case .invalid: .invalid
        }
    }

    private func candidates(for word: Word) throws -> [String] {
        guard word.owner.isEmpty else {
            return try value(of: word.owner)?.attributeNames.map(\.text) ?? []
        }
        let namespaces = [evaluator.main.namespace, evaluator.builtins]
        return namespaces.flatMap { $0.definedNames.map(\.text) } + Keywords.all
    }

    /// The value of a dotted path; attributes are read, nothing is called.
    private func value(of path: [String]) throws -> Value? {
        guard let first = path.first else { return nil }
        let symbol = Symbol(first)
        var value = evaluator.main.namespace[symbol] ?? evaluator.builtins[symbol]
        for name in path.dropFirst() {
            guard let owner = value else { return nil }
            value = try evaluator.attribute(Symbol(name), of: owner)
        }
        return value
    }

    private func description(of value: Value) throws -> String {
        var lines = ["Type: \(value.typeName)"]
        if let signature = value.object?.signature { lines.append("Signature: \(signature)") }
        if let documentation = value.object?.documentation { lines.append(documentation) }
        if value.object?.isCallable != true { lines.append(try evaluator.repr(value)) }
        return lines.joined(separator: "\n")
    }
}

extension Value {
    /// What `dir` shows.
    fileprivate var attributeNames: [Symbol] { object?.attributeNames() ?? type.attributeNames() }
}
