import Networks
import Tensors

/// A layer of a model whose forward names its values, so that each can be read and replaced while it runs.
///
///     let attention = model.transformer.h[0].attn.layer as? ModelLayer
///     attention?.addValueHook(on: "attn_weights") { try $0 * 0 }   // the heads attend to nothing
///
/// A forward computes its values in the order, and under the names, of the transformers source.
package class ModelLayer: Layer {
    package let typeName: String
    /// The names that the forward gives, in order.
    package let valueNames: [String]
    private var valueHooks: [ValueHook] = []
    /// Set in the outermost layer of a model.
    var origin: PretrainedModel.Origin?

    init(_ typeName: String, names: [String]) {
        self.typeName = typeName
        valueNames = names
    }

    package func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        throw ModuleError.notCallable(type: typeName)
    }

    package func extraDescription(of module: Module) -> String { "" }

    /// Calls the body with the value of that name each time the forward computes it; what it returns replaces the value.
    package func addValueHook(on name: String, _ body: @escaping (Tensor) throws -> Tensor?) -> ValueHook {
        let hook = ValueHook(name: name, body: body)
        valueHooks.append(hook)
        return hook
    }

    package var hasValueHooks: Bool { !valueHooks.isEmpty }

    package func remove(_ hook: ValueHook) { valueHooks.removeAll { $0 === hook } }

    /// Gives a value its name, and to those who watch it the chance to replace it.
    final func name(_ name: String, _ value: Tensor) throws -> Tensor {
        if valueHooks.isEmpty { return value }
        return try valueHooks.reduce(value) { value, hook in
            hook.name == name ? try hook.body(value) ?? value : value
        }
    }
}

/// A model layer of one tensor, such as an MLP.
package class ModelTensorLayer: ModelLayer, TensorLayer {
    package override func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        let arguments = try ForwardArguments(inputs, ["hidden_states"], of: self)
        return .tensor(try forward(arguments.required("hidden_states", of: self), of: module))
    }

    package func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        throw ModuleError.notCallable(type: typeName)
    }
}

/// Somebody who watches a named value.
package final class ValueHook {
    let name: String
    let body: (Tensor) throws -> Tensor?

    init(name: String, body: @escaping (Tensor) throws -> Tensor?) {
        self.name = name
        self.body = body
    }
}
