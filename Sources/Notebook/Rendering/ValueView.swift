import Interventions
import Jupyter
import Language

/// A renderer: gives the forms that a value of some kind has besides its text, which stays what PyTorch or Python prints.
protocol ValueView {
    /// Nil for values that are not of this kind, or whose text says all.
    static func forms(of value: Value, text: String, _ evaluator: Evaluator) throws -> [RichForm]?
}

/// One form of a value: `text/html` and a text, `image/png` and its bytes in base64.
struct RichForm {
    let type: String
    let content: JSON
    var metadata: JSON?

    init(_ type: String, _ content: JSON, metadata: JSON? = nil) {
        self.type = type
        self.content = content
        self.metadata = metadata
    }

    init(_ type: String, _ text: String) { self.init(type, .string(text)) }

    /// What programs read: which kind of value it is, and its facts.
    static func typed(_ json: JSON) -> RichForm { RichForm("application/vnd.nnsight.v1+json", json) }
}

/// The renderers, in the order in which they are asked.
enum Views {
    static func forms(of value: Value, text: String, _ evaluator: Evaluator) throws -> [RichForm] {
        let value = value.as(Proxy.self)?.settled ?? value
        for view in all {
            if let forms = try view.forms(of: value, text: text, evaluator) { return forms.filter(isSmall) }
        }
        return []
    }

    private static var all: [any ValueView.Type] {
        [TensorView.self, ModuleTreeView.self, GraphView.self, ContainerView.self, LoadReportView.self]
    }

    /// No form is longer than this; the text stands for it.
    private static let byteLimit = 262_144

    private static func isSmall(_ form: RichForm) -> Bool {
        (form.content.string?.utf8.count ?? form.content.bytes.count) <= byteLimit
    }
}
