import Language
import Models
import Networks
import Tensors
import Torch

/// What a language model is and how it was loaded, as a cell shows it: `model.load_report`.
///
///     architecture  GPT2LMHeadModel, 12 layers of width 64 with 4 heads
///     parameters    709,952 in float32
package final class LoadReportObject: Object {
    /// The lines, each with its label.
    package let rows: [(label: String, text: String)]

    init(_ model: LanguageModel) {
        let pretrained = model.pretrained
        rows =
            [
                ("architecture", LoadReportObject.architecture(pretrained)),
                ("parameters", LoadReportObject.parameters(pretrained.module)),
                ("weights", LoadReportObject.weights(pretrained)),
                ("tokenizer", LoadReportObject.tokenizer(model.tokenizer)),
                ("from", pretrained.folder?.path ?? "a configuration"),
                ("loaded", LoadReportObject.time(pretrained)),
            ] + LoadReportObject.problems(pretrained)
    }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "LoadReport", module: "nnsight.models.LanguageModel")

    override package class var nativeType: TypeObject { typeObject }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if let row = rows.first(where: { $0.label == name.text }) { return Value(row.text) }
        return try genericAttribute(name, evaluator)
    }

    override package func attributeNames() -> [Symbol] { rows.map { Symbol($0.label) } + super.attributeNames() }

    override package func repr(_ evaluator: Evaluator) throws -> String {
        let width = (rows.map(\.label.count).max() ?? 0) + 2
        return rows.map { row in
            row.label + String(repeating: " ", count: width - row.label.count) + row.text
        }.joined(separator: "\n")
    }

    // MARK: Lines

    private static func architecture(_ model: PretrainedModel) -> String {
        let configuration = model.configuration
        func number(_ name: String) -> String { configuration[name]?.integer.map(grouped) ?? "?" }
        return "\(model.module.typeName), \(number("num_hidden_layers")) layers of width \(number("hidden_size")) with "
            + "\(number("num_attention_heads")) heads"
    }

    private static func parameters(_ module: Module) -> String {
        let parameters = module.allParameters
        let types = Set(parameters.map(\.dtype.name)).sorted().joined(separator: ", ")
        return "\(grouped(parameters.reduce(0) { $0 + $1.elementCount })) in \(types)"
    }

    private static func weights(_ model: PretrainedModel) -> String {
        guard let report = model.report else { return "not loaded yet: they come when the model first runs" }
        let files = report.files.isEmpty ? "new" : report.files.joined(separator: ", ")
        return "\(megabytes(report.byteCount)) MB, \(files)"
    }

    private static func tokenizer(_ object: TokenizerObject) -> String {
        "\(object.tokenizer.className), \(grouped(object.tokenizer.vocabularySize)) tokens"
    }

    private static func time(_ model: PretrainedModel) -> String {
        guard let report = model.report else { return "the tree only" }
        guard !report.files.isEmpty else { return "made with new weights" }
        let milliseconds = Int((report.seconds * 1000).rounded())
        return milliseconds < 1000 ? "in \(milliseconds) ms" : "in \(milliseconds / 1000).\(milliseconds / 100 % 10) s"
    }

    private static func problems(_ model: PretrainedModel) -> [(String, String)] {
        guard let report = model.report else { return [] }
        return [("missing", report.missing), ("unexpected", report.unexpected)].compactMap { label, names in
            names.isEmpty ? nil : (label, "\(names.count): " + names.prefix(4).joined(separator: ", "))
        }
    }

    /// 709952 as 709,952.
    private static func grouped(_ number: Int) -> String {
        let digits = Array(String(number.magnitude))
        let parts = digits.enumerated().map { index, digit in
            index > 0 && (digits.count - index) % 3 == 0 ? ",\(digit)" : "\(digit)"
        }
        return (number < 0 ? "-" : "") + parts.joined()
    }

    /// With two digits: 2.86
    private static func megabytes(_ bytes: Int) -> String {
        let hundredths = (bytes + 5_000) / 10_000
        let rest = hundredths % 100
        return "\(grouped(hundredths / 100)).\(rest < 10 ? "0" : "")\(rest)"
    }
}
