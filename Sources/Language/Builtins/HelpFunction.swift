/// `help(object)`: what an object is, how it is called, and what its text says.
package enum HelpFunction {
    static var function: NativeFunction {
        NativeFunction("help", "(object=..., /)", "Prints what is known of an object.") { arguments, evaluator in
            let text =
                arguments[0].isUndefined
                ? "Type help(object) for help about an object, or object? in a cell."
                : try text(of: arguments[0], evaluator)
            evaluator.output.write(text + "\n", to: .standardOutput)
            return .none
        }
    }

    private static func text(of value: Value, _ evaluator: Evaluator) throws -> String {
        let name = try evaluator.attribute(.__name__, of: value).map { try evaluator.str($0) } ?? value.typeName
        switch value.object {
        case let module as ModuleObject: return try text(of: module)
        case let type as TypeObject: return try text(of: type, evaluator)
        case is Function, is NativeFunction, is BoundMethod:
            let isNative =
                value.as(Function.self) == nil && value.as(BoundMethod.self)?.function.object is Function == false
            let module = try evaluator.attribute(.__module__, of: value).map { try evaluator.str($0) } ?? "builtins"
            let kind = value.object is BoundMethod ? "method" : "function"
            let title = "Help on \(isNative ? "built-in " : "")\(kind) \(name) in module \(module):"
            return title + "\n\n" + entry(name, value, indent: "", evaluator)
        default:
            return "Help on \(value.type.name) object:\n\n" + (try text(of: value.type, evaluator, isTitled: false))
        }
    }

    /// `name(parameters)`, and its text below.
    private static func entry(_ name: String, _ value: Value, indent: String, _ evaluator: Evaluator) -> String {
        let head = indent + name + (signature(of: value, evaluator) ?? "(...)")
        guard let documentation = value.object?.documentation else { return head + "\n" }
        let lines = documentation.splitLines().map { indent + "    " + $0.stripped(where: \.isPythonSpace) }
        return head + "\n" + lines.joined(separator: "\n") + "\n"
    }

    /// `(x: int = 3) -> str`: with annotations and defaults where a function of the user has them.
    package static func signature(of value: Value, _ evaluator: Evaluator) -> String? {
        let function = value.as(BoundMethod.self)?.function ?? value
        if function.object is Function,
            let inspect = try? evaluator.modules.import("inspect", evaluator),
            let signature = inspect.namespace["signature"],
            let text = try? evaluator.str(try evaluator.call(signature, [value]))
        {
            return text
        }
        return value.object?.signature?.description
    }

    /// The same where no code of the user's runs for it: an inspection comes at any time, and nothing can interrupt it.
    package static func quietSignature(of value: Value, _ evaluator: Evaluator) -> String? {
        guard let function = (value.as(BoundMethod.self)?.function ?? value).as(Function.self) else { return nil }
        let annotations = function.annotations.as(Dict.self)?.values ?? []
        let shown = function.defaults + Array(function.keywordDefaults.values) + annotations
        return shown.allSatisfy({ isPlain($0, depth: 3) }) ? signature(of: value, evaluator) : nil
    }

    /// Whether the text of a value is made by native code, or by the module `typing`.
    private static func isPlain(_ value: Value, depth: Int) -> Bool {
        guard case .object(let object) = value else { return true }
        if let instance = object as? Instance { return instance.type.moduleName == "typing" }
        guard object.derivation == nil, depth > 0 else { return false }
        if let list = object as? List { return list.elements.allSatisfy { isPlain($0, depth: depth - 1) } }
        if let tuple = object as? Tuple { return tuple.elements.allSatisfy { isPlain($0, depth: depth - 1) } }
        if let dict = object as? Dict { return dict.count == 0 }
        return object is Text || object is TypeObject || object is Function || object.type.isNative
    }

    private static func text(of module: ModuleObject) throws -> String {
        let names = module.namespace.definedNames.map(\.text).filter { !$0.hasPrefix("_") }.sorted()
        let about = module.documentation.map { " - " + $0 } ?? ""
        return "Help on module \(module.name):\n\nNAME\n    \(module.name)\(about)\n\nCONTENTS\n    "
            + names.joined(separator: "\n    ") + "\n"
    }

    private static func text(of type: TypeObject, _ evaluator: Evaluator, isTitled: Bool = true) throws -> String {
        let bases = type.bases.map { $0.moduleName == "__main__" ? $0.name : "\($0.moduleName).\($0.name)" }
        var lines = ["class \(type.name)(\(bases.joined(separator: ", ")))"]
        if let signature = type.signature { lines.append(" |  \(type.name)\(signature)") }
        for line in type.documentation?.splitLines() ?? [] { lines.append(" |  " + line) }
        let own = type.namespace.items.filter { $0.value.object?.isCallable == true && !$0.name.text.hasPrefix("__") }
        if !own.isEmpty { lines += [" |  ", " |  Methods defined here:"] }
        for (name, value) in own {
            lines.append(" |  ")
            lines += entry(name.text, value, indent: "", evaluator).splitLines().map { " |  " + $0 }
        }
        let title = isTitled ? "Help on class \(type.name) in module \(type.moduleName):\n\n" : ""
        return title + lines.joined(separator: "\n") + "\n"
    }
}
