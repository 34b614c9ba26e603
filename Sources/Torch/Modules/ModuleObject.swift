import Language
import Networks
import Tensors

/// The face of a network's module: `torch.nn.Module` and what derives from it, in torch or in a cell.
///
///     Value(module)         // the same object each time, while anyone holds it
///     value.module?.call(inputs)
package final class ModuleObject: Object {
    package let module: Module

    init(_ module: Module) {
        self.module = module
        super.init()
        derivation = (module.layer as? ScriptedLayer)?.derivation
        module.face = self
    }

    deinit {
        if module.face === self { module.face = nil }
    }

    override package class var nativeType: TypeObject { ModuleType.module }
    override package var type: TypeObject { derivation?.type ?? ModuleType.type(of: module) }
    override package var acceptsAttributes: Bool { true }

    override package func isSame(as other: Object) -> Bool {
        self === other || (other as? ModuleObject)?.module === module
    }

    override package func hash(_ evaluator: Evaluator) throws -> Int { ObjectIdentifier(module).hashValue }

    override package func repr(_ evaluator: Evaluator) throws -> String {
        try translatingModules { try module.printedForm() }
    }

    /// Whether what the module computes is code of a cell alone.
    package var isWrittenByUser: Bool { (module.layer as? ScriptedLayer).map { $0.native == nil } ?? false }

    // MARK: Calls

    override package var isCallable: Bool { true }

    override package func call(_ arguments: borrowing Language.Arguments, _ evaluator: Evaluator) throws -> Value {
        if let recorder = Interception.recorder(among: arguments) {
            return try recorder.intercept(call: self, arguments, evaluator)
        }
        if arguments.count == 1, arguments.keywordNames.isEmpty, let input = arguments[0].tensor,
            !(module.layer is ScriptedLayer)
        {
            let output = try translatingModules { try module.pass(input) }
            try Warnings.showPending(evaluator)
            return Value(output)
        }
        let inputs = ModuleInputs(arguments)
        let output = try translatingModules { try module.call(inputs) }
        try Warnings.showPending(evaluator)
        return Value(tree: output)
    }

    override package func binary(
        _ operation: BinaryOperator, _ other: Value, reflected: Bool, _ evaluator: Evaluator
    ) throws -> Value? {
        try ContainerArithmetic(module).result(operation, other, reflected: reflected, evaluator)
    }

    override package func inPlace(
        _ operation: BinaryOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        try ContainerArithmetic(module).change(operation, other, evaluator)
    }

    // MARK: Attributes

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if !module.computed.isEmpty, let compute = module.computed[name.text] { return Value(try compute()) }
        if name == .__dict__ { return attributeDictionary(evaluator) }
        do {
            if let found = try genericAttribute(name, evaluator) { return found }
        } catch let error as PythonError where isHidden(error) {
            // The name of a property whose code lacks an attribute is looked up among the members, where it is not.
            throw PythonError.missingAttribute(name, of: .object(self))
        }
        return try module.member(name.text) ?? HookTables.attribute(name.text, of: module, evaluator)
    }

    /// Whether a property of a user's class failed in a way that torch's own `__getattr__` hides.
    private func isHidden(_ error: PythonError) -> Bool {
        derivation?.type != nil && error.isInstance(of: .attributeError)
    }

    override package func setAttribute(_ name: Symbol, to value: Value, _ evaluator: Evaluator) throws {
        let text = name.text
        if module.computed[text] != nil, let parts = (try? module.child("parametrizations"))?.children[text] ?? nil {
            _ = try evaluator.callMethod("right_inverse", of: Value(parts), [value])
            return
        }
        if let tensor = value.tensor, tensor.isParameter {
            try checkInitialized("parameters")
            try forget(name)
            return try translatingModules { try module.register(parameter: tensor, named: text) }
        }
        if let child = value.module {
            try checkInitialized("module")
            try forget(name)
            return try translatingModules { try module.register(child: child, named: text) }
        }
        if try setMember(text, to: value) || HookTables.change(text, of: module, to: value, evaluator) { return }
        try setGenericAttribute(name, to: value, evaluator)
    }

    override package func deleteAttribute(_ name: Symbol, _ evaluator: Evaluator) throws {
        if module.remove(name.text) { return }
        try deleteGenericAttribute(name, evaluator)
    }

    override package func attributeNames() -> [Symbol] {
        (module.parameters.names + module.buffers.names + module.children.names).map { Symbol($0) }
            + super.attributeNames()
    }

    /// Gives a registered name another value; false when the name is not registered.
    private func setMember(_ name: String, to value: Value) throws -> Bool {
        if module.parameters.position(of: name) != nil {
            guard value.isNone else {
                throw PythonError(
                    .typeError,
                    "cannot assign '\(value.qualifiedName)' as parameter '\(name)' (torch.nn.Parameter or None expected)"
                )
            }
            try translatingModules { try module.register(parameter: nil, named: name) }
        } else if module.children.position(of: name) != nil {
            guard value.isNone else {
                throw PythonError(
                    .typeError,
                    "cannot assign '\(value.qualifiedName)' as child module '\(name)' (torch.nn.Module or None expected)"
                )
            }
            try translatingModules { try module.register(child: nil, named: name) }
        } else if module.buffers.position(of: name) != nil {
            guard value.isNone || value.tensor != nil else {
                throw PythonError(
                    .typeError,
                    "cannot assign '\(value.qualifiedName)' as buffer '\(name)' (torch.nn.Buffer, torch.Tensor or None "
                        + "expected)")
            }
            let isPersistent = module.keepsInState(buffer: name)
            try module.register(buffer: value.tensor, named: name, persistent: isPersistent)
        } else {
            return module.layer.change(name, to: TensorTree(value))
        }
        return true
    }

    /// Takes a plain attribute away that a registered member of the same name replaces.
    private func forget(_ name: Symbol) throws { derivation?.namespace?.remove(name) }

    private func checkInitialized(_ kind: String) throws {
        guard let layer = module.layer as? ScriptedLayer, !layer.isInitialized else { return }
        throw PythonError(.attributeError, "cannot assign \(kind) before Module.__init__() call")
    }

    // MARK: Containers

    override package func length(_ evaluator: Evaluator) throws -> Int? {
        module.isContainer ? module.itemNames.count : nil
    }

    override package func truth(_ evaluator: Evaluator) throws -> Bool {
        module.isContainer ? !module.itemNames.isEmpty : true
    }

    override package func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        guard module.isContainer else { return nil }
        return ArrayIterator(module.hasNamedItems ? module.itemNames.map { Value($0) } : module.items)
    }

    override package func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        guard module.isContainer else { return try super.getItem(key, evaluator) }
        return try ContainerItems(module).get(key, evaluator)
    }

    override package func setItem(_ key: Value, to value: Value, _ evaluator: Evaluator) throws {
        guard module.isContainer else { return try super.setItem(key, to: value, evaluator) }
        try ContainerItems(module).set(key, to: value, evaluator)
    }

    override package func deleteItem(_ key: Value, _ evaluator: Evaluator) throws {
        guard module.isContainer else { return try super.deleteItem(key, evaluator) }
        try ContainerItems(module).delete(key, evaluator)
    }

    override package func contains(_ value: Value, _ evaluator: Evaluator) throws -> Bool {
        if module.hasNamedItems, let name = value.as(Text.self) {
            return module.itemNames.contains(name.string)
        }
        return try super.contains(value, evaluator)
    }
}

