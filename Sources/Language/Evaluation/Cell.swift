/// A variable that a function shares with the functions inside it.
package final class Cell: Object {
    package var value: Value

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) private static let typeObject = TypeObject(native: "cell")
    override package class var nativeType: TypeObject { typeObject }

    package init(_ value: Value) { self.value = value }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        guard name.text == "cell_contents" else { return try genericAttribute(name, evaluator) }
        guard let value = value.ifDefined else { throw PythonError(.valueError, "Cell is empty") }
        return value
    }
}
