import Tensors

/// How one optimizer moves a parameter: its settings, what it remembers, and the arithmetic of a step.
package protocol UpdateRule: Sendable {
    /// The class name: "AdamW".
    var name: String { get }
    /// The settings with PyTorch's defaults, in PyTorch's order.
    var defaults: [(name: String, value: TensorTree)] { get }
    /// Refuses settings that make no sense, with PyTorch's words.
    func check(_ options: Options) throws
    /// The memory that the rule keeps for each element, with the number it starts from.
    func buffers(_ options: Options) -> [(name: String, initial: Double)]
    func update<Number: BinaryFloatingPoint>(_ elements: Elements<Number>, _ options: Options)
    /// Whether the state tells how many steps were taken.
    var showsStep: Bool { get }
}

extension UpdateRule {
    package var showsStep: Bool { true }
}

/// The elements of a parameter, its gradient and its buffers, row by row in memory.
package struct Elements<Number: BinaryFloatingPoint> {
    let parameter: UnsafeMutablePointer<Number>
    let gradient: UnsafePointer<Number>
    let buffers: [UnsafeMutablePointer<Number>]
    let count: Int
    /// Counts from 1.
    let step: Int

    subscript(range: Range<Int>) -> Elements {
        Elements(
            parameter: parameter + range.lowerBound, gradient: gradient + range.lowerBound,
            buffers: buffers.map { $0 + range.lowerBound }, count: range.count, step: step)
    }
}

extension Elements {
    /// Carries out the C loop for the type of the numbers.
    func step(_ narrow: (Elements<Float>) -> Void, _ wide: (Elements<Double>) -> Void) {
        if let floats = self as? Elements<Float> { narrow(floats) }
        if let doubles = self as? Elements<Double> { wide(doubles) }
    }
}

/// One step of one parameter: brings the data into rows of one number type, runs the rule, and writes back.
struct ParameterUpdate {
    private let parameter: Tensor
    private let gradient: Tensor
    private let state: ParameterState

    init(_ parameter: Tensor, _ gradient: Tensor, _ state: ParameterState) {
        self.parameter = parameter
        self.gradient = gradient
        self.state = state
    }

    func run(_ rule: any UpdateRule, _ options: Options) throws {
        guard !parameter.isMeta, !gradient.isMeta else { return }
        try GradientMode.disabled {
            if parameter.dtype == .float64 {
                try run(rule, options, Double.self, .float64)
            } else {
                try run(rule, options, Float.self, .float32)
            }
        }
    }

    private func run<Number: BinaryFloatingPoint>(
        _ rule: any UpdateRule, _ options: Options, _ type: Number.Type, _ dtype: DType
    ) throws {
        let isDirect = parameter.dtype == dtype && parameter.isContiguous
        // Half precision and views are computed in a copy, which is rounded once at the end.
        let target = isDirect ? parameter : try clone(contiguous(to(detach(parameter), dtype)))
        let slope = try contiguous(to(detach(gradient), dtype))
        guard let start = target.address, let slopeStart = slope.address, slope.shape == target.shape else { return }
        let elements = Elements(
            parameter: start.assumingMemoryBound(to: Number.self),
            gradient: UnsafePointer(slopeStart.assumingMemoryBound(to: Number.self)),
            buffers: state.buffers.compactMap { $0.tensor.address?.assumingMemoryBound(to: Number.self) },
            count: target.elementCount, step: state.step)
        // The rule treats each element by itself, so threads share the elements.
        WorkerPool.ranges(elements.count) { rule.update(elements[$0], options) }
        if isDirect { parameter.changed() } else { try parameter.assign(target) }
    }
}
