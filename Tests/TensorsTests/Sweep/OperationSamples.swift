import Tensors

/// At least one call of every operation of the table.
///
/// Operations whose arguments have nothing special about them are called with what their signature suggests; for the
/// others a sample stands here. An operation that has neither makes the sweep fail, so none can be forgotten.
enum OperationSamples {
    /// What the signature suggests is tried with tensors of these forms until a call succeeds.
    private static let forms = ["x3,4", "x4,4", "x6", "x2,3,4", "i3,4", "m3,4", "c3,4"]

    /// The calls of an operation that succeed, each with arguments of its own.
    static func calls(of operation: Tensors.Operation) -> [SampleText] {
        let key = operation.name + (operation.signature.overload.isEmpty ? "" : "." + operation.signature.overload)
        let written = (special[key] ?? special[operation.name] ?? []).map { SampleText($0) }
        let fitting = written.filter { runs($0, operation) }
        if !fitting.isEmpty { return fitting }
        for form in forms {
            let suggested = SampleText(suggestion(operation, form))
            if runs(suggested, operation) { return [suggested] }
        }
        return []
    }

    private static func runs(_ sample: SampleText, _ operation: Tensors.Operation) -> Bool {
        guard let arguments = try? sample.arguments(for: operation) else { return false }
        return (try? operation.call(arguments)) != nil
    }

    private static func suggestion(_ operation: Tensors.Operation, _ form: String) -> String {
        operation.signature.parameters.filter { $0.defaultText == nil }.map { parameter in
            switch parameter.type {
            case .tensors, .optionalTensors: "\(form)+\(form)"
            case .int: parameter.name.hasSuffix("1") ? "1" : parameter.name.hasPrefix("dim") ? "0" : "2"
            case .ints, .intOrInts, .intOrIntsOrNones, .intOrIntsOrText:
                parameter.name.hasPrefix("dim") ? "(0)" : "(2,3)"
            case .float, .scalar, .scalarOrText: "0.5"
            case .floats: "0.5"
            case .bool: "true"
            case .text: "'none'"
            default: form
            }
        }.joined(separator: " ")
    }

