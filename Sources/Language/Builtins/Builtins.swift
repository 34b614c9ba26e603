/// The names that every module sees without importing them.
package enum Builtins {
    /// Fills the namespace of an evaluator with the built-in functions, types and exceptions, and registers the modules.
    package static func install(in evaluator: Evaluator) {
        let names = evaluator.builtins
        for exception in TypeObject.allExceptions { names[Symbol(exception.name)] = .object(exception) }
        names["IOError"] = .object(TypeObject.osError)
        names["EnvironmentError"] = .object(TypeObject.osError)
        for type in types { names[Symbol(type.name)] = .object(type) }
        for function in functions { names[Symbol(function.name)] = .object(function) }
        for name in ["exit", "quit"] { names[Symbol(name)] = .object(Quitter(name)) }
        names["NotImplemented"] = .notImplemented
        names["Ellipsis"] = .ellipsis
        names["__debug__"] = true
        names[.__name__] = "builtins"
        names["breakpoint"] = .object(
            NativeFunction("breakpoint", "(*args, **kws)", "There is no debugger: says so.") { _, _ in
                throw PythonError(.notImplementedError, "breakpoint(): there is no debugger; print() what you need")
            })
        names["__builtins__"] = .object(evaluator.builtinsModule)
        BuiltinModules.register(in: evaluator.modules)
    }

    /// The built-in names as a module.
    static func module(of names: Namespace) -> ModuleObject {
        names[.__name__] = "builtins"
        names[.__doc__] = "Built-in functions, types, exceptions, and other objects."
        return ModuleObject("builtins", sharing: names)
    }

    private static var types: [TypeObject] {
        [
            .object, .type, .int, .bool, .float, .complex, .str, .bytes, .byteArray, .list, .tuple, .dict, .set,
            .frozenSet, .range, Slice.typeObject, .property, .staticMethod, .classMethod, SuperObject.typeObject,
            MemoryView.typeObject,
        ] + IteratorTypes.all
    }

    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) private static let functions: [NativeFunction] =
        NumberFunctions.all + SequenceFunctions.all + AttributeFunctions.all + TextFunctions.all
        + ProgramFunctions.all + [FileObject.opening, HelpFunction.function]
}
