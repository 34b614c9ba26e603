import Language
import Tensors

/// `torch.autograd.Function`: an operation whose forward and derivative are the user's.
///
///     class Square(torch.autograd.Function):
///         @staticmethod
///         def forward(ctx, x): …
///     Square.apply(x)
enum FunctionClass {
    // Immutable after creation, so that threads may share it.
    nonisolated(unsafe) static let functionType = TypeObject(
        native: "Function", module: "torch.autograd.function",
        documentation: "An operation with a derivative of the user's own.",
        attributes: [("apply", .object(ApplyMethod()))], allocate: { _, _, _ in .object(FunctionContext()) })

    /// `torch.autograd.function`; derivatives are never differentiated again unless the graph is asked for.
    static var module: Language.ModuleObject {
        Language.ModuleObject(
            "torch.autograd.function",
            functions: [
                NativeFunction("once_differentiable", "(fn)", module: "torch.autograd.function", binds: false) {
                    arguments, _ in
                    arguments[0]
                }
            ],
            attributes: [("Function", .object(functionType))])
    }

    /// Runs the forward of a class without recording, and records the class's own backward.
    static func apply(
        _ type: TypeObject, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let inputs = arguments.positionals
        let context = FunctionContext()
        let output = try GradientMode.with(enabled: false) { try forward(type, context, inputs, evaluator) }
        let tensors = inputs.map(\.tensor)
        guard GradientMode.isEnabled, tensors.contains(where: { $0?.requiresGrad == true }) else { return output }
        context.needsGradients = tensors.map { $0?.requiresGrad == true }
        return try translating { try record(type, context, tensors, output, evaluator) }
    }

    private static func forward(
        _ type: TypeObject, _ context: FunctionContext, _ inputs: [Value], _ evaluator: Evaluator
    ) throws -> Value {
        let function = try evaluator.requiredAttribute(.forward, of: .object(type))
        guard let setUp = type.userLookup("setup_context") else {
            return try evaluator.call(function, [.object(context)] + inputs)
        }
        let output = try evaluator.call(function, inputs)
        let bound = try evaluator.bound(setUp, to: nil, of: type)
        _ = try evaluator.call(bound, [.object(context), Value(tuple: inputs), output])
        return output
    }

    private static func record(
        _ type: TypeObject, _ context: FunctionContext, _ inputs: [Tensor?], _ output: Value, _ evaluator: Evaluator
    ) throws -> Value {
        let isTuple = output.tupleElements != nil
        let elements = output.tupleElements ?? [output]
        let fresh = try elements.map { element -> Value in
            guard let tensor = element.tensor else { return element }
            // An input that is returned as it is must not become its own derivative.
            let isInput = inputs.contains { $0 === tensor }
            return isInput ? Value(try GradientMode.with(enabled: false) { try Tensors.alias(tensor) }) : element
        }
        let parents = inputs.map { $0?.requiresGrad == true ? $0 : nil }
        let results = fresh.compactMap(\.tensor).filter { !context.isConstant($0) }
        let saved = context.savedTensors
        let kept = saved.filter { tensor in !results.contains { $0 === tensor } }
        // A result is saved as such: the node would hold itself otherwise.
        let keepsResult = results.first.map { first in saved.contains { $0 === first } } ?? false
        Tensors.derive(
            results, type.name + "Backward", from: parents, saving: kept, savingResults: keepsResult,
            answersAbsentGradients: true
        ) { step in
            if !kept.isEmpty { _ = try step.saved(0) }
            if keepsResult { _ = try step.saved(kept.count) }
            let sent = try results.indices.map { index in
                step.gradients[index] == nil && !context.materializes ? .none : Value(try step.gradient(index))
            }
            guard type.userLookup("backward") != nil || type.userLookup("vjp") != nil else {
                throw PythonError(
                    .notImplementedError,
                    "You must implement either the backward or vjp method for your custom autograd.Function to use it "
                        + "with backward mode AD.")
            }
            let name: Symbol = type.userLookup("backward") == nil ? "vjp" : "backward"
            let function = try evaluator.requiredAttribute(name, of: .object(type))
            let received = try evaluator.call(function, [.object(context)] + sent)
            return try gradients(received, for: inputs, of: type)
        }
        return isTuple ? Value(tuple: fresh) : fresh[0]
    }
}

