/// The names that every module sees without importing them.
package enum Builtins {
    /// Fills the namespace of an evaluator with the built-in functions, types and exceptions, and registers the modules.
    package static func install(in evaluator: Evaluator) {
        let names = evaluator.builtins
        for exception in TypeObject.allExceptions { names[Symbol(exception.name)] = .object(exception) }
    }
}
