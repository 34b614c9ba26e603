import Language
import Networks

/// One call of a module with the hooks of its tables around it.
extension HookTables {
    func run(
        _ module: Module, _ given: ModuleInputs, _ forward: (ModuleInputs) throws -> TensorTree
    ) throws -> TensorTree {
        var inputs = given
        var output = TensorTree.none
        let called = Dict()
        do {
            let backward = BackwardHooks(of: module, self)
            for (number, hook) in hooks(.beforeForward) { inputs = try replaced(inputs, by: hook, number, module) }
            if let backward { inputs = try backward.watch(inputs) }
            output = try forward(inputs)
            for (number, hook) in hooks(.forward) {
                try called.set(number, to: .bool(true), evaluator)
                output = try replaced(output, of: inputs, by: hook, number, module)
            }
            return try backward?.watch(output) ?? output
        } catch {
            // What only ends the program, such as KeyboardInterrupt, calls no hook any more.
            guard (error as? PythonError)?.isInstance(of: .exception) ?? true else { throw error }
            try runAlwaysCalled(except: called, module, inputs, output)
            throw error
        }
    }

    /// The inputs that a hook gives instead, or the same.
    private func replaced(
        _ inputs: ModuleInputs, by hook: Value, _ number: Value, _ module: Module
    ) throws -> ModuleInputs {
        guard try notes(.keywordsBeforeForward, number) else {
            let result = try evaluator.call(hook, [Value(module), inputs.positionalValue])
            return result.isNone ? inputs : inputs.replacing(positional: result)
        }
        let keywords = try inputs.keywordValue(evaluator)
        let result = try evaluator.call(hook, [Value(module), inputs.positionalValue, keywords])
        if result.isNone { return inputs }
        guard let pair = result.tupleElements, pair.count == 2 else {
            throw PythonError(
                .runtimeError,
                "forward pre-hook must return None or a tuple of (new_args, new_kwargs), but got "
                    + "\(try evaluator.repr(result)).")
        }
        return try inputs.replacing(positional: pair[0]).replacing(keywords: pair[1], evaluator)
    }

    /// The output that a hook gives instead, or the same.
    private func replaced(
        _ output: TensorTree, of inputs: ModuleInputs, by hook: Value, _ number: Value, _ module: Module
    ) throws -> TensorTree {
        var given = [Value(module), inputs.positionalValue]
        if try notes(.keywordsAfterForward, number) { given.append(try inputs.keywordValue(evaluator)) }
        let result = try evaluator.call(hook, given + [Value(tree: output)])
        return result.isNone ? output : TensorTree(result)
    }

    /// After a failure, runs the hooks that are to run always and have not; what fails in them is told as a warning.
    private func runAlwaysCalled(
        except called: Dict, _ module: Module, _ inputs: ModuleInputs, _ output: TensorTree
    ) throws {
        var output = output
        for (number, hook) in hooks(.forward) {
            guard try notes(.alwaysCalled, number), try called.get(number, evaluator) == nil else { continue }
            do {
                output = try replaced(output, of: inputs, by: hook, number, module)
            } catch let error as PythonError {
                try Warnings.warn(
                    "module forward hook with ``always_call=True`` raised an exception that was silenced as another "
                        + "error was raised in forward: \(try evaluator.str(.object(error.exception)))",
                    .userWarning, evaluator)
            }
        }
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
