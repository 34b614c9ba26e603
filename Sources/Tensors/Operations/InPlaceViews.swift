/// Methods that change the shape of a tensor itself: `x.t_()`, `x.unsqueeze_(0)`.
enum InPlaceViews {
    static let operations: [Operation] =
        [
            Operation("t_(Tensor input) -> Tensor", "Exchanges the two dimensions of this matrix.", .method) {
                (input: Tensor) in try reshapeInPlace(input, "TBackward1") { try t($0) }
            },
            Operation(
                "unsqueeze_(Tensor input, int dim) -> Tensor", "Adds a dimension of size one to this tensor.", .method
            ) {
                (input: Tensor, dim: Int) in try reshapeInPlace(input, "UnsqueezeBackward1") { try unsqueeze($0, dim) }
            },
            Operation(
                "squeeze_(Tensor input, int[1]? dim=None) -> Tensor", "Drops dimensions of size one of this tensor.",
                .method
            ) { (input: Tensor, dims: Dimensions?) in
                let node = dims == nil ? "SqueezeBackward3" : dims?.count == 1 ? "SqueezeBackward4" : "SqueezeBackward5"
                return try reshapeInPlace(input, node) { try squeeze($0, dims) }
            },
        ]
        + ["transpose_", "swapaxes_", "swapdims_"].map { name in
            Operation(
                "\(name)(Tensor input, int dim0, int dim1) -> Tensor", "Exchanges two dimensions of this tensor.",
                .method
            ) { (input: Tensor, first: Int, second: Int) in
                try reshapeInPlace(input, "TransposeBackward1") { try transpose($0, first, second) }
            }
        } + [
            Operation(
                "as_strided_(Tensor input, int[] size, int[] stride, int? storage_offset=None) -> Tensor",
                "Shows the storage of this tensor under another layout.", .method
            ) { (input: Tensor, size: Dimensions, stride: Dimensions, offset: Int?) in
                try reshapeInPlace(input, "AsStridedBackward1") { try asStrided($0, size, stride, offset) }
            }
        ]

    /// Gives the tensor the layout and the history of a view of itself.
    private static func reshapeInPlace(
        _ target: Tensor, _ node: String, _ view: (Tensor) throws -> Tensor
    ) throws -> Tensor {
        if target.leafRequiresGrad && GradientMode.isEnabled {
            throw TensorError.runtime("a leaf Variable that requires grad is being used in an in-place operation.")
        }
        let result = try view(target)
        if result !== target { result.recordedNode?.name = node }
        target.layout = result.layout
        target.changed()
        if let node = result.recordedNode { target.attach(node, result.outputIndex) }
        return target
    }
}
