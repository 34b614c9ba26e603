import Language
import Networks

/// What modules hand on without looking into it, as cells see it: `DynamicCache()`.
package final class ForeignObject: Object {
    package let content: any ForeignValue

    init(_ content: any ForeignValue) { self.content = content }

    override package var type: TypeObject { ForeignObject.type(named: content.typeName) }

    /// The class of such an object, made once for each name.
    private static func type(named name: String) -> TypeObject {
        if let known = types[name] { return known }
        let made = TypeObject(native: name, module: "transformers.cache_utils")
        types[name] = made
        return made
    }

    // Read and written on the cell thread only, like all objects of the language.
    nonisolated(unsafe) private static var types: [String: TypeObject] = [:]

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        if let attribute = content.attribute(name.text) { return Value(tree: attribute) }
        guard content.result(of: name.text) != nil else { return try genericAttribute(name, evaluator) }
        let content = self.content
        let method = NativeFunction(name.text, "(*args)", isRaw: true, binds: false) { _, _ in
            content.result(of: name.text).map { Value(tree: $0) } ?? .none
        }
        return .object(method)
    }

    override package func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        try evaluator.getItem(Value(tree: content.items), key)
    }

    override package func length(_ evaluator: Evaluator) throws -> Int? {
        try evaluator.length(Value(tree: content.items))
    }

    override package func iterate(_ evaluator: Evaluator) throws -> ValueIterator? {
        try evaluator.iterate(Value(tree: content.items))
    }

    override package func repr(_ evaluator: Evaluator) throws -> String { "\(content.typeName)()" }
}
