import Tensors

/// One kind of module: its Python signature with defaults, a line of help, and the function that makes one.
///
///     LayerType.named("Linear")?.make([.int(3), .int(4)])   // Linear(in_features=3, out_features=4, bias=True)
///
/// From the table come the classes of `torch.nn`, their keyword arguments, completion and help.
package struct LayerType: Sendable {
    /// The signature in the manner of `Operation`: "Linear(int in_features, int out_features, bool bias=True)".
    package let schema: String
    package let summary: String
    private let body: @Sendable (LayerArguments) throws -> Module

    init(_ schema: String, _ summary: String, _ body: @escaping @Sendable (LayerArguments) throws -> Module) {
        self.schema = schema
        self.summary = summary
        self.body = body
    }

    /// The class name: "Linear".
    package var name: String { String(schema.prefix { $0 != "(" }) }

    /// The parsed signature; parse once and keep.
    package var signature: Signature { Signature(schema + " -> Module") }

    /// Makes a module; arguments stand in the order of the signature, missing ones at the end take their defaults.
    package func make(_ arguments: [Argument]) throws -> Module {
        try body(LayerArguments(given: arguments, parameters: signature.parameters, type: name))
    }

    /// Every kind of module that is made from numbers and words; containers take modules and are made by name.
    package static let all: [LayerType] = eager + LazyLayer.types

    /// Those whose parameters exist from the start.
    static let eager: [LayerType] =
        [
            Linear.type, Conv1D.type, Embedding.type, LayerNorm.type, RMSNorm.type, GroupNorm.type, Dropout.type,
            MultiheadAttention.type,
        ] + Convolution.types + BatchNorm.types + Pooling.types + Activations.types + Losses.types

    private static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }

    package static func named(_ name: String) -> LayerType? { byName[name] }
}

/// The arguments with which a module is made, with the defaults of its signature.
struct LayerArguments {
    let given: [Argument]
    let parameters: [Signature.Parameter]
    let type: String

    subscript(position: Int) -> Argument {
        if given.indices.contains(position) { return given[position] }
        guard parameters.indices.contains(position) else { return .none }
        return parameters[position].defaultArgument ?? .none
    }

    /// The argument, whole numbers made floats where the signature wants one.
    func value(_ position: Int) -> Argument {
        guard parameters[position].type == .float, case .scalar(let number) = self[position] else {
            return self[position]
        }
        return .float(number.real)
    }

    func int(_ position: Int) throws -> Int {
        if let value = try optionalInt(position) { return value }
        throw mismatch(position, "int")
    }

    func optionalInt(_ position: Int) throws -> Int? {
        switch self[position] {
        case .none: return nil
        case .int(let value), .scalar(.int(let value)): return value
        case .bool(let value), .scalar(.bool(let value)): return value ? 1 : 0
        case .ints(let values) where values.count == 1: return values[0]
        default: throw mismatch(position, "int")
        }
    }

    func float(_ position: Int) throws -> Double {
        if let value = try optionalFloat(position) { return value }
        throw mismatch(position, "float")
    }

    func optionalFloat(_ position: Int) throws -> Double? {
        switch self[position] {
        case .none: return nil
        case .float(let value): return value
        case .int(let value): return Double(value)
        case .bool(let value): return value ? 1 : 0
        case .scalar(let value): return value.real
        default: throw mismatch(position, "float")
        }
    }

    func flag(_ position: Int) throws -> Bool {
        switch self[position] {
        case .bool(let value), .scalar(.bool(let value)): return value
        case .int(let value), .scalar(.int(let value)): return value != 0
        default: throw mismatch(position, "bool")
        }
    }

    func text(_ position: Int) throws -> String {
        guard case .text(let value) = self[position] else { throw mismatch(position, "str") }
        return value
    }

    func sizes(_ position: Int) throws -> [Int] {
        switch self[position] {
        case .ints(let values): return values
        default: return [try int(position)]
        }
    }

    func optionalTensor(_ position: Int) throws -> Tensor? {
        switch self[position] {
        case .none: return nil
        case .tensor(let tensor): return tensor
        default: throw mismatch(position, "Tensor")
        }
    }

    func dtype(_ position: Int) -> DType {
        guard case .dtype(let value) = self[position] else { return Defaults.dtype }
        return value
    }

    func device(_ position: Int) -> Device {
        guard case .device(let value) = self[position] else { return Defaults.device }
        return value
    }

    private func mismatch(_ position: Int, _ wanted: String) -> TensorError {
        let name = parameters.indices.contains(position) ? parameters[position].name : "argument"
        guard case .none = self[position] else {
            return .type("\(type)(): argument '\(name)' must be \(wanted), not \(self[position].typeName)")
        }
        return .type("\(type).__init__() missing 1 required positional argument: '\(name)'")
    }
}
