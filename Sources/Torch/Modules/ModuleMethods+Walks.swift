import Language
import Networks
import Tensors

/// Walks over a network: parameters, buffers, children and all modules below.
extension ModuleMethods {
    static var walks: [NativeFunction] {
        [
            method("parameters", "(self, recurse=True)", "All parameters.") { module, arguments, evaluator in
                let recursive = try evaluator.truth(arguments[1])
                return iterator("parameters", module.namedParameters(recursive: recursive).map { Value($0.tensor) })
            },
            method(
                "named_parameters", "(self, prefix='', recurse=True, remove_duplicate=True)",
                "All parameters with their dotted names."
            ) { module, arguments, evaluator in
                iterator(
                    "named_parameters",
                    pairs(
                        module.namedParameters(
                            prefix: try evaluator.str(arguments[1]), recursive: try evaluator.truth(arguments[2]),
                            keepingDuplicates: try !evaluator.truth(arguments[3]))))
            },
            method("buffers", "(self, recurse=True)", "All buffers.") { module, arguments, evaluator in
                let recursive = try evaluator.truth(arguments[1])
                return iterator("buffers", module.namedBuffers(recursive: recursive).map { Value($0.tensor) })
            },
            method(
                "named_buffers", "(self, prefix='', recurse=True, remove_duplicate=True)",
                "All buffers with their dotted names."
            ) { module, arguments, evaluator in
                iterator(
                    "named_buffers",
                    pairs(
                        module.namedBuffers(
                            prefix: try evaluator.str(arguments[1]), recursive: try evaluator.truth(arguments[2]),
                            keepingDuplicates: try !evaluator.truth(arguments[3]))))
            },
            method("children", "(self)", "The direct children.") { module, _, _ in
                iterator("children", module.namedChildren.map { Value($0.module) })
            },
            method("named_children", "(self)", "The direct children with their names.") { module, _, _ in
                iterator(
                    "named_children", module.namedChildren.map { Value(tuple: [Value($0.name), Value($0.module)]) })
            },
            method("modules", "(self)", "This module and all below.") { module, _, _ in
                iterator("modules", module.modules.map { Value($0) })
            },
            method(
                "named_modules", "(self, memo=None, prefix='', remove_duplicate=True)",
                "This module and all below, with their dotted names."
            ) { module, arguments, evaluator in
                let named = module.namedModules(
                    prefix: try evaluator.str(arguments[2]), keepingDuplicates: try !evaluator.truth(arguments[3]))
                return iterator("named_modules", named.map { Value(tuple: [Value($0.name), Value($0.module)]) })
            },
            method("apply", "(self, fn)", "Calls the function with every module, children first.") {
                module, arguments, evaluator in
                let function = arguments[1]
                try module.apply { _ = try evaluator.call(function, [Value($0)]) }
                return arguments[0]
            },
        ]
    }

    private static func iterator(_ name: String, _ values: [Value]) -> Value { .object(WalkIterator(name, values)) }

    private static func pairs(_ named: [(name: String, tensor: Tensor)]) -> [Value] {
        named.map { Value(tuple: [Value($0.name), Value($0.tensor)]) }
    }

    /// Training mode and gradients.
    static var modes: [NativeFunction] {
        [
            method("train", "(self, mode=True)", "Switches dropout and batch statistics on.") {
                module, arguments, evaluator in
                guard case .bool(let isTraining) = arguments[1] else {
                    throw PythonError(.valueError, "training mode is expected to be boolean")
                }
                try ModuleOverrides.train(module, isTraining, evaluator)
                return arguments[0]
            },
            method("eval", "(self)", "Switches dropout and batch statistics off.") { module, arguments, evaluator in
                if let train = try ModuleOverrides.method(.train, of: module, evaluator) {
                    return try evaluator.call(train, [.bool(false)])
                }
                try ModuleOverrides.train(module, false, evaluator)
                return arguments[0]
            },
            method("requires_grad_", "(self, requires_grad=True)", "Freezes or thaws all parameters.") {
                module, arguments, evaluator in
                try module.setRequiresGrad(try evaluator.truth(arguments[1]))
                return arguments[0]
            },
            method("zero_grad", "(self, set_to_none=True)", "Forgets the gradients of all parameters.") {
                module, arguments, evaluator in
                try module.zeroGrad(toNone: try evaluator.truth(arguments[1]))
                return .none
            },
            method("share_memory", "(self)", "The module itself: there is one process.") { _, arguments, _ in
                arguments[0]
            },
        ]
    }
}

/// What a walk over a network gives one by one; it prints as the generator that it is in torch.
private final class WalkIterator: ValueIterator {
    private let name: String
    private let values: [Value]
    private var position = 0

    init(_ name: String, _ values: [Value]) {
        self.name = name
        self.values = values
    }

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) private static let generatorType = TypeObject(native: "generator", bases: [.iterator])
    override var type: TypeObject { Self.generatorType }

    override func next(_ evaluator: Evaluator) throws -> Value? {
        guard position < values.count else { return nil }
        defer { position += 1 }
        return values[position]
    }

    override func repr(_ evaluator: Evaluator) throws -> String { "<generator object Module.\(name) at \(address)>" }
}
