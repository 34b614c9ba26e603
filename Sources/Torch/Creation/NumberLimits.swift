import Language
import Tensors

/// `torch.finfo` and `torch.iinfo`: the limits of a dtype.
enum NumberLimits {
    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) static let floating = TypeObject(
        native: "finfo", module: "torch",
        allocate: { type, arguments, evaluator in
            let dtype = (arguments[0].ifDefined ?? arguments[keyword: "type"])?.dtype ?? Defaults.dtype
            guard let limits = FloatLimits(dtype.real) else {
                throw PythonError(
                    .typeError,
                    "torch.finfo() requires a floating point input type. Use torch.iinfo to handle 'torch.finfo'")
            }
            return .object(RecordObject(type, limits.fields, text: try limits.text(evaluator)))
        })

    nonisolated(unsafe) static let integer = TypeObject(
        native: "iinfo", module: "torch",
        allocate: { type, arguments, _ in
            guard let dtype = (arguments[0].ifDefined ?? arguments[keyword: "type"])?.dtype,
                let range = dtype.integerRange
            else {
                throw PythonError(
                    .typeError, "torch.iinfo() requires an integer input type. Use torch.finfo to handle 'torch.iinfo'")
            }
            let text = "iinfo(min=\(range.low), max=\(range.high), dtype=\(dtype.name))"
            let fields: [(Symbol, Value)] = [
                ("bits", .int(dtype.size * 8)), ("min", .int(range.low)), ("max", .int(range.high)),
                ("dtype", Value(dtype.name)),
            ]
            return .object(RecordObject(type, fields, text: text))
        })
}

private struct FloatLimits {
    let dtype: DType
    let highest: Double
    let epsilon: Double
    let tiny: Double
    let resolution: Double

    init?(_ dtype: DType) {
        self.dtype = dtype
        switch dtype {
        case .float16: (highest, epsilon, tiny, resolution) = (65504, 0x1p-10, 0x1p-14, 1e-3)
        case .bfloat16: (highest, epsilon, tiny, resolution) = (0x1.FEp127, 0x1p-7, 0x1p-126, 1e-2)
        case .float32:
            (highest, epsilon) = (Double(Float.greatestFiniteMagnitude), 0x1p-23)
            (tiny, resolution) = (0x1p-126, 1e-6)
        case .float64:
            (highest, epsilon) = (Double.greatestFiniteMagnitude, 0x1p-52)
            (tiny, resolution) = (0x1p-1022, 1e-15)
        default: return nil
        }
    }

    var fields: [(Symbol, Value)] {
        [
            ("bits", .int(dtype.size * 8)), ("eps", .float(epsilon)), ("max", .float(highest)),
            ("min", .float(-highest)),
            ("tiny", .float(tiny)), ("smallest_normal", .float(tiny)), ("resolution", .float(resolution)),
            ("dtype", Value(dtype.name)),
        ]
    }

    func text(_ evaluator: Evaluator) throws -> String {
        let numbers = [resolution, -highest, highest, epsilon, tiny, tiny]
        let names = ["resolution", "min", "max", "eps", "smallest_normal", "tiny"]
        let words = try zip(names, numbers).map { "\($0)=\(try evaluator.format(.float($1), "g"))" }
        return "finfo(\(words.joined(separator: ", ")), dtype=\(dtype.name))"
    }
}
