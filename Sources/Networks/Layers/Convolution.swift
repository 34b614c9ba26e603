import Tensors

/// Slides a window of weights over one to three spatial dimensions: `Conv1d` to `Conv3d`.
package final class Convolution: TensorLayer {
    package var typeName: String { "Conv\(spatial)d" }
    private let spatial: Int
    private let channels: (input: Int, output: Int)
    private let window: Window
    private let groups: Int

    /// The geometry of a window, one number for each spatial dimension.
    struct Window {
        var kernel: [Int]
        var stride: [Int]
        var padding: Padding
        var dilation: [Int]
        /// What stands outside the image: zeros, reflect, replicate or circular.
        var mode = "zeros"

        /// The border on both sides of each dimension, the last dimension first, as `pad` takes it.
        var border: [Int] {
            kernel.indices.reversed().flatMap { dimension in
                switch padding {
                case .sizes(let sizes): return [sizes[dimension], sizes[dimension]]
                case .named("same"):
                    let total = dilation[dimension] * (kernel[dimension] - 1)
                    return [total / 2, total - total / 2]
                case .named: return [0, 0]
                }
            }
        }

        enum Padding {
            case sizes([Int])
            case named(String)
        }
    }

    init(spatial: Int, channels: (input: Int, output: Int), window: Window, groups: Int) {
        self.spatial = spatial
        self.channels = channels
        self.window = window
        self.groups = groups
    }

    /// Draws weight and bias as PyTorch does.
    static func module(
        spatial: Int, channels: (input: Int, output: Int), window: Window, groups: Int, bias: Bool, dtype: DType,
        device: Device
    ) throws -> Module {
        guard groups > 0 else { throw TensorError.value("groups must be a positive integer") }
        guard channels.input % groups == 0 else { throw TensorError.value("in_channels must be divisible by groups") }
        guard channels.output % groups == 0 else { throw TensorError.value("out_channels must be divisible by groups") }
        let module = Module(Convolution(spatial: spatial, channels: channels, window: window, groups: groups))
        let shape = Dimensions([channels.output, channels.input / groups] + window.kernel)
        let weight = try Tensor.empty(shape, dtype: dtype, device: device).asParameter()
        let offset = bias ? try Tensor.empty([channels.output], dtype: dtype, device: device).asParameter() : nil
        try module.register(parameter: weight, named: "weight")
        try module.register(parameter: offset, named: "bias")
        try Initialization.kaimingUniform(weight, slope: 5.0.squareRoot())
        let fan = try Initialization.fans(weight).input
        let bound = fan > 0 ? 1 / Double(fan).squareRoot() : 0
        if let offset { try Initialization.uniform(offset, -bound, bound) }
        return module
    }

    package func forward(_ input: Tensor, of module: Module) throws -> Tensor {
        guard window.mode == "zeros" else {
            let border: [String: Argument] = [
                "input": .tensor(input), "pad": .ints(window.border), "mode": .text(window.mode),
            ]
            return try convolve(Operation.apply("pad", border), padding: .int(0), of: module)
        }
        switch window.padding {
        case .sizes(let sizes): return try convolve(input, padding: .ints(sizes), of: module)
        case .named(let name): return try convolve(input, padding: .text(name), of: module)
        }
    }

    private func convolve(_ input: Tensor, padding: Argument, of module: Module) throws -> Tensor {
        let bias = module.optionalParameter("bias").map { Argument.tensor($0) } ?? .none
        return try Operation.apply(
            "conv\(spatial)d",
            [
                "input": .tensor(input), "weight": .tensor(module.parameter("weight")), "bias": bias,
                "stride": .ints(window.stride), "padding": padding, "dilation": .ints(window.dilation),
                "groups": .int(groups),
            ])
    }

    package func extraDescription(of module: Module) -> String {
        var words = ["\(channels.input)", "\(channels.output)"]
        words.append("kernel_size=\(pythonTuple(window.kernel))")
        words.append("stride=\(pythonTuple(window.stride))")
        switch window.padding {
        case .sizes(let sizes) where sizes.contains { $0 != 0 }: words.append("padding=\(pythonTuple(sizes))")
        case .named(let name): words.append("padding=\(name)")
        case .sizes: break
        }
        if window.dilation.contains(where: { $0 != 1 }) { words.append("dilation=\(pythonTuple(window.dilation))") }
        if groups != 1 { words.append("groups=\(groups)") }
        if module.optionalParameter("bias") == nil { words.append("bias=False") }
        if window.mode != "zeros" { words.append("padding_mode=\(window.mode)") }
        return words.joined(separator: ", ")
    }

    package func setting(_ name: String) -> TensorTree? {
        switch name {
        case "in_channels": .int(channels.input)
        case "out_channels": .int(channels.output)
        case "groups": .int(groups)
        case "kernel_size": .tuple(window.kernel.map { .int($0) })
        case "stride": .tuple(window.stride.map { .int($0) })
        case "dilation": .tuple(window.dilation.map { .int($0) })
        case "padding":
            switch window.padding {
            case .sizes(let sizes): .tuple(sizes.map { .int($0) })
            case .named(let name): .text(name)
            }
        case "padding_mode": .text(window.mode)
        case "transposed": .bool(false)
        case "output_padding": .tuple(window.kernel.map { _ in .int(0) })
        default: nil
        }
    }

    static let types: [LayerType] = (1...3).map(type)

    private static func type(spatial: Int) -> LayerType {
        LayerType(
            "Conv\(spatial)d(int in_channels, int out_channels, int[1] kernel_size, int[1] stride=1, "
                + "int[1]|str padding=0, int[1] dilation=1, int groups=1, bool bias=True, str padding_mode='zeros', "
                + "Device? device=None, ScalarType? dtype=None)",
            "Slides a window of weights over \(["a sequence", "an image", "a volume"][spatial - 1])."
        ) { arguments in
            func sizes(_ position: Int) throws -> [Int] { try arguments.sizes(position).repeated(spatial) }
            let padding: Window.Padding
            if case .text(let name) = arguments[4] {
                guard ["same", "valid"].contains(name) else {
                    throw TensorError.value(
                        "Invalid padding string '\(name)', should be one of {'same', 'valid'}")
                }
                padding = .named(name)
            } else {
                padding = .sizes(try sizes(4))
            }
            let window = try Window(
                kernel: sizes(2), stride: sizes(3), padding: padding, dilation: sizes(5), mode: mode(arguments.text(8)))
            return try module(
                spatial: spatial, channels: (arguments.int(0), arguments.int(1)), window: window,
                groups: arguments.int(6), bias: arguments.flag(7), dtype: arguments.dtype(10),
                device: arguments.device(9))
        }
    }
}

extension Convolution {
    private static func mode(_ name: String) throws -> String {
        guard ["zeros", "reflect", "replicate", "circular"].contains(name) else {
            throw TensorError.value(
                "padding_mode must be one of {'zeros', 'circular', 'reflect', 'replicate'}, but got padding_mode='\(name)'"
            )
        }
        return name
    }
}

extension [Int] {
    /// A single number repeated for every spatial dimension.
    func repeated(_ count: Int) -> [Int] { self.count == 1 ? Array(repeating: self[0], count: count) : self }
}