extension Value {
    /// The face of a module; the same one as before, while it lives.
    package init(_ module: Module) {
        self = .object((module.face as? ModuleObject) ?? ModuleObject(module))
    }

    /// The module behind the value, if it is one.
    package var module: Module? { self.as(ModuleObject.self)?.module }

    /// `torch.FloatTensor` or `int`, as messages of modules name the class of a value.
    package var qualifiedName: String {
        if let tensor { return "torch.\(tensor.dtype.scalarName)Tensor" }
        return type.moduleName == "builtins" ? type.name : "\(type.moduleName).\(type.name)"
    }
}

extension Module {
    /// A parameter, buffer, child or setting under its Python name.
    func member(_ name: String) throws -> Value? {
        if let registered = parameters[name] { return registered.map { Value($0) } ?? Value.none }
        if let registered = buffers[name] { return registered.map { Value($0) } ?? Value.none }
        if let registered = children[name] { return registered.map { Value($0) } ?? Value.none }
        return layer.setting(name).map { Value(tree: $0) }
    }
}

/// Runs code of networks and engine and gives failures as Python exceptions.
@inline(__always)
package func translatingModules<Result>(_ body: () throws -> Result) throws -> Result {
    do {
        let result = try body()
        try SavedTensor.checkRefusal()
        return result
    } catch let error as TensorError {
        throw PythonError(error)
    } catch let error as ModuleError {
        throw PythonError(error)
    }
}

extension PythonError {
    init(_ error: ModuleError) {
        let type: TypeObject =
            switch error.exceptionName {
            case "AttributeError": .attributeError
            case "KeyError": .keyError
            case "NotImplementedError": .notImplementedError
            case "IndexError": .indexError
            case "RecursionError": .recursionError
            default: .runtimeError
            }
        self.init(type, error.message)
    }
}
