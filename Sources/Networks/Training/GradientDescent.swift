import Tensors

/// Stochastic gradient descent, with momentum, Nesterov's variant and weight decay.
package struct GradientDescent: UpdateRule {
    package let name = "SGD"
    package let showsStep = false
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

    @_specialize(where Number == Float)
    @_specialize(where Number == Double)
    package func update<Number: BinaryFloatingPoint>(_ elements: Elements<Number>, _ options: Options) {
        let rate = Number(options.number("lr"))
        let momentum = Number(options.number("momentum"))
        // The first step takes the gradient as it is.
        let share = elements.step == 1 ? 1 : Number(1 - options.number("dampening"))
        let decay = Number(options.number("weight_decay"))
        let sign: Number = options.flag("maximize") ? -1 : 1
        let isNesterov = options.flag("nesterov")
        let velocity = elements.buffers.first
        for index in 0..<elements.count {
            var gradient = sign * elements.gradient[index]
            if decay != 0 { gradient += decay * elements.parameter[index] }
            if let velocity, momentum != 0 {
                velocity[index] = velocity[index] * momentum + share * gradient
                gradient = isNesterov ? gradient + momentum * velocity[index] : velocity[index]
            }
            elements.parameter[index] -= rate * gradient
        }
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
