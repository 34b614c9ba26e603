import Language
import Networks

/// `first + second` and `sequence * 2` of sequences and lists of modules.
struct ContainerArithmetic {
    private let module: Module

    init(_ module: Module) { self.module = module }

    /// A new container, or nil when the module has no such operation.
    func result(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .multiply || !reflected else { return nil }
        guard let children = try children(after: operation, other, evaluator) else { return nil }
        return Value(
            try translatingModules {
                try module.container is Sequential ? Sequential.module(children) : ModuleList.module(children)
            })
    }

    /// The same container with its new children, or nil when the module has no such operation.
    func change(_ operation: BinaryOperator, _ other: Value, _ evaluator: Evaluator) throws -> Value? {
        guard let children = try children(after: operation, other, evaluator) else { return nil }
        try translatingModules { try module.replaceChildren(children) }
        return Value(module)
    }

    private func children(
        after operation: BinaryOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> [Module]? {
        switch (operation, module.container) {
        case (.add, is Sequential): module.orderedChildren + (try sequence(other))
        case (.add, is ModuleList):
            module.orderedChildren + (try evaluator.array(from: other).map(ContainerClasses.child))
        case (.multiply, is Sequential):
            try Array(repeating: module.orderedChildren, count: factor(other, evaluator)).flatMap { $0 }
        default: nil
        }
    }

    private func sequence(_ other: Value) throws -> [Module] {
        if let module = other.module, module.container is Sequential { return module.orderedChildren }
        throw PythonError(
            .valueError,
            "add operator supports only objects of Sequential class, but \(Self.classText(other)) is given.")
    }

    private func factor(_ other: Value, _ evaluator: Evaluator) throws -> Int {
        let factor: Int
        switch other {
        case .int(let number): factor = number
        case .bool(let flag): factor = flag ? 1 : 0
        default:
            throw PythonError(
                .typeError,
                "unsupported operand type(s) for *: \(Self.classText(Value(module))) and \(Self.classText(other))")
        }
        guard factor > 0 else {
            throw PythonError(
                .valueError,
                "Non-positive multiplication factor \(try evaluator.repr(other)) for \(Self.classText(Value(module)))")
        }
        // More than this would not fit in memory.
        guard factor < 1 << 24, module.orderedChildren.count * factor < 1 << 24 else {
            throw PythonError(.memoryError, [])
        }
        return factor
    }

    private static func classText(_ value: Value) -> String {
        let type = value.type
        return type.moduleName == "builtins" ? "<class '\(type.name)'>" : "<class '\(type.moduleName).\(type.name)'>"
    }
}
