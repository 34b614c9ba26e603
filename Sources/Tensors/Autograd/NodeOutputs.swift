/// Shape and dtype of each result of a recorded operation, which mostly has one.
package struct NodeOutputs {
    package struct Output {
        package var shape: Dimensions
        package var dtype: DType
    }

    private var first = Output(shape: [], dtype: .float32)
    private var others: [Output] = []
    package private(set) var count = 0

    init() {}

    init(_ tensor: Tensor) {
        first = Output(shape: tensor.layout.shape, dtype: tensor.dtype)
        count = 1
    }

    init(_ tensors: [Tensor]) {
        self.init()
        guard let tensor = tensors.first else { return }
        self = NodeOutputs(tensor)
        others = tensors.dropFirst().map { Output(shape: $0.layout.shape, dtype: $0.dtype) }
        count = tensors.count
    }

    package subscript(position: Int) -> Output { position == 0 && count > 0 ? first : others[position - 1] }
}
