import Jupyter
import Language

/// What is known of a name: `name?`, and the tooltip of a front end.
struct Inspection {
    private let evaluator: Evaluator

    init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    /// The help of a dotted name, nil when nothing has that name; `detail` 1 adds the source of user functions.
    func bundle(for name: String, detail: Int) throws -> MIMEBundle? {
        if name.hasPrefix("%") {
            let magic = Magic.all.first { $0.name == name.drop { $0 == "%" } }
            return magic.map { MIMEBundle(text: "%\($0.name)\n\n\($0.summary)") }
        }
        let path = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard let value = try NamePath(path).value(in: evaluator) else { return nil }
        return MIMEBundle(text: try text(of: value, named: path.last ?? name))
    }

    private func text(of value: Value, named name: String) throws -> String {
        var lines: [String] = []
        let object = value.object
        if let signature = object?.signature { lines.append("Signature:  \(name)\(signature)") }
        lines.append("Type:       \(value.typeName)")
        if object?.isCallable != true {
            lines.append(
                "Value:      \(try evaluator.repr(value).split(separator: "\n").prefix(12).joined(separator: "\n            "))"
            )
        }
        if let length = try object?.length(evaluator) { lines.append("Length:     \(length)") }
        if let documentation = object?.documentation { lines.append("Docstring:  \(documentation)") }
        return lines.joined(separator: "\n")
    }
}

/// A dotted name, looked up without calling anything.
struct NamePath {
    private let parts: [String]

    init(_ parts: [String]) { self.parts = parts }

    func value(in evaluator: Evaluator) throws -> Value? {
        guard let first = parts.first else { return nil }
        let symbol = Symbol(first)
        var value = evaluator.main.namespace[symbol] ?? evaluator.builtins[symbol]
        for name in parts.dropFirst() {
            guard let owner = value else { return nil }
            value = try evaluator.attribute(Symbol(name), of: owner)
        }
        return value
    }
}
