/// The hooks that code of a language has put around a module; they run further out than the module's own ones.
package protocol ForeignHooks: AnyObject {
    /// Whether there is any hook, so that a call has to go through `run`.
    var areInUse: Bool { get }
    /// Runs a call: the hooks before it, the forward, the hooks after it.
    func run(
        _ module: Module, _ inputs: ModuleInputs, _ forward: (ModuleInputs) throws -> TensorTree
    ) throws -> TensorTree
}
