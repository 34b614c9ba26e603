import Language
import Networks
import Tensors

/// The face of a learning-rate scheduler: `torch.optim.lr_scheduler.StepLR(optimizer, step_size=2)`.
package final class SchedulerObject: Object {
    enum Kind {
        case schedule(Scheduler)
        case plateau(PlateauScheduler)
    }

    private let kind: Kind
    private let optimizer: Value
    private let ownType: TypeObject
    /// What the constructor was given, by name: `step_size` and `gamma`.
    private let settings: [(name: Symbol, value: Value)]

    init(_ kind: Kind, of optimizer: Value, _ type: TypeObject, settings: [(name: Symbol, value: Value)] = []) {
        self.kind = kind
        self.optimizer = optimizer
        ownType = type
        self.settings = settings
    }

    override package var type: TypeObject { derivation?.type ?? ownType }
    override package var acceptsAttributes: Bool { true }

    private var lastRates: Value {
        switch kind {
        case .schedule(let scheduler): Value(scheduler.lastRates.map { .float($0) })
        case .plateau(let scheduler): Value(scheduler.lastRates.map { .float($0) })
        }
    }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch (name, kind) {
        case ("optimizer", _): optimizer
        case ("last_epoch", .schedule(let scheduler)): .int(scheduler.epoch)
        case ("last_epoch", .plateau(let scheduler)): .int(scheduler.epoch)
        case ("_last_lr", _): lastRates
        case ("best", .plateau(let scheduler)): .float(scheduler.best)
        case ("num_bad_epochs", .plateau(let scheduler)): .int(scheduler.badEpochs)
        case ("base_lrs", .schedule(let scheduler)): Value(scheduler.baseRates.map { .float($0) })
        default: try settings.first { $0.name == name }?.value ?? genericAttribute(name, evaluator)
        }
    }

    /// The settings, then where the scheduler is; of functions torch keeps only that they are there.
    private func writeState(of scheduler: Scheduler, into result: Dict, _ evaluator: Evaluator) throws {
        for (name, value) in settings where name != "lr_lambda" {
            try result.set(Value(name.text), to: value, evaluator)
            guard let cycle = scheduler.cycle else { continue }
            if name == "T_0" { try result.set(Value("T_i"), to: .int(cycle.length), evaluator) }
            if name == "eta_min" { try result.set(Value("T_cur"), to: .int(cycle.place), evaluator) }
        }
        try result.set(Value("base_lrs"), to: Value(scheduler.baseRates.map { .float($0) }), evaluator)
        try result.set(Value("last_epoch"), to: .int(scheduler.epoch), evaluator)
        // PyTorch's schedule with restarts has a step of its own, which does not count.
        let steps = scheduler.cycle == nil ? scheduler.epoch + 1 : 0
        try result.set(Value("_step_count"), to: .int(steps), evaluator)
        try result.set(Value("_is_initial"), to: false, evaluator)
        try result.set(Value("_get_lr_called_within_step"), to: false, evaluator)
    }

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) static let schedulerType = TypeObject(
        native: "LRScheduler", module: "torch.optim.lr_scheduler", documentation: "Base class of all schedulers.",
        methods: [
            method("__init__", "(self, optimizer, last_epoch=-1)", "_begin", "Takes the rates of an optimizer.") {
                _, _, _ in
                .none
            },
            method("step", "(self, metrics=None, epoch=None)", "_step", "Goes to the next epoch.") {
                face, arguments, evaluator in
                try face.step(arguments[1], evaluator)
                return .none
            },
            method("_restart", "(self)", "__restart", "Goes back to the first epoch.") { face, _, _ in
                if case .schedule(let scheduler) = face.kind { try translating { try scheduler.restart() } }
                return .none
            },
            method("get_last_lr", "(self)", "_get_last_lr", "The learning rates of the last step.") { face, _, _ in
                face.lastRates
            },
            method("state_dict", "(self)", "_state_dict", "Where the scheduler is.") { face, _, evaluator in
                let result = Dict()
                if case .plateau(let scheduler) = face.kind { try scheduler.write(into: result, evaluator) }
                if case .schedule(let scheduler) = face.kind {
                    try face.writeState(of: scheduler, into: result, evaluator)
                }
                try result.set(Value("_last_lr"), to: face.lastRates, evaluator)
                if let functions = face.settings.first(where: { $0.name == "lr_lambda" })?.value {
                    let count = functions.sequenceElements?.count ?? 1
                    let nothing = [Value](repeating: .none, count: count)
                    try result.set(Value("lr_lambdas"), to: Value(nothing), evaluator)
                }
                return .object(result)
            },
            method("load_state_dict", "(self, state_dict)", "_load_state_dict", "Goes where another scheduler was.") {
                face, arguments, evaluator in
                guard case .schedule(let scheduler) = face.kind else {
                    if case .plateau(let scheduler) = face.kind { try scheduler.read(arguments[1], evaluator) }
                    return .none
                }
                let epoch = try evaluator.index(try evaluator.getItem(arguments[1], Value("last_epoch")))
                let rates = try evaluator.array(from: try evaluator.getItem(arguments[1], Value("_last_lr")))
                scheduler.restore(epoch: epoch, rates: try rates.compactMap { try $0.floatingNumber(evaluator) })
                return .none
            },
        ],
        allocate: { type, _, _ in .object(ScriptedInstance(type)) })

    /// A method that a scheduler written in Python takes from the module of such schedulers.
    private static func method(
        _ name: String, _ signature: Language.Signature, _ fallback: Symbol, _ summary: String,
        _ body: @escaping (SchedulerObject, borrowing Language.Arguments, Evaluator) throws -> Value
    ) -> NativeFunction {
        NativeFunction(name, signature, summary, module: "torch.optim.lr_scheduler.LRScheduler", isRaw: true) {
            arguments, evaluator in
            guard let face = arguments[0].as(SchedulerObject.self) else {
                return try PythonModule.call(fallback, of: "torch.optim.cyclic_schedulers", arguments, evaluator)
            }
            let bound = try signature.bind(arguments, function: name, evaluator)
            return try body(face, Language.Arguments(bound), evaluator)
        }
    }

    static let orderAdvice =
        "Detected call of `lr_scheduler.step()` before `optimizer.step()`. In PyTorch 1.1.0 and later, you should call "
        + "them in the opposite order: `optimizer.step()` before `lr_scheduler.step()`.  Failure to do this will result in "
        + "PyTorch skipping the first value of the learning rate schedule. See more details at "
        + "https://pytorch.org/docs/stable/optim.html#how-to-adjust-learning-rate"

    private func step(_ measure: Value, _ evaluator: Evaluator) throws {
        switch kind {
        case .schedule(let scheduler):
            if scheduler.epoch == 0, scheduler.cycle == nil, !scheduler.optimizer.wasStepped {
                try Warnings.warn(SchedulerObject.orderAdvice, .userWarning, evaluator)
            }
            try translating { try scheduler.step() }
        case .plateau(let scheduler):
            guard let number = try measure.floatingNumber(evaluator) else {
                throw PythonError(
                    .typeError, "ReduceLROnPlateau.step() missing 1 required positional argument: 'metrics'")
            }
            scheduler.step(number)
        }
    }
}

