import Language

/// Proxies inside a value: lists, tuples, dictionaries, sets and slices are searched, as deep as they go.
package enum Substitution {
    /// Containers inside containers beyond this depth are taken as they are.
    private static let depthLimit = 64

    package static func forEachNode(in value: Value, _ body: (Node) -> Void) {
        visit(value, depth: 0, body)
    }

    package static func containsProxy(_ value: Value) -> Bool {
        var found = false
        visit(value, depth: 0) { _ in found = true }
        return found
    }

    /// The value with every proxy replaced by what `replacement` gives for its node; containers without proxies are
    /// not copied, so they keep their identity.
    package static func replacing(_ value: Value, _ replacement: (Node) throws -> Value) rethrows -> Value {
        guard containsProxy(value) else { return value }
        return try rebuild(value, replacement)
    }

    private static func visit(_ value: Value, depth: Int, _ body: (Node) -> Void) {
        guard case .object(let object) = value, depth < depthLimit else { return }
        switch object {
        case let proxy as Proxy: body(proxy.node)
        case let list as List: for element in list.elements { visit(element, depth: depth + 1, body) }
        case let tuple as Tuple: for element in tuple.elements { visit(element, depth: depth + 1, body) }
        case let dict as Dict: for (_, element) in dict.items { visit(element, depth: depth + 1, body) }
        case let slice as Slice:
            for bound in [slice.start, slice.stop, slice.step] { visit(bound, depth: depth + 1, body) }
        default: break
        }
    }

    private static func rebuild(_ value: Value, _ replacement: (Node) throws -> Value) rethrows -> Value {
        guard case .object(let object) = value else { return value }
        switch object {
        case let proxy as Proxy: return try replacement(proxy.node)
        case let list as List: return Value(try list.elements.map { try rebuild($0, replacement) })
        case let tuple as Tuple: return Value(tuple: try tuple.elements.map { try rebuild($0, replacement) })
        case let dict as Dict: return .object(try dict.mappingValues { try rebuild($0, replacement) })
        case let slice as Slice:
            return .object(
                Slice(
                    try rebuild(slice.start, replacement), try rebuild(slice.stop, replacement),
                    try rebuild(slice.step, replacement)))
        default: return value
        }
    }
}
