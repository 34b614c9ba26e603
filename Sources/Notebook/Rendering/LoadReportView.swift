import Interventions
import Language
import Models
import Networks
import Tensors
import Torch

/// What a language model is, in at most eight lines: its class and size, where its weights came from, its tokenizer.
///
///     model       walkthrough-gpt2, GPT2LMHeadModel
///     parameters  710,464 in float32, 2.8 MB
///     layers      12 of width 64 with 4 heads, up to 128 positions
struct LoadReportView {
    private let model: LanguageModel

    init(_ model: LanguageModel) { self.model = model }

    var text: String {
        lines.map { $0.name + String(repeating: " ", count: 12 - $0.name.count) + $0.value }.joined(separator: "\n")
    }

    var html: String {
        Markup.table(
            rows: lines.map { [Markup.element("th", $0.name), Markup.element("td", Markup.escaped($0.value))] })
    }

    private var configuration: Configuration { model.pretrained.configuration }

    private var lines: [(name: String, value: String)] {
        let name = configuration.nameOrPath
        let fields: [(String, String?)] = [
            ("model", name.isEmpty ? model.module.typeName : "\(name), \(model.module.typeName)"),
            ("parameters", parameters), ("layers", layers), ("weights", weights), ("keys", keys),
            ("tokenizer", tokenizer),
        ]
        return fields.compactMap { name, value in value.map { (name, $0) } }
    }

    private var parameters: String {
        let all = model.module.allParameters
        let count = all.reduce(0) { $0 &+ $1.elementCount }
        let bytes = all.reduce(0) { $0 &+ $1.elementCount &* $1.dtype.size }
        let types = Set(all.map(\.dtype.name)).sorted().joined(separator: " and ")
        return "\(NumberText.quantity(count)) in \(types), \(ByteCount.text(bytes))"
    }

    private var layers: String? {
        guard let count = configuration["num_hidden_layers"]?.integer else { return nil }
        var text = "\(count)"
        if let width = configuration["hidden_size"]?.integer { text += " of width \(width)" }
        if let heads = configuration["num_attention_heads"]?.integer { text += " with \(heads) heads" }
        if let length = configuration["max_position_embeddings"]?.integer { text += ", up to \(length) positions" }
        return text
    }

    private var weights: String {
        guard let report = model.pretrained.report else { return "not loaded yet: they come when the model first runs" }
        guard !report.files.isEmpty else { return "from no file" }
        let names = report.files.count > 3 ? "\(report.files.count) files" : report.files.joined(separator: ", ")
        return "\(names), \(ByteCount.text(report.byteCount)), in \(NumberText.short(report.seconds)) s"
    }

    /// What the file lacks, and what it has too much.
    private var keys: String? {
        guard let report = model.pretrained.report, !report.files.isEmpty else { return nil }
        let problems = [("missing", report.missing), ("unexpected", report.unexpected)].filter { !$0.1.isEmpty }
        guard !problems.isEmpty else { return "all are there, and no others" }
        return problems.map { word, names in
            "\(names.count) \(word) (\(names.prefix(3).joined(separator: ", "))\(names.count > 3 ? ", …" : ""))"
        }.joined(separator: ", ")
    }

    private var tokenizer: String {
        let tokenizer = model.tokenizer.tokenizer
        let side = tokenizer.paddingSide == .left ? "left" : "right"
        let padding = tokenizer.specialTokens[.padding].map { " with \($0)" } ?? ""
        return
            "\(tokenizer.className), \(NumberText.quantity(tokenizer.vocabularySize)) tokens, pads on the \(side)\(padding)"
    }
}