/// The classes of `torch.optim.lr_scheduler`.
enum SchedulerClasses {
    // Built once; read on the cell thread only, like all objects of the language.
    nonisolated(unsafe) static let all: [TypeObject] =
        [
            SchedulerObject.schedulerType,
            schedule("StepLR", "(optimizer, step_size, gamma=0.1, last_epoch=-1)") {
                .step(every: try $0.int(1), gamma: try $0.float(2))
            },
            schedule("MultiStepLR", "(optimizer, milestones, gamma=0.1, last_epoch=-1)") {
                .milestones(try $0.ints(1), gamma: try $0.float(2))
            },
            schedule("ConstantLR", "(optimizer, factor=0.3333333333333333, total_iters=5, last_epoch=-1)") {
                .constant(factor: try $0.float(1), epochs: try $0.int(2))
            },
            schedule(
                "LinearLR",
                "(optimizer, start_factor=0.3333333333333333, end_factor=1.0, total_iters=5, last_epoch=-1)"
            ) {
                .linear(from: try $0.float(1), to: try $0.float(2), epochs: try $0.int(3))
            },
            schedule("ExponentialLR", "(optimizer, gamma, last_epoch=-1)") { .exponential(gamma: try $0.float(1)) },
            schedule("PolynomialLR", "(optimizer, total_iters=5, power=1.0, last_epoch=-1)") {
                .polynomial(epochs: try $0.int(1), power: try $0.float(2))
            },
            schedule("CosineAnnealingLR", "(optimizer, T_max, eta_min=0.0, last_epoch=-1)") {
                .cosine(epochs: try $0.int(1), minimum: try $0.float(2))
            },
            schedule("CosineAnnealingWarmRestarts", "(optimizer, T_0, T_mult=1, eta_min=0.0, last_epoch=-1)") {
                .cosineRestarts(first: try $0.int(1), factor: try $0.int(2), minimum: try $0.float(3))
            },
            schedule("LambdaLR", "(optimizer, lr_lambda, last_epoch=-1)") { .scaled(try $0.functions(1)) },
            schedule("MultiplicativeLR", "(optimizer, lr_lambda, last_epoch=-1)") { .multiplied(try $0.functions(1)) },
            plateau,
        ]

