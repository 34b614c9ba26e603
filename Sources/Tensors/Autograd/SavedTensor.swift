/// A tensor kept for the derivative, with the version it had; it does not keep its own node alive in a cycle.
package struct SavedTensor {
    private let leaf: Tensor?
    private var storage: Storage
    private var layout: Layout
    private let dtype: DType
    private let node: GradientNode?
    private let outputIndex: Int
    private var version: Int
    private let isResult: Bool
    private let number: Scalar?

    /// Whether something was saved that must not be.
    // Tensors stay on the cell thread; other threads record nothing.
    nonisolated(unsafe) private static var isRefused = false
    private static let inferenceRefusal = TensorError.runtime(
        "Inference tensors cannot be saved for backward. Please do not use Tensors created in inference mode in "
            + "computation tracked by autograd. To work around this, you can make a clone to get a normal tensor and use "
            + "it in autograd, or use `torch.no_grad()` instead of `torch.inference_mode()`.")

    /// Throws when something was saved since the last time that must not be; whoever calls the engine for a user asks.
    @inline(__always)
    package static func checkRefusal() throws {
        if isRefused { throw refused() }
    }

    @inline(never)
    private static func refused() -> TensorError {
        isRefused = false
        return inferenceRefusal
    }

    /// Saves an input, or with `isResult` a result of the node that saves it.
    package init(_ tensor: Tensor, isResult: Bool = false) {
        if tensor.isInference, !isResult { SavedTensor.isRefused = true }
        storage = tensor.storage
        layout = tensor.layout
        dtype = tensor.dtype
        node = isResult ? nil : tensor.gradientNode
        leaf = !isResult && tensor.leafRequiresGrad ? tensor : nil
        outputIndex = tensor.outputIndex
        version = tensor.storage.version
        self.isResult = isResult
        number = tensor.number
    }

    /// Points at the place that the result was written to by an operation in place.
    mutating func relocate(to tensor: Tensor) {
        storage = tensor.storage
        layout = tensor.layout
        version = tensor.storage.version
    }

    func unpacked(owner: GradientNode) throws -> Tensor {
        guard storage.version == version else { throw changed(owner) }
        if let leaf { return leaf }
        if let number { return try Tensor(number: number) }
        let tensor = Tensor(storage: storage, layout: layout, dtype: dtype)
        tensor.recordedNode = isResult ? owner : node
        tensor.outputIndex = outputIndex
        tensor.recordedVersion = version
        return tensor
    }

    private func changed(_ owner: GradientNode) -> TensorError {
        let maker = isResult ? owner : node
        let name = isResult ? maker?.operationName : maker.map { storage.lastChange ?? $0.operationName }
        let origin = name.map { ", which is output \(outputIndex) of \($0)," } ?? ""
        return .runtime(
            "one of the variables needed for gradient computation has been modified by an inplace operation: "
                + "[torch.\(dtype.scalarName)Tensor \(layout.shape)]\(origin) is at version \(storage.version); expected "
                + "version \(version) instead. Hint: enable anomaly detection to find the operation that failed to "
                + "compute its gradient, with torch.autograd.set_detect_anomaly(True, check_nan=False).")
    }

    /// Hands over what would otherwise be released by recursion.
    func releaseInto(_ nodes: inout [GradientNode]) {
        if let node { nodes.append(node) }
    }
}
