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
        Tensors.derive(results, type.name + "Backward", from: parents) { step in
            let sent = try results.indices.map { index in
                step.gradients[index] == nil && !context.materializes ? .none : Value(try step.gradient(index))
            }
            let function = try evaluator.requiredAttribute("backward", of: .object(type))
            let received = try evaluator.call(function, [.object(context)] + sent)
            return (received.tupleElements ?? [received]).prefix(inputs.count).map(\.tensor)
                + Array(repeating: nil, count: max(0, inputs.count - (received.tupleElements?.count ?? 1)))
        }
        return isTuple ? Value(tuple: fresh) : fresh[0]
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
