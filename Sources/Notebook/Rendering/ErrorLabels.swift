import Interventions
import Language
import Torch

/// What the guilty words of an error stand for: sizes of tensors, numbers, lengths, looked up without running anything.
///
///     2 │ y = x @ weights[:, columns]
///       │     ^^^^^^^^^^^^^^^^^^^^^^^
///       │     x: float32 [2, 3] · weights: float32 [4, 8] · columns = 9
struct ErrorLabels {
    private let evaluator: Evaluator
    private static let limit = 3
    /// Errors that are about a name, not about what it stands for.
    private static let silent: Set<String> = ["NameError", "SyntaxError", "KeyboardInterrupt", "SystemExit"]

    init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    /// The words for the innermost place of an error; those that came with the error go before others.
    func text(for exception: ExceptionObject, at frame: TraceFrame) -> String {
        guard !ErrorLabels.silent.contains(exception.type.name) else { return "" }
        var labels = exception.labels
        // Other names than those of the cells are gone when the error is shown.
        if frame.source.cellNumber != nil, frame.functionName == "<module>",
            let expression = expression(in: frame)
        {
            let known = labels
            labels += self.labels(expression.tree, in: expression.source).filter { label in
                !known.contains { $0.hasPrefix(label.prefix { $0 != ":" && $0 != "=" }) }
            }
        }
        var seen: Set<String> = []
        return labels.filter { seen.insert($0).inserted }.prefix(ErrorLabels.limit).joined(separator: " · ")
    }

    private func expression(in frame: TraceFrame) -> (tree: Expression, source: Source)? {
        let source = Source(name: "<words>", text: frame.source.text(of: frame.span))
        return (try? Parser.parseExpression(source)).map { ($0, source) }
    }

    private func labels(_ expression: Expression, in source: Source) -> [String] {
        switch expression.kind {
        case .name, .attribute, .subscript:
            let words = source.text(of: expression.span)
            let known = SafeValue(words, evaluator)?.value.flatMap { label(words, $0) }
            return (known.map { [$0] } ?? []) + (known == nil ? parts(of: expression, in: source) : [])
        default: return parts(of: expression, in: source)
        }
    }

    private func parts(of expression: Expression, in source: Source) -> [String] {
        let inner: [Expression] =
            switch expression.kind {
            case .attribute(let owner, _): [owner]
            case .subscript(let owner, let index): [owner, index]
            case .slice(let lower, let upper, let step): [lower, upper, step].compactMap(\.self)
            case .call(let callee, let arguments): [callee] + arguments.map(\.value)
            case .unary(_, let operand): [operand]
            case .binary(let left, _, let right): [left, right]
            case .comparison(let first, let links): [first] + links.map(\.operand)
            case .tuple(let elements), .list(let elements), .boolean(_, let elements): elements
            case .starred(let value), .named(_, let value): [value]
            default: []
            }
        return inner.flatMap { labels($0, in: source) }
    }

    /// `x: float32 [2, 3]`, `n = 4`; nil for what tells nothing, such as functions.
    private func label(_ words: String, _ value: Value) -> String? {
        guard words.count <= 40 else { return nil }
        let value = value.as(Proxy.self)?.settled ?? value
        if let tensor = value.tensor { return "\(words): \(Blame.description(of: tensor))" }
        switch value {
        case .int, .float, .bool: return (try? evaluator.repr(value)).map { "\(words) = \($0)" }
        case .none: return "\(words) = None"
        case .undefined: return nil
        case .object(let object):
            if let text = object as? Text {
                guard text.string.count <= 30 else { return "\(words): str of \(text.string.count) characters" }
                return (try? evaluator.repr(value)).map { "\(words) = \($0)" }
            }
            if let list = object as? List { return "\(words): list of \(list.elements.count)" }
            if let tuple = object as? Tuple { return "\(words): tuple of \(tuple.elements.count)" }
            if let dict = object as? Dict { return "\(words): dict of \(dict.items.count)" }
            return nil
        }
    }
}
