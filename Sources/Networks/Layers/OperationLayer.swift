import Tensors

/// A module that applies one operation of the engine with fixed settings and has no parameters.
///
///     try LayerType.named("GELU")?.make([.text("tanh")])   // GELU(approximate='tanh')
package final class OperationLayer: TensorLayer {
    typealias Settings = [(name: String, value: Argument)]

    package let typeName: String
    private let operation: Operation
    /// The operation's arguments with the settings in their places; inputs fill the first ones.
    private let arguments: [Argument]
    /// The names of the inputs.
    private let inputNames: [String]
    private let settings: Settings
    private let shownSettings: String
    /// Whether the places of the largest elements come with them.
    private let givesPlaces: Bool

    /// Nil when the engine has no operation of this name.
    init?(
        _ typeName: String, operation name: String, inputCount: Int, settings: Settings, shown: String
    ) {
        guard let operation = Operation.functional(name) else { return nil }
        let parameters = operation.signature.parameters
        self.typeName = typeName
        self.operation = operation
        self.settings = settings
        shownSettings = shown
        givesPlaces = settings.contains { $0.name == "return_indices" && pythonWord($0.value) == "True" }
        inputNames = parameters.prefix(inputCount).map(\.name)
        arguments = parameters.map { parameter in
            settings.first { $0.name == parameter.name }?.value ?? parameter.defaultArgument ?? .none
        }
    }

    package func pass(_ input: Tensor, of module: Module) throws -> LayerOutput {
        givesPlaces ? LayerOutput(try apply([.tensor(input)])) : .tensor(try forward(input, of: module))
    }

    package func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        guard inputNames.count < 2 else {
            let missing = inputNames.dropFirst().map { "'\($0)'" }
            throw TensorError.type(
                "\(typeName).forward() missing \(missing.count) required positional "
                    + "argument\(missing.count == 1 ? "" : "s"): \(missing.joined(separator: " and "))")
        }
        guard case .tensor(let output) = try apply([.tensor(input)]) else {
            throw TensorError.type("\(typeName) gives several tensors")
        }
        return output
    }

    package func forward(_ inputs: ModuleInputs, of module: Module) throws -> TensorTree {
        try inputs.check(inputNames, of: typeName)
        let tensors = try inputNames.enumerated().map {
            Argument.tensor(try inputs.tensor($1, at: $0, of: typeName))
        }
        return try apply(tensors)
    }

    private func apply(_ inputs: [Argument]) throws -> TensorTree {
        var filled = arguments
        for (index, input) in inputs.enumerated() where filled.indices.contains(index) { filled[index] = input }
        switch try operation.call(filled) {
        case .tensor(let output): return .tensor(output)
        case .tuple(let outputs): return .tuple(outputs.map { .tensor($0) })
        default: throw TensorError.type("\(typeName) gave no Tensor")
        }
    }

    package func extraDescription(of module: Module) -> String { shownSettings }

    package func setting(_ name: String) -> TensorTree? {
        settings.first { $0.name == name }.flatMap { TensorTree(argument: $0.value) }
    }
}

extension LayerType {
    /// A kind of module that wraps one operation; `shown` are the settings that are printed, and `flags` those that are
    /// printed when they are set. `completing` fills in settings that were left out.
    init(
        _ schema: String, wrapping operation: String, _ summary: String, inputCount: Int = 1, shown: [String] = [],
        flags: [String] = [],
        completing: @escaping @Sendable (OperationLayer.Settings) -> OperationLayer.Settings = { $0 }
    ) {
        let name = String(schema.prefix { $0 != "(" })
        self.init(schema, summary) { arguments in
            let settings = completing(arguments.parameters.enumerated().map { ($1.name, arguments.value($0)) })
            let words = settings.filter { setting in
                shown.contains(setting.name) || flags.contains(setting.name) && pythonWord(setting.value) == "True"
            }.map { "\($0.name)=\(pythonWord($0.value))" }
            let layer = OperationLayer(
                name, operation: operation, inputCount: inputCount, settings: settings,
                shown: words.joined(separator: ", "))
            guard let layer else { throw ModuleError.notCallable(type: name) }
            return Module(layer)
        }
    }
}

extension Operation {
    /// The form of an operation that `torch.nn.functional` has, else its first one.
    static func functional(_ name: String) -> Operation? {
        let overloads = named(name)
        return overloads.first { $0.faces.contains(.functional) } ?? overloads.first
    }

    /// Calls an operation with arguments by name; the others take their defaults.
    static func apply(_ name: String, _ arguments: [String: Argument]) throws -> Tensor {
        guard let operation = functional(name) else { throw ModuleError.notCallable(type: name) }
        let values = operation.signature.parameters.map { arguments[$0.name] ?? $0.defaultArgument ?? .none }
        guard case .tensor(let output) = try operation.call(values) else {
            throw TensorError.type("\(name)() gave no Tensor")
        }
        return output
    }
}

extension TensorTree {
    /// A setting as a value of a language; nil for what no language shows.
    init?(argument: Argument) {
        switch argument {
        case .none: self = .none
        case .bool(let value), .scalar(.bool(let value)): self = .bool(value)
        case .int(let value), .scalar(.int(let value)): self = .int(value)
        case .float(let value), .scalar(.float(let value)): self = .float(value)
        case .text(let value): self = .text(value)
        case .ints(let values):
            self = .tuple(values.map { $0 == Signature.sizeAsItIs ? .none : .int($0) })
        case .tensor(let value): self = .tensor(value)
        default: return nil
        }
    }
}

/// An argument as Python writes it: True, 0.01, 'tanh', None.
func pythonWord(_ argument: Argument) -> String {
    if case .text(let word) = argument { return "'\(word)'" }
    return TensorTree(argument: argument)?.pythonText ?? "None"
}
