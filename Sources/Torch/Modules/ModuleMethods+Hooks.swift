import Language
import Networks
import Tensors

/// Hooks around a module's forward, and around its part of a backward pass.
extension ModuleMethods {
    static var hooks: [NativeFunction] {
        [
            method(
                "register_forward_pre_hook", "(self, hook, *, prepend=False, with_kwargs=False)",
                "Calls the function before forward; what it returns replaces the inputs.", addPreHook),
            method(
                "register_forward_hook", "(self, hook, *, prepend=False, with_kwargs=False, always_call=False)",
                "Calls the function after forward; what it returns replaces the output.", addHook),
            method(
                "register_full_backward_hook", "(self, hook, prepend=False)",
                "Calls the function with the gradients of inputs and outputs.", addFullBackwardHook),
            method(
                "register_full_backward_pre_hook", "(self, hook, prepend=False)",
                "Calls the function with the gradients of outputs before they go through.", addFullBackwardPreHook),
            method(
                "register_backward_hook", "(self, hook)",
                "Calls the function with the gradients of inputs and outputs.", addBackwardHook),
        ]
    }

    private static func addPreHook(
        _ module: Module, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let takesKeywords = try evaluator.truth(arguments[3])
        let isFirst = try evaluator.truth(arguments[2])
        let hook = try HookTable(.beforeForward, of: module).register(arguments[1], isFirst: isFirst, evaluator)
        let handle = module.addForwardPreHook(prepend: isFirst) { module, inputs in
            guard let function = try hook.function(evaluator) else { return nil }
            let positional = inputs.positionalValue
            guard takesKeywords else {
                let result = try evaluator.call(function, [Value(module), positional])
                return result.isNone ? nil : inputs.replacing(positional: result)
            }
            let keywords = try inputs.keywordValue(evaluator)
            let result = try evaluator.call(function, [Value(module), positional, keywords])
            if result.isNone { return nil }
            guard let pair = result.tupleElements, pair.count == 2 else {
                throw PythonError(
                    .runtimeError,
                    "forward pre-hook must return None or a tuple of (new_args, new_kwargs), but got "
                        + "\(try evaluator.repr(result)).")
            }
            return try inputs.replacing(positional: pair[0]).replacing(keywords: pair[1], evaluator)
        }
        return hook.handle([handle], evaluator)
    }

    private static func addHook(
        _ module: Module, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let takesKeywords = try evaluator.truth(arguments[3])
        let isFirst = try evaluator.truth(arguments[2])
        let hook = try HookTable(.forward, of: module).register(arguments[1], isFirst: isFirst, evaluator)
        let handle = module.addForwardHook(prepend: isFirst, alwaysCalled: try evaluator.truth(arguments[4])) {
            module, inputs, output in
            guard let function = try hook.function(evaluator) else { return nil }
            var given = [Value(module), inputs.positionalValue]
            if takesKeywords { given.append(try inputs.keywordValue(evaluator)) }
            let result = try evaluator.call(function, given + [Value(tree: output)])
            return result.isNone ? nil : TensorTree(result)
        }
        return hook.handle([handle], evaluator)
    }

    private static func addFullBackwardHook(
        _ module: Module, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let hook = try HookTable(.backward, of: module).register(arguments[1], isFirst: false, evaluator)
        return hook.handle(
            watchGradients(of: module) { module, received, sent in
                guard let function = try hook.function(evaluator) else { return nil }
                if received.tupleElements?.allSatisfy(\.isNone) ?? false {
                    try Warnings.warn(outputsOnly, .userWarning, evaluator)
                }
                let result = try evaluator.call(function, [Value(module), received, sent])
                return result.isNone ? nil : result
            }, evaluator)
    }

    private static let outputsOnly =
        "Full backward hook is firing when gradients are computed with respect to module outputs since no inputs require "
        + "gradients. See https://docs.pytorch.org/docs/main/generated/torch.nn.Module.html#torch.nn.Module."
        + "register_full_backward_hook for more details."

    private static func addFullBackwardPreHook(
        _ module: Module, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let hook = try HookTable(.beforeBackward, of: module).register(arguments[1], isFirst: false, evaluator)
        let handle = module.addForwardHook { module, _, output in
            guard GradientMode.isEnabled else { return nil }
            try BackwardRecord.announce(output) { gradients in
                try hook.function(evaluator).map { try evaluator.call($0, [Value(module), gradients]) } ?? Value.none
            }
            return nil
        }
        return hook.handle([handle], evaluator)
    }

