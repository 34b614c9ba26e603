import CKernels
import Glibc
import Tensors

/// Adam and AdamW: steps of the size of the learning rate, scaled by running means of gradient and squared gradient.
package struct Adam: UpdateRule {
    package let name: String
    /// AdamW shrinks the weights themselves instead of adding them to the gradient.
    private let isDecoupled: Bool

    package init(decoupledWeightDecay: Bool = false) {
        isDecoupled = decoupledWeightDecay
        name = decoupledWeightDecay ? "AdamW" : "Adam"
    }

    package var defaults: [(name: String, value: TensorTree)] {
        [
            ("lr", .float(1e-3)), ("betas", .tuple([.float(0.9), .float(0.999)])), ("eps", .float(1e-8)),
            ("weight_decay", isDecoupled ? .float(1e-2) : .int(0)), ("amsgrad", .bool(false)),
            ("maximize", .bool(false)), ("foreach", .none), ("capturable", .bool(false)),
            ("differentiable", .bool(false)), ("fused", .none), ("decoupled_weight_decay", .bool(isDecoupled)),
        ]
    }

    package func check(_ options: Options) throws {
        try require(options, "lr", "Invalid learning rate: ")
        try require(options, "eps", "Invalid epsilon value: ")
        let betas = [options["betas"]?[0], options["betas"]?[1]]
        guard betas.allSatisfy({ if case .float = $0 { true } else { false } }) else {
            throw TensorError.value("betas must be either both floats or both Tensors")
        }
        for index in 0...1 {
            let beta = options.beta(index)
            guard beta >= 0 && beta < 1 else {
                throw TensorError.value(
                    "Invalid beta parameter at index \(index): \(options["betas"]?[index]?.pythonText ?? "")")
            }
        }
        try require(options, "weight_decay", "Invalid weight_decay value: ")
    }

    package func buffers(_ options: Options) -> [(name: String, initial: Double)] {
        [("exp_avg", 0), ("exp_avg_sq", 0)] + (options.flag("amsgrad") ? [("max_exp_avg_sq", 0)] : [])
    }

    package func needsPrecision(_ options: Options) -> Bool { true }

    package func update<Number: BinaryFloatingPoint>(_ elements: Elements<Number>, _ options: Options) {
        let keepsLargest = options.flag("amsgrad")
        let step = step(elements.step, options)
        elements.step(
            {
                f32_adam_step(
                    $0.parameter, $0.gradient, $0.buffers[0], $0.buffers[1], keepsLargest ? $0.buffers[2] : nil, step,
                    $0.count)
            },
            {
                f64_adam_step(
                    $0.parameter, $0.gradient, $0.buffers[0], $0.buffers[1], keepsLargest ? $0.buffers[2] : nil, step,
                    $0.count)
            })
    }

    private func step(_ count: Int, _ options: Options) -> AdamStep {
        let (beta1, beta2) = (options.beta(0), options.beta(1))
        let (rate, decay) = (options.number("lr"), options.number("weight_decay"))
        let isDecoupled = options.flag("decoupled_weight_decay")
        return AdamStep(
            shrink: isDecoupled ? 1 - rate * decay : 1, decay: isDecoupled ? 0 : decay,
            sign: options.flag("maximize") ? -1 : 1, weight1: 1 - beta1, keep2: beta2, weight2: 1 - beta2,
            size: rate / (1 - Glibc.pow(beta1, Double(count))),
            correction: (1 - Glibc.pow(beta2, Double(count))).squareRoot(), epsilon: options.number("eps"))
    }
}
