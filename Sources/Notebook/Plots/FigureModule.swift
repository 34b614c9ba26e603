import Figures
import Jupyter
import Language

/// The module `_figures`: what plotting libraries, which are written in Python, hand their figures to.
///
///     _figures.show({"panels": [{"marks": [{"kind": "line", "x": [0, 1], "y": [1, 0]}]}]})
enum FigureModule {
    static func register(with evaluator: Evaluator) {
        evaluator.modules.register("_figures") { _ in ModuleObject("_figures", functions: functions) }
    }

    private static var functions: [NativeFunction] {
        [
            NativeFunction("show", "(figure)", "Shows a figure below the cell.") { arguments, evaluator in
                let figure = try FigureReader(evaluator).figure(arguments[0])
                try show(figure, evaluator)
                return .none
            },
            NativeFunction("picture", "(figure, format)", "The bytes of a PNG or SVG file.") { arguments, evaluator in
                let figure = try FigureReader(evaluator).figure(arguments[0])
                switch try evaluator.str(arguments[1]) {
                case "png": return .object(Bytes(figure.png()))
                case "svg": return .object(Bytes(figure.svg()))
                case let format:
                    throw PythonError(
                        .valueError, "Format '\(format)' is not supported (supported formats: png, svg)")
                }
            },
            NativeFunction("color", "(name)", "A colour by its name: red, green, blue and opacity from 0 to 1.") {
                arguments, evaluator in
                let name = try evaluator.str(arguments[0])
                guard let color = Color(name) else {
                    throw PythonError(.valueError, "'\(name)' is not a valid value for color")
                }
                return Value(tuple: [color.red, color.green, color.blue, color.opacity].map { .float($0) })
            },
            NativeFunction("shade", "(scale, place)", "A colour of a scale: red, green, blue and opacity from 0 to 1.")
            {
                arguments, evaluator in
                let name = try evaluator.str(arguments[0])
                guard case .float(let place) = arguments[1], let color = ColorScale.named(name)?.color(at: place) else {
                    throw PythonError(.valueError, "'\(name)' is not a valid value for a color scale")
                }
                return Value(tuple: [color.red, color.green, color.blue, color.opacity].map { .float($0) })
            },
        ]
    }

    private static func show(_ figure: Figure, _ evaluator: Evaluator) throws {
        evaluator.output.flush()
        if let cell = DisplayModule.cell(evaluator) {
            cell.display(figure.bundle, id: nil)
        } else {
            evaluator.output.write(figure.text + "\n", to: .standardOutput)
        }
    }
}

extension Figure {
    /// Vega-Lite for JupyterLab, a picture for where that is not drawn, characters for all else.
    var bundle: MIMEBundle {
        var bundle = MIMEBundle(text: isEmpty ? "<Figure without data>" : text)
        if let document = VegaLite(self).document, !isEmpty {
            bundle["application/vnd.vegalite.v5+json"] = document
        }
        bundle["image/png"] = .string(Base64.text(png()))
        bundle.metadata = ["image/png": ["width": .number(size.width), "height": .number(size.height)]]
        return bundle
    }
}
