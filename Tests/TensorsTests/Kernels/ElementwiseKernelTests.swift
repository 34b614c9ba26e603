import CKernels
import Glibc
import Testing

/// The vector functions against libm in double precision, over values of all sizes and kinds.
@Suite struct ElementwiseKernelTests {
    /// Every 65,537th bit pattern of a float, so that denormals, infinities and nan take part.
    private static let patterns: [Float] = stride(from: UInt64(0), to: 1 << 32, by: 65_537).map {
        Float(bitPattern: UInt32($0))
    }

    private typealias Kernel = (UnsafeMutablePointer<Float>?, UnsafePointer<Float>?, Int) -> Void

    /// The largest error in units in the last place, for results that are normal numbers.
    private func worstError(_ kernel: Kernel, _ exact: (Double) -> Double) -> Double {
        var output = [Float](repeating: 0, count: Self.patterns.count)
        kernel(&output, Self.patterns, output.count)
        var worst = 0.0
        for (input, found) in zip(Self.patterns, output) {
            let wanted = exact(Double(input))
            if wanted.isNaN || found.isNaN {
                if wanted.isNaN != found.isNaN { return .infinity }
                continue
            }
            let rounded = Float(wanted)
            if rounded.isInfinite || found.isInfinite {
                if rounded != found { return .infinity }
                continue
            }
            guard rounded.isNormal else { continue }
            worst = Swift.max(worst, (Double(found) - wanted).magnitude / Double(rounded.ulp))
        }
        return worst
    }

    @Test(arguments: [8, 15, 16, 1000]) func aRowMeetsEachRowOfAMatrix(columns: Int) {
        let matrix = (0..<3 * columns).map { Float($0 % 31) - 9 }
        let row = (0..<columns).map { Float($0 % 7) - 2 }
        var (sums, products) = (matrix, matrix)
        f32_add_row(&sums, matrix, row, 3, columns)
        f32_multiply_row(&products, matrix, row, 3, columns)
        #expect(sums == matrix.indices.map { matrix[$0] + row[$0 % columns] })
        #expect(products == matrix.indices.map { matrix[$0] * row[$0 % columns] })
    }

    @Test func expIsWithinTwoUnits() { #expect(worstError(f32_exp, exp) < 2) }
    @Test func logIsWithinTwoUnits() { #expect(worstError(f32_log, log) < 2) }
    @Test func log1pIsWithinTwoUnits() { #expect(worstError(f32_log1p, log1p) < 2) }
    @Test func tanhIsWithinTwoUnits() { #expect(worstError(f32_tanh, tanh) < 2) }
    @Test func erfIsWithinTwoUnits() { #expect(worstError(f32_erf, erf) < 2) }

    @Test func geluOfLargeNegativesVanishesAsInPyTorch() {
        let inputs: [Float] = [-20, -5, -1, 0, 1, 20]
        var output = [Float](repeating: 0, count: 6)
        f32_gelu_tanh(&output, inputs, 6)
        #expect(output[0] == 0 && output[3] == 0 && output[5] == 20)
        #expect((output[1] - -2.980232e-07).magnitude < 1e-9)
        #expect((output[2] - -0.158808).magnitude < 1e-6)
        f32_gelu(&output, inputs, 6)
        #expect((output[2] - -0.15865526).magnitude < 1e-6)
    }

    @Test func theSlopesOfGeluAreExactToSevenDigits() {
        let inputs = (-4000...4000).map { Float($0) / 400 }
        let ones = [Float](repeating: 1, count: inputs.count)
        var (slopes, tanhSlopes) = (ones, ones)
        f32_gelu_gradient(&slopes, ones, inputs, inputs.count)
        f32_gelu_tanh_gradient(&tanhSlopes, ones, inputs, inputs.count)
        for (index, input) in inputs.enumerated() {
            let x = Double(input)
            let exact = 0.5 * erfc(-x / 2.0.squareRoot()) + x * exp(-x * x / 2) / (2 * Double.pi).squareRoot()
            #expect((Double(slopes[index]) - exact).magnitude < 3e-7)
            let t = tanh((2 / Double.pi).squareRoot() * (x + 0.044715 * x * x * x))
            let inner = (2 / Double.pi).squareRoot() * (1 + 3 * 0.044715 * x * x)
            #expect((Double(tanhSlopes[index]) - (0.5 * (1 + t) + 0.5 * x * (1 - t * t) * inner)).magnitude < 1e-6)
        }
    }

    @Test(arguments: [0, 1, 7, 8, 9, 31, 33]) func tailsOfAnyLengthAreComputed(count: Int) {
        let inputs = (0..<count).map { Float($0) - 3 }
        var output = [Float](repeating: -1, count: count + 1)
        f32_relu(&output, inputs, count)
        #expect(Array(output.prefix(count)) == inputs.map { Swift.max($0, 0) })
        #expect(output[count] == -1)
    }
}
