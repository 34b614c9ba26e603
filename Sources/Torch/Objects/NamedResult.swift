import Language
import Tensors

/// A tuple whose fields have names, as `x.max(dim=0)` returns it: `torch.return_types.max(values=…, indices=…)`.
package final class NamedResult: TupleFace {
    private let ownType: TypeObject
    private let fields: [Symbol]
    private let values: [Value]

    package init(_ type: TypeObject, fields: [String], values: [Value]) {
        ownType = type
        self.fields = fields.map { Symbol($0) }
        self.values = values
    }

    override package var type: TypeObject { ownType }
    override package var elements: [Value] { values }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if let index = fields.firstIndex(of: name) { return values[index] }
        return try genericAttribute(name, evaluator)
    }

    override package func attributeNames() -> [Symbol] { fields + super.attributeNames() }

    override package func repr(_ evaluator: Evaluator) throws -> String {
        let lines = try zip(fields, values).map { "\($0)=\(try evaluator.repr($1))" }
        return "\(ownType.moduleName).\(ownType.name)(\n\(lines.joined(separator: ",\n")))"
    }

    /// The class for results of an operation, made once for each name.
    package static func type(named name: String) -> TypeObject {
        if let known = types[name] { return known }
        let made = TypeObject(native: name, module: "torch.return_types", bases: [.tuple], methods: tupleMethods)
        types[name] = made
        return made
    }

    // Read and written on the cell thread only, like all objects of the language.
    nonisolated(unsafe) private static var types: [String: TypeObject] = [:]
}