    private static func addBackwardHook(
        _ module: Module, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let hook = try HookTable(.backward, of: module).register(arguments[1], isFirst: false, evaluator)
        return hook.handle(
            watchGradients(of: module) { module, received, sent in
                guard let function = try hook.function(evaluator) else { return nil }
                let result = try evaluator.call(function, [Value(module), received, sent])
                return result.isNone ? nil : result
            }, evaluator)
    }

    /// The gradients of the inputs are those of views of them, so that only uses inside the module count.
    private static func watchGradients(
        of module: Module, _ body: @escaping (Module, Value, Value) throws -> Value?
    ) -> [HookHandle] {
        let record = BackwardRecord()
        let before = module.addForwardPreHook { _, inputs in
            guard GradientMode.isEnabled else { return nil }
            return try inputs.mapTensors { $0.requiresGrad ? try Tensors.alias($0) : $0 }
        }
        let after = module.addForwardHook { module, inputs, output in
            guard GradientMode.isEnabled else { return nil }
            try record.attach(module, inputs, output, body)
            return nil
        }
        return [before, after]
    }
}

/// The gradients of one call of a module on their way: those of the outputs wait for those of the inputs.
private final class BackwardRecord {
    func attach(
        _ module: Module, _ inputs: ModuleInputs, _ output: TensorTree,
        _ body: @escaping (Module, Value, Value) throws -> Value?
    ) throws {
        let outputs = output.tensors.filter(\.requiresGrad)
        let sent = Gradients(count: outputs.count)
        let tensors = inputs.positional.flatMap(\.tensors)
        let nothing = [Value](repeating: .none, count: tensors.count)
        let first = tensors.firstIndex(where: \.requiresGrad)
        for (index, tensor) in outputs.enumerated() {
            try tensor.registerHook { gradient in
                sent.values[index] = Value(gradient)
                // No gradient will come to the inputs, so the last one of the outputs is all there is to wait for.
                if first == nil, sent.areComplete {
                    _ = try body(module, Value(tuple: nothing), Value(tuple: sent.values))
                }
                return nil
            }
        }
        guard let first else { return }
        try tensors[first].registerHook { gradient in
            var received = nothing
            received[first] = Value(gradient)
            let replaced = try body(module, Value(tuple: received), Value(tuple: sent.values))
            guard let elements = replaced?.tupleElements, elements.indices.contains(first) else {
                return replaced?.tensor
            }
            return elements[first].tensor
        }
    }

    /// Gives the gradients of the outputs to a function, which may replace the last one that comes.
    static func announce(_ output: TensorTree, _ body: @escaping (Value) throws -> Value) throws {
        let outputs = output.tensors.filter(\.requiresGrad)
        let sent = Gradients(count: outputs.count)
        for (index, tensor) in outputs.enumerated() {
            try tensor.registerHook { gradient in
                sent.values[index] = Value(gradient)
                guard sent.areComplete else { return nil }
                let replaced = try body(Value(tuple: sent.values))
                guard let elements = replaced.tupleElements, elements.indices.contains(index) else {
                    return replaced.tensor
                }
                return elements[index].tensor
            }
        }
    }

    private final class Gradients {
        var values: [Value]
        var areComplete: Bool { values.allSatisfy { !$0.isNone } }
        init(count: Int) { values = Array(repeating: .none, count: count) }
    }
}

extension ModuleInputs {
    /// The positional inputs as a tuple.
    fileprivate var positionalValue: Value { Value(tuple: positional.map { Value(tree: $0) }) }

    fileprivate func keywordValue(_ evaluator: Evaluator) throws -> Value {
        let keywords = Dict()
        for (name, value) in keyword { try keywords.set(Value(name), to: Value(tree: value), evaluator) }
        return .object(keywords)
    }

    /// One value that is no tuple replaces a single input.
    fileprivate func replacing(positional value: Value) -> ModuleInputs {
        ModuleInputs((value.tupleElements ?? [value]).map { TensorTree($0) }, keyword: keyword)
    }

    fileprivate func replacing(keywords value: Value, _ evaluator: Evaluator) throws -> ModuleInputs {
        let items = try evaluator.array(from: try evaluator.callMethod("items", of: value))
        return ModuleInputs(
            positional,
            keyword: try items.compactMap { item in
                guard let pair = item.tupleElements, pair.count == 2 else { return nil }
                return (try evaluator.str(pair[0]), TensorTree(pair[1]))
            })
    }
}
