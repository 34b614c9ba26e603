import Tensors

/// Divides the gradient by a running root mean square of it.
package struct RootMeanSquareRule: UpdateRule {
    package let name = "RMSprop"
    package init() {}

    package var defaults: [(name: String, value: TensorTree)] {
        [
            ("lr", .float(1e-2)), ("momentum", .int(0)), ("alpha", .float(0.99)), ("eps", .float(1e-8)),
            ("centered", .bool(false)), ("weight_decay", .int(0)), ("capturable", .bool(false)), ("foreach", .none),
            ("maximize", .bool(false)), ("differentiable", .bool(false)),
        ]
    }

    package func check(_ options: Options) throws {
        try require(options, "lr", "Invalid learning rate: ")
        try require(options, "eps", "Invalid epsilon value: ")
        try require(options, "momentum", "Invalid momentum value: ")
        try require(options, "weight_decay", "Invalid weight_decay value: ")
        try require(options, "alpha", "Invalid alpha value: ")
    }

    package func buffers(_ options: Options) -> [(name: String, initial: Double)] {
        [("square_avg", 0)] + (options.number("momentum") > 0 ? [("momentum_buffer", 0)] : [])
            + (options.flag("centered") ? [("grad_avg", 0)] : [])
    }

    @_specialize(where Number == Float)
    @_specialize(where Number == Double)
    package func update<Number: BinaryFloatingPoint>(_ elements: Elements<Number>, _ options: Options) {
        let alpha = options.number("alpha")
        let (keep, take) = (Number(alpha), Number(1 - alpha))
        let (rate, epsilon) = (Number(options.number("lr")), Number(options.number("eps")))
        let (decay, momentum) = (Number(options.number("weight_decay")), Number(options.number("momentum")))
        let sign: Number = options.flag("maximize") ? -1 : 1
        guard let square = elements.buffers.first else { return }
        let velocity = momentum > 0 && elements.buffers.count > 1 ? elements.buffers[1] : nil
        let mean = options.flag("centered") ? elements.buffers.last : nil
        for index in 0..<elements.count {
            let gradient = sign * elements.gradient[index] + decay * elements.parameter[index]
            square[index] = square[index] * keep + take * gradient * gradient
            var variance = square[index]
            if let mean {
                mean[index] += take * (gradient - mean[index])
                variance -= mean[index] * mean[index]
            }
            let change = gradient / (variance.squareRoot() + epsilon)
            guard let velocity else {
                elements.parameter[index] -= rate * change
                continue
            }
            velocity[index] = velocity[index] * momentum + change
            elements.parameter[index] -= rate * velocity[index]
        }
    }
}

/// Divides the gradient by the root of the sum of all its squares so far.
package struct AccumulatedSquareRule: UpdateRule {
    package let name = "Adagrad"
    package init() {}

    package var defaults: [(name: String, value: TensorTree)] {
        [
            ("lr", .float(1e-2)), ("lr_decay", .int(0)), ("eps", .float(1e-10)), ("weight_decay", .int(0)),
            ("initial_accumulator_value", .int(0)), ("foreach", .none), ("maximize", .bool(false)),
            ("differentiable", .bool(false)), ("fused", .none),
        ]
    }

    package func check(_ options: Options) throws {
        try require(options, "lr", "Invalid learning rate: ")
        try require(options, "lr_decay", "Invalid lr_decay value: ")
        try require(options, "weight_decay", "Invalid weight_decay value: ")
        try require(options, "initial_accumulator_value", "Invalid initial_accumulator_value value: ")
        try require(options, "eps", "Invalid epsilon value: ")
    }

    package func buffers(_ options: Options) -> [(name: String, initial: Double)] {
        [("sum", options.number("initial_accumulator_value"))]
    }

    @_specialize(where Number == Float)
    @_specialize(where Number == Double)
    package func update<Number: BinaryFloatingPoint>(_ elements: Elements<Number>, _ options: Options) {
        let rate = Number(options.number("lr") / (1 + Double(elements.step - 1) * options.number("lr_decay")))
        let (epsilon, decay) = (Number(options.number("eps")), Number(options.number("weight_decay")))
        let sign: Number = options.flag("maximize") ? -1 : 1
        guard let sum = elements.buffers.first else { return }
        for index in 0..<elements.count {
            let gradient = sign * elements.gradient[index] + decay * elements.parameter[index]
            sum[index] += gradient * gradient
            elements.parameter[index] -= rate * gradient / (sum[index].squareRoot() + epsilon)
        }
    }
}
