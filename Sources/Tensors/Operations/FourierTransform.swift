import Glibc

/// The discrete Fourier transform of one row of complex numbers, unscaled and in float64.
struct FourierTransform {
    private let count: Int
    private let inverse: Bool
    /// exp(∓2πi k / count)
    private let roots: [Complex<Double>]
    private let convolution: Convolution?

    init(_ count: Int, inverse: Bool) {
        self.count = count
        self.inverse = inverse
        roots = Self.roots(count, inverse)
        convolution = count > 64 && count & (count - 1) != 0 ? Convolution(count, inverse) : nil
    }

    private static func roots(_ count: Int, _ inverse: Bool) -> [Complex<Double>] {
        (0..<count).map { place in
            let (cosine, sine) = turn(place, count)
            return Complex(cosine, inverse ? sine : -sine)
        }
    }

    /// Cosine and sine of a part of a turn, from an angle below 45°: exact for quarters, and symmetric.
    private static func turn(_ place: Int, _ count: Int) -> (Double, Double) {
        let eighths = 8 * place
        if eighths > 4 * count {
            let (cosine, sine) = turn(count - place, count)
            return (cosine, -sine)
        }
        if eighths > 2 * count {
            let angle = Double.pi * Double(eighths - 2 * count) / Double(4 * count)
            return (-Glibc.sin(angle), Glibc.cos(angle))
        }
        if eighths > count {
            let angle = Double.pi * Double(2 * count - eighths) / Double(4 * count)
            return (Glibc.sin(angle), Glibc.cos(angle))
        }
        let angle = Double.pi * Double(eighths) / Double(4 * count)
        return (Glibc.cos(angle), Glibc.sin(angle))
    }

    func callAsFunction(_ row: [Complex<Double>]) -> [Complex<Double>] {
        if count & (count - 1) == 0 { return halved(row) }
        return convolution.map { $0(row) } ?? direct(row)
    }

    /// Danielson and Lanczos: a row of 2^k numbers, in place in the order of reversed bits.
    private func halved(_ row: [Complex<Double>]) -> [Complex<Double>] {
        var values = row
        var mirrored = 0
        for index in 1..<Swift.max(count, 1) {
            var bit = count >> 1
            while mirrored & bit != 0 {
                mirrored ^= bit
                bit >>= 1
            }
            mirrored |= bit
            if index < mirrored { values.swapAt(index, mirrored) }
        }
        var length = 2
        while length <= count {
            let (half, step) = (length / 2, count / length)
            for start in Swift.stride(from: 0, to: count, by: length) {
                for place in 0..<half {
                    let odd = values[start + place + half] * roots[place * step]
                    let even = values[start + place]
                    values[start + place] = even + odd
                    values[start + place + half] = even - odd
                }
            }
            length *= 2
        }
        return values
    }

    /// The sum of the definition, exact enough and fast enough for short rows.
    private func direct(_ row: [Complex<Double>]) -> [Complex<Double>] {
        (0..<count).map { place in
            var sum = Complex<Double>(0, 0)
            for index in 0..<count { sum = sum + row[index] * roots[index * place % count] }
            return sum
        }
    }

    /// Bluestein: any length as a convolution of a length that is a power of two.
    private final class Convolution {
        let chirp: [Complex<Double>]
        let filter: [Complex<Double>]
        let forward: FourierTransform
        let backward: FourierTransform

        init(_ count: Int, _ inverse: Bool) {
            var length = 1
            while length < 2 * count { length *= 2 }
            let step = (inverse ? 1 : -1) * Double.pi / Double(count)
            chirp = (0..<count).map { index in
                let angle = step * Double(index * index % (2 * count))
                return Complex(Glibc.cos(angle), Glibc.sin(angle))
            }
            forward = FourierTransform(length, inverse: false)
            backward = FourierTransform(length, inverse: true)
            var kernel = [Complex<Double>](repeating: Complex(0, 0), count: length)
            for (index, value) in chirp.enumerated() {
                kernel[index] = Complex(value.re, -value.im)
                kernel[(length - index) % length] = kernel[index]
            }
            filter = forward(kernel)
        }

        func callAsFunction(_ row: [Complex<Double>]) -> [Complex<Double>] {
            var padded = [Complex<Double>](repeating: Complex(0, 0), count: filter.count)
            for index in chirp.indices { padded[index] = row[index] * chirp[index] }
            let product = zip(forward(padded), filter).map { $0 * $1 }
            let scale = 1 / Double(filter.count)
            return zip(backward(product), chirp).map { $0 * $1 * Complex(scale, 0) }
        }
    }
}

/// The transform of a complex tensor along one dimension, unscaled.
func fourier(_ input: Tensor, _ axis: Int, inverse: Bool) throws -> Tensor {
    let moved = try contiguous(to(transpose(detach(input), axis, -1), .complex128))
    let output = try Tensor.empty(moved.shape, dtype: .complex128, device: input.device)
    let count = moved.shape[moved.rank - 1]
    if !input.isMeta, moved.elementCount > 0 {
        let transform = FourierTransform(count, inverse: inverse)
        let (from, into) = (moved.pointer(Complex<Double>.self), output.pointer(Complex<Double>.self))
        for start in Swift.stride(from: 0, to: moved.elementCount, by: count) {
            try Interrupt.check()
            let row = Array(UnsafeBufferPointer(start: from + start, count: count))
            for (index, value) in transform(row).enumerated() { into[start + index] = value }
        }
    }
    let result = try to(contiguous(transpose(output, axis, -1)), input.dtype)
    guard Tape.records(input) else { return result }
    return result.derived("FftC2CBackward0", from: [input]) { step in
        [try fourier(step.gradient, axis, inverse: !inverse)]
    }
}
