import Glibc

/// `torch.fft`: transforms of real and complex tensors along one or more dimensions.
enum FourierOperations {
    static let operations: [Operation] = lines + planes + frequencies

    private static let lines: [Operation] = [
        line("fft", "The discrete Fourier transform.") { try transform($0, $1, $2, $3, inverse: false) },
        line("ifft", "The inverse Fourier transform.") { try transform($0, $1, $2, $3, inverse: true) },
        line("rfft", "The transform of real numbers: the half that is not redundant.", realForward),
        line("irfft", "The inverse of rfft.") { try realBackward($0, $1, $2, $3, inverse: true) },
        line("hfft", "The transform of a Hermitian signal.") {
            try realBackward(conj($0), $1, $2, $3, inverse: false)
        },
        line("ihfft", "The inverse of hfft.") { input, count, axis, norm in
            let swapped = norm == "ortho" ? "ortho" : norm == "forward" ? "backward" : "forward"
            return try conj(realForward(input, count, axis, swapped))
        },
    ]

    private static func line(
        _ name: String, _ summary: String, _ body: @escaping @Sendable (Tensor, Int?, Int, String?) throws -> Tensor
    ) -> Operation {
        Operation("\(name)(Tensor input, int? n=None, int dim=-1, str? norm=None) -> Tensor", summary, .fft, body)
    }

    private static let planes: [Operation] = ["fft2", "ifft2", "rfft2", "irfft2", "fftn", "ifftn", "rfftn", "irfftn"]
        .map {
            name in
            let dims = name.hasSuffix("2") ? "int[1]? dim=(-2,-1)" : "int[1]? dim=None"
            let inverse = name.hasPrefix("i")
            let isReal = name.contains("rfft")
            return Operation(
                "\(name)(Tensor input, int[1]? s=None, \(dims), str? norm=None) -> Tensor",
                "The \(inverse ? "inverse " : "")transform along several dimensions.", .fft
            ) { (input: Tensor, sizes: Dimensions?, dims: Dimensions?, norm: String?) in
                let axes = try axes(of: input, sizes, dims)
                if isReal && inverse { return try realPlaneBackward(input, sizes, axes, norm) }
                var result = input
                for (place, axis) in axes.enumerated().reversed() {
                    let count = sizes.map { $0[place] }.flatMap { $0 == -1 ? nil : $0 }
                    result =
                        try isReal && place == axes.count - 1
                        ? realForward(result, count, axis, norm)
                        : transform(result, count, axis, norm, inverse: inverse)
                }
                return isReal ? result.labelled("FftR2CBackward0") : result
            }
        }

    private static func realPlaneBackward(
        _ input: Tensor, _ sizes: Dimensions?, _ axes: [Int], _ norm: String?
    ) throws -> Tensor {
        var result = input
        for (place, axis) in axes.dropLast().enumerated() {
            result = try transform(result, sizes.map { $0[place] }, axis, norm, inverse: true)
        }
        guard let last = axes.last else { return try realPart(result) }
        return try realBackward(result, sizes?.last, last, norm, inverse: true)
    }

    private static func axes(of input: Tensor, _ sizes: Dimensions?, _ dims: Dimensions?) throws -> [Int] {
        let count = sizes?.count ?? input.rank
        let axes = try (dims?.array ?? Array((input.rank - count)..<input.rank)).map { try input.dimension($0) }
        guard sizes == nil || sizes?.count == axes.count else {
            throw TensorError.runtime("When given, dim and shape arguments must have the same length")
        }
        return axes
    }

    private static let frequencies: [Operation] = [
        Operation(
            "fftfreq(int n, float d=1.0, *, ScalarType? dtype=None, Device? device=None) -> Tensor",
            "The frequencies of fft's results.",
            .fft
        ) { (count: Int, spacing: Double, dtype: DType?, _: Device?) in
            guard count < 1 << 40 else { throw TensorError.shapeTooLarge([count]) }
            let half = (count + 1) / 2
            let numbers = Array(0..<Swift.max(half, 0)) + Array(Swift.min(-(count / 2), 0)..<0)
            return try scaled(numbers, count, spacing, dtype)
        },
        Operation(
            "rfftfreq(int n, float d=1.0, *, ScalarType? dtype=None, Device? device=None) -> Tensor",
            "The frequencies of rfft's results.",
            .fft
        ) { (count: Int, spacing: Double, dtype: DType?, _: Device?) in
            guard count < 1 << 40 else { throw TensorError.shapeTooLarge([count]) }
            return try scaled(Array(0..<(Swift.max(count, 0) / 2 + 1)), count, spacing, dtype)
        },
        Operation("fftshift(Tensor input, int[1]? dim=None) -> Tensor", "Moves the zero frequency to the middle.", .fft)
        {
            (input: Tensor, dims: Dimensions?) in try shifted(input, dims) { $0 / 2 }
        },
        Operation("ifftshift(Tensor input, int[1]? dim=None) -> Tensor", "The inverse of fftshift.", .fft) {
            (input: Tensor, dims: Dimensions?) in try shifted(input, dims) { ($0 + 1) / 2 }
        },
    ]

