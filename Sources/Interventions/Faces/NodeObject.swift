import Language

/// A node as cells see it: `proxy.node.name`.
package final class NodeObject: Object {
    private let node: Node

    init(_ node: Node) { self.node = node }

    // Immutable, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(native: "Node", module: "nnsight.tracing.Node")

    override package class var nativeType: TypeObject { typeObject }

    override package func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        switch name.text {
        case "name": Value(node.name)
        case "target": .object(TargetObject(node.action.title))
        case "args": Value(node.arguments)
        case "line": node.origin.map { Value($0.label) } ?? Value.none
        case "listeners": Value(node.listeners.map { .object(NodeObject($0)) })
        case "arg_dependencies": Value(node.dependencies.map { .object(NodeObject($0)) })
        case "value": try node.knownValue()
        default: try genericAttribute(name, evaluator)
        }
    }

    override package func attributeNames() -> [Symbol] {
        ["name", "target", "args", "line", "listeners", "arg_dependencies", "value"] + super.attributeNames()
    }

    override package func repr(_ evaluator: Evaluator) throws -> String { "&lt;Node at \(address)&gt;" }
}

extension Node {
    fileprivate func knownValue() throws -> Value {
        guard state == .done, let value else { throw InterventionError.valueNotSet(self).pythonError }
        return value
    }
}

/// What a node calls, by name: `proxy.node.target.__name__`.
private final class TargetObject: Object {
    private let name: String

    init(_ name: String) { self.name = name }

    override func getAttribute(_ name: Symbol, _ evaluator: Evaluator) throws -> Value? {
        name == .__name__ ? Value(self.name) : try genericAttribute(name, evaluator)
    }

    override func repr(_ evaluator: Evaluator) throws -> String { name }
}
