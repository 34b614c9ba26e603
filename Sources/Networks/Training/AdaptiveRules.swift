import CKernels
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

    package func needsPrecision(_ options: Options) -> Bool { options.flag("centered") }

    package func update<Number: BinaryFloatingPoint>(_ elements: Elements<Number>, _ options: Options) {
        let alpha = options.number("alpha")
        let step = RootMeanSquareStep(
            rate: options.number("lr"), decay: options.number("weight_decay"), sign: options.flag("maximize") ? -1 : 1,
            keep: alpha, take: 1 - alpha, epsilon: options.number("eps"), momentum: options.number("momentum"))
        let hasVelocity = step.momentum > 0
        let hasMean = options.flag("centered")
        elements.step(
            {
                f32_root_mean_square_step(
                    $0.parameter, $0.gradient, $0.buffers[0], hasVelocity ? $0.buffers[1] : nil,
                    hasMean ? $0.buffers.last : nil, step, $0.count)
            },
            {
                f64_root_mean_square_step(
                    $0.parameter, $0.gradient, $0.buffers[0], hasVelocity ? $0.buffers[1] : nil,
                    hasMean ? $0.buffers.last : nil, step, $0.count)
            })
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

    package func update<Number: BinaryFloatingPoint>(_ elements: Elements<Number>, _ options: Options) {
        let step = AccumulatedSquareStep(
            rate: options.number("lr") / (1 + Double(elements.step - 1) * options.number("lr_decay")),
            decay: options.number("weight_decay"), sign: options.flag("maximize") ? -1 : 1,
            epsilon: options.number("eps"))
        elements.step(
            { f32_accumulated_square_step($0.parameter, $0.gradient, $0.buffers[0], step, $0.count) },
            { f64_accumulated_square_step($0.parameter, $0.gradient, $0.buffers[0], step, $0.count) })
    }
}