    private static func schedule(
        _ name: String, _ signature: Language.Signature,
        _ make: @escaping (ScheduleArguments) throws -> Schedule
    ) -> TypeObject {
        schedulerClass(name, signature) { arguments, optimizer in
            .schedule(try Scheduler(optimizer, try make(arguments)))
        }
    }

    private static var plateau: TypeObject {
        let signature: Language.Signature =
            """
            (optimizer, mode='min', factor=0.1, patience=10, threshold=0.0001, threshold_mode='rel', cooldown=0, \
            min_lr=0, eps=1e-08)
            """
        return schedulerClass("ReduceLROnPlateau", signature) { arguments, optimizer in
            var settings = PlateauScheduler.Settings()
            let mode = try arguments.text(1)
            guard ["min", "max"].contains(mode) else { throw PythonError(.valueError, "mode \(mode) is unknown!") }
            settings.prefersLarge = mode == "max"
            settings.factor = try arguments.float(2)
            settings.patience = try arguments.int(3)
            settings.threshold = try arguments.float(4)
            settings.isRelative = try arguments.text(5) == "rel"
            settings.cooldown = try arguments.int(6)
            settings.minimum = try arguments.float(7)
            settings.epsilon = try arguments.float(8)
            return .plateau(try PlateauScheduler(optimizer, settings))
        }
    }

    private static func schedulerClass(
        _ name: String, _ signature: Language.Signature,
        _ make: @escaping (ScheduleArguments, Optimizer) throws -> SchedulerObject.Kind
    ) -> TypeObject {
        TypeObject(
            native: name, module: "torch.optim.lr_scheduler", bases: [SchedulerObject.schedulerType],
            methods: [NativeFunction("__init__", signature, isRaw: true) { _, _ in .none }],
            allocate: { type, arguments, evaluator in
                let bound = try signature.bind(arguments, function: "\(name).__init__", evaluator)
                guard let face = bound.first?.as(OptimizerObject.self) else {
                    throw PythonError(.typeError, "\(bound.first?.typeName ?? "None") is not an Optimizer")
                }
                if name == "LambdaLR", let lambdas = bound[1].sequenceElements,
                    lambdas.count != face.optimizer.groups.count
                {
                    throw PythonError(
                        .valueError, "Expected \(face.optimizer.groups.count) lr_lambdas, but got \(lambdas.count)")
                }
                let values = ScheduleArguments(values: bound, evaluator: evaluator)
                let kind = try translating { try make(values, face.optimizer) }
                let names = signature.parameters.map(\.name)
                var settings: [(name: Symbol, value: Value)] = []
                for (name, value) in zip(names, bound) where name != "optimizer" && name != "last_epoch" {
                    settings.append((name, name == "milestones" ? try counted(value, evaluator) : value))
                }
                return .object(SchedulerObject(kind, of: bound[0], type, settings: isPlateau(kind) ? [] : settings))
            })
    }

    private static func isPlateau(_ kind: SchedulerObject.Kind) -> Bool {
        if case .plateau = kind { true } else { false }
    }

    /// torch keeps milestones as a Counter.
    private static func counted(_ milestones: Value, _ evaluator: Evaluator) throws -> Value {
        let collections = try evaluator.modules.import("collections", evaluator)
        return try evaluator.call(evaluator.requiredAttribute("Counter", of: .object(collections)), [milestones])
    }
}

/// The settings of a scheduler by position.
struct ScheduleArguments {
    let values: [Value]
    let evaluator: Evaluator

    private subscript(index: Int) -> Value { values.indices.contains(index) ? values[index] : .none }

    func int(_ index: Int) throws -> Int { try evaluator.index(self[index]) }

    func float(_ index: Int) throws -> Double {
        guard let number = try self[index].floatingNumber(evaluator) else {
            throw PythonError(.typeError, "must be real number, not \(self[index].typeName)")
        }
        return number
    }

    func text(_ index: Int) throws -> String { try evaluator.str(self[index]) }

    func ints(_ index: Int) throws -> [Int] { try evaluator.array(from: self[index]).map { try evaluator.index($0) } }

    /// Functions of the epoch: one, or one for each group.
    func functions(_ index: Int) throws -> [(Int) throws -> Double] {
        let given = self[index].sequenceElements ?? [self[index]]
        let evaluator = evaluator
        return given.map { function in
            { epoch in
                let result = try evaluator.call(function, [.int(epoch)])
                guard let number = try result.floatingNumber(evaluator) else {
                    throw PythonError(.typeError, "must be real number, not \(result.typeName)")
                }
                return number
            }
        }
    }
}
