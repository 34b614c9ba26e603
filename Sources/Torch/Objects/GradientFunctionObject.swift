import Language
import Tensors

/// What `x.grad_fn` gives: `<AddBackward0 object at 0x…>`.
package final class GradientFunctionObject: Object {
    private let node: GradientNode

    package init(_ node: GradientNode) { self.node = node }

    override package var type: TypeObject { GradientFunctionObject.type(named: node.name) }

    /// Every name of a derivative is a class of its own, as `type(x.grad_fn).__name__` shows.
    private static func type(named name: String) -> TypeObject {
        if let known = types[name] { return known }
        let made = TypeObject(native: name, module: module(of: name), bases: [.object])
        types[name] = made
        return made
    }

    /// Derivatives that a user has written have no number.
    private static func module(of name: String) -> String {
        name.last?.isNumber == true || unnumbered.contains(name) ? "builtins" : "torch.autograd.function"
    }

    /// PyTorch's own derivatives without a number; their full names are those of C++.
    private static let unnumbered: Set<String> = ["AccumulateGrad", "CopySlices"]

    // Read and written on the cell thread only, like all objects of the language.
    nonisolated(unsafe) private static var types: [String: TypeObject] = [:]

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name {
        case "next_functions":
            return Value(
                tuple: node.parents.map { edge in
                    Value(
                        tuple: [
                            edge.map { .object(GradientFunctionObject($0.node)) } ?? .none, .int(edge?.index ?? 0),
                        ])
                })
        case "name":
            let text = (GradientFunctionObject.unnumbered.contains(node.name) ? "torch::autograd::" : "") + node.name
            return .object(NativeFunction("name", "()") { _, _ in Value(text) })
        case "metadata": return .object(Dict())
        default: return try genericAttribute(name, evaluator)
        }
    }

    override package func isSame(as other: Object) -> Bool { (other as? GradientFunctionObject)?.node === node }
    override package func hash(_ evaluator: Evaluator) throws -> Int { ObjectIdentifier(node).hashValue }
    override package func repr(_ evaluator: Evaluator) throws -> String {
        let module = GradientFunctionObject.module(of: node.name)
        return "<\(module == "builtins" ? "" : module + ".")\(node.name) object at \(address)>"
    }

    override package func compare(
        _ operation: ComparisonOperator, _ other: Value, _ evaluator: Evaluator
    ) throws -> Value? {
        guard operation == .equal || operation == .notEqual, let other = other.as(GradientFunctionObject.self)
        else { return nil }
        return .bool((node === other.node) == (operation == .equal))
    }
}
