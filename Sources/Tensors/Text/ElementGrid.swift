/// The bracketed rows of a printed tensor: which elements are shown, how rows are broken and how brackets nest.
struct ElementGrid {
    private let tensor: Tensor
    private let options: PrintOptions
    private let isSummarised: Bool
    private let realFormatter: ElementFormatter
    private let imaginaryFormatter: ElementFormatter?

    init(_ tensor: Tensor, _ options: PrintOptions) {
        self.tensor = tensor
        self.options = options
        isSummarised = tensor.elementCount > options.threshold
        let shown = Self.shownElements(of: tensor, edge: isSummarised ? options.edgeItems : nil)
        if tensor.dtype.isComplex {
            realFormatter = ElementFormatter(reals: shown.map(\.real), options: options)
            imaginaryFormatter = ElementFormatter(reals: shown.map(\.imaginary), options: options)
        } else {
            realFormatter =
                tensor.dtype.isFloatingPoint
                ? ElementFormatter(reals: shown.map(\.real), options: options)
                : ElementFormatter(words: shown.map(\.pythonWord))
            imaginaryFormatter = nil
        }
    }

    /// The elements that decide the format: all, or those within `edge` of both ends of every dimension.
    private static func shownElements(of tensor: Tensor, edge: Int?) -> [Scalar] {
        var result: [Scalar] = []
        func visit(_ dimension: Int, _ offset: Int) {
            guard dimension < tensor.rank else { return result.append(tensor.element(at: offset)) }
            // A view of many small dimensions may show more elements than anybody can wait for.
            guard !Interrupt.isRequested else { return }
            for index in shownIndices(tensor.shape[dimension], edge) {
                visit(dimension + 1, offset + index * tensor.strides[dimension])
            }
        }
        visit(0, tensor.offset)
        return result
    }

    private static func shownIndices(_ size: Int, _ edge: Int?) -> [Int] {
        guard let edge, size > 2 * edge else { return Array(0..<size) }
        return Array(0..<edge) + Array(size - edge..<size)
    }

    func text(indent: Int) -> String {
        if tensor.rank == 0 { return word(tensor.element(at: tensor.offset)) }
        return nested(dimension: 0, offset: tensor.offset, indent: indent)
    }

    private func nested(dimension: Int, offset: Int, indent: Int) -> String {
        if dimension == tensor.rank - 1 || Interrupt.isRequested { return row(offset: offset, indent: indent) }
        let size = tensor.shape[dimension]
        let edge = isSummarised && size > 2 * options.edgeItems ? options.edgeItems : nil
        var slices = Self.shownIndices(size, edge).map {
            nested(dimension: dimension + 1, offset: offset + $0 * tensor.strides[dimension], indent: indent + 1)
        }
        if let edge { slices.insert("...", at: edge) }
        let newlines = String(repeating: "\n", count: tensor.rank - dimension - 1)
        return "[" + slices.joined(separator: "," + newlines + blanks(indent + 1)) + "]"
    }

    /// One row, broken where the line is full.
    private func row(offset: Int, indent: Int) -> String {
        let size = tensor.shape[tensor.rank - 1]
        let edge = isSummarised && size > 2 * options.edgeItems ? options.edgeItems : nil
        var words = Self.shownIndices(size, edge).map {
            word(tensor.element(at: offset + $0 * tensor.strides[tensor.rank - 1]))
        }
        if isSummarised && options.edgeItems == 0 {
            words = ["..."]
        } else if let edge {
            words.insert(" ...", at: edge)
        }
        let perLine = Swift.max(1, (options.lineWidth - indent) / elementLength)
        let lines = stride(from: 0, to: words.count, by: perLine).map {
            words[$0..<Swift.min($0 + perLine, words.count)].joined(separator: ", ")
        }
        return "[" + lines.joined(separator: ",\n" + blanks(indent + 1)) + "]"
    }

    /// The width of an element with its comma and blank.
    private var elementLength: Int {
        realFormatter.width + 2 + (imaginaryFormatter.map { $0.width + 1 } ?? 0)
    }

    private func word(_ value: Scalar) -> String {
        guard let imaginaryFormatter else {
            return tensor.dtype.isFloatingPoint
                ? realFormatter.text(value.real) : realFormatter.padded(value.pythonWord)
        }
        let imaginary = String(imaginaryFormatter.text(value.imaginary).drop { $0 == " " }) + "j"
        let sign = imaginary.first == "-" ? "" : "+"
        return realFormatter.text(value.real) + sign + imaginary
    }

    private func blanks(_ count: Int) -> String { String(repeating: " ", count: count) }
}

extension Scalar {
    /// An integer or truth value as Python writes it.
    fileprivate var pythonWord: String {
        switch self {
        case .bool(let value): value ? "True" : "False"
        case .int(let value): String(value)
        case .float, .complex: String(real)
        }
    }
}