    private static func scaled(_ numbers: [Int], _ count: Int, _ spacing: Double, _ dtype: DType?) throws -> Tensor {
        let whole = try to(Tensor(numbers), dtype ?? Defaults.dtype)
        return try whole * .float(1 / (Double(count) * spacing))
    }

    private static func shifted(_ input: Tensor, _ dims: Dimensions?, _ shift: (Int) -> Int) throws -> Tensor {
        let axes = try (dims ?? Dimensions(0..<input.rank)).map { try input.dimension($0) }
        guard input.rank > 0 else { return try clone(input) }
        return try roll(input, Dimensions(axes.map { shift(input.shape[$0]) }), Dimensions(axes))
    }
}

/// The factor that a norm asks for.
private func scale(_ norm: String?, _ count: Int, inverse: Bool) throws -> Double {
    let size = Double(Swift.max(count, 1))
    switch norm ?? "backward" {
    case "backward": return inverse ? 1 / size : 1
    case "forward": return inverse ? 1 : 1 / size
    case "ortho": return 1 / size.squareRoot()
    case let name: throw TensorError.runtime("Invalid normalization mode: \"\(name)\"")
    }
}

private func resized(_ input: Tensor, _ axis: Int, _ count: Int) throws -> Tensor {
    let size = input.shape[axis]
    if count == size { return input }
    if count < size { return try narrow(input, axis, 0, count) }
    let filler = try Tensor.zeros(
        input.shape.replacing(axis, with: count - size), dtype: input.dtype, device: input.device)
    return try cat([input, filler], axis)
}

private func checked(_ input: Tensor, _ count: Int?, _ dimension: Int) throws -> (axis: Int, count: Int) {
    let axis = try input.dimension(dimension)
    guard input.rank > 0 else {
        throw TensorError.index("Dimension specified as \(dimension) but tensor has no dimensions")
    }
    guard input.dtype != .float16, input.dtype != .bfloat16 else {
        throw TensorError.runtime("Unsupported dtype \(input.dtype.scalarName)")
    }
    let size = count ?? input.shape[axis]
    guard size >= 1 else { throw TensorError.runtime("Invalid number of data points (\(size)) specified") }
    return (axis, size)
}

private func transform(
    _ input: Tensor, _ count: Int?, _ dimension: Int, _ norm: String?, inverse: Bool
) throws -> Tensor {
    let (axis, size) = try checked(input, count, dimension)
    let complexInput = try to(resized(input, axis, size), input.dtype.floating.complex)
    let factor = try scale(norm, size, inverse: inverse)
    let result = try fourier(complexInput, axis, inverse: inverse)
    let node = input.dtype.isComplex ? "FftC2CBackward0" : inverse ? "ConjBackward0" : "FftR2CBackward0"
    return try (factor == 1 ? result : result * .float(factor)).labelled(node)
}

@Sendable private func realForward(_ input: Tensor, _ count: Int?, _ dimension: Int, _ norm: String?) throws -> Tensor {
    guard !input.dtype.isComplex else {
        throw TensorError.runtime("rfft expects a real input tensor, but got \(input.dtype.scalarName)")
    }
    let full = try transform(input, count, dimension, norm, inverse: false)
    let axis = try input.dimension(dimension)
    return try contiguous(narrow(full, axis, 0, full.shape[axis] / 2 + 1)).labelled("FftR2CBackward0")
}

/// Completes half of a Hermitian spectrum and gives the real part of its transform.
private func realBackward(
    _ input: Tensor, _ count: Int?, _ dimension: Int, _ norm: String?, inverse: Bool
) throws -> Tensor {
    let axis = try input.dimension(dimension)
    let (_, size) = try checked(input, count ?? 2 * (try input.size(dimension) - 1), dimension)
    let half = try to(resized(input, axis, size / 2 + 1), input.dtype.floating.complex)
    let mirrored = try conj(flip(narrow(half, axis, 1, size - size / 2 - 1), [axis]))
    let full = try cat([half, mirrored], axis)
    let factor = try scale(norm, size, inverse: inverse)
    let real = try realPart(fourier(full, axis, inverse: true))
    return try (real * .float(factor)).labelled("FftC2RBackward0")
}
