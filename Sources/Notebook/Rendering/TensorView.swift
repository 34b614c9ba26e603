import Interventions
import Jupyter
import Language
import Tensors
import Torch

/// How a tensor looks: a line of facts, then its numbers when they are few, else a heat map of its last two dimensions.
///
///     float32 [1, 12, 10, 10] · 4.8 kB · cpu
///     min -3.54 ▁▂▅█▇▃▁▁ max 2.64 · mean 0.01 · sd 1.02
struct TensorView: ValueView {
    private let tensor: Tensor
    private let facts: TensorFacts
    /// PyTorch's text of the values.
    private let text: String

    /// Nil for tensors whose text says all: one number, none, complex numbers, or no storage.
    init?(_ tensor: Tensor, text: String) {
        guard tensor.elementCount > 1, !tensor.isMeta, !tensor.dtype.isComplex else { return nil }
        self.tensor = tensor
        self.text = text
        facts = TensorFacts(of: tensor)
    }

    static func forms(of value: Value, text: String, _ evaluator: Evaluator) -> [RichForm]? {
        guard let view = value.tensor.flatMap({ TensorView($0, text: text) }) else { return nil }
        return [RichForm("text/html", view.html), RichForm.typed(view.json)]
    }

    // MARK: Words

    /// `float32 [1, 12, 10, 10] · 4.8 kB · cpu · grad`
    static func headline(of tensor: Tensor) -> String {
        let shape = "[\(tensor.shape.map(String.init).joined(separator: ", "))]"
        var parts = ["\(tensor.isParameter ? "Parameter " : "")\(tensor.dtype.name) \(shape)"]
        let (bytes, overflow) = tensor.elementCount.multipliedReportingOverflow(by: tensor.dtype.size)
        if !overflow { parts.append(Quantity.bytes(bytes)) }
        parts.append(tensor.isMeta ? "meta" : "cpu")
        if tensor.requiresGrad { parts.append("grad") }
        return parts.joined(separator: " · ")
    }

    /// Everything that is known in one line, for containers and `show.tensor`.
    static func line(of tensor: Tensor) -> String {
        let head = headline(of: tensor)
        guard !tensor.isMeta, !tensor.dtype.isComplex, tensor.elementCount > 0 else { return head }
        if tensor.elementCount == 1 { return "\(head) · \(NumberText.short(tensor.sample(atMost: 1)[0]))" }
        let facts = TensorFacts(of: tensor, sampling: TensorFacts.smallSampleSize)
        return "\(head) · \(statistics(of: tensor, facts))"
    }

    private static func statistics(of tensor: Tensor, _ facts: TensorFacts, isHTML: Bool = false) -> String {
        guard tensor.dtype == .bool else { return isHTML ? facts.html : facts.text }
        let count = Int((facts.mean * Double(tensor.elementCount)).rounded())
        return "\(facts.isSampled ? "~" : "")\(count) of \(tensor.elementCount) are True"
    }

    // MARK: HTML

    /// As many numbers as this are shown as a table.
    private static let tableLimit = 24

    var html: String {
        let head = Markup.element("b", TensorView.headline(of: tensor))
        let facts = Markup.element(
            "div", TensorView.statistics(of: tensor, facts, isHTML: true), style: Markup.monospaced)
        let isSmall = tensor.elementCount <= TensorView.tableLimit
        return Markup.element("div", Markup.element("div", head) + facts + (isSmall ? table : pictures + values))
    }

    /// The text that PyTorch prints, folded away.
    private var values: String {
        let shown = text.count > 8000 ? text.prefix(8000) + "…" : text
        return Markup.details("values", Markup.element("pre", Markup.escaped(shown)))
    }

    private var table: String {
        let width = tensor.rank > 0 ? tensor.shape[tensor.rank - 1] : 1
        let scalars = tensor.scalars()
        let range = ColorRange(facts)
        let rows = stride(from: 0, to: scalars.count, by: max(width, 1)).map { start in
            let cells = scalars[start..<min(start + width, scalars.count)].map { scalar in
                Markup.element("td", TensorView.text(scalar), style: Markup.tint(range.share(scalar.real)))
            }
            return tensor.rank > 2 ? [Markup.element("th", place(start / width, dropping: 1))] + cells : cells
        }
        return Markup.table(rows: rows)
    }

