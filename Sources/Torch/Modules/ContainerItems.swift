import Language
import Networks

/// Items of `Sequential`, `ModuleList` and `ModuleDict` by position, slice or name.
struct ContainerItems {
    private let module: Module

    init(_ module: Module) { self.module = module }

    func get(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if module.hasNamedItems { return face(try named(key, evaluator)) }
        if let slice = key.as(Slice.self) {
            let range = try slice.range(count: module.children.count, evaluator)
            let (names, values) = (module.children.names, module.children.values)
            return Value(try translatingModules { try part(range.indices.map { (names[$0], values[$0]) }) })
        }
        return face(module.children.values[try position(key, evaluator)])
    }

    func set(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        guard let child = value.module else {
            throw PythonError(.typeError, "\(value.typeName) is not a Module subclass")
        }
        let name =
            module.hasNamedItems
            ? try evaluator.str(key) : module.children.names[try position(key, evaluator)]
        try translatingModules { try module.register(child: child, named: name) }
    }

    func delete(_ key: Value, _ evaluator: Evaluator) throws {
        if module.hasNamedItems {
            _ = try named(key, evaluator)
            _ = module.remove(try evaluator.str(key))
            return
        }
        let names = module.children.names
        if let slice = key.as(Slice.self) {
            for index in try slice.range(count: names.count, evaluator).indices { _ = module.remove(names[index]) }
        } else {
            _ = module.remove(names[try position(key, evaluator)])
        }
        try translatingModules { try module.replaceChildren(module.orderedChildren) }
    }

    /// A new container of the same kind with some of the children; a sequence keeps their names.
    private func part(_ children: [(name: String, module: Module?)]) throws -> Module {
        let kept = children.compactMap { name, child in child.map { (name, $0) } }
        if module.container is ModuleList { return try ModuleList.module(kept.map(\.1)) }
        return try Sequential.module(kept)
    }

    private func face(_ child: Module?) -> Value { child.map { Value($0) } ?? .none }

    private func named(_ key: Value, _ evaluator: Evaluator) throws -> Module? {
        guard let name = key.as(Text.self), let child = module.children[name.string] else {
            throw PythonError(.keyError, [key])
        }
        return child
    }

    private func position(_ key: Value, _ evaluator: Evaluator) throws -> Int {
        let index = try evaluator.index(key)
        let count = module.children.count
        guard index >= -count, index < count else {
            throw PythonError(
                .indexError,
                "index \(index) is out of range")
        }
        return index < 0 ? index + count : index
    }
}
