import Tensors

/// The arguments of one call of a module: what stood without a name, and what stood with one.
///
///     ModuleInputs([.tensor(ids)], keyword: [("use_cache", .bool(false))])
package struct ModuleInputs {
    package var positional: [TensorTree]
    package var keyword: [(name: String, value: TensorTree)]

    package init(_ positional: [TensorTree] = [], keyword: [(name: String, value: TensorTree)] = []) {
        self.positional = positional
        self.keyword = keyword
    }

    package init(_ tensor: Tensor) { self.init([.tensor(tensor)]) }

    /// The argument that a parameter receives: by name, else by position; nil when it was left out.
    package func value(_ name: String, at position: Int) -> TensorTree? {
        if let named = keyword.first(where: { $0.name == name }) { return named.value }
        return positional.indices.contains(position) ? positional[position] : nil
    }

    /// A tensor argument that may be left out or be none.
    package func optionalTensor(_ name: String, at position: Int) throws -> Tensor? {
        switch value(name, at: position) {
        case nil, .some(.none): return nil
        case .some(.tensor(let tensor)): return tensor
        case .some(let other):
            throw TensorError.type("\(name) must be a Tensor, but got \(other.typeName)")
        }
    }

    /// The function that torch's forward of a layer calls with its input, which refuses what is no tensor.
    private static let asked: [String: (function: String, name: String, place: Int)] = [
        "Linear": ("linear", "input", 1), "Embedding": ("embedding", "indices", 2),
        "LayerNorm": ("layer_norm", "input", 1), "ReLU": ("relu", "input", 1), "GELU": ("gelu", "input", 1),
        "Dropout": ("dropout", "input", 1),
    ]

    /// A tensor argument that must be there; `caller` is the module's type, for the message.
    package func tensor(_ name: String, at position: Int, of caller: String) throws -> Tensor {
        if case .some(.tensor(let tensor)) = value(name, at: position) { return tensor }
        if let other = value(name, at: position), let asked = Self.asked[caller] {
            let found = other.typeName
            throw TensorError.type(
                "\(asked.function)(): argument '\(asked.name)' (position \(asked.place)) must be Tensor, not \(found)")
        }
        if let tensor = try optionalTensor(name, at: position) { return tensor }
        throw TensorError.type("\(caller).forward() missing 1 required positional argument: '\(name)'")
    }

    /// Refuses more arguments than the parameters, and names that none of them has.
    package func check(_ parameters: [String], of caller: String) throws {
        if let unknown = keyword.first(where: { !parameters.contains($0.name) }) {
            throw TensorError.type("\(caller).forward() got an unexpected keyword argument '\(unknown.name)'")
        }
        let count = positional.count + keyword.count
        guard count > parameters.count else { return }
        throw TensorError.type(
            "\(caller).forward() takes \(parameters.count + 1) positional arguments but \(count + 1) were given")
    }

    /// A flag that is false when left out.
    package func flag(_ name: String, at position: Int, otherwise: Bool = false) -> Bool {
        guard case .bool(let value)? = value(name, at: position) else { return otherwise }
        return value
    }

    /// The same inputs with every tensor replaced.
    package func mapTensors(_ transform: (Tensor) throws -> Tensor) rethrows -> ModuleInputs {
        ModuleInputs(
            try positional.map { try $0.mapTensors(transform) },
            keyword: try keyword.map { ($0.name, try $0.value.mapTensors(transform)) })
    }
}
