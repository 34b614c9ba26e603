import Models
import Networks
import Tensors

/// Counts the products inside attention, which no layer has weights for: queries with keys, and weights with values.
///
///     2 · batch · heads · queries · keys · (size of a query + size of a value)      operations for each call
final class AttentionProducts {
    /// The operations of all calls of a module, by its path.
    private(set) var flops: [String: Int] = [:]
    private var watched: [(layer: ModelLayer, hook: ValueHook)] = []

    /// Starts to look at the attention modules of a model; `stop` ends it.
    init(_ modules: [(path: String, module: Module)]) {
        for (path, module) in modules {
            guard let layer = module.layer as? ModelLayer, layer.valueNames.contains("attn_weights") else { continue }
            var querySize = 0
            var pairs = 0
            watch(layer, "query") { querySize = $0.shape.last ?? 0 }
            watch(layer, "attn_weights") { pairs = $0.shape.reduce(1, *) }
            watch(layer, "z") { [weak self] mixed in
                self?.flops[path, default: 0] += 2 * pairs * (querySize + (mixed.shape.last ?? 0))
            }
        }
    }

    func stop() {
        for (layer, hook) in watched { layer.remove(hook) }
        watched = []
    }

    private func watch(_ layer: ModelLayer, _ name: String, _ body: @escaping (Tensor) -> Void) {
        let hook = layer.addValueHook(on: name) { value in
            body(value)
            return nil
        }
        watched.append((layer, hook))
    }
}
