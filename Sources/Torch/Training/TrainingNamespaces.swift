import Language
import Networks
import Tensors

/// `torch.optim` and `torch.optim.lr_scheduler`.
enum TrainingNamespaces {
    static var parts: [(name: String, make: (Evaluator) throws -> Language.ModuleObject)] {
        [
            ("torch.optim", { _ in optimizers }),
            (
                "torch.optim.lr_scheduler",
                { _ in
                    Language.ModuleObject(
                        "torch.optim.lr_scheduler",
                        functions: [
                            PythonModule.lazyNames(
                                of: "torch.optim.lr_scheduler",
                                PythonModule.homes(
                                    SchedulersSource.names, "torch.optim.cyclic_schedulers"))
                        ],
                        attributes: [("_LRScheduler", .object(SchedulerObject.schedulerType))]
                            + SchedulerClasses.all.map { (Symbol($0.name), .object($0)) })
                }
            ),
        ]
    }

    private static var optimizers: Language.ModuleObject {
        let rules: [any UpdateRule] = [
            GradientDescent(), Adam(), Adam(decoupledWeightDecay: true), RootMeanSquareRule(), AccumulatedSquareRule(),
        ]
        let classes = rules.map { OptimizerClasses.make($0) }
        let module = Language.ModuleObject(
            "torch.optim",
            functions: [PythonModule.lazyNames(of: "torch.optim", PythonModule.optimizerHomes)],
            attributes: [("Optimizer", .object(OptimizerObject.optimizerType))]
                + classes.map { (Symbol($0.name), .object($0)) })
        return PythonModule.listing(PythonModule.optimizerHomes, in: module)
    }
}

/// The class of one kind of optimizer.
enum OptimizerClasses {
    static func make(_ rule: any UpdateRule) -> TypeObject {
        let names = rule.defaults.map(\.name)
        return TypeObject(
            native: rule.name, module: "torch.optim.\(rule.name.lowercased())", bases: [OptimizerObject.optimizerType],
            methods: [
                NativeFunction("__init__", signature(of: rule), module: "torch.optim.\(rule.name)", isRaw: true) {
                    _, _ in
                    .none
                },
                OptimizerObject.deepCopy,
            ],
            allocate: { type, arguments, evaluator in
                guard let given = arguments[0].ifDefined ?? arguments[keyword: "params"] else {
                    throw PythonError(
                        .typeError, "\(rule.name).__init__() missing 1 required positional argument: 'params'")
                }
                let settings = try settings(arguments, names, rule.name)
                let groups = try ParameterGroups.groups(given, evaluator)
                return .object(OptimizerObject(try translating { try Optimizer(rule, groups, settings) }, type))
            })
    }

    private static func signature(of rule: any UpdateRule) -> Language.Signature {
        Language.Signature(
            [.init("self"), .init("params")]
                + rule.defaults.map { .init(Symbol($0.name), default: Value(tree: $0.value)) })
    }

    /// Settings by position, then by name.
    private static func settings(
        _ arguments: borrowing Language.Arguments, _ names: [String], _ type: String
    ) throws -> [(name: String, value: TensorTree)] {
        guard arguments.count - 1 <= names.count else {
            throw PythonError(
                .typeError,
                "\(type).__init__() takes from 2 to \(names.count + 2) positional arguments but \(arguments.count + 1) "
                    + "were given")
        }
        var settings: [(name: String, value: TensorTree)] = []
        for index in 1..<max(arguments.count, 1) {
            settings.append((names[index - 1], TensorTree(setting: arguments[index])))
        }
        for (name, value) in arguments.keywords where name != "params" {
            guard names.contains(name.text) else {
                throw PythonError(.typeError, "\(type).__init__() got an unexpected keyword argument '\(name)'")
                    .suggesting(name.text, from: names)
            }
            settings.append((name.text, TensorTree(setting: value)))
        }
        return settings
    }
}
