import Language
import Tensors

/// `torch.Size`: the sizes of a tensor, a tuple that prints `torch.Size([2, 3])`.
package final class SizeObject: TupleFace {
    package let sizes: Dimensions

    package init(_ sizes: Dimensions) { self.sizes = sizes }

    // Immutable after creation, so that threads may share the class.
    nonisolated(unsafe) package static let typeObject = TypeObject(
        native: "Size", module: "torch", bases: [.tuple], documentation: "The sizes of a tensor's dimensions.",
        methods: tupleMethods + [
            NativeFunction("numel", "(self, /)", "The number of elements of a tensor of this shape.") { arguments, _ in
                .int(arguments[0].as(SizeObject.self)?.sizes.elementCount ?? 0)
            }
        ],
        allocate: { _, arguments, evaluator in
            guard let given = arguments[0].ifDefined else { return Value(Dimensions()) }
            return Value(Dimensions(try evaluator.array(from: given).map { try evaluator.index($0) }))
        })

    override package class var nativeType: TypeObject { typeObject }
    override package class var hasPlainMethods: Bool { true }

    override package var elements: [Value] { sizes.map { .int($0) } }

    override func rebuilt(_ elements: [Value]) -> Value {
        let sizes = elements.compactMap { if case .int(let size) = $0 { size } else { nil } }
        return sizes.count == elements.count ? Value(Dimensions(sizes)) : Value(tuple: elements)
    }

    override package func length(_ evaluator: Evaluator) throws -> Int? { sizes.count }

    override package func getItem(_ key: Value, _ evaluator: Evaluator) throws -> Value {
        if case .int(let index) = key, index >= -sizes.count, index < sizes.count {
            return .int(sizes[index < 0 ? index + sizes.count : index])
        }
        return try super.getItem(key, evaluator)
    }

    override package func repr(_ evaluator: Evaluator) throws -> String { "torch.Size(\(sizes))" }
}

extension Value {
    package init(_ sizes: Dimensions) { self = .object(SizeObject(sizes)) }
}
