import Networks
import Tensors

/// The keys and values of the tokens read so far, layer by layer, so that a new token costs one position only.
///
/// The families since Llama share one cache, which each layer extends; in a `TensorTree` it travels as `foreign`.
package final class KeyValueCache {
    private var layers: [(key: Tensor, value: Tensor)] = []

    /// The class of transformers that it stands for.
    package let typeName: String

    package init(typeName: String = "DynamicCache") { self.typeName = typeName }

    /// Takes over `((key, value), ...)`, the older form of the same.
    init?(_ tree: TensorTree?) {
        guard let pairs = tree?.members else { return nil }
        typeName = "DynamicCache"
        for pair in pairs {
            guard let key = pair[0]?.tensor, let value = pair[1]?.tensor else { return nil }
            layers.append((key, value))
        }
    }

    /// How many positions it holds.
    package var length: Int { layers.first.flatMap { try? $0.key.size(-2) } ?? 0 }

    /// Adds the keys and values of new positions, and gives those of all positions. [batch, head, position, size]
    func extend(layer: Int, key: Tensor, value: Tensor) throws -> (key: Tensor, value: Tensor) {
        guard layers.indices.contains(layer) else {
            layers.append((key, value))
            return (key, value)
        }
        layers[layer] = (try cat([layers[layer].key, key], -2), try cat([layers[layer].value, value], -2))
        return layers[layer]
    }

    /// `((key, value), ...)`
    package var tree: TensorTree { .tuple(layers.map { .tuple([.tensor($0.key), .tensor($0.value)]) }) }

    /// Keeps these rows, in this order; the same row may come several times.
    package func reorder(_ rows: Tensor) throws {
        layers = try layers.map { (try indexSelect($0.key, 0, rows), try indexSelect($0.value, 0, rows)) }
    }
}

extension KeyValueCache: ForeignValue {
    package var items: TensorTree { tree }

    /// `key_cache` and `value_cache`: one tensor for each layer.
    package func attribute(_ name: String) -> TensorTree? {
        switch name {
        case "key_cache": .list(layers.map { .tensor($0.key) })
        case "value_cache": .list(layers.map { .tensor($0.value) })
        default: nil
        }
    }

    package func result(of method: String) -> TensorTree? {
        switch method {
        case "get_seq_length": .int(length)
        case "to_legacy_cache": tree
        default: nil
        }
    }
}

/// The keys and values of earlier tokens in the form that GPT-2 takes: one pair for each layer.
struct LayerCaches {
    private let pairs: [TensorTree]

    init(_ tree: TensorTree?) {
        if case .foreign(let object)? = tree, let cache = object as? KeyValueCache {
            pairs = cache.tree.members ?? []
        } else {
            pairs = tree?.members ?? []
        }
    }

    /// How many positions they hold.
    var length: Int { pairs.first?[0]?.tensor.flatMap { try? $0.size(-2) } ?? 0 }

    subscript(layer: Int) -> TensorTree { pairs.indices.contains(layer) ? pairs[layer] : .none }
}
