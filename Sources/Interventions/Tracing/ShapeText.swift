import Language
import Networks
import Tensors
import Torch

/// The shape of what a module gives, in a few characters: `[1, 10, 768]`, or `([1, 10, 768], [1, 12, 10, 10])`.
enum ShapeText {
    static func of(_ value: Value, depth: Int = 0) -> String? {
        if let tensor = value.tensor { return "[\(tensor.shape.map(String.init).joined(separator: ", "))]" }
        guard depth < 2 else { return nil }
        let elements = value.as(Tuple.self)?.elements ?? value.as(Dict.self)?.values ?? []
        let shapes = elements.compactMap { of($0, depth: depth + 1) }
        guard shapes.count > 1 else { return shapes.first }
        return shapes.count > 4 ? "(\(shapes[0]), … \(shapes.count))" : "(\(shapes.joined(separator: ", ")))"
    }
}

extension Tracing {
    /// The shape that a module gave when it was last scanned, or read in a trace; nil before the first time.
    package func shape(ofOutputOf module: Module) -> String? {
        guard let seen = seenShapes[ObjectIdentifier(module)], seen.module === module else { return nil }
        return seen.text
    }

    /// Keeps the shape of what a module gave, in a run or in a scan; the same shape again costs one look.
    func note(output value: Value, of module: Module) {
        let sizes = value.tensor?.shape
        if let seen = seenShapes[ObjectIdentifier(module)], seen.module === module, sizes != nil, seen.sizes == sizes {
            return
        }
        if seenShapes.count > 10_000 { seenShapes = seenShapes.filter { $0.value.module != nil } }
        seenShapes[ObjectIdentifier(module)] = ShapeText.of(value).map {
            SeenShape(module: module, text: $0, sizes: sizes)
        }
    }
}

/// What completion shows beside a module.
struct SeenShape {
    weak var module: Module?
    let text: String
    /// Those of a single tensor.
    let sizes: Dimensions?
}
