/// One value in several forms, from which a front end picks the richest that it can show.
///
///     var bundle = MIMEBundle(text: "tensor([1.])")
///     bundle.html = "<b>1.</b>"
///     bundle["image/svg+xml"] = "<svg>…</svg>"
///
/// `text/plain` should always be there: terminals, diffs and screen readers see nothing else.
package struct MIMEBundle: Sendable, Equatable {
    /// An object from a MIME type to its content: text, base64 text for binary types, or JSON for `+json` types.
    package var data: JSON
    /// An object from a MIME type to hints such as `{"width": 640}`.
    package var metadata: JSON

    package init(data: JSON = [:], metadata: JSON = [:]) {
        self.data = data
        self.metadata = metadata
    }

    package init(text: String, html: String? = nil) {
        self.init(data: ["text/plain": .string(text)])
        self.html = html
    }

    package subscript(_ type: String) -> JSON? {
        get { data[type] }
        set { data[type] = newValue }
    }

    package var text: String? {
        get { data["text/plain"]?.string }
        set { data["text/plain"] = newValue.map(JSON.string) }
    }

    package var html: String? {
        get { data["text/html"]?.string }
        set { data["text/html"] = newValue.map(JSON.string) }
    }
}
