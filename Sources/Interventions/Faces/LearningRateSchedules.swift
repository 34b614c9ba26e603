import Glibc
import Language

/// The schedules of `transformers.optimization`: each scales the learning rate by a factor that depends on the step.
///
///     scheduler = get_linear_schedule_with_warmup(optimizer, 100, 1000)   // up to step 100, then down to 0
enum LearningRateSchedules {
    static var all: [NativeFunction] {
        [
            schedule("get_constant_schedule", "(optimizer, last_epoch=-1)", numbers: 0) { _, _ in 1 },
            schedule(
                "get_constant_schedule_with_warmup", "(optimizer, num_warmup_steps, last_epoch=-1)", numbers: 1
            ) { step, numbers in
                step < numbers[0] ? step / max(1, numbers[0]) : 1
            },
            schedule(
                "get_linear_schedule_with_warmup",
                "(optimizer, num_warmup_steps, num_training_steps, last_epoch=-1)", numbers: 2
            ) { step, numbers in
                let (warmup, total) = (numbers[0], numbers[1])
                return step < warmup ? step / max(1, warmup) : max(0, (total - step) / max(1, total - warmup))
            },
            schedule(
                "get_cosine_schedule_with_warmup",
                "(optimizer, num_warmup_steps, num_training_steps, num_cycles=0.5, last_epoch=-1)", numbers: 3
            ) { step, numbers in
                let (warmup, total) = (numbers[0], numbers[1])
                if step < warmup { return step / max(1, warmup) }
                let progress = (step - warmup) / max(1, total - warmup)
                return max(0, 0.5 * (1 + cos(.pi * numbers[2] * 2 * progress)))
            },
        ]
    }

    /// A function that gives a `LambdaLR`; the numbers stand between the optimizer and `last_epoch`.
    private static func schedule(
        _ name: String, _ signature: Signature, numbers count: Int,
        _ factor: @escaping (_ step: Double, _ numbers: [Double]) -> Double
    ) -> NativeFunction {
        NativeFunction(name, signature, "A schedule of the learning rate.", module: "transformers.optimization") {
            arguments, evaluator in
            let numbers = try (0..<count).map { try number(arguments[$0 + 1]) }
            let scale = NativeFunction("lr_lambda", "(current_step, /)") { arguments, evaluator in
                .float(factor(try number(arguments[0]), numbers))
            }
            let schedulers = try evaluator.modules.import("torch.optim.lr_scheduler", evaluator)
            return try evaluator.call(
                evaluator.requiredAttribute("LambdaLR", of: .object(schedulers)),
                [arguments[0], .object(scale), arguments[count + 1]])
        }
    }

    private static func number(_ value: Value) throws -> Double {
        guard let number = try Number(value)?.float() else {
            throw PythonError(.typeError, "must be real number, not \(value.typeName)")
        }
        return number
    }
}
