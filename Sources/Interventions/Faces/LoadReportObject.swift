import Language
import Models
import Networks
import Tensors
import Torch

/// What a language model is and how it was loaded, as a cell shows it: `model.load_report`.
///
///     architecture  GPT2LMHeadModel, 12 layers of width 64 with 4 heads, up to 128 positions
///     parameters    710,464 in float32, 2.8 MB
package final class LoadReportObject: Object {
    /// The lines, each with its label.
    package let rows: [(label: String, text: String)]

    package init(_ model: LanguageModel) {
        let pretrained = model.pretrained
        let rows: [(String, String?)] = [
            ("model", pretrained.configuration.nameOrPath.ifNotEmpty),
            ("architecture", LoadReportObject.architecture(pretrained)),
            ("parameters", LoadReportObject.parameters(pretrained.module)),
            ("weights", LoadReportObject.weights(pretrained)),
            ("from", LoadReportObject.place(of: pretrained)),
            ("loaded", LoadReportObject.time(pretrained)),
            ("keys", LoadReportObject.keys(pretrained)),
            ("tokenizer", LoadReportObject.tokenizer(model.tokenizer)),
        ]
        self.rows = rows.compactMap { label, text in text.map { (label, $0) } }
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "LoadReport", module: "nnsight.models.LanguageModel")

    override package class var nativeType: TypeObject { typeObject }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if let text = self[name.text] { return Value(text) }
        return try genericAttribute(name, evaluator)
    }

    /// The text of a line by its label.
    package subscript(label: String) -> String? { rows.first { $0.label == label }?.text }

    override package func attributeNames() -> [Symbol] { rows.map { Symbol($0.label) } + super.attributeNames() }

    package var text: String {
        let width = (rows.map(\.label.count).max() ?? 0) + 2
        return rows.map { row in
            row.label + String(repeating: " ", count: width - row.label.count) + row.text
        }.joined(separator: "\n")
    }

    override package func repr(_ evaluator: Evaluator) throws -> String { text }

    // MARK: Lines

    private static func architecture(_ model: PretrainedModel) -> String {
        let configuration = model.configuration
        func number(_ name: String) -> String? { configuration[name]?.integer.map(Quantity.grouped) }
        var words = model.module.typeName
        if let layers = number("num_hidden_layers") { words += ", \(layers) layers" }
        if let width = number("hidden_size") { words += " of width \(width)" }
        if let heads = number("num_attention_heads") { words += " with \(heads) heads" }
        if let length = number("max_position_embeddings") { words += ", up to \(length) positions" }
        return words
    }

    private static func parameters(_ module: Module) -> String {
        let parameters = module.allParameters
        let types = Set(parameters.map(\.dtype.name)).sorted().joined(separator: " and ")
        let count = parameters.reduce(0) { $0 &+ $1.elementCount }
        let bytes = parameters.reduce(0) { $0 &+ $1.elementCount &* $1.dtype.size }
        return "\(Quantity.grouped(count)) in \(types), \(Quantity.bytes(bytes))"
    }

    private static func weights(_ model: PretrainedModel) -> String {
        guard let report = model.report else { return "not loaded yet: they come when the model first runs" }
        guard !report.files.isEmpty else { return "new ones" }
        let names = report.files.count > 3 ? "\(report.files.count) files" : report.files.joined(separator: ", ")
        return "\(names), \(Quantity.bytes(report.byteCount))"
    }

    /// Where the files lie: the path only where the user named it.
    private static func place(of model: PretrainedModel) -> String {
        guard let folder = model.folder else { return "a configuration" }
        if folder.hub != nil { return "the Hugging Face hub, kept in its cache" }
        return folder.name.contains("/") ? "the folder \(folder.name)" : "the models that come with the program"
    }

    private static func time(_ model: PretrainedModel) -> String {
        guard let report = model.report else { return "the tree only" }
        return report.files.isEmpty ? "made with new weights" : "in \(Quantity.duration(report.seconds))"
    }

    /// What the file lacks, and what it has too much.
    private static func keys(_ model: PretrainedModel) -> String? {
        guard let report = model.report, !report.files.isEmpty else { return nil }
        let problems = [("missing", report.missing), ("unexpected", report.unexpected)].filter { !$0.1.isEmpty }
        guard !problems.isEmpty else { return "all are there, and no others" }
        return problems.map { word, names in
            "\(names.count) \(word) (\(names.prefix(3).joined(separator: ", "))\(names.count > 3 ? ", …" : ""))"
        }.joined(separator: ", ")
    }

    private static func tokenizer(_ object: TokenizerObject) -> String {
        let tokenizer = object.tokenizer
        let side = tokenizer.paddingSide == .left ? "left" : "right"
        let padding = tokenizer.specialTokens[.padding].map { " with \($0)" } ?? ""
        return "\(tokenizer.className), \(Quantity.grouped(tokenizer.vocabularySize)) tokens, "
            + "pads on the \(side)\(padding)"
    }
}

extension String {
    fileprivate var ifNotEmpty: String? { isEmpty ? nil : self }
}
