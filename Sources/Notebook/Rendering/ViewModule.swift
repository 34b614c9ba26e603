import Interventions
import Language
import Tensors
import Torch

/// The module `_views`: renderers that are written in Swift, for those of `nnsight.show` that are written in Python.
///
///     _views.tensor(torch.ones(3))[0]     # 'float32 [3] · 12 B · cpu · all 1'
enum ViewModule {
    static func register(with evaluator: Evaluator) {
        evaluator.modules.register("_views") { _ in ModuleObject("_views", functions: functions) }
    }

    private static var functions: [NativeFunction] {
        [
            NativeFunction("tensor", "(value)", "The facts of a tensor in one line, and as HTML.") {
                arguments, evaluator in
                let tensor = try tensor(arguments[0])
                let line = TensorView.line(of: tensor)
                let html = TensorView(tensor, text: try evaluator.repr(arguments[0]))?.html
                return Value(tuple: [Value(line), Value(html ?? Markup.element("div", Markup.escaped(line)))])
            },
            NativeFunction(
                "matrix", "(value, lower, upper, title, size)",
                "A matrix as an image tag: blue from one value to another. Larger ones are pooled to their maxima."
            ) { arguments, evaluator in
                let range = ColorRange(
                    from: try Fields.real(arguments[1], evaluator), to: try Fields.real(arguments[2], evaluator))
                let size = min(max(try evaluator.index(arguments[4]), 16), 1024)
                let values = pooled(try tensor(arguments[0]), to: size)
                return Value(HeatMapImage(values, range).tag(within: size, title: try evaluator.str(arguments[3])))
            },
            NativeFunction("report", "(model)", "What a language model is, as text and as HTML.") { arguments, _ in
                guard let model = arguments[0].as(LanguageModel.self) else {
                    throw PythonError(.typeError, "show.report takes a LanguageModel, not '\(arguments[0].typeName)'")
                }
                let report = LoadReportObject(model)
                return Value(tuple: [Value(report.text), Value(LoadReportView(report).html)])
            },
        ]
    }

    private static func tensor(_ value: Value) throws -> Tensor {
        if let tensor = (value.as(Proxy.self)?.settled ?? value).tensor { return tensor }
        throw PythonError(.typeError, "a tensor is needed, not '\(value.typeName)'")
    }

    /// The values of a matrix, of which each stands for the largest of a block where there are too many to be seen.
    private static func pooled(_ tensor: Tensor, to size: Int) -> [[Double]] {
        guard tensor.rank == 2, !tensor.isMeta, tensor.elementCount <= 1 << 24 else { return [] }
        let (height, width) = (tensor.shape[0], tensor.shape[1])
        let values = tensor.sample(atMost: .max)
        let block = max(1, (max(height, width) + size - 1) / size)
        guard block > 1 else { return (0..<height).map { Array(values[$0 * width..<($0 + 1) * width]) } }
        return stride(from: 0, to: height, by: block).map { row in
            stride(from: 0, to: width, by: block).map { column in
                var largest = -Double.infinity
                for y in row..<min(row + block, height) {
                    for x in column..<min(column + block, width) { largest = max(largest, values[y * width + x]) }
                }
                return largest
            }
        }
    }
}
