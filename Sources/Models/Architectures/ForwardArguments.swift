import Networks
import Tensors

/// The arguments of a forward by the names of its Python signature.
struct ForwardArguments {
    private var values: [(name: String, value: TensorTree)]

    /// Sorts what was given under the names of the signature, and refuses what the signature does not have.
    init(_ inputs: ModuleInputs, _ signature: [String], of layer: ModelLayer) throws {
        guard inputs.positional.count <= signature.count else {
            throw TensorError.type(
                "\(layer.typeName).forward() takes from 1 to \(signature.count + 1) positional arguments but "
                    + "\(inputs.positional.count + 1) were given")
        }
        values = zip(signature, inputs.positional).map { ($0, $1) }
        for argument in inputs.keyword {
            guard signature.contains(argument.name) else {
                throw TensorError.type(
                    "\(layer.typeName).forward() got an unexpected keyword argument '\(argument.name)'")
            }
            guard !values.contains(where: { $0.name == argument.name }) else {
                throw TensorError.type(
                    "\(layer.typeName).forward() got multiple values for argument '\(argument.name)'")
            }
            values.append((argument.name, argument.value))
        }
    }

    /// What was given, nil for None and for nothing.
    subscript(name: String) -> TensorTree? {
        let value = values.first { $0.name == name }?.value
        return value?.isNone == true ? nil : value
    }

    func tensor(_ name: String) throws -> Tensor? {
        guard let value = self[name] else { return nil }
        guard let tensor = value.tensor else {
            throw TensorError.type("\(name) must be a Tensor, not \(value.typeName)")
        }
        return tensor
    }

    /// A tensor without which the forward cannot run.
    func required(_ name: String, of layer: ModelLayer) throws -> Tensor {
        if let tensor = try tensor(name) { return tensor }
        throw TensorError.type("\(layer.typeName).forward() missing 1 required positional argument: '\(name)'")
    }

    func flag(_ name: String) -> Bool? {
        if case .bool(let value)? = self[name] { value } else { nil }
    }

    /// The cache object, which the layers of a model share.
    func cache(_ name: String) -> KeyValueCache? {
        if case .foreign(let object)? = self[name] { object as? KeyValueCache } else { nil }
    }

    /// The arguments of these names, None for those that were not given, to hand on.
    func keyword(_ names: some Sequence<String>) -> [(name: String, value: TensorTree)] {
        names.map { ($0, self[$0] ?? .none) }
    }
}
