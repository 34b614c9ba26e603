import Interventions
import Jupyter
import Language
import Torch

/// How lists, tuples and dicts look that hold tensors: a tree with a line of facts for each tensor.
///
///     ▾ dict of 2
///       'hidden': float32 [1, 10, 768] · 30.7 kB · cpu · min -3.1 ▁▂█▃▁▁▁▁ max 7.2 · mean 0.02 · sd 1.1
///       'tokens': ['The', ' Eiffel']
struct ContainerView: ValueView {
    private let evaluator: Evaluator
    private let counter = Counter()

    private static let rowLimit = 200
    private static let depthLimit = 6
    private static let visitLimit = 20_000

    private final class Counter {
        var rows = 0
        var tensors = 0
        var visits = 0
    }

    static func forms(of value: Value, text: String, _ evaluator: Evaluator) throws -> [RichForm]? {
        guard ContainerView.members(of: value) != nil else { return nil }
        let view = ContainerView(evaluator: evaluator)
        let html = try view.tree(value, label: nil, depth: 0)
        guard view.counter.tensors > 0 else { return nil }
        return [RichForm("text/html", Markup.element("div", html))]
    }

    private init(evaluator: Evaluator) { self.evaluator = evaluator }

    /// The elements of a plain container with the words before them; nil for all else.
    private static func members(of value: Value) -> [(label: Value?, value: Value)]? {
        if let list = value.as(List.self), list.type === TypeObject.list { return list.elements.map { (nil, $0) } }
        if let tuple = value.as(Tuple.self), tuple.type === TypeObject.tuple { return tuple.elements.map { (nil, $0) } }
        guard let dict = value.as(Dict.self), dict.type.isNative else { return nil }
        return dict.items.map { ($0.key, $0.value) }
    }

    /// A value and what is inside it, as HTML.
    private func tree(_ value: Value, label: String?, depth: Int) throws -> String {
        try evaluator.interrupt.check()
        counter.rows += 1
        let value = value.as(Proxy.self)?.settled ?? value
        let name = label.map { Markup.element("b", Markup.escaped($0)) + ": " } ?? ""
        let indent = depth > 0 ? "margin-left:16px" : nil
        guard depth < ContainerView.depthLimit, let members = ContainerView.members(of: value), !members.isEmpty,
            depth == 0 || holdsTensor(value, depth: depth)
        else {
            return Markup.element("div", name + (try line(value)), style: indent)
        }
        var inner = ""
        for (index, member) in members.enumerated() {
            guard counter.rows < ContainerView.rowLimit else {
                inner += Markup.element("div", "… \(members.count - index) more", style: "margin-left:16px")
                break
            }
            let label = try member.label.map { String(try evaluator.repr($0).prefix(60)) } ?? "[\(index)]"
            inner += try tree(member.value, label: label, depth: depth + 1)
        }
        return Markup.details(
            name + Markup.escaped("\(value.type.name) of \(members.count)"), inner, isOpen: depth < 2, style: indent)
    }

    /// Whether there is a tensor somewhere inside; what is very large is taken to hold some.
    private func holdsTensor(_ value: Value, depth: Int) -> Bool {
        counter.visits += 1
        let value = value.as(Proxy.self)?.settled ?? value
        if value.tensor != nil || counter.visits > ContainerView.visitLimit { return true }
        guard depth < ContainerView.depthLimit else { return false }
        return ContainerView.members(of: value)?.contains { holdsTensor($0.value, depth: depth + 1) } ?? false
    }

    /// A tensor in one line of facts, anything else as the beginning of its `repr`.
    private func line(_ value: Value) throws -> String {
        if let tensor = value.tensor {
            counter.tensors += 1
            return Markup.element("span", Markup.escaped(TensorView.line(of: tensor)), style: "font-family:monospace")
        }
        // The whole text of a large value would be made only to be cut.
        if value.as(List.self)?.elements.count ?? 0 > 100 || value.as(Dict.self)?.items.count ?? 0 > 100 {
            return Markup.escaped("\(value.type.name) of \(try evaluator.length(value))")
        }
        let text = try evaluator.repr(value)
        return Markup.escaped(text.count > 80 ? text.prefix(79) + "…" : text)
    }
}
