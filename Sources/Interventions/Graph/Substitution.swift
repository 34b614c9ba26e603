import Language

/// Proxies inside a value: lists, tuples, dictionaries, sets and slices are searched, as deep as they go.
package enum Substitution {
    /// Containers inside containers beyond this depth are taken as they are.
    private static let depthLimit = 64

    package static func forEachNode(in value: Value, _ body: (Node) -> Void) {
        visit(value, depth: 0) { if let proxy = $0 as? Proxy { body(proxy.node) } }
    }

    /// The entries of a record that a value refers to.
    package static func forEachReference(in value: Value, _ body: (Int) -> Void) {
        visit(value, depth: 0) { if let reference = $0 as? NodeReference { body(reference.position) } }
    }

    package static func containsReference(_ value: Value) -> Bool {
        var found = false
        forEachReference(in: value) { _ in found = true }
        return found
    }

    package static func containsProxy(_ value: Value) -> Bool {
        var found = false
        visit(value, depth: 0) { if $0 is Proxy { found = true } }
        return found
    }

    /// The value with every object replaced for which `replacement` gives something; a copy if anything changes.
    package static func transforming(_ value: Value, _ replacement: (Object) -> Value?) -> Value {
        var isFound = false
        visit(value, depth: 0) { if !isFound, replacement($0) != nil { isFound = true } }
        return isFound ? rebuild(value, replacement) : value
    }

    /// The value with every proxy replaced by what `replacement` gives for its node; containers without proxies are
    /// not copied, so they keep their identity.
    package static func replacing(_ value: Value, _ replacement: (Node) throws -> Value) rethrows -> Value {
        guard containsProxy(value) else { return value }
        return try rebuild(value) { object in try (object as? Proxy).map { try replacement($0.node) } }
    }

    private static func visit(_ value: Value, depth: Int, _ body: (Object) -> Void) {
        guard case .object(let object) = value, depth < depthLimit else { return }
        switch object {
        case let list as List: for element in list.elements { visit(element, depth: depth + 1, body) }
        case let tuple as Tuple: for element in tuple.elements { visit(element, depth: depth + 1, body) }
        case let dict as Dict: for (_, element) in dict.items { visit(element, depth: depth + 1, body) }
        case let slice as Slice:
            for bound in [slice.start, slice.stop, slice.step] { visit(bound, depth: depth + 1, body) }
        default: body(object)
        }
    }

    private static func rebuild(_ value: Value, _ replacement: (Object) throws -> Value?) rethrows -> Value {
        guard case .object(let object) = value else { return value }
        switch object {
        case let list as List: return Value(try list.elements.map { try rebuild($0, replacement) })
        case let tuple as Tuple: return Value(tuple: try tuple.elements.map { try rebuild($0, replacement) })
        case let dict as Dict: return .object(try dict.mappingValues { try rebuild($0, replacement) })
        case let slice as Slice:
            return .object(
                Slice(
                    try rebuild(slice.start, replacement), try rebuild(slice.stop, replacement),
                    try rebuild(slice.step, replacement)))
        default: return try replacement(object) ?? value
        }
    }
}
