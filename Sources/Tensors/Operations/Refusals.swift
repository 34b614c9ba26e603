/// What PyTorch's kernels refuse by the dtype of their input, though the arithmetic here could do it, in its words.
///
///     torch.median(torch.tensor([True, False]))   // "median_cpu" not implemented for 'Bool'
package enum Refusals {
    /// Whose kernel it is, and the dtypes that it does not take.
    private struct Kernel: Sendable {
        let name: String
        let refuses: @Sendable (DType) -> Bool
    }

    /// A sentence of its own for some dtypes.
    private struct Sentence: Sendable {
        let text: String
        let refuses: @Sendable (DType) -> Bool
    }

    /// The operation, with a look at the first tensor before it where PyTorch refuses some.
    static func guarding(_ operation: Operation) -> Operation {
        if operation.name == "matmul" {
            return operation.checking { arguments in
                if case .tensor(let a) = arguments[0], case .tensor(let b) = arguments[1] { try checkProduct(a, b) }
            }
        }
        let (kernel, sentence) = (kernels[operation.name], sentences[operation.name])
        guard kernel != nil || sentence != nil else { return operation }
        let promotes = promoting.contains(operation.name)
        return operation.checking { arguments in
            guard let dtype = promotes ? arguments.promotedDType : arguments.firstDType else { return }
            if let sentence, sentence.refuses(dtype) {
                let text = sentence.text.replacing("DTYPE", with: dtype.scalarName)
                throw unimplemented.contains(operation.name)
                    ? TensorError.invalid(.notImplemented, text) : TensorError.runtime(text)
            }
            if let kernel, kernel.refuses(dtype) {
                throw TensorError.notImplemented(operation: "\"\(kernel.name)\"", dtype: dtype)
            }
        }
    }

    /// Refuses the product of two bool tensors, for which there is no kernel.
    package static func checkProduct(_ a: Tensor, _ b: Tensor) throws {
        guard a.dtype == .bool, b.dtype == .bool, !a.isMeta else { return }
        let name =
            switch (a.rank, b.rank) {
            case (1, 1): "dot"
            case (2..., 1): "addmv_impl_cpu"
            case (3..., 3...): "bmm"
            default: "addmm_impl_cpu_"
            }
        throw TensorError.notImplemented(operation: "\"\(name)\"", dtype: .bool)
    }

    /// Operations of two tensors that are looked at after promotion.
    private static let promoting: Set = [
        "hypot", "logaddexp", "logaddexp2", "fmax", "fmin", "maximum", "minimum", "nextafter", "zeta", "huber_loss",
    ]

    /// Operations whose sentence is a NotImplementedError.
    private static let unimplemented: Set = ["ceil", "floor", "round", "trunc", "fix"]

    private static let kernels: [String: Kernel] = {
        var table: [String: Kernel] = [:]
        func add(_ refuses: @escaping @Sendable (DType) -> Bool, _ names: [String: String]) {
            for (operation, name) in names { table[operation] = Kernel(name: name, refuses: refuses) }
        }
        add(
            { $0 == .bool },
            [
                "ceil": "ceil_vml_cpu", "floor": "floor_vml_cpu", "round": "round_vml_cpu", "trunc": "trunc_vml_cpu",
                "fix": "trunc_vml_cpu", "trace": "trace", "threshold": "threshold_cpu",
                "mm": "addmm_impl_cpu_", "addmm": "addmm_impl_cpu_", "linear": "addmm_impl_cpu_",
                "inner": "addmm_impl_cpu_", "mv": "addmv_impl_cpu", "dot": "dot", "vdot": "dot", "bmm": "bmm",
                "baddbmm": "baddbmm",
            ])
        add(
            { $0 == .bool || $0.isComplex },
            ["median": "median_cpu", "nanmedian": "median_cpu", "kthvalue": "kthvalue_cpu"])
        add(
            { !$0.isFloatingPoint },
            [
                "celu": "elu_cpu", "elu": "elu_cpu", "selu": "elu_cpu", "frac": "frac_cpu", "gelu": "GeluKernelImpl",
                "hardshrink": "hardshrink_cpu", "hardsigmoid": "hardsigmoid_cpu", "hardswish": "hardswish_cpu",
                "leaky_relu": "leaky_relu_cpu", "mish": "mish_cpu", "softplus": "softplus_cpu",
                "softshrink": "softshrink_check", "poisson": "poisson_cpu", "logaddexp2": "logaddexp2_cpu",
                "log_normal_": "log_normal_cpu", "binary_cross_entropy_with_logits": "log_sigmoid_cpu",
            ])
        add(
            { $0.isComplex || $0.isIntegral && $0 != .int64 },
            ["avg_pool1d": "avg_pool2d", "avg_pool2d": "avg_pool2d"])
        add({ $0.isIntegral }, ["logcumsumexp": "logcumsumexp_out_cpu"])
        add({ $0 == .bool || $0.isComplex }, ["max_pool2d": "max_pool2d"])
        add({ $0 == .float16 || $0 == .bfloat16 }, ["erfcx": "erfcx_cpu"])
        add(
            { $0.isIntegral },
            ["silu": "silu_cpu", "normal_": "normal_kernel_cpu", "hypot": "hypot_cpu", "logaddexp": "logaddexp_cpu"])
        add(
            { $0.isComplex },
            [
                "clamp_max": "minimum_cpu", "clamp_min": "maximum_cpu", "copysign": "copysign_cpu",
                "cummax": "cummax_cpu", "cummin": "cummin_cpu", "digamma": "digamma", "glu": "glu_cpu",
                "logit": "logit_cpu", "mode": "mode_cpu", "random_": "random_kernel_cpu",
                "unique_consecutive": "unique", "xlogy": "xlogy_cpu",
                "nextafter": "nextafter_cpu", "adaptive_avg_pool1d": "adaptive_avg_pool2d",
                "adaptive_avg_pool2d": "adaptive_avg_pool2d", "huber_loss": "huber_cpu",
                "amax": "max_values_cpu", "amin": "min_values_cpu", "aminmax": "aminmax_cpu",
            ])
        add({ $0.isComplex || $0 == .float16 || $0 == .bfloat16 }, ["zeta": "zeta_cpu"])
        add({ $0.isIntegral || $0.isComplex }, ["uniform_": "check_uniform_bounds"])
        return table
    }()

    private static let sentences: [String: Sentence] = {
        var table: [String: Sentence] = [:]
        for name in ["argmax", "argmin"] {
            table[name] = Sentence(text: "\(name)(): does not support bool input") { $0 == .bool }
        }
        for name in ["deg2rad", "rad2deg"] {
            table[name] = Sentence(text: "\(name) is not supported for complex tensors.") { $0.isComplex }
        }
        for name in ["isneginf", "isposinf"] {
            table[name] = Sentence(text: "\(name) does not support complex inputs.") { $0.isComplex }
        }
        for name in ["trapezoid", "cumulative_trapezoid", "trapz"] {
            let word = name == "trapz" ? "trapezoid" : name
            table[name] = Sentence(text: "\(word): received a bool input for `y`, but bool is not supported") {
                $0 == .bool
            }
        }
        for name in ["ceil", "floor", "round", "trunc", "fix"] {
            let word = name == "fix" ? "trunc" : name
            table[name] = Sentence(text: "\(word) is not supported for complex inputs") { $0.isComplex }
        }
        for name in ["relu6", "hardtanh"] {
            table[name] = Sentence(text: "Bool inputs not supported for hardtanh") { $0 == .bool }
        }
        table["isin"] = Sentence(text: "Unsupported input type encountered for isin(): DTYPE") {
            $0 == .bool || $0.isComplex
        }
        table["nanmean"] = Sentence(
            text: "nanmean(): expected input to have floating point or complex dtype but got DTYPE"
        ) { $0.isIntegral }
        for name in ["fmax", "fmin", "maximum", "minimum"] {
            table[name] = Sentence(text: "\(name) not implemented for complex tensors.") { $0.isComplex }
        }
        table["topk"] = Sentence(text: "topk does not support bool dtypes on CPU") { $0 == .bool }
        table["relu"] = Sentence(text: "Boolean inputs not supported for relu") { $0 == .bool }
        table["positive"] = Sentence(text: "The `+` operator, on a bool tensor is not supported.") { $0 == .bool }
        table["nansum"] = Sentence(text: "nansum on CPU does not support complex inputs") { $0.isComplex }
        return table
    }()
}

extension Arguments {
    /// The dtype to which the first two arguments are promoted; nil when one is no tensor.
    var promotedDType: DType? {
        if case .tensor(let first) = self[0], case .tensor(let second) = self[1] {
            return resultType(first, second)
        }
        return firstDType
    }

    /// The dtype of the first argument; nil when that is no tensor.
    var firstDType: DType? {
        if case .tensor(let tensor) = self[0] { return tensor.dtype }
        return nil
    }
}
