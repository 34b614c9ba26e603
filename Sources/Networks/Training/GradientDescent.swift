import CKernels
import Tensors

/// Stochastic gradient descent, with momentum, Nesterov's variant and weight decay.
package struct GradientDescent: UpdateRule {
    package let name = "SGD"
    package let showsStep = false
    package let makesBuffersLater = true
    package init() {}

    package var defaults: [(name: String, value: TensorTree)] {
        [
            ("lr", .float(1e-3)), ("momentum", .int(0)), ("dampening", .int(0)), ("weight_decay", .int(0)),
            ("nesterov", .bool(false)), ("maximize", .bool(false)), ("foreach", .none),
            ("differentiable", .bool(false)), ("fused", .none),
        ]
    }

    package func check(_ options: Options) throws {
        try require(options, "lr", "Invalid learning rate: ")
        try require(options, "momentum", "Invalid momentum value: ")
        try require(options, "weight_decay", "Invalid weight_decay value: ")
        if options.flag("nesterov") && (options.number("momentum") <= 0 || options.number("dampening") != 0) {
            throw TensorError.value("Nesterov momentum requires a momentum and zero dampening")
        }
    }

    package func buffers(_ options: Options) -> [(name: String, initial: Double)] {
        options.number("momentum") == 0 ? [] : [("momentum_buffer", 0)]
    }

    package func update<Number: BinaryFloatingPoint>(_ elements: Elements<Number>, _ options: Options) {
        let momentum = options.number("momentum")
        let step = DescentStep(
            rate: options.number("lr"), decay: options.number("weight_decay"), sign: options.flag("maximize") ? -1 : 1,
            momentum: momentum,
            // The first step takes the gradient as it is.
            share: elements.isFirst ? 1 : 1 - options.number("dampening"),
            looks_ahead: options.flag("nesterov") ? 1 : 0)
        elements.step(
            { f32_descent_step($0.parameter, $0.gradient, $0.buffers.first, step, $0.count) },
            { f64_descent_step($0.parameter, $0.gradient, $0.buffers.first, step, $0.count) })
    }
}

/// A setting must not be negative (nor nan).
func require(_ options: Options, _ name: String, _ message: String, below limit: Double = .infinity) throws {
    guard let value = options[name]?.number else {
        let type = options[name].map { $0.pythonTypeName } ?? "NoneType"
        throw TensorError.type("'<=' not supported between instances of 'float' and '\(type)'")
    }
    guard value >= 0 && (value < limit || limit == .infinity) else {
        throw TensorError.value(message + (options[name]?.pythonText ?? ""))
    }
}
