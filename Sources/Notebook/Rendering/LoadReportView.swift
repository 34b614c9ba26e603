import Interventions
import Language

/// How `model.load_report` looks: a table of what a language model is and how it was loaded.
struct LoadReportView: ValueView {
    private let report: LoadReportObject

    init(_ report: LoadReportObject) { self.report = report }

    static func forms(of value: Value, text: String, _ evaluator: Evaluator) -> [RichForm]? {
        value.as(LoadReportObject.self).map { [RichForm("text/html", LoadReportView($0).html)] }
    }

    var html: String {
        Markup.table(
            rows: report.rows.map { row in
                [
                    Markup.element("th", row.label, style: Markup.leftAligned),
                    Markup.element("td", Markup.escaped(row.text), style: Markup.leftAligned),
                ]
            })
    }

    /// What is worth a line above the tree of a model: its weights, where they are from, and its tokenizer.
    static func line(of model: LanguageModel) -> String {
        let report = LoadReportObject(model)
        let words = [
            report["weights"], report["from"].map { "from \($0)" }, report["loaded"].map { "loaded \($0)" },
            report["tokenizer"],
        ]
        let text = words.compactMap(\.self).joined(separator: " · ")
        return Markup.element("div", Markup.escaped(text), style: Markup.quiet)
    }
}
