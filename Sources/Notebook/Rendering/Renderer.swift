import Jupyter
import Language

/// Decides how a value looks in a notebook; the plain text always stands alone.
struct Renderer {
    private let evaluator: Evaluator

    init(_ evaluator: Evaluator) { self.evaluator = evaluator }

    func bundle(for value: Value) throws -> MIMEBundle {
        if let rich = value.as(RichText.self) { return rich.bundle }
        var bundle = MIMEBundle(text: try PrettyPrinter.text(value, evaluator))
        for (method, type) in Renderer.userForms { try addUserForm(method, type, of: value, to: &bundle) }
        return bundle
    }

    /// The methods with which a user's class gives its objects other forms.
    private static let userForms: [(method: Symbol, type: String)] = [
        ("_repr_html_", "text/html"), ("_repr_markdown_", "text/markdown"), ("_repr_latex_", "text/latex"),
        ("_repr_svg_", "image/svg+xml"),
    ]

    private func addUserForm(_ method: Symbol, _ type: String, of value: Value, to bundle: inout MIMEBundle) throws {
        guard value.type.userLookup(method) != nil else { return }
        let form = try evaluator.callMethod(method, of: value)
        if !form.isNone { bundle[type] = .string(try evaluator.str(form)) }
    }
}
