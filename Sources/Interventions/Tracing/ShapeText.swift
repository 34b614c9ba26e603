import Language
import Networks
import Tensors
import Torch

/// The shape of what a module gives, in a few characters: `[1, 10, 768]`, in a tuple or dict that of its first tensor.
enum ShapeText {
    static func of(_ value: Value, depth: Int = 0) -> String? {
        if let tensor = value.tensor { return "[\(tensor.shape.map(String.init).joined(separator: ", "))]" }
        guard depth < 3 else { return nil }
        let elements = value.as(Tuple.self)?.elements ?? value.as(Dict.self)?.values ?? []
        return elements.lazy.compactMap { of($0, depth: depth + 1) }.first
    }
}

extension Tracing {
    /// The shape that a module gave when it was last scanned, or read in a trace; nil before the first time.
    package func shape(ofOutputOf module: Module) -> String? {
        (module.remark as? SeenShape)?.text
    }
}

extension Module {
    /// Keeps the shape of what the module gave, in a run or in a scan; the same shape again costs one look.
    func note(output value: Value) {
        let tensor = value.tensor
        if let tensor, let seen = remark as? SeenShape, seen.sizes == tensor.shape { return }
        remark = ShapeText.of(value).map { SeenShape(text: $0, sizes: tensor?.shape) }
    }
}

/// What completion shows beside a module.
private final class SeenShape {
    let text: String
    /// Those of a single tensor.
    let sizes: Dimensions?

    init(text: String, sizes: Dimensions?) {
        self.text = text
        self.sizes = sizes
    }
}
