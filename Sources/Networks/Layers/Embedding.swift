import Tensors

/// A row of the weight for each index.
package final class Embedding: TensorLayer {
    package let typeName = "Embedding"
    package let count: Int
    package let size: Int
    /// The index whose row gets no gradient.
    let padding: Int?
    /// What rows are shortened to when they are looked up, and by which norm.
    var longest: Double?
    var order = 2.0
    /// Whether a row's gradient is divided by how often it was looked up.
    var dividesByFrequency = false
    /// Told only: gradients are dense.
    var isSparse = false

    init(_ count: Int, _ size: Int, padding: Int? = nil) {
        self.count = count
        self.size = size
        self.padding = padding
    }

    /// Rows of standard normal numbers; that of the padding index is zero.
    package static func module(
        _ count: Int, _ size: Int, padding: Int? = nil, dtype: DType = Defaults.dtype, device: Device = .cpu
    ) throws -> Module {
        let place = try padding.map { try checkedPadding($0, count) }
        let weight = try Tensor.empty([count, size], dtype: dtype, device: device)
        try weight.fillNormal(0, 1)
        if let place { try select(weight, 0, place).assign(Tensor.zeros([size], dtype: dtype, device: device)) }
        return try module(weight: weight, padding: place)
    }

    /// A module over rows that are there already: `from_pretrained`.
    package static func module(weight: Tensor, padding: Int? = nil, frozen: Bool = false) throws -> Module {
        guard weight.rank == 2 else {
            throw TensorError.value("Embeddings parameter is expected to be 2-dimensional")
        }
        let module = Module(Embedding(weight.shape[0], weight.shape[1], padding: padding))
        let parameter = try weight.asParameter()
        if frozen { try parameter.setRequiresGrad(false) }
        try module.register(parameter: parameter, named: "weight")
        return module
    }

    private func limit(to longest: Argument, by order: Argument) {
        self.longest = Embedding.number(longest)
        self.order = Embedding.number(order) ?? 2
    }

    private static func number(_ argument: Argument) -> Double? {
        switch argument {
        case .float(let value): value
        case .int(let value): Double(value)
        case .scalar(let value): value.real
        default: nil
        }
    }

    private static func checkedPadding(_ index: Int, _ count: Int) throws -> Int {
        guard index < count && index >= -count else {
            throw TensorError.invalid(.assertion, "Padding_idx must be within num_embeddings")
        }
        return index < 0 ? count + index : index
    }

    package func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        let weight = try module.parameter("weight")
        if let longest { try shortenRows(of: weight, input, to: longest, order) }
        return try embedding(input, weight, paddingIndex: padding, dividingByFrequency: dividesByFrequency)
    }

    package func extraDescription(of module: Module) -> String {
        "\(count), \(size)" + (padding.map { ", padding_idx=\($0)" } ?? "")
            + (longest.map { ", max_norm=\($0)" } ?? "") + (order != 2 ? ", norm_type=\(order)" : "")
            + (dividesByFrequency ? ", scale_grad_by_freq=True" : "") + (isSparse ? ", sparse=True" : "")
    }

    package func setting(_ name: String) -> TensorTree? {
        switch name {
        case "num_embeddings": .int(count)
        case "embedding_dim": .int(size)
        case "max_norm": longest.map { .float($0) } ?? TensorTree.none
        case "norm_type": .float(order)
        case "padding_idx": padding.map { .int($0) } ?? TensorTree.none
        case "scale_grad_by_freq": .bool(dividesByFrequency)
        case "sparse": .bool(isSparse)
        default: nil
        }
    }

    static let type = LayerType(
        "Embedding(int num_embeddings, int embedding_dim, int? padding_idx=None, float? max_norm=None, "
            + "float norm_type=2.0, bool scale_grad_by_freq=False, bool sparse=False, Tensor? _weight=None, "
            + "bool _freeze=False, Device? device=None, ScalarType? dtype=None)",
        "A table of vectors, looked up by index."
    ) { arguments in
        let made =
            if let weight = try arguments.optionalTensor(7) {
                try module(weight: weight, padding: arguments.optionalInt(2), frozen: arguments.flag(8))
            } else {
                try module(
                    arguments.int(0), arguments.int(1), padding: arguments.optionalInt(2), dtype: arguments.dtype(10),
                    device: arguments.device(9))
            }
        let layer = made.layer as? Embedding
        layer?.limit(to: arguments.value(3), by: arguments.value(4))
        layer?.dividesByFrequency = try arguments.flag(5)
        layer?.isSparse = try arguments.flag(6)
        return made
    }
}
