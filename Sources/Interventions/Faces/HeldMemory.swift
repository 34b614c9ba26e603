import Language
import Networks
import Tensors
import Torch

/// How much tensors take that a value keeps alive: through proxies, containers, caches and modules. What two values share
/// counts for both; views count as what they view.
package enum HeldMemory {
    private static let depthLimit = 16

    /// The bytes of the tensors behind a value; nil when there are none.
    package static func bytes(of value: Value) -> Int? {
        var seen: [ObjectIdentifier: Int] = [:]
        visit(value, depth: 0, &seen)
        return seen.isEmpty ? nil : seen.values.reduce(0, +)
    }

    private static func visit(_ value: Value, depth: Int, _ seen: inout [ObjectIdentifier: Int]) {
        guard case .object(let object) = value, depth < depthLimit else { return }
        if let tensor = value.tensor { return note(tensor, &seen) }
        if let module = value.module { return module.allParameters.forEach { note($0, &seen) } }
        switch object {
        case let proxy as Proxy: if let known = proxy.settled { visit(known, depth: depth + 1, &seen) }
        case let list as List: for element in list.elements { visit(element, depth: depth + 1, &seen) }
        case let tuple as Tuple: for element in tuple.elements { visit(element, depth: depth + 1, &seen) }
        case let dict as Dict: for (_, element) in dict.items { visit(element, depth: depth + 1, &seen) }
        case let output as OutputObject: visitTree(.dictionary(output.dictionary), &seen)
        case let envoy as Envoy: for parameter in envoy.module.allParameters { note(parameter, &seen) }
        default: break
        }
    }

    private static func visitTree(_ tree: TensorTree, _ seen: inout [ObjectIdentifier: Int]) {
        switch tree {
        case .tensor(let tensor): note(tensor, &seen)
        case .tuple(let parts), .list(let parts): for part in parts { visitTree(part, &seen) }
        case .dictionary(let dictionary): for entry in dictionary.entries { visitTree(entry.value, &seen) }
        case .none, .bool, .int, .float, .text, .foreign: break
        }
    }

    private static func note(_ tensor: Tensor, _ seen: inout [ObjectIdentifier: Int]) {
        seen[ObjectIdentifier(tensor)] = tensor.elementCount * tensor.dtype.size
    }
}
