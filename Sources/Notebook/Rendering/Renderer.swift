import Jupyter
import Language

/// Decides how a value looks in a notebook; the plain text always stands alone.
struct Renderer {
    private let evaluator: Evaluator

    init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    /// Every form of a value: the printed one, and those that the methods of a user's class give.
    func bundle(for value: Value) throws -> MIMEBundle {
        if let rich = value.as(RichText.self) { return rich.bundle }
        if let captured = value.as(CapturedDisplay.self) { return captured.bundle }
        var bundle = MIMEBundle(text: try PrettyPrinter.text(value, evaluator))
        if value.type.mro.contains(where: { !$0.isNative }), value.as(TypeObject.self) == nil {
            addUserForms(of: value, to: &bundle)
        }
        if bundle.data.members?.count == 1 { addForms(of: value, to: &bundle) }
        return bundle
    }

    private func addUserForms(of value: Value, to bundle: inout MIMEBundle) {
        addOwnBundle(of: value, to: &bundle)
        for (method, type) in Renderer.userForms where type == "text/plain" || bundle[type] == nil {
            addUserForm(method, type, of: value, to: &bundle)
        }
    }

    /// What the renderers show beside the text.
    private func addForms(of value: Value, to bundle: inout MIMEBundle) {
        reportingErrors {
            for form in try Views.forms(of: value, text: bundle.text ?? "", evaluator) {
                bundle[form.type] = form.content
                if let metadata = form.metadata { bundle.metadata[form.type] = metadata }
            }
        }
    }

    /// Whether the value shows itself, with `_ipython_display_`; then it is done.
    func showsItself(_ value: Value) throws -> Bool {
        guard value.type.userLookup("_ipython_display_") != nil else { return false }
        _ = try evaluator.callMethod("_ipython_display_", of: value)
        return true
    }

    /// The methods with which a user's class gives its objects other forms.
    private static let userForms: [(method: Symbol, type: String)] = [
        ("_repr_html_", "text/html"), ("_repr_markdown_", "text/markdown"), ("_repr_latex_", "text/latex"),
        ("_repr_svg_", "image/svg+xml"), ("_repr_png_", "image/png"), ("_repr_jpeg_", "image/jpeg"),
        ("_repr_json_", "application/json"), ("_repr_javascript_", "application/javascript"),
    ]

    private func addUserForm(_ method: Symbol, _ type: String, of value: Value, to bundle: inout MIMEBundle) {
        guard value.type.userLookup(method) != nil else { return }
        reportingErrors {
            let answer = try evaluator.callMethod(method, of: value)
            let parts = answer.as(Tuple.self)?.elements ?? [answer]
            guard let form = parts.first?.ifNotNone else { return }
            bundle[type] = try content(form, type)
            if parts.count > 1 { bundle.metadata[type] = try JSONConversion.json(parts[1], evaluator) }
        }
    }

    /// `_repr_mimebundle_` gives a dict of forms, or a pair of it and a dict of hints.
    private func addOwnBundle(of value: Value, to bundle: inout MIMEBundle) {
        guard value.type.userLookup("_repr_mimebundle_") != nil else { return }
        reportingErrors {
            let method = try evaluator.requiredAttribute("_repr_mimebundle_", of: value)
            let keywords: [(name: Symbol, value: Value)] = [("include", .none), ("exclude", .none)]
            let answer = try evaluator.call(method, Arguments([], keywords: keywords))
            let parts = answer.as(Tuple.self)?.elements ?? [answer]
            for (type, form) in parts.first?.as(Dict.self)?.items ?? [] {
                let type = try evaluator.str(type)
                bundle[type] = try content(form, type)
            }
            for (type, hint) in parts.dropFirst().first?.as(Dict.self)?.items ?? [] {
                bundle.metadata[try evaluator.str(type)] = try JSONConversion.json(hint, evaluator)
            }
        }
    }

    /// Bytes become base64, dicts and lists stay what they are, everything else is text.
    func content(_ form: Value, _ type: String) throws -> JSON {
        if let bytes = form.as(Bytes.self)?.bytes {
            return .string(type.hasPrefix("text/") ? String(decoding: bytes, as: UTF8.self) : Base64.text(bytes))
        }
        if type.hasSuffix("json"), form.as(Text.self) == nil { return try JSONConversion.json(form, evaluator) }
        return .string(try evaluator.str(form))
    }

    /// A form that fails is left out, and says why on the error stream.
    private func reportingErrors(_ body: () throws -> Void) {
        do {
            try body()
        } catch let error as PythonError {
            let lines = Diagnostic(error, evaluator).cellError.traceback
            evaluator.output.write(lines.joined(separator: "\n") + "\n", to: .standardError)
        } catch {
            evaluator.output.write("\(error)\n", to: .standardError)
        }
    }
}
