import Language
import Networks

/// Items of containers by position, slice or name.
struct ContainerItems {
    private let module: Module

    init(_ module: Module) { self.module = module }

    func get(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if module.hasNamedItems { return module.items[try place(named: key)] }
        guard let slice = key.as(Slice.self) else { return module.items[try position(key, evaluator)] }
        let range = try slice.range(count: module.itemNames.count, evaluator)
        let (names, items) = (module.itemNames, module.items)
        return Value(try translatingModules { try part(range.indices.map { (names[$0], items[$0]) }) })
    }

    func set(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        let name =
            module.hasNamedItems ? try evaluator.str(key) : module.itemNames[try position(key, evaluator)]
        try translatingModules {
            if module.holdsParameters {
                try module.register(parameter: ParameterContainerMethods.parameter(value), named: name)
            } else {
                try ContainerClasses.checkFree(name, in: module)
                try module.register(child: ContainerClasses.child(value), named: name)
            }
        }
    }

    func delete(_ key: Value, _ evaluator: Evaluator) throws {
        let names = module.itemNames
        if module.hasNamedItems {
            _ = module.remove(names[try place(named: key)])
            return
        }
        if let slice = key.as(Slice.self) {
            for index in try slice.range(count: names.count, evaluator).indices { _ = module.remove(names[index]) }
        } else {
            _ = module.remove(names[try position(key, evaluator)])
        }
        if !module.holdsParameters { try translatingModules { try module.replaceChildren(module.orderedChildren) } }
    }

    /// A new container of the same kind with some of the items; a sequence keeps their names.
    private func part(_ items: [(name: String, value: Value)]) throws -> Module {
        if module.holdsParameters { return try ParameterContainer.list(items.compactMap(\.value.tensor)) }
        let kept = items.compactMap { name, value in value.module.map { (name, $0) } }
        if module.container is ModuleList { return try ModuleList.module(kept.map(\.1)) }
        return try Sequential.module(kept)
    }

    private func place(named key: Value) throws -> Int {
        guard let name = key.as(Text.self), let place = module.itemNames.firstIndex(of: name.string) else {
            throw PythonError(.keyError, [key])
        }
        return place
    }

    private func position(_ key: Value, _ evaluator: Evaluator) throws -> Int {
        let index = try evaluator.index(key)
        let count = module.itemNames.count
        guard index >= -count, index < count else {
            throw PythonError(.indexError, "index \(index) is out of range")
        }
        return index < 0 ? index + count : index
    }
}
