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

    @_specialize(where Number == Float)
    @_specialize(where Number == Double)
    package func update<Number: BinaryFloatingPoint>(_ elements: Elements<Number>, _ options: Options) {
        let step = Double(elements.step)
        let (beta1, beta2) = (options.beta(0), options.beta(1))
        let rate = options.number("lr")
        let stepSize = Number(rate / (1 - Glibc.pow(beta1, step)))
        let correction = Number((1 - Glibc.pow(beta2, step)).squareRoot())
        let epsilon = Number(options.number("eps"))
        let decay = options.number("weight_decay")
        let isDecoupled = options.flag("decoupled_weight_decay")
        let shrink = isDecoupled ? Number(1 - rate * decay) : 1
        let pull = isDecoupled ? 0 : Number(decay)
        let sign: Number = options.flag("maximize") ? -1 : 1
        let (weight1, weight2, keep2) = (Number(1 - beta1), Number(1 - beta2), Number(beta2))
        guard elements.buffers.count >= 2 else { return }
        let (mean, square) = (elements.buffers[0], elements.buffers[1])
        let largest = options.flag("amsgrad") && elements.buffers.count > 2 ? elements.buffers[2] : nil
        for index in 0..<elements.count {
            let parameter = elements.parameter[index] * shrink
            let gradient = sign * elements.gradient[index] + pull * parameter
            mean[index] += weight1 * (gradient - mean[index])
            square[index] = square[index] * keep2 + weight2 * gradient * gradient
            var spread = square[index]
            if let largest {
                largest[index] = Swift.max(largest[index], spread)
                spread = largest[index]
            }
            elements.parameter[index] =
                parameter - stepSize * mean[index] / (spread.squareRoot() / correction + epsilon)
        }
    }
}
