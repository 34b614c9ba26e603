import Interventions
import Jupyter
import Language
import Networks
import Tensors
import Torch

/// How a model looks: its modules as a tree to fold, each with its settings, parameters, and the shape that it gave.
///
///     ▾ model: GPT2LMHeadModel · 124 M parameters
///       ▾ transformer: GPT2Model · 124 M
///         ▸ h: ModuleList · 85.1 M
struct ModuleTreeView: ValueView {
    private let shape: (Module) -> String?
    private let editedPaths: Set<String>
    private let writer = RowCounter()

    /// The rest of a larger tree is left out.
    private static let rowLimit = 400
    private static let depthLimit = 40

    private final class RowCounter {
        var rows = 0
    }

    static func forms(of value: Value, text: String, _ evaluator: Evaluator) throws -> [RichForm]? {
        let envoy = value.as(Envoy.self)
        guard let module = envoy?.module ?? value.module, !module.children.isEmpty,
            value.type.userLookup(.__repr__) == nil
        else { return nil }
        let view = ModuleTreeView(
            shape: { evaluator.tracing.shape(ofOutputOf: $0) }, editedPaths: (value.as(NNsight.self)?.editedPaths) ?? []
        )
        let report = value.as(LanguageModel.self).map(LoadReportView.line) ?? ""
        let html =
            try report + view.tree(module, name: envoy?.path.isEmpty == false ? envoy?.name ?? "" : "model", of: envoy)
        let json: JSON = [
            "kind": "module", "class": .string(module.typeName), "parameters": .integer(module.parameterCount),
        ]
        return [RichForm("text/html", html), RichForm.typed(json)]
    }

    private init(shape: @escaping (Module) -> String?, editedPaths: Set<String>) {
        self.shape = shape
        self.editedPaths = editedPaths
    }

    private func tree(_ module: Module, name: String, of envoy: Envoy?) throws -> String {
        let steps = (envoy?.path ?? "").split(separator: ".").map { $0.allSatisfy(\.isNumber) ? "[\($0)]" : ".\($0)" }
        let path = "model" + steps.joined()
        return Markup.element("div", try node(module, name: name, path: path, depth: 0))
    }

    /// A module and what is inside it, as HTML.
    private func node(_ module: Module, name: String, path: String, depth: Int) throws -> String {
        guard writer.rows < ModuleTreeView.rowLimit, depth < ModuleTreeView.depthLimit else { return "" }
        writer.rows += 1
        let row = row(module, name: name, path: path, depth: depth)
        let children = module.children.compactMap { name, child in child.map { (name: name, module: $0) } }
        let style = depth > 0 ? "margin-left:16px" : nil
        guard !children.isEmpty else { return Markup.element("div", row, style: "margin-left:\(depth > 0 ? 28 : 0)px") }
        let groups = try module.layer.foldsChildren ? folded(children) : children.map { ($0.name, $0.module) }
        var inner = ""
        for (name, child) in groups {
            let place = name.prefix { $0.isNumber }
            let step = place.isEmpty ? ".\(name)" : "[\(place)]"
            inner += try node(child, name: name, path: path + step, depth: depth + 1)
        }
        if writer.rows >= ModuleTreeView.rowLimit, depth == 0 { inner += "<div>…</div>" }
        return Markup.details(row, inner, isOpen: depth < 2, style: style)
    }

    /// Equal neighbours in a list as one: "0–11 × 12".
    private func folded(_ children: [(name: String, module: Module)]) throws -> [(String, Module)] {
        var runs: [(names: [String], module: Module, text: String)] = []
        for (name, module) in children {
            let text = try module.printedForm()
            if let last = runs.last, last.text == text {
                runs[runs.count - 1].names.append(name)
            } else {
                runs.append(([name], module, text))
            }
        }
        return runs.map { run in
            let range = "\(run.names[0])–\(run.names[run.names.count - 1]) × \(run.names.count)"
            return (run.names.count == 1 ? run.names[0] : range, run.module)
        }
    }

    private func row(_ module: Module, name: String, path: String, depth: Int) -> String {
        let settings = module.layer.extraDescription(of: module).split(separator: "\n").joined(separator: ", ")
        let type = Markup.escaped(module.typeName + (settings.isEmpty ? "" : "(\(settings.prefix(120)))"))
        var notes: [String] = []
        let count = module.parameterCount
        if count > 0 { notes.append(Quantity.count(count) + (depth == 0 ? " parameters" : "")) }
        if let shape = shape(module) { notes.append("gives \(Markup.escaped(shape))") }
        if isEdited(path) { notes.append("<b>edited</b>") }
        let aside =
            notes.isEmpty ? "" : Markup.element("span", " · " + notes.joined(separator: " · "), style: Markup.quiet)
        return Markup.element("b", Markup.escaped(name), title: path) + ": " + type + aside
    }

    private func isEdited(_ path: String) -> Bool {
        let dotted = path.replacing("[", with: ".").replacing("]", with: "")
        return editedPaths.contains(String(dotted.dropFirst("model".count)))
    }
}

extension Module {
    /// How many numbers its parameters hold, shared ones once.
    fileprivate var parameterCount: Int { allParameters.reduce(0) { $0 &+ $1.elementCount } }
}

extension Envoy {
    /// The last word of its path.
    fileprivate var name: String { path.split(separator: ".").last.map(String.init) ?? "model" }
}

extension NNsight {
    /// The modules that edits of this model read or change.
    fileprivate var editedPaths: Set<String> {
        Set(
            edits.flatMap(\.record.entries).compactMap { entry in
                if case .module(let point) = entry.action { return point.path }
                return nil
            })
    }
}
