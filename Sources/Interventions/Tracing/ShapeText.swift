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
    /// The shape that a module gave in the last scan or validated trace, nil before the first.
    package func shape(ofOutputOf module: Module) -> String? {
        guard let seen = seenShapes[ObjectIdentifier(module)], seen.module === module else { return nil }
        return seen.text
    }

    func note(shape: String?, ofOutputOf module: Module) {
        if seenShapes.count > 10_000 { seenShapes = seenShapes.filter { $0.value.module != nil } }
        seenShapes[ObjectIdentifier(module)] = shape.map { SeenShape(module: module, text: $0) }
    }
}

/// What completion shows beside a module.
struct SeenShape {
    weak var module: Module?
    let text: String
}
