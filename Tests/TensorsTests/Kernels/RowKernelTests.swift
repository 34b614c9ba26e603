import CKernels
import Glibc
import Testing

@Suite struct RowKernelTests {
    /// Numbers that look random and are the same everywhere.
    private func numbers(_ count: Int) -> [Float] { (0..<count).map { Float(sin(Double($0) * 12.9898) * 3) } }

    @Test(arguments: [1, 5, 8, 13, 100]) func softmaxRowsSumToOne(columns: Int) {
        let input = numbers(3 * columns)
        var output = [Float](repeating: 0, count: input.count)
        f32_softmax_rows(&output, input, 3, columns)
        for row in 0..<3 {
            let exact = input[row * columns..<(row + 1) * columns].map { exp(Double($0)) }
            let total = exact.reduce(0, +)
            for column in 0..<columns {
                #expect((Double(output[row * columns + column]) - exact[column] / total).magnitude < 1e-6)
            }
        }
    }

    @Test func softmaxOfMaskedScoresIsZeroThere() {
        var output = [Float](repeating: 9, count: 3)
        f32_softmax_rows(&output, [1, -.infinity, 1], 1, 3)
        #expect(output == [0.5, 0, 0.5])
        f32_softmax_rows(&output, [-.infinity, -.infinity, -.infinity], 1, 3)
        #expect(output.filter { $0.isNaN }.count == 3)
    }

    @Test func layerNormGivesMeanZeroAndVarianceOne() {
        let input = numbers(2 * 37)
        var output = [Float](repeating: 0, count: input.count)
        var means = [Float](repeating: 0, count: 2)
        var deviations = [Float](repeating: 0, count: 2)
        f32_layer_norm_rows(&output, &means, &deviations, input, nil, nil, 2, 37, 0)
        let row = output[0..<37].map(Double.init)
        #expect((row.reduce(0, +) / 37).magnitude < 1e-6)
        #expect((row.map { $0 * $0 }.reduce(0, +) / 37 - 1).magnitude < 1e-5)
        #expect((means[0] - input[0..<37].reduce(0, +) / 37).magnitude < 1e-6)
    }

    /// The formula of the gradient in double precision, for rows whose mean and deviation are known.
    @Test(arguments: [3, 16, 37], [true, false]) func theGradientsOfLayerNormAreThoseOfItsFormula(
        columns: Int, isScaled: Bool
    ) {
        let (rows, count) = (5, 5 * columns)
        let (x, g, weight) = (numbers(count), Array(numbers(2 * count).suffix(count)), numbers(columns))
        var (output, means, rstds) = (x, x, x)
        f32_layer_norm_rows(&output, &means, &rstds, x, nil, nil, rows, columns, 1e-5)
        var (slopes, weightSums, biasSums) = (
            x, [Float](repeating: 0, count: columns), [Float](repeating: 1, count: columns)
        )
        let scale = isScaled ? weight : [Float](repeating: 1, count: columns)
        weight.withUnsafeBufferPointer {
            f32_layer_norm_gradient_rows(
                &slopes, &weightSums, &biasSums, g, x, means, rstds, isScaled ? $0.baseAddress : nil, rows, columns)
        }
        for row in 0..<rows {
            let places = row * columns..<(row + 1) * columns
            let scaled = places.map { Double(g[$0] * scale[$0 % columns]) }
            let normal = places.map { Double(output[$0]) }
            let meanGradient = scaled.reduce(0, +) / Double(columns)
            let slope = zip(scaled, normal).map { $0 * $1 }.reduce(0, +) / Double(columns)
            for column in 0..<columns {
                let exact = Double(rstds[row]) * (scaled[column] - meanGradient - normal[column] * slope)
                #expect((Double(slopes[places.lowerBound + column]) - exact).magnitude < 2e-5)
            }
        }
        for column in 0..<columns {
            let own = (0..<rows).map { $0 * columns + column }
            #expect((biasSums[column] - 1 - own.map { g[$0] }.reduce(0, +)).magnitude < 1e-5)
            #expect((weightSums[column] - own.map { g[$0] * output[$0] }.reduce(0, +)).magnitude < 1e-4)
        }
    }

    @Test func aSumOfAMillionKeepsItsDigits() {
        let input = [Float](repeating: 0.1, count: 1_000_003)
        #expect((Double(f32_sum(input, input.count)) - 1_000_003 * Double(Float(0.1))).magnitude < 0.05)
    }

    @Test func columnsAreSummed() {
        let input = (0..<300 * 3).map { Float($0 % 3) }
        var output = [Float](repeating: 0, count: 3)
        f32_sum_columns(&output, input, 300, 3, 3)
        #expect(output == [0, 300, 600])
    }

    @Test func theLargestElementIsTheFirstOfItsKindAndNanWins() {
        var place: Int64 = -1
        let values: [Float] = [1, 5, 2, 5, 0, 0, 0, 0, 5, 3]
        #expect(f32_maximum_element(values, values.count, &place) == 5)
        #expect(place == 1)
        #expect(f32_minimum_element(values, values.count, &place) == 0)
        #expect(place == 4)
        #expect(f32_maximum_element([1, .nan, 7], 3, &place).isNaN)
        #expect(place == 1)
    }

    @Test func halvesRoundToTheNearestEven() {
        let values: [Float] = [0, 1, -2.5, 65504, 65520, 1e-8, 6e-8, .infinity, 0.1]
        var bits = [UInt16](repeating: 0, count: values.count)
        float16_from_f32(&bits, values, values.count)
        #expect(bits == values.map { Float16($0).bitPattern })
        var back = [Float](repeating: 0, count: values.count)
        f32_from_float16(&back, bits, bits.count)
        #expect(back == bits.map { Float(Float16(bitPattern: $0)) })
    }
}
