/// How tensors are printed: the settings of `torch.set_printoptions`.
///
///     PrintOptions(precision: 2)   // tensor([3.14])
package struct PrintOptions: Equatable, Sendable {
    /// Digits after the point.
    package var precision = 4
    /// Above this number of elements only the edges are shown.
    package var threshold = 1000
    /// How many elements stand at each edge of a summarised dimension.
    package var edgeItems = 3
    /// The number of characters after which a row is broken.
    package var lineWidth = 80
    /// Whether numbers have exponents; nil lets the numbers decide.
    package var scientific: Bool?

    package init(
        precision: Int = 4, threshold: Int = 1000, edgeItems: Int = 3, lineWidth: Int = 80, scientific: Bool? = nil
    ) {
        self.precision = precision
        self.threshold = threshold
        self.edgeItems = edgeItems
        self.lineWidth = lineWidth
        self.scientific = scientific
    }

    /// PyTorch's profiles: "default", "short" and "full".
    package init?(profile: String) {
        switch profile {
        case "default": self.init()
        case "short": self.init(precision: 2, edgeItems: 2)
        case "full": self.init(threshold: Int.max)
        default: return nil
        }
    }

    /// What printing uses when it is given no options; changed by the language on the cell thread only.
    package nonisolated(unsafe) static var current = PrintOptions()
}
