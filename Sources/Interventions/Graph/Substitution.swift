import Language
import Torch

/// Proxies inside a value: lists, tuples, dictionaries, sets and slices are searched, as deep as they go.
package enum Substitution {
    /// Containers inside containers beyond this depth are taken as they are.
    private static let depthLimit = 64

    package static func forEachNode(in value: Value, _ body: (Node) -> Void) {
        visit(value) { if let proxy = Value.object($0).proxy { body(proxy.node) } }
    }

    /// The entries of its own record that a value refers to.
    package static func forEachReference(in value: Value, _ body: (Int) -> Void) {
        visit(value) { if let reference = $0 as? NodeReference, reference.graph == nil { body(reference.position) } }
    }

    package static func containsReference(_ value: Value) -> Bool {
        var found = false
        visit(value) { if $0 is NodeReference { found = true } }
        return found
    }

    package static func containsProxy(_ value: Value) -> Bool {
        var found = false
        visit(value) { if Value.object($0).proxy != nil { found = true } }
        return found
    }

    /// The value with every object replaced for which `replacement` gives something; a copy if anything changes.
    package static func transforming(_ value: Value, _ replacement: (Object) -> Value?) -> Value {
        var isFound = false
        visit(value) { if !isFound, replacement($0) != nil { isFound = true } }
        return isFound ? rebuild(value, replacement) : value
    }

    /// The value with every proxy replaced by what `replacement` gives for its node; containers without proxies are
    /// not copied, so they keep their identity.
    package static func replacing(_ value: Value, _ replacement: (Node) throws -> Value) rethrows -> Value {
        guard case .object = value else { return value }
        if let proxy = value.proxy { return try replacement(proxy.node) }
        guard containsProxy(value) else { return value }
        return try rebuild(value) { object in try (object as? Proxy).map { try replacement($0.node) } }
    }

    private static func visit(_ value: Value, _ body: (Object) -> Void) {
        guard case .object(let object) = value else { return }
        if value.proxy != nil || elements(of: object) == nil { return body(object) }
        var seen: Set<ObjectIdentifier> = []
        visit(value, depth: 0, &seen, body)
    }

    /// Each container is visited once, however often it is contained, even in itself.
    private static func visit(
        _ value: Value, depth: Int, _ seen: inout Set<ObjectIdentifier>, _ body: (Object) -> Void
    ) {
        guard case .object(let object) = value, depth < depthLimit else { return }
        guard let elements = elements(of: object) else { return body(object) }
        guard seen.insert(ObjectIdentifier(object)).inserted else { return }
        for element in elements { visit(element, depth: depth + 1, &seen, body) }
    }

    private static func elements(of object: Object) -> [Value]? {
        if object is TensorObject { return nil }
        return switch object {
        case let list as List: list.elements
        case let tuple as Tuple: tuple.elements
        case let dict as Dict: dict.values
        case let slice as Slice: [slice.start, slice.stop, slice.step]
        default: nil
        }
    }

    private static func rebuild(_ value: Value, _ replacement: (Object) throws -> Value?) rethrows -> Value {
        var rebuilt: [ObjectIdentifier: Value] = [:]
        return try rebuild(value, depth: 0, &rebuilt, replacement)
    }

    private static func rebuild(
        _ value: Value, depth: Int, _ rebuilt: inout [ObjectIdentifier: Value], _ replacement: (Object) throws -> Value?
    ) rethrows -> Value {
        guard case .object(let object) = value, depth < depthLimit else { return value }
        guard let elements = elements(of: object) else { return try replacement(object) ?? value }
        if let known = rebuilt[ObjectIdentifier(object)] { return known }
        let inner = try elements.map { try rebuild($0, depth: depth + 1, &rebuilt, replacement) }
        let result = container(like: object, inner)
        rebuilt[ObjectIdentifier(object)] = result
        return result
    }

    private static func container(like object: Object, _ elements: [Value]) -> Value {
        switch object {
        case is List: return Value(elements)
        case is Tuple: return Value(tuple: elements)
        case let dict as Dict:
            var rest = elements.makeIterator()
            return .object(dict.mappingValues { rest.next() ?? $0 })
        case is Slice where elements.count == 3: return .object(Slice(elements[0], elements[1], elements[2]))
        default: return .object(object)
        }
    }
}