    private static let special: [String: [String]] = [
        // Functions of limited range.
        "log": ["p3,4"], "log2": ["p3,4"], "log10": ["p3,4"], "log1p": ["p3,4"], "sqrt": ["p3,4"], "rsqrt": ["p3,4"],
        "asin": ["u3,4"], "acos": ["u3,4"], "arcsin": ["u3,4"], "arccos": ["u3,4"], "acosh": ["g3,4"],
        "atanh": ["u3,4"], "lgamma": ["p3,4"], "digamma": ["p3,4"], "logit": ["u3,4", "u3,4 eps=0.1"],
        "pow": ["p3,4 x3,4", "x3,4 3", "p3,4 0.5"], "pow.scalar": ["2.5 x3,4"], "xlogy": ["x3,4 p3,4"],
        // Activations and losses.
        "prelu": ["x2,3,4 p3"], "gelu": ["x3,4", "x3,4 approximate='tanh'"], "threshold": ["x3,4 0.1 2.0"],
        "cross_entropy": [
            "x4,3 i4<3", "x4,3 i4<3 p3 reduction='sum'", "x2,3,4 i2,4<3", "x4,3 u4,3", "x4,3 i4<3 label_smoothing=0.1",
        ],
        "nll_loss": ["x4,3 i4<3", "x4,3 i4<3 p3 reduction='none'"], "binary_cross_entropy": ["u3,4 u3,4"],
        "binary_cross_entropy_with_logits": ["x3,4 u3,4", "x3,4 u3,4 pos_weight=p4"], "kl_div": ["x3,4 u3,4"],
        "cosine_embedding_loss": ["x3,4 x3,4 i3<2"], "gaussian_nll_loss": ["x3,4 x3,4 p3,4"],
        "triplet_margin_loss": ["x3,4 x3,4 x3,4"], "embedding": ["i2,3<5 x5,4"], "one_hot": ["i2,3<4 4"],
        "scaled_dot_product_attention": [
            "x1,2,3,4 x1,2,3,4 x1,2,3,4", "x1,2,3,4 x1,2,3,4 x1,2,3,4 is_causal=true", "x3,4 x5,4 x5,2",
            "x1,2,3,4 x1,2,5,4 x1,2,5,4 m3,5",
        ],
        "dropout": ["x3,4 0.5 true"], "layer_norm": ["x3,4 (4)", "x2,3,4 (3,4) x3,4 x3,4"], "rms_norm": ["x3,4 (4) x4"],
        "group_norm": ["x2,4,3 2 x4 x4"], "batch_norm": ["x5,3 x3 p3 x3 x3", "x5,3 None None x3 x3 true"],
        "normalize": ["x3,4"], "local_response_norm": ["x2,4,3 2"],
        "conv1d": ["x2,3,6 x4,3,2 x4", "x2,4,6 x4,2,3 padding=1 groups=2"],
        "conv2d": ["x2,3,5,5 x4,3,2,2 x4", "x1,2,5,6 x3,2,3,3 stride=2 padding=1"],
        "conv3d": ["x1,2,3,4,3 x2,2,2,2,2 x2 padding=1"],
        "max_pool1d": ["x2,3,6 2"], "max_pool2d": ["x1,2,6,6 2", "x1,2,6,6 3 stride=2 padding=1"],
        "max_pool3d": ["x1,1,4,4,4 2"], "max_pool1d_with_indices": ["x2,3,6 2"],
        "max_pool2d_with_indices": ["x1,2,6,6 2"], "max_pool3d_with_indices": ["x1,1,4,4,4 2"],
        "avg_pool1d": ["x2,3,6 2"],
        "avg_pool2d": [
            "x1,2,6,6 2", "x1,2,5,5 2 ceil_mode=true", "x1,2,5,5 3 padding=1 count_include_pad=false",
            "x1,2,6,6 2 divisor_override=3",
        ], "avg_pool3d": ["x1,1,4,4,4 2"], "adaptive_avg_pool1d": ["x2,3,6 3"],
        "adaptive_avg_pool2d": ["x1,2,6,6 (3,2)"], "adaptive_avg_pool3d": ["x1,1,4,4,4 (2,3,1)"], "glu": ["x3,4"],
        "_ctc_loss": ["x6,2,4 i2,2<4 i2<7 i2<3"],
        // Products of matrices and linear algebra.
        "matmul": ["x3,4 x4,2", "x2,3,4 x4,2", "x4 x4", "x3,4 x4", "x2,3,4 x2,4,2"], "mm": ["x3,4 x4,2"],
        "bmm": ["x2,3,4 x2,4,2"], "mv": ["x3,4 x4"], "dot": ["x4 x4"], "vdot": ["x4 x4"], "inner": ["x3,4 x2,4"],
        "outer": ["x3 x4"], "ger": ["x3 x4"], "addmm": ["x2 x3,4 x4,2 beta=0.5 alpha=2.0"],
        "baddbmm": ["x2,3,2 x2,3,4 x2,4,2"], "addbmm": ["x3,2 x2,3,4 x2,4,2"], "addmv": ["x3 x3,4 x4"],
        "addr": ["x3,4 x3 x4"], "linear": ["x3,4 x2,4 x2", "x2,3,4 x2,4"], "cross": ["x4,3 x4,3"],
        "chain_matmul": ["x2,3+x3,4+x4,2"], "multi_dot": ["x2,3+x3,4+x4,2"],
        "einsum": ["'ij,jk->ik' x2,3+x3,4", "'bij,bj->bi' x2,3,4+x2,4"], "cdist": ["x3,4 x5,4", "x3,4 x5,4 1.0"],
        "svd": ["w3,3 full_matrices=false", "w3,3"], "eigh": ["s3,3"], "eigvalsh": ["s3,3"], "eig": ["w3,3"],
        "eigvals": ["w3,3"], "cholesky": ["s3,3"], "inv": ["w3,3"], "inverse": ["w3,3"], "pinv": ["w3,3"],
        "pinverse": ["w3,3"], "solve": ["w3,3 x3,2"], "solve_triangular": ["l3,3 x3,2 upper=false"],
        "lstsq": ["w3,3 x3,2"], "det": ["w3,3"], "logdet": ["w3,3"], "slogdet": ["w3,3"], "matrix_power": ["w3,3 3"],
        "matrix_exp": ["x3,3"], "qr": ["w3,3"], "_lu_factor": ["w3,3"], "svdvals": ["w3,3"], "cond": ["w3,3"],
        // Shapes and places.
        "view": ["x3,4 (2,6)"], "view.dtype": ["x3,4 int64"], "reshape": ["x3,4 (2,6)"], "view_as": ["x3,4 x2,6"],
        "reshape_as": ["x3,4 x2,6"],
        "permute": ["x2,3,4 (2,0,1)"], "movedim": ["x2,3,4 0 2"], "moveaxis": ["x2,3,4 0 2"], "expand": ["x3,1 (3,4)"],
        "expand_as": ["x3,1 x3,4"], "broadcast_to": ["x3,1 (2,3,4)"], "narrow": ["x3,4 1 1 2"],
        "select": ["x3,4 1 2"], "unfold": ["x3,6 1 3 2"], "as_strided": ["x3,4 (2,2) (1,2)"],
        "unflatten": ["x3,4 1 (2,2)"], "repeat": ["x3,4 (2,1)"], "tile": ["x3,4 (2,1)"], "roll": ["x3,4 1 0"],
        "pad": ["x3,4 (1,2)", "x1,3,4 (1,1) 'reflect'"], "tril_indices": ["3 4"], "triu_indices": ["3 4"],
        "split.sizes": ["x5,2 (2,3)"], "split_with_sizes": ["x5,2 (2,3)"], "tensor_split.indices": ["x5,2 (1,3)"],
        "meshgrid": ["x3+x4"], "cartesian_prod": ["x3+x2"], "broadcast_tensors": ["x3,1+x4"],
        "gather": ["x3,4 1 i3,2<4"], "take_along_dim": ["x3,4 i3,2<4 1"], "take": ["x3,4 i5<12"],
        "index_select": ["x3,4 1 i5<4"], "scatter": ["x3,4 1 i3,1<4 x3,1", "x3,4 1 i3,2<4 2.0"],
        "scatter.value": ["x3,4 1 i3,2<4 2.0"], "scatter_add": ["x3,4 1 i3,4<4 x3,4"],
        "scatter_reduce": [
            "x3,4 1 i3,4<4 x3,4 'sum'", "x3,4 1 i3,4<4 x3,4 'mean' include_self=false",
            "x3,4 1 i3,4<4 x3,4 'amax'", "x3,4 1 i3,4<4 x3,4 'prod'",
        ], "index_add": ["x3,4 0 i2<3 x2,4"],
        "index_reduce": ["x3,4 0 i2<3 x2,4 'prod'", "x3,4 0 i2<3 x2,4 'mean' include_self=false"],
        "index_copy": ["x3,4 0 i1<3 x1,4"], "index_fill": ["x3,4 0 i2<3 1.5"], "index_put": ["x3,4 i2<3+ x2,4 true"],
        "index_put_": ["x3,4 i2<3+ x2,4 true"], "where": ["m3,4 x3,4 x3,4", "x3,4 m3,4 x3,4"],
        "masked_fill": ["x3,4 m3,4 1.5"], "masked_select": ["x3,4 m3,4"], "masked_scatter": ["x3,4 m3,4 x3,4"],
        "full": ["(2,3) 1.5"], "linspace": ["0 1 5"], "logspace": ["0 1 5"], "fill_": ["x3,4 1.5"],
        "copy_": ["x3,4 x3,4"], "full_like": ["x3,4 1.5"], "new_full": ["x3,4 (2,3) 1.5"],
        // Order and statistics.
        "topk": ["x3,6 2"], "kthvalue": ["x3,4 2"], "quantile": ["x3,4 0.3 1"], "nanquantile": ["x3,4 0.3 1"],
        "bincount": ["i6"], "histogram": ["x6 3"], "var.unbiased": ["x3,4 true"], "std.unbiased": ["x3,4 true"],
        "searchsorted": ["p4 x3"], "isin": ["i3,4 i2"], "repeat_interleave": ["x3,4 2 1"], "lerp": ["x3,4 x3,4 x3,4"],
        "clamp": ["x3,4 -0.5 0.5"], "clip": ["x3,4 -0.5 0.5"], "combinations": ["x4"], "diagonal": ["x3,4"],
        "unique": ["i6"], "unique_consecutive": ["i6"],
        "renorm": ["x3,4 2 0 1.0"], "unravel_index": ["i3<12 (3,4)"], "cholesky_solve": ["x3,2 l3,3"],
        "cholesky_inverse": ["l3,3"], "triangular_solve": ["x3,2 l3,3 upper=false"], "gradient": ["x5"],
        "householder_product": ["w3,3 u3"], "slice_scatter": ["x3,4 x2,4 end=2"], "diagonal_scatter": ["x3,4 x3"],
        "fill_diagonal": ["x3,4 1.5"], "put": ["x3,4 i1<12 x1"], "range": ["0 4"], "fftfreq": ["5"], "rfftfreq": ["5"],
        "repeat_interleave.Tensor": ["i3"], "zeta": ["g3,4 g3,4"], "float_power": ["p3,4 2"],
        "is_nonzero": ["x1"], "select_scatter": ["x3,4 x4 0 1"], "entr": ["p3,4"], "xlog1py": ["x3,4 p3,4"],
        "ndtri": ["u3,4"], "erfinv": ["u3,4"], "arccosh": ["g3,4"], "arctanh": ["u3,4"], "gammaln": ["p3,4"],
        "mvlgamma": ["g3,4 2"], "multigammaln": ["g3,4 2"], "polygamma": ["2 p3,4", "p3,4 2"],
        "igamma": ["p3,4 p3,4"], "igammac": ["p3,4 p3,4"], "gammainc": ["p3,4 p3,4"], "gammaincc": ["p3,4 p3,4"],
        // Complex numbers and random numbers.
        "poisson": ["p3,4"], "binomial": ["p3,4 u3,4"], "_standard_gamma": ["p3,4"], "_sample_dirichlet": ["p3,4"],
        "_standard_gamma_grad": ["p3,4 p3,4"],
        "view_as_complex": ["x3,2"], "view_as_real": ["c3,4"], "bernoulli": ["u3,4"], "multinomial": ["p4 2"],
        "normal": ["x3,4 p3,4"], "normal.float_Tensor": ["0.5 p3,4"], "normal.float_float": ["0.5 1.5 (2,3)"],
        "bernoulli_.Tensor": ["x3,4 u3,4"], "random_.from": ["x3,4 0 5"], "randint.low": ["0 5 (2,3)"],
        "randint": ["5 (2,3)"], "randint_like.low": ["x3,4 0 5"], "geometric_": ["x3,4 0.5"],
    ]
}
