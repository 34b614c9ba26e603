import Language

/// A named constant of torch without further behaviour: `torch.strided`, `torch.contiguous_format`.
package final class ConstantObject: Object {
    private let text: String
    private let ownType: TypeObject

    private init(_ text: String, _ type: TypeObject) {
        self.text = text
        ownType = type
    }

    override package var type: TypeObject { ownType }
    override package func repr(_ evaluator: Evaluator) throws -> String { text }

    // Immutable after creation, so that threads may share them.
    nonisolated(unsafe) private static let layoutType = TypeObject(native: "layout", module: "torch")
    nonisolated(unsafe) private static let formatType = TypeObject(native: "memory_format", module: "torch")
    nonisolated(unsafe) package static let strided = ConstantObject("torch.strided", layoutType)
    nonisolated(unsafe) package static let contiguousFormat = ConstantObject("torch.contiguous_format", formatType)
    nonisolated(unsafe) package static let preserveFormat = ConstantObject("torch.preserve_format", formatType)
    nonisolated(unsafe) package static let channelsLast = ConstantObject("torch.channels_last", formatType)
}