    private static func text(_ scalar: Tensors.Scalar) -> String {
        switch scalar {
        case .bool(let flag): flag ? "True" : "False"
        case .int(let number): String(number)
        case .float(let number): NumberText.short(number)
        case .complex(let real, let imaginary): "\(NumberText.short(real)), \(NumberText.short(imaginary))"
        }
    }

    /// The index of a row or matrix among the outer dimensions, `[0, 3]`.
    private func place(_ number: Int, dropping inner: Int) -> String {
        var (rest, words) = (number, [String]())
        for size in tensor.shape.dropLast(inner).reversed() {
            words.insert(String(rest % size), at: 0)
            rest /= size
        }
        return "[\(words.joined(separator: ", "))]"
    }

    // MARK: Pictures

    private static let facetLimit = 6
    /// All pictures of one tensor together, before they become text.
    private static let byteLimit = 30_000

    private var pictures: String {
        let (height, width) = (tensor.rank > 1 ? tensor.shape[tensor.rank - 2] : 1, tensor.shape[tensor.rank - 1])
        let count = tensor.elementCount / (height * width)
        let range = ColorRange(facts)
        var tags: [String] = []
        var size = 0
        for number in 0..<min(count, TensorView.facetLimit) {
            let tag = picture(number, range, within: count > 1 ? 210 : 448)
            size += tag.utf8.count
            guard size <= TensorView.byteLimit || tags.isEmpty else { break }
            tags.append(tag)
        }
        let rest = count > tags.count ? Markup.element("span", "+ \(count - tags.count) more") : ""
        let words = [range.legend(facts), cutNote(height, width)].filter { !$0.isEmpty }
        let note = words.isEmpty ? "" : Markup.element("div", words.joined(separator: " · "), style: Markup.quiet)
        return Markup.element("div", tags.joined(separator: " ") + " " + rest) + note
    }

    private func picture(_ number: Int, _ range: ColorRange, within limit: Int) -> String {
        let rows = Axis(tensor.rank > 1 ? tensor.shape[tensor.rank - 2] : 1, beside: tensor.shape[tensor.rank - 1])
        let columns = Axis(tensor.shape[tensor.rank - 1], beside: rows.size)
        let values = tensor.matrixValues(number, rows: rows.shown, columns: columns.shown)
        let image = HeatMapImage(values, range) { rows.shown[$0] == nil || columns.shown[$1] == nil }
        let title = tensor.rank > 2 ? place(number, dropping: 2) : "\(rows.size) × \(columns.size)"
        let tag = image.tag(within: limit, title: title)
        guard tensor.rank > 2 else { return tag }
        let label = Markup.element("div", title)
        return Markup.element("div", label + tag, style: "display:inline-block;margin:2px")
    }

    private func cutNote(_ height: Int, _ width: Int) -> String {
        let isCut = Axis(height, beside: width).isCut || Axis(width, beside: height).isCut
        return isCut ? "the edges of \(height) × \(width)" : ""
    }

    /// Which places along an axis are drawn: all, or the edges with a gap between them.
    private struct Axis {
        let size: Int
        let shown: [Int?]
        var isCut: Bool { shown.count < size }

        /// At most 4,096 cells are drawn, and of an axis beyond 128 both ends.
        init(_ size: Int, beside other: Int) {
            self.size = size
            if size <= 128, size * min(other, 128) <= 4096 || size <= 31 {
                shown = Array(0..<size)
            } else {
                let edge = other <= 31 && size > 128 ? 60 : size > 128 ? 16 : 31
                shown = size <= 2 * edge + 1 ? Array(0..<size) : Array(0..<edge) + [nil] + Array(size - edge..<size)
            }
        }
    }

    // MARK: For programs

    /// What a program may read in a saved notebook: shape, type, range, and the values when they are few.
    private var json: JSON {
        var json: JSON = [
            "kind": "tensor", "dtype": .string(tensor.dtype.name), "shape": .array(tensor.shape.map { .integer($0) }),
        ]
        for (name, number) in [
            ("min", facts.minimum), ("max", facts.maximum), ("mean", facts.mean), ("sd", facts.deviation),
        ] where number.isFinite { json[name] = .number(number) }
        if tensor.elementCount <= 256 {
            json["values"] = .array(tensor.doubles().map { $0.isFinite ? .number($0) : .string(NumberText.short($0)) })
        }
        return json
    }
}