extension FunctionClass {
    /// What a user's backward gave, one gradient for each input: those beyond the inputs must be None.
    fileprivate static func gradients(
        _ received: Value, for inputs: [Tensor?], of type: TypeObject
    ) throws -> [Tensor?] {
        let parts = received.tupleElements ?? [received]
        guard parts.count == inputs.count || parts.count > inputs.count && parts[inputs.count...].allSatisfy(\.isNone)
        else {
            throw PythonError(
                .runtimeError,
                "function \(type.name)Backward returned an incorrect number of gradients (expected \(inputs.count), "
                    + "got \(parts.count))")
        }
        return try zip(parts, inputs).enumerated().map { index, pair in
            let (part, input) = pair
            guard part.isNone || part.tensor != nil else {
                throw PythonError(.runtimeError, "expected Variable or None (got \(part.typeName))")
            }
            guard let gradient = part.tensor, let input, input.requiresGrad else { return part.tensor }
            guard gradient.shape == input.shape || isExpansion(gradient, of: input) else {
                throw PythonError(
                    .runtimeError,
                    "Function \(type.name)Backward returned an invalid gradient at index \(index) - got "
                        + "\(gradient.shape) but expected shape compatible with \(input.shape)")
            }
            return gradient
        }
    }

    /// Whether the input could be expanded to the gradient, which is then summed.
    private static func isExpansion(_ gradient: Tensor, of input: Tensor) -> Bool {
        guard gradient.rank >= input.rank else { return false }
        return zip(gradient.shape.reversed(), input.shape.reversed()).allSatisfy { $0 == $1 || $1 == 1 }
    }
}

/// `Function.apply`, which knows the class that it was read from.
private final class ApplyMethod: Object {
    override func bind(to instance: Value?, of owner: TypeObject, _ evaluator: Evaluator) throws -> Value? {
        .object(
            NativeFunction(
                "apply", "(*args)", module: "torch.autograd", isInterceptable: true, isRaw: true, binds: false
            ) {
                arguments, evaluator in
                try FunctionClass.apply(owner, arguments, evaluator)
            })
    }
}

/// What `ctx` is in a user's forward and backward: it keeps tensors and attributes.
final class FunctionContext: Object {
    private var saved: [Value] = []
    private var constants: [Tensor] = []
    fileprivate(set) var materializes = true
    var needsGradients: [Bool] = []

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) private static let contextType: TypeObject = {
        let type = TypeObject(
            native: "FunctionCtx", module: "torch.autograd.function",
            methods: [
                method("save_for_backward") { $0.saved = $1 },
                method("mark_non_differentiable") { $0.constants = $1.compactMap(\.tensor) },
                method("mark_dirty") { _, _ in },
                NativeFunction("set_materialize_grads", "(self, value)") { arguments, evaluator in
                    arguments[0].as(FunctionContext.self)?.materializes = try evaluator.truth(arguments[1])
                    return .none
                },
            ])
        for name in ["saved_tensors", "saved_variables"] {
            type.namespace[Symbol(name)] = .object(
                NativeProperty(name) { value, _ in Value(tuple: value.as(FunctionContext.self)?.saved ?? []) })
        }
        type.namespace["needs_input_grad"] = .object(
            NativeProperty("needs_input_grad") { value, _ in
                Value(tuple: (value.as(FunctionContext.self)?.needsGradients ?? []).map { .bool($0) })
            })
        return type
    }()

    override class var nativeType: TypeObject { contextType }
    override var acceptsAttributes: Bool { true }

    /// The tensors that the forward saved; a backward pass frees them for the graph.
    fileprivate var savedTensors: [Tensor] { saved.compactMap(\.tensor) }

    func isConstant(_ tensor: Tensor) -> Bool { constants.contains { $0 === tensor } }

    private static func method(
        _ name: String, _ body: @escaping (FunctionContext, [Value]) -> Void
    ) -> NativeFunction {
        NativeFunction(name, "(self, *tensors)") { arguments, _ in
            if let context = arguments[0].as(FunctionContext.self) { body(context, arguments[1].tupleElements ?? []) }
            return .none
        }
    }
}
