import Tensors

/// What flows from one module to the next: nearly always a single tensor, which then travels without a tree around it.
package enum LayerOutput {
    case tensor(Tensor)
    case tree(TensorTree)

    package init(_ tree: TensorTree) {
        if case .tensor(let tensor) = tree { self = .tensor(tensor) } else { self = .tree(tree) }
    }

    package var tree: TensorTree {
        switch self {
        case .tensor(let tensor): .tensor(tensor)
        case .tree(let tree): tree
        }
    }
}

/// Looks on while a module runs, nearer to its forward than any hook, and without the wrapping that hooks need.
///
/// What a module receives it sees before the pre-hooks, what the module gives before the hooks. A module has one at a time.
package protocol ModuleWatcher: AnyObject {
    /// Whether `willRun` is to be called.
    var readsInputs: Bool { get }
    /// Sees the inputs; what it returns replaces them.
    func willRun(_ module: Module, _ inputs: ModuleInputs) throws -> ModuleInputs?
    /// Sees the output; what it returns replaces it.
    func didRun(_ module: Module, _ output: LayerOutput) throws -> LayerOutput?
}
