import Tensors

/// How one optimizer moves a parameter: its settings, what it remembers, and the arithmetic of a step.
package protocol UpdateRule: Sendable {
    /// The class name: "AdamW".
    var name: String { get }
    /// The settings with PyTorch's defaults, in PyTorch's order.
    var defaults: [(name: String, value: TensorTree)] { get }
    /// Refuses settings that make no sense, with PyTorch's words.
    func check(_ options: Options) throws
    /// The memory that the rule needs for each element with these settings, with the number it starts from.
    func buffers(_ options: Options) -> [(name: String, initial: Double)]
    func update<Number: BinaryFloatingPoint>(_ elements: Elements<Number>, _ options: Options)
    /// Whether the state tells how many steps were taken.
    var showsStep: Bool { get }
    /// Whether memory can be made after the first step, when a setting asks for it.
    var makesBuffersLater: Bool { get }
    /// Whether memory of another precision than the parameter's is refused.
    func needsPrecision(_ options: Options) -> Bool
}

extension UpdateRule {
    package var showsStep: Bool { true }
    package var makesBuffersLater: Bool { false }
    package func needsPrecision(_ options: Options) -> Bool { false }
}

/// The elements of a parameter, its gradient and its buffers, row by row in memory.
package struct Elements<Number: BinaryFloatingPoint> {
    let parameter: UnsafeMutablePointer<Number>
    let gradient: UnsafePointer<Number>
    /// In the order in which the rule names them.
    let buffers: [UnsafeMutablePointer<Number>]
    let count: Int
    /// Counts from 1.
    let step: Int
    /// Whether the buffers were made for this step.
    let isFirst: Bool

    subscript(range: Range<Int>) -> Elements {
        Elements(
            parameter: parameter + range.lowerBound, gradient: gradient + range.lowerBound,
            buffers: buffers.map { $0 + range.lowerBound }, count: range.count, step: step, isFirst: isFirst)
    }
}

extension Elements {
    /// Carries out the C loop for the type of the numbers.
    func step(_ narrow: (Elements<Float>) -> Void, _ wide: (Elements<Double>) -> Void) {
        if let floats = self as? Elements<Float> { narrow(floats) }
        if let doubles = self as? Elements<Double> { wide(doubles) }
    }
}
