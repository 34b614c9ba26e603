import Language
import Networks
import Tensors

/// The face of an optimizer: `torch.optim.Adam(model.parameters(), lr=0.01)`.
package final class OptimizerObject: Object {
    package let optimizer: Optimizer
    private let ownType: TypeObject

    init(_ optimizer: Optimizer, _ type: TypeObject) {
        self.optimizer = optimizer
        ownType = type
    }

    override package var type: TypeObject { derivation?.type ?? ownType }
    override package var acceptsAttributes: Bool { true }
    override package func repr(_ evaluator: Evaluator) throws -> String { optimizer.description }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case "_opt_called": .bool(optimizer.wasStepped)
        case "param_groups": Value(optimizer.groups.map { .object(ParameterGroupObject($0)) })
        case "state": try OptimizerState(optimizer).byParameter(evaluator)
        case "defaults": try OptimizerState(optimizer).defaults(evaluator)
        default: try genericAttribute(name, evaluator)
        }
    }

    /// `copy.deepcopy(optimizer)`: parameters that the same copy has met before are shared with it.
    static var deepCopy: NativeFunction {
        NativeFunction("__deepcopy__", "(self, memo=None)", "An optimizer of copies of the parameters.") {
            arguments, evaluator in
            guard let face = arguments[0].as(OptimizerObject.self) else {
                throw PythonError(.typeError, "descriptor '__deepcopy__' requires an optimizer")
            }
            let memo = CopyMemo(arguments[1].as(Dict.self) ?? Dict(), evaluator)
            let copy = try translating { try face.optimizer.copied { try memo.deepCopy($0) } }
            return .object(OptimizerObject(copy, face.ownType))
        }
    }

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) static let optimizerType = TypeObject(
        native: "Optimizer", module: "torch.optim.optimizer", documentation: "Base class of all optimizers.",
        methods: methods, allocate: { type, _, _ in .object(ScriptedInstance(type)) })

    private static func method(
        _ name: String, _ signature: Language.Signature, _ summary: String,
        _ body: @escaping (OptimizerObject, borrowing Language.Arguments, Evaluator) throws -> Value
    ) -> NativeFunction {
        // An optimizer written in Python takes what it does not define from the module of such optimizers.
        NativeFunction(name, signature, summary, module: "torch.optim.Optimizer", isRaw: true) { arguments, evaluator in
            guard let face = arguments[0].as(OptimizerObject.self) else {
                let fallback = name == "__init__" ? "_begin" : name == "__repr__" ? "_repr" : "_" + name
                return try PythonModule.call(Symbol(fallback), of: "torch.optim.further", arguments, evaluator)
            }
            let bound = Language.Arguments(try signature.bind(arguments, function: name, evaluator))
            do {
                return try body(face, bound, evaluator)
            } catch let error as TensorError {
                throw PythonError(error)
            }
        }
    }

    private static var methods: [NativeFunction] {
        [
            method("__init__", "(self, params, defaults)", "Takes parameters and settings.") { _, _, _ in .none },
            method("__repr__", "(self)", "The settings of all groups.") { face, _, _ in
                Value(face.optimizer.description)
            },
            method("load_state_dict", "(self, state_dict)", "Takes over settings and memory.") {
                face, arguments, evaluator in
                try OptimizerState(face.optimizer).load(arguments[1], evaluator)
                return .none
            },
            method("step", "(self, closure=None)", "Moves every parameter that has a gradient.") {
                face, arguments, evaluator in
                var loss = Value.none
                if let closure = arguments[1].ifNotNone {
                    loss = try GradientMode.with(enabled: true) { try evaluator.call(closure) }
                }
                try face.optimizer.step()
                return loss
            },
            method("zero_grad", "(self, set_to_none=True)", "Forgets the gradients.") { face, arguments, evaluator in
                try face.optimizer.zeroGrad(toNone: try evaluator.truth(arguments[1]))
                return .none
            },
            method("add_param_group", "(self, param_group)", "Adds parameters with settings of their own.") {
                face, arguments, evaluator in
                try face.optimizer.add(try ParameterGroups.group(arguments[1], evaluator))
                return .none
            },
            method("state_dict", "(self)", "Settings and memory of the optimizer.") { face, _, evaluator in
                try OptimizerState(face.optimizer).dictionary(evaluator)
            },
            stepHook("register_step_pre_hook", "Calls the function before every step."),
            stepHook("register_step_post_hook", "Calls the function after every step."),
        ]
    }

    private static func stepHook(_ name: String, _ summary: String) -> NativeFunction {
        method(name, "(self, hook)", summary) { face, arguments, evaluator in
            try PythonModule.call(
                Symbol("_" + name), of: "torch.optim.further", Language.Arguments([.object(face), arguments[1]]),
                evaluator)
        }
    }
}

/// Parameters of an optimizer's constructor as groups.
enum ParameterGroups {
    static func groups(_ value: Value, _ evaluator: Evaluator) throws -> [ParameterGroup] {
        if let tensor = value.tensor {
            throw PythonError(
                .typeError,
                "params argument given to the optimizer should be an iterable of Tensors or dicts, but got torch."
                    + "\(tensor.dtype.scalarName)Tensor")
        }
        let elements = try evaluator.array(from: value)
        if elements.first?.as(Dict.self) != nil { return try elements.map { try group($0, evaluator) } }
        return [ParameterGroup(try elements.map(parameter))]
    }

    /// A dict with `params` and settings.
    static func group(_ value: Value, _ evaluator: Evaluator) throws -> ParameterGroup {
        guard let dictionary = value.as(Dict.self) else {
            throw PythonError(.typeError, "param_group must be a dict, but got \(value.qualifiedTypeName)")
        }
        guard let given = try dictionary.get(Value("params"), evaluator) else {
            throw PythonError(.keyError, [Value("params")])
        }
        let parameters = try given.tensor.map { [$0] } ?? evaluator.array(from: given).map(parameter)
        let settings = try dictionary.items.compactMap { key, value -> (name: String, value: TensorTree)? in
            let name = try evaluator.str(key)
            return name == "params" ? nil : (name, TensorTree(setting: value))
        }
        return ParameterGroup(parameters, settings)
    }

    /// A parameter, or one with its name in front.
    private static func parameter(_ value: Value) throws -> Tensor {
        if let tensor = value.tensor { return tensor }
        if let pair = value.tupleElements, pair.count == 2, let tensor = pair[1].tensor { return tensor }
        throw PythonError(
            .typeError, "optimizer can only optimize Tensors, but one of the params is \(value.typeName)")
    }
}

extension TensorTree {
    /// A setting: lists are taken apart, because no code goes on changing them.
    init(setting value: Value) {
        if let list = value.as(List.self) {
            self = .list(list.elements.map { TensorTree(setting: $0) })
        } else {
            self.init(value)
        }
    }
}
