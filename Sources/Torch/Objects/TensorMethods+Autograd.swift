import Language
import Synchronization
import Tensors

/// Gradients: the backward pass, hooks, and what is recorded.
extension TensorMethods {
    static var autograd: [NativeFunction] {
        [
            method(
                "backward", "(self, gradient=None, retain_graph=None, create_graph=False, inputs=None)",
                "Adds the gradient of this tensor to the leaves that it depends on.", backward),
            method(
                "register_hook", "(self, hook)", "Calls the function with the gradient; what it returns replaces it."
            ) {
                tensor, arguments, evaluator in
                let function = arguments[1]
                let hook = try tensor.registerHook { gradient in
                    let result = try HookResult.gradient(try evaluator.call(function, [Value(gradient)]))
                    if let result, result.shape != gradient.shape {
                        let name = try evaluator.attribute(.__name__, of: function).map { try evaluator.str($0) }
                        throw PythonError(
                            .runtimeError, "hook '\(name ?? function.typeName)' has changed the size of value")
                    }
                    return result
                }
                return .object(RemovableHandle { hook.remove() })
            },
            method(
                "register_post_accumulate_grad_hook", "(self, hook)",
                "Calls the function with this leaf after its gradient was added to."
            ) { tensor, arguments, evaluator in
                let function = arguments[1]
                let hook = try tensor.registerAccumulationHook { leaf in
                    _ = try evaluator.call(function, [Value(leaf)])
                }
                return .object(RemovableHandle { hook.remove() })
            },
            method("retain_grad", "(self)", "Keeps the gradient of a tensor that is no leaf.") { tensor, _, _ in
                try tensor.retainGrad()
                return .none
            },
            method("requires_grad_", "(self, requires_grad=True)", "Records operations on the tensor from here on.") {
                tensor, arguments, evaluator in
                try tensor.setRequiresGrad(try evaluator.truth(arguments[1]))
                return arguments[0]
            },
            method("detach_", "(self)", "Cuts the tensor out of its graph.") { tensor, arguments, _ in
                try tensor.detachInPlace()
                return arguments[0]
            },
        ]
    }

    private static func backward(
        _ tensor: Tensor, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let createsGraph = try evaluator.truth(arguments[3])
        let retainsGraph = try arguments[2].ifNotNone.map { try evaluator.truth($0) } ?? createsGraph
        let gradient = try arguments[1].ifNotNone.map { value in
            guard let gradient = value.tensor else {
                throw PythonError(
                    .typeError, "gradients can be either Tensors, symints, or None, but got \(value.typeName)")
            }
            return gradient
        }
        let inputs = try arguments[4].ifNotNone.map { value in
            if let single = value.tensor { return [single] }
            return try evaluator.array(from: value).compactMap(\.tensor)
        }
        try GradientPass(retainsGraph: retainsGraph, createsGraph: createsGraph, inputs: inputs)
            .run([tensor], gradients: [gradient])
        return .none
    }
}

/// What a hook of the user's gave back.
enum HookResult {
    /// nil keeps the gradient as it is.
    static func gradient(_ value: Value) throws -> Tensor? {
        if value.isNone { return nil }
        guard let gradient = value.tensor else {
            throw PythonError(
                .typeError,
                "expected Variable, but hook returned '\(value.typeName)'")
        }
        return gradient
    }
}

/// What registering a hook returns: `handle.remove()` takes the hook away; as a context manager it does so at the end.
package final class RemovableHandle: Object {
    private let removal: () -> Void
    /// Differs from that of every other handle: `handle.id`.
    private let number: Int

    package init(number: Int = RemovableHandle.nextNumber(), _ removal: @escaping () -> Void) {
        self.number = number
        self.removal = removal
    }

    package static func nextNumber() -> Int { numbers.add(1, ordering: .relaxed).oldValue }
    private static let numbers = Atomic<Int>(0)

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) static let typeObject = TypeObject(
        native: "RemovableHandle", module: "torch.utils.hooks",
        methods: [
            NativeFunction("remove", "(self)", "Takes the hook away.") { arguments, _ in
                arguments[0].as(RemovableHandle.self)?.removal()
                return .none
            }
        ],
        attributes: [
            (
                "id",
                .object(
                    NativeProperty("id", "The number of the hook.") { instance, _ in
                        .int(instance.as(RemovableHandle.self)?.number ?? 0)
                    })
            )
        ],
        allocate: { _, arguments, evaluator in
            guard let hooks = (arguments[0].ifDefined ?? arguments[keyword: "hooks_dict"])?.as(Dict.self) else {
                throw PythonError(
                    .typeError, "RemovableHandle.__init__() missing 1 required positional argument: 'hooks_dict'")
            }
            let number = nextNumber()
            return .object(RemovableHandle(number: number) { _ = try? hooks.remove(.int(number), evaluator) })
        })

    override package class var nativeType: TypeObject { typeObject }
    override package var isContextManager: Bool { true }
    override package func enter(_ evaluator: Evaluator) throws -> Value { .object(self) }

    override package func exit(_ error: PythonError?, _ evaluator: Evaluator) throws -> Bool {
        removal()
        return false
    }
}
