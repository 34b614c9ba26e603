import Language

/// What help adds to the signature of the functions that notebooks use most: an example that runs, shapes and errors.
///
///     FunctionNotes.all["torch.cat"]?.example   // "torch.cat([torch.zeros(2, 3), torch.ones(1, 3)]).shape"
package struct FunctionNote: Sendable {
    /// An expression or a short program, and what it gives as the notebook shows it.
    package let example: String
    package let result: String
    let shapes: String?
    let errors: String?

    init(_ example: String, gives result: String, shapes: String? = nil, errors: String? = nil) {
        self.example = example
        self.result = result
        self.shapes = shapes
        self.errors = errors
    }

    var lines: [(String, String)] {
        let shown = example.contains("\n") ? "\(example)\n# \(result)" : "\(example)  # \(result)"
        return [("Example", shown)] + (shapes.map { [("Shapes", $0)] } ?? []) + (errors.map { [("Errors", $0)] } ?? [])
    }
}

package enum FunctionNotes {
    package static var all: [String: FunctionNote] {
        tensors.merging(layers) { first, _ in first }.merging(interventions) { first, _ in first }
            .merging(builtins) { first, _ in first }
    }

    /// The note on a function, class or method, found by its module and name.
    static func note(on value: Value, _ evaluator: Evaluator) -> FunctionNote? {
        guard let object = value.object else { return nil }
        let function = (object as? BoundMethod)?.function.object ?? object
        let name: String
        switch function {
        case let function as NativeFunction: name = "\(function.ownerName ?? function.moduleName).\(function.name)"
        case let type as TypeObject: name = "\(type.moduleName).\(type.name)"
        default: return nil
        }
        return all[name] ?? all[shortened(name)]
    }

    /// `torch.nn.modules.linear.Linear` is known as `torch.nn.Linear`, and methods of tensors as `Tensor.sum`.
    private static func shortened(_ name: String) -> String {
        let parts = name.split(separator: ".")
        guard let last = parts.last else { return name }
        if name.hasPrefix("torch.nn.modules") { return "torch.nn.\(last)" }
        if name.hasPrefix("torch.Tensor") || name.hasPrefix("Tensor.") { return "torch.\(last)" }
        return parts.count > 2 ? "\(parts[parts.count - 2]).\(last)" : name
    }
}
