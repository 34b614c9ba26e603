import Language
import Networks
import Tensors

/// The methods of `torch.nn.Module`.
enum ModuleMethods {
    static var all: [NativeFunction] { basics + registration + walks + modes + conversions + state + hooks + copies }

    static func method(
        _ name: String, _ signature: Language.Signature, _ summary: String, isRaw: Bool = false,
        _ body: @escaping (Module, borrowing Language.Arguments, Evaluator) throws -> Value
    ) -> NativeFunction {
        NativeFunction(name, signature, summary, module: "torch.nn.Module", isRaw: isRaw) { arguments, evaluator in
            guard let module = arguments[0].module else {
                throw PythonError(.typeError, "descriptor '\(name)' requires a 'torch.nn.Module' object")
            }
            do {
                return try body(module, arguments, evaluator)
            } catch let error as TensorError {
                throw PythonError(error)
            } catch let error as ModuleError {
                throw PythonError(error)
            }
        }
    }

    private static var basics: [NativeFunction] {
        [
            method("__init__", "(self, *args, **kwargs)", "Prepares the module for members.", isRaw: true) {
                module, arguments, _ in
                (module.layer as? ScriptedLayer)?.initialize(arguments[0].object?.derivation)
                return .none
            },
            method("forward", "(self, *input)", "What the module computes.", isRaw: true) { module, arguments, _ in
                let inputs = ModuleInputs(arguments.dropFirst())
                guard let layer = module.layer as? ScriptedLayer else {
                    return Value(tree: try module.layer.forward(inputs, of: module))
                }
                guard let native = layer.native else { throw ModuleError.notCallable(type: module.typeName) }
                return Value(tree: try native.forward(inputs, of: module))
            },
            method("__call__", "(self, *args, **kwargs)", "Runs hooks and forward.", isRaw: true) {
                _, arguments, evaluator in
                guard let object = arguments[0].object else { return .none }
                return try object.call(arguments.dropFirst(), evaluator)
            },
            method("extra_repr", "(self)", "The settings that print in parentheses.") { module, _, _ in
                let layer = (module.layer as? ScriptedLayer)?.native ?? module.layer
                return Value(layer is ScriptedLayer ? "" : layer.extraDescription(of: module))
            },
            method("_get_name", "(self)", "The name of the class.") { module, _, _ in Value(module.typeName) },
            method("__getattr__", "(self, name)", "A member; AttributeError when there is none.") {
                module, arguments, evaluator in
                let name = try evaluator.str(arguments[1])
                if let member = try module.member(name) { return member }
                throw PythonError.missingAttribute(Symbol(name), of: arguments[0])
            },
            method("__dir__", "(self)", "The names of the attributes.") { _, arguments, _ in
                Value((arguments[0].object?.attributeNames() ?? []).map { Value($0.text) })
            },
        ]
    }

    private static var registration: [NativeFunction] {
        [
            method("register_parameter", "(self, name, param)", "Adds a parameter.") { module, arguments, evaluator in
                let name = try memberName(arguments[1], "parameter")
                if module.parameters.position(of: name) == nil { try checkFree(name, in: module, evaluator) }
                guard arguments[2].isNone || arguments[2].tensor?.isParameter == true else {
                    throw unassignable(arguments[2], "parameter", name, "torch.nn.Parameter or None required")
                }
                try module.register(parameter: arguments[2].tensor, named: name)
                return .none
            },
            method("register_buffer", "(self, name, tensor, persistent=True)", "Adds a tensor that is no parameter.") {
                module, arguments, evaluator in
                let name = try memberName(arguments[1], "buffer")
                if module.buffers.position(of: name) == nil { try checkFree(name, in: module, evaluator) }
                guard arguments[2].isNone || arguments[2].tensor != nil else {
                    throw unassignable(arguments[2], "buffer", name, "torch Tensor or None required")
                }
                try module.register(
                    buffer: arguments[2].tensor, named: name, persistent: try evaluator.truth(arguments[3]))
                return .none
            },
            method("register_module", "(self, name, module)", "Adds a child.", addChild),
            method("add_module", "(self, name, module)", "Adds a child.", addChild),
            method("get_submodule", "(self, target)", "The module at a dotted path.") { module, arguments, evaluator in
                Value(try module.module(at: try evaluator.str(arguments[1])))
            },
            method("get_parameter", "(self, target)", "The parameter at a dotted path.") {
                module, arguments, evaluator in
                let (owner, name) = try place(module, try evaluator.str(arguments[1]))
                guard let found = try attribute(name, of: owner, evaluator) else {
                    throw ModuleError.noSuchMember(type: owner.typeName, name: name)
                }
                guard found.tensor?.isParameter == true else { throw ModuleError.notAParameter(name: name) }
                return found
            },
            method("get_buffer", "(self, target)", "The buffer at a dotted path.") { module, arguments, evaluator in
                let (owner, name) = try place(module, try evaluator.str(arguments[1]))
                if let buffer = owner.buffers[name] ?? nil { return Value(buffer) }
                guard try attribute(name, of: owner, evaluator) != nil else {
                    throw ModuleError.noSuchMember(type: owner.typeName, name: name)
                }
                throw PythonError(.attributeError, "`\(name)` is not a buffer")
            },
            method("set_submodule", "(self, target, module)", "Replaces the module at a dotted path.") {
                module, arguments, evaluator in
                let (owner, name) = try place(module, try evaluator.str(arguments[1]))
                try owner.register(child: arguments[2].module, named: name)
                return .none
            },
        ]
    }

    private static func memberName(_ value: Value, _ kind: String) throws -> String {
        if let text = value.as(Text.self) { return text.string }
        throw PythonError(.typeError, "\(kind) name should be a string. Got \(value.typeName)")
    }

    private static func unassignable(
        _ value: Value, _ kind: String, _ name: String, _ requirement: String
    ) -> PythonError {
        PythonError(
            .typeError, "cannot assign '\(value.qualifiedName)' object to \(kind) '\(name)' (\(requirement))")
    }

    /// Refuses a name under which the module has an attribute of any kind.
    private static func checkFree(_ name: String, in module: Module, _ evaluator: Evaluator) throws {
        guard try attribute(name, of: module, evaluator) != nil else { return }
        throw taken(name)
    }

    static func taken(_ name: String) -> PythonError {
        PythonError(.keyError, "attribute '\(name)' already exists")
    }

    /// What Python code finds under a name, nil if there is nothing.
    private static func attribute(_ name: String, of module: Module, _ evaluator: Evaluator) throws -> Value? {
        do {
            return try evaluator.attribute(Symbol(name), of: Value(module))
        } catch let error as PythonError where error.isInstance(of: .attributeError) {
            return nil
        }
    }

    private static func addChild(
        _ module: Module, _ arguments: borrowing Language.Arguments, _ evaluator: Evaluator
    ) throws -> Value {
        let child = arguments[2]
        guard child.isNone || child.module != nil else {
            throw PythonError(.typeError, "\(child.typeName) is not a Module subclass")
        }
        let name = try evaluator.str(arguments[1])
        if module.children.position(of: name) == nil { try checkFree(name, in: module, evaluator) }
        try module.register(child: child.module, named: name)
        return .none
    }

    /// The module that holds the last name of a dotted path.
    private static func place(_ module: Module, _ path: String) throws -> (Module, String) {
        let parts = path.split(separator: ".").map(String.init)
        let owner = try module.module(at: parts.dropLast().joined(separator: "."))
        return (owner, parts.last ?? "")
    }
}
