/// Methods that change the shape of a tensor itself: `x.t_()`, `x.unsqueeze_(0)`.
enum InPlaceViews {
    static let operations: [Operation] =
        [
            Operation("t_(Tensor input) -> Tensor", "Exchanges the two dimensions of this matrix.", .method) {
                (input: Tensor) in try reshapeInPlace(input) { try t($0) }
            },
            Operation(
                "unsqueeze_(Tensor input, int dim) -> Tensor", "Adds a dimension of size one to this tensor.", .method
            ) {
                (input: Tensor, dim: Int) in try reshapeInPlace(input) { try unsqueeze($0, dim) }
            },
            Operation(
                "squeeze_(Tensor input, int[1]? dim=None) -> Tensor", "Drops dimensions of size one of this tensor.",
                .method
            ) { (input: Tensor, dims: Dimensions?) in
                try reshapeInPlace(input) { try squeeze($0, dims) }
            },
        ]
        + ["transpose_", "swapaxes_", "swapdims_"].map { name in
            Operation(
                "\(name)(Tensor input, int dim0, int dim1) -> Tensor", "Exchanges two dimensions of this tensor.",
                .method
            ) { (input: Tensor, first: Int, second: Int) in
                try reshapeInPlace(input) { try transpose($0, first, second) }
            }
        }

    /// Gives the tensor the layout and the history of a view of itself.
    private static func reshapeInPlace(_ target: Tensor, _ view: (Tensor) throws -> Tensor) throws -> Tensor {
        if target.leafRequiresGrad && GradientMode.isEnabled {
            throw TensorError.runtime("a leaf Variable that requires grad is being used in an in-place operation.")
        }
        let result = try view(target)
        target.layout = result.layout
        target.changed()
        if let node = result.recordedNode { target.attach(node, result.outputIndex) }
        return target
    }
}
