/// Pieces of HTML that survive a sanitiser and read well on light and dark grounds: no scripts, no style sheets, no
/// colour of text; what colours say is said in words too.
enum Markup {
    static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;")
    }

    /// `<div style="…">content</div>`; the content is HTML already.
    static func element(_ name: String, _ content: String, style: String? = nil, title: String? = nil) -> String {
        let style = style.map { " style=\"\($0)\"" } ?? ""
        let title = title.map { " title=\"\(escaped($0))\"" } ?? ""
        return "<\(name)\(style)\(title)>\(content)</\(name)>"
    }

    /// Something to unfold; the summary is HTML.
    static func details(_ summary: String, _ content: String, isOpen: Bool = false, style: String? = nil) -> String {
        let style = style.map { " style=\"\($0)\"" } ?? ""
        return "<details\(isOpen ? " open" : "")\(style)><summary>\(summary)</summary>\(content)</details>"
    }

    static func table(head: [String] = [], rows: [[String]]) -> String {
        let heading = head.isEmpty ? "" : "<tr>\(head.map { element("th", $0) }.joined())</tr>"
        return "<table>" + heading + rows.map { "<tr>\($0.joined())</tr>" }.joined() + "</table>"
    }

    /// A ground for text of any colour: blue above zero, red below, the stronger the nearer to ±1; magenta for NaN.
    static func tint(_ share: Double) -> String {
        guard !share.isNaN else { return "background-color:rgba(217,51,217,0.40)" }
        let color = share >= 0 ? "33,102,172" : "178,24,43"
        let hundredths = Int((min(abs(share), 1) * 60).rounded())
        return "background-color:rgba(\(color),0.\(hundredths < 10 ? "0" : "")\(hundredths))"
    }

    static let monospaced = "font-family:monospace;white-space:pre"
    /// JupyterLab puts the cells of tables on the right, which suits numbers and not words.
    static let leftAligned = "text-align:left"
    /// For what explains.
    static let quiet = "opacity:0.7"
}
