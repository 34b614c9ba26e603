import Interventions
import Jupyter
import Language
import Tensors
import Torch

/// What is known of a name: `name?`, and the tooltip of a front end.
///
///     Signature:  torch.argmax(input, dim=None, keepdim=False)
///     Summary:    Position of the largest element.
///     Example:    torch.argmax(torch.tensor([1., 5., 2.]))  # tensor(1)
///     Shapes:     input [...]; with dim the result lacks that dimension, without it is a scalar
///     Errors:     IndexError when there is no such dimension
///     Type:       builtin_function_or_method
struct Inspection {
    private let evaluator: Evaluator

    init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    /// The help of an expression that runs no code, nil when nothing is known; `detail` 1 adds the source.
    func bundle(for name: String, detail: Int) throws -> MIMEBundle? {
        if name.hasPrefix("%") { return magic(name) }
        guard let found = SafeValue(name, evaluator) else { return nil }
        let lines: [(String, String)]
        switch found {
        case .value(let value): lines = try facts(of: value, named: name, detail: detail)
        case .instance(let type): lines = try facts(of: .object(type), named: type.name, detail: detail)
        }
        return MIMEBundle(text: Inspection.text(lines), html: Inspection.html(lines))
    }

    private func magic(_ name: String) -> MIMEBundle? {
        let bare = name.drop { $0 == "%" }
        guard let magic = Magic.all.first(where: { $0.name == bare }) else { return nil }
        let marks = magic.worksOnLines ? "%" : "%%"
        return MIMEBundle(
            text: Inspection.text([("Magic", marks + magic.name), ("Summary", magic.summary), ("Example", magic.usage)])
        )
    }

    // MARK: Facts

    private func facts(of value: Value, named name: String, detail: Int) throws -> [(String, String)] {
        let object = value.object
        var lines: [(String, String)] = []
        if let signature = object.flatMap(ParametersOf.signature) {
            let title = name.contains(where: { "([\"'".contains($0) }) ? shortName(of: value, name) : name
            lines.append(
                (
                    (object as? TypeObject) == nil ? "Signature" : "Init signature",
                    title + (HelpFunction.quietSignature(of: value, evaluator) ?? signature.description)
                ))
        }
        if let text = documentation(of: value) {
            lines.append(
                (object is Function || (object as? TypeObject)?.isNative == false ? "Docstring" : "Summary", text))
        }
        let note = FunctionNotes.note(on: value, evaluator)
        if let note { lines += note.lines }
        if let envoy = object as? Envoy { lines += facts(of: envoy) }
        lines.append(("Type", value.as(TypeObject.self).map { $0.type.name } ?? value.type.name))
        if object?.isCallable != true { lines += try contents(of: value) }
        return lines + source(of: value, detail: detail)
    }

    private func shortName(of value: Value, _ name: String) -> String {
        let own = (try? evaluator.attribute(.__name__, of: value)).flatMap { $0 }.flatMap { try? evaluator.str($0) }
        return own ?? name.split(separator: ".").last.map(String.init) ?? name
    }

    private func documentation(of value: Value) -> String? {
        guard let text = value.object?.documentation else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        let indent =
            lines.dropFirst().filter { !$0.allSatisfy { $0 == " " } }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
        let rest = lines.dropFirst().map { String($0.dropFirst(min(indent, $0.prefix { $0 == " " }.count))) }
        return ([lines.first.map { String($0).trimmingSpaces } ?? ""] + rest).joined(separator: "\n").trimmingSpaces
    }

    /// The printed value, its length, and shape and dtype of a tensor.
    private func contents(of value: Value) throws -> [(String, String)] {
        var lines: [(String, String)] = []
        if let tensor = value.tensor, let shape = TensorShape.text(value) {
            lines.append(("Shape", "\(shape), \(tensor.dtype)"))
        }
        let text = try evaluator.repr(value).split(separator: "\n", omittingEmptySubsequences: false)
        lines.append(("Value", text.prefix(12).joined(separator: "\n") + (text.count > 12 ? "\n…" : "")))
        if let length = try? value.object?.length(evaluator) { lines.append(("Length", String(length))) }
        return lines
    }

    /// Where a module stands in the model, what it gave when it was last seen, and what is inside.
    private func facts(of envoy: Envoy) -> [(String, String)] {
        var lines = [("Path", envoy.path.isEmpty ? "the model itself" : String(envoy.path.dropFirst()))]
        let shape = envoy.tracing.shape(ofOutputOf: envoy.module)
        lines.append(("Output", shape ?? "shape unknown: open a trace or a scan first"))
        let children = envoy.module.children.names
        if !children.isEmpty { lines.append(("Modules", children.prefix(20).joined(separator: ", "))) }
        let count = envoy.module.allParameters.map(\.elementCount).reduce(0, +)
        lines.append(("Parameters", String(count)))
        return lines
    }

    private func source(of value: Value, detail: Int) -> [(String, String)] {
        let function = value.as(BoundMethod.self)?.function ?? value
        if let function = function.as(Function.self) {
            let place = ("File", "\(function.code.source.name), line \(function.code.definitionSpan.startLine)")
            return detail > 0 ? [place, ("Source", "\n" + InspectModule.sourceText(function))] : [place]
        }
        guard detail > 0, let type = value.as(TypeObject.self), !type.isNative,
            let text = InspectModule.sourceText(of: type)
        else { return [] }
        return [("Source", "\n" + text)]
    }

    // MARK: Forms

    private static func text(_ lines: [(String, String)]) -> String {
        lines.map { title, text in
            let margin = title + ":" + String(repeating: " ", count: max(1, 12 - title.count - 1))
            let indent = String(repeating: " ", count: 12)
            guard !text.hasPrefix("\n") else { return title + ":" + text }
            return margin
                + text.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n" + indent)
        }.joined(separator: "\n")
    }

    private static func html(_ lines: [(String, String)]) -> String {
        let escape = { (text: String) in
            text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
        }
        let rows = lines.map { title, text in
            "<tr><td style=\"text-align:left;vertical-align:top\"><b>\(title)</b></td>"
                + "<td style=\"text-align:left\"><pre style=\"margin:0\">\(escape(text))</pre></td></tr>"
        }
        return "<table>\(rows.joined())</table>"
    }
}
