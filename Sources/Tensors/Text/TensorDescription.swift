/// A tensor in PyTorch's printed form, to the character.
///
///     TensorDescription(of: try Tensor([1.5, 2])).text   // "tensor([1.5000, 2.0000])"
///
/// The edges decide the format of a summarised tensor, so printing a large one touches few elements.
package struct TensorDescription {
    private let tensor: Tensor
    private let options: PrintOptions
    private let prefix: String

    package init(of tensor: Tensor, options: PrintOptions = .current, prefix: String = "tensor(") {
        self.tensor = tensor
        self.options = options
        self.prefix = prefix
    }

    /// The whole form with its suffixes.
    package var text: String {
        let indent = prefix.utf8.count
        return closed(prefix + contents(indent: indent), suffixes, indent: indent)
    }

    /// The elements in brackets, without "tensor(" and suffixes; `indent` is the column at which they start.
    package func contents(indent: Int) -> String {
        if tensor.isMeta { return "..." }
        if tensor.elementCount == 0 { return "[]" }
        return ElementGrid(tensor, options).text(indent: indent)
    }

    private var suffixes: [String] {
        var result: [String] = []
        if tensor.isMeta {
            result.append("device='meta'")
            result.append(sizeSuffix)
            if tensor.dtype != Defaults.dtype { result.append(dtypeSuffix) }
        } else if tensor.elementCount == 0 {
            if tensor.rank != 1 { result.append(sizeSuffix) }
            if tensor.dtype != Defaults.dtype { result.append(dtypeSuffix) }
        } else {
            if options.edgeItems == 0 { result.append(sizeSuffix) }
            if !hasUsualDType { result.append(dtypeSuffix) }
        }
        if let node = tensor.gradientNode {
            result.append("grad_fn=<\(node.name)>")
        } else if tensor.requiresGrad {
            result.append("requires_grad=True")
        }
        return result
    }

    private var dtypeSuffix: String { "dtype=torch.\(tensor.dtype.name)" }
    private var sizeSuffix: String { "size=\(pythonTuple(tensor.shape))" }

    /// A dtype that the elements themselves show.
    private var hasUsualDType: Bool {
        let dtype = tensor.dtype
        return dtype == Defaults.dtype || dtype == Defaults.dtype.complex || dtype == .int64 || dtype == .bool
    }

    /// Appends the suffixes, each on a new line when it does not fit any more, and the closing parenthesis.
    private func closed(_ start: String, _ suffixes: [String], indent: Int) -> String {
        var result = start
        // PyTorch counts one character more than the last line has.
        var length = (start.split(separator: "\n", omittingEmptySubsequences: false).last?.utf8.count ?? 0) + 2
        for suffix in suffixes {
            if length + suffix.utf8.count + 2 > options.lineWidth {
                result += ",\n" + String(repeating: " ", count: indent) + suffix
                length = indent + suffix.utf8.count
            } else {
                result += ", " + suffix
                length += suffix.utf8.count + 2
            }
        }
        return result + ")"
    }
}

/// Sizes as Python writes a tuple: "(3,)", "(2, 3)".
package func pythonTuple(_ sizes: some Collection<Int>) -> String {
    let words = sizes.map(String.init)
    return words.count == 1 ? "(\(words[0]),)" : "(" + words.joined(separator: ", ") + ")"
}

extension Tensor: CustomStringConvertible {
    /// PyTorch's `repr`, with its line above parameters.
    package var description: String {
        (isParameter ? "Parameter containing:\n" : "") + TensorDescription(of: self).text
    }
}
