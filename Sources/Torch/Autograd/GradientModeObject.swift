import Language
import Tensors

/// `torch.no_grad()` and its siblings: context managers that are decorators too.
package final class GradientModeObject: Object {
    private let ownType: TypeObject
    private let recording: Bool
    private let inference: Bool
    private var previous: [(recording: Bool, inference: Bool)] = []

    private init(_ type: TypeObject, recording: Bool, inference: Bool = false) {
        ownType = type
        self.recording = recording
        self.inference = inference
    }

    override package var type: TypeObject { derivation?.type ?? ownType }
    override package var isContextManager: Bool { true }
    override package var isCallable: Bool { true }

    override package func enter(_ evaluator: Evaluator) throws -> Value {
        previous.append((GradientMode.isEnabled, GradientMode.inference))
        GradientMode.isEnabled = recording
        if inference { GradientMode.inference = true }
        return .none
    }

    override package func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        guard let before = previous.popLast() else { return false }
        GradientMode.isEnabled = before.recording
        GradientMode.inference = before.inference
        return false
    }

    /// Both halves of a `with` block by name, for code that enters a mode by hand.
    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case "__enter__":
            return .object(NativeFunction("__enter__", "()") { [self] _, evaluator in try enter(evaluator) })
        case "__exit__":
            return .object(
                NativeFunction("__exit__", "(*details)") { [self] _, evaluator in .bool(try exit(nil, evaluator)) })
        default: return try genericAttribute(name, evaluator)
        }
    }

    /// As a decorator: the function runs inside the mode.
    override package func call(_ arguments: borrowing Language.Arguments, _ evaluator: Evaluator) throws -> Value {
        .object(GuardedFunction(arguments[0], inside: self))
    }

    private static func mode(_ name: String, _ make: @escaping (TypeObject, Value, Evaluator) throws -> Value)
        -> TypeObject
    {
        TypeObject(
            native: name, module: "torch.autograd.grad_mode",
            allocate: { type, arguments, evaluator in
                try make(type, arguments[0].ifDefined ?? arguments[keyword: "mode"] ?? .undefined, evaluator)
            })
    }

    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) package static let noGrad = mode("no_grad") { type, function, _ in
        let mode = GradientModeObject(type, recording: false)
        return .object(function.isUndefined ? mode : GuardedFunction(function, inside: mode))
    }
    nonisolated(unsafe) package static let enableGrad = mode("enable_grad") { type, function, _ in
        let mode = GradientModeObject(type, recording: true)
        return .object(function.isUndefined ? mode : GuardedFunction(function, inside: mode))
    }
    nonisolated(unsafe) package static let inferenceMode = mode("inference_mode") { type, given, evaluator in
        if given.object?.isCallable == true {
            return .object(GuardedFunction(given, inside: GradientModeObject(type, recording: false, inference: true)))
        }
        let isOn = try given.ifDefined.map { try evaluator.truth($0) } ?? true
        let recording = isOn ? false : GradientMode.isEnabled
        return .object(GradientModeObject(type, recording: recording, inference: isOn))
    }
    /// Acts at once; as a context manager it restores what was before.
    nonisolated(unsafe) package static let setGradEnabled = mode("set_grad_enabled") { type, given, evaluator in
        let isOn = try given.ifDefined.map { try evaluator.truth($0) } ?? true
        let mode = ImmediateMode(isOn, before: GradientMode.isEnabled)
        GradientMode.isEnabled = isOn
        return .object(mode)
    }
}

/// What `torch.set_grad_enabled(flag)` gives: the mode is set already, leaving a `with` block restores the former one.
private final class ImmediateMode: Object {
    private let isOn: Bool
    private let before: Bool

    init(_ isOn: Bool, before: Bool) {
        self.isOn = isOn
        self.before = before
    }

    override func repr(_ evaluator: Evaluator) throws -> String {
        "torch.autograd.grad_mode.set_grad_enabled(mode=\(isOn ? "True" : "False"))"
    }

    override class var nativeType: TypeObject { GradientModeObject.setGradEnabled }
    override var isContextManager: Bool { true }
    override func enter(_ evaluator: Evaluator) throws -> Value { .none }

    override func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        GradientMode.isEnabled = before
        return false
    }
}

/// A function that runs inside a context: what `@torch.no_grad()` makes of it. Names and help stay the function's.
package final class GuardedFunction: Object {
    private let function: Value
    private let context: Object

    init(_ function: Value, inside context: Object) {
        self.function = function
        self.context = context
    }

    override package class var nativeType: TypeObject { BoundMethod.nativeType }
    override package var type: TypeObject { function.type }
    override package var isCallable: Bool { true }
    override package var signature: Language.Signature? { function.object?.signature }
    override package var documentation: String? { function.object?.documentation }

    override package func call(_ arguments: borrowing Language.Arguments, _ evaluator: Evaluator) throws -> Value {
        _ = try context.enter(evaluator)
        let result: Value
        do {
            result = try evaluator.call(function, arguments)
        } catch {
            _ = try context.exit(error as? PythonError, evaluator)
            throw error
        }
        _ = try context.exit(nil, evaluator)
        return result
    }

    override package func bind(
        to instance: Value?, of owner: TypeObject, _ evaluator: Evaluator
    ) throws -> Value? {
        instance.map { .object(BoundMethod(.object(self), receiver: $0)) }
    }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        try evaluator.attribute(name, of: function)
    }

    override package func repr(_ evaluator: Evaluator) throws -> String { try evaluator.repr(function) }
}
