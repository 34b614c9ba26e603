import Tensors

/// The printed form of an array, to the character as NumPy writes it.
///
///     ArrayDescription(tensor).repr   // "array([1., 2.])"
struct ArrayDescription {
    private let tensor: Tensor
    private let options: ArrayPrintOptions

    init(_ tensor: Tensor, _ options: ArrayPrintOptions = .current) {
        self.tensor = tensor
        self.options = options
    }

    /// A scalar as the number that it is: "0.1" for the float32 nearest to it.
    static func scalar(_ tensor: Tensor) -> String {
        guard let value = try? tensor.item() else { return "" }
        switch value {
        case .bool(let flag): return flag ? "True" : "False"
        case .int(let number): return String(number)
        case .float(let number): return text(number, tensor.dtype)
        case .complex(let real, let imaginary):
            let sign = imaginary.sign == .minus || imaginary.isNaN ? "" : "+"
            let part = text(imaginary, tensor.dtype.real).withoutZeroFraction
            let first = text(real, tensor.dtype.real).withoutZeroFraction
            return real == 0 && real.sign == .plus ? part + "j" : "(\(first)\(sign)\(part)j)"
        }
    }

    private static func text(_ number: Double, _ dtype: DType) -> String {
        if number.isNaN { return "nan" }
        if number.isInfinite { return number < 0 ? "-inf" : "inf" }
        return ShortestDecimal(number.text(as: dtype)).pythonText
    }

    var str: String { tensor.rank == 0 ? ArrayDescription.scalar(tensor) : elements(separator: " ", prefix: 0) }

    var repr: String {
        let isImplied = [.bool, .int64, .float64, .complex128].contains(tensor.dtype) && tensor.elementCount > 0
        let list =
            tensor.elementCount > 0 || tensor.shape == [0]
            ? (tensor.rank == 0 ? zeroDimensional : elements(separator: ", ", prefix: 6))
            : "[], shape=\(tensor.shape.pythonTuple)"
        let text = "array(" + list + (isImplied ? ")" : ",")
        if isImplied { return text }
        let dtype = "dtype=\(tensor.dtype.name))"
        let lastLine = text.split(separator: "\n", omittingEmptySubsequences: false).last?.count ?? 0
        let wraps = lastLine + dtype.count + 1 > options.lineWidth
        return text + (wraps ? "\n      " : " ") + dtype
    }

    private var zeroDimensional: String {
        let value = tensor.scalars()
        return value.first.map { ArrayElementFormat(value, tensor.dtype, rank: 0, options)($0) } ?? ""
    }

    private func elements(separator: String, prefix: Int) -> String {
        let isSummarised = tensor.elementCount > options.threshold
        guard tensor.elementCount > 0 else { return "[]" }
        let shown = isSummarised ? corners(tensor, axis: 0) : [tensor]
        let format = ArrayElementFormat(shown.flatMap { $0.scalars() }, tensor.dtype, rank: tensor.rank, options)
        let writer = Writer(
            format: format, separator: separator, isSummarised: isSummarised, edgeItems: options.edgeItems)
        let indent = String(repeating: " ", count: prefix + 1)
        return writer.text(tensor, indent: indent, width: options.lineWidth)
    }

    /// The parts that are shown of a summarised array.
    private func corners(_ part: Tensor, axis: Int) -> [Tensor] {
        guard axis < part.rank else { return [part] }
        let size = part.shape[axis]
        guard size > 2 * options.edgeItems,
            let first = try? Tensors.narrow(part, axis, 0, options.edgeItems),
            let last = try? Tensors.narrow(part, axis, size - options.edgeItems, options.edgeItems)
        else { return corners(part, axis: axis + 1) }
        return corners(first, axis: axis + 1) + corners(last, axis: axis + 1)
    }

    /// NumPy's `_formatArray`.
    private struct Writer {
        let format: ArrayElementFormat
        let separator: String
        let isSummarised: Bool
        let edgeItems: Int

        private var bareSeparator: String { separator == " " ? "" : "," }

        func text(_ part: Tensor, indent: String, width: Int) -> String {
            guard part.rank > 0 else { return part.scalars().first.map { format($0) } ?? "" }
            let body = part.rank == 1 ? row(part, indent, width) : rows(part, indent, width)
            return "[" + body.dropFirst(indent.count) + "]"
        }

        /// The places that are shown; nil stands for the dots.
        private func places(_ size: Int) -> [Int?] {
            guard isSummarised, size > 2 * edgeItems else { return Array(0..<size) }
            return Array(0..<edgeItems) + [nil] + Array((size - edgeItems)..<size)
        }

        private func row(_ part: Tensor, _ indent: String, _ width: Int) -> String {
            let limit = width - Swift.max(bareSeparator.count, 1)
            let scalars = part.scalars()
            var lines = ""
            var line = indent
            for (count, place) in places(scalars.count).enumerated() {
                if count > 0 { line += separator }
                let word = place.map { format(scalars[$0]) } ?? "..."
                if line.count + word.count > limit, line.count > indent.count {
                    while line.last == " " { line.removeLast() }
                    lines += line + "\n"
                    line = indent
                }
                line += word
            }
            return lines + line
        }

        private func rows(_ part: Tensor, _ indent: String, _ width: Int) -> String {
            let gap = bareSeparator + String(repeating: "\n", count: part.rank - 1)
            let blocks = places(part.shape[0]).map { place -> String in
                guard let place, let block = try? Tensors.select(part, 0, place) else { return indent + "..." }
                return indent + text(block, indent: indent + " ", width: width - 1)
            }
            return blocks.joined(separator: gap)
        }
    }
}

extension Dimensions {
    /// A shape as Python writes a tuple: "(0, 3)".
    var pythonTuple: String { count == 1 ? "(\(self[0]),)" : "(" + map(String.init).joined(separator: ", ") + ")" }
}

extension String {
    fileprivate var withoutZeroFraction: String { hasSuffix(".0") ? String(dropLast(2)) : self }
}
