import Testing

import Tensors

/// The numbers are those that PyTorch 2.13 gives on a CPU after `manual_seed(0)`.
@Suite struct DistributionsTests {
    private func drawn(_ count: Int, _ dtype: DType = .float32, _ draw: (Tensor, Generator) -> Void) throws -> [Float] {
        let tensor = try Tensor.empty([count], dtype: dtype)
        draw(tensor, Generator(seed: 0))
        return tensor.floats()
    }

    @Test func twentyNormalNumbersAreDrawnInBlocksAndTheTailAgain() throws {
        let generator = Generator(seed: 0)
        let values = try randn([20], generator: generator).floats()
        let first: [Float] = [-1.12583983, -1.1523602, -0.250578582, -0.433878809]
        let last: [Float] = [0.931826591, 1.25900924, 2.00498056, 0.0537369028]
        #expect(Array(values.prefix(4)) == first)
        #expect(Array(values.suffix(4)) == last)
        #expect(generator.uniformFloat() == 0.208129764)
    }

    @Test func uniformNumbersAreScaledWithOneRounding() throws {
        let values = try drawn(5) { $0.drawUniform(-0.1, 0.1, $1) }
        #expect(values == [-0.00074868201, 0.0536443591, -0.0823045149, -0.0735939071, -0.0385154374])
    }

    @Test(arguments: [
        (DType.float16, [Float(0.896484375), 0.455566406]), (.bfloat16, [0.6328125, 0.349609375]),
    ])
    func halvesRoundTheFloatsOfTheStream(dtype: DType, expected: [Float]) throws {
        let generator = Generator(seed: 0)
        _ = try rand([3], generator: generator)
        _ = try rand([2], generator: generator, dtype: .float64)
        if dtype == .bfloat16 { _ = try rand([2], generator: generator, dtype: .float16) }
        #expect(try rand([2], generator: generator, dtype: dtype).floats().isClose(to: expected))
    }

    /// More draws than a state of the twister has words, so that states are refilled within a tensor.
    @Test func drawsRunOnThroughTensorsOfAnyLength() throws {
        let generator = Generator(seed: 3)
        let uniform = try rand([1000], generator: generator).floats()
        #expect(
            [uniform[623], uniform[624], uniform[999]] == [0.5823529958724976, 0.5728812217712402, 0.472100555896759])
        let dropped = try dropout(Tensor.ones([700]), 0.3, generator: generator).floats()
        #expect(dropped.indices.filter { dropped[$0] == 0 }.suffix(3) == [691, 696, 697])
        let scaled = try Tensor.empty([650])
        scaled.drawUniform(-3, 5, generator)
        #expect([scaled.floats()[0], scaled.floats()[649]] == [4.660284042358398, 2.777683734893799])
        let normal = try randn([1000], generator: generator).floats()
        #expect([normal[0], normal[999]] == [-1.4888854026794434, -0.5071334838867188])
        #expect(generator.uniformFloat() == 0.7806470394134521)
    }

    @Test func aPartOfComplexNumbersIsFilledWhereItLies() throws {
        let numbers = try Tensor.zeros([20], dtype: .complex64)
        let part = try narrow(numbers, 0, 10, 10)
        part.drawUniform(1, 2, Generator(seed: 0))
        #expect(try realPart(numbers).floats().map { $0 == 0 } == (0..<20).map { $0 < 10 })
        #expect(try imaginaryPart(numbers).floats().map { $0 == 0 } == (0..<20).map { $0 < 10 })
    }

    @Test func doublesTakeTwoDraws() throws {
        let generator = Generator(seed: 0)
        _ = try rand([3], generator: generator)
        #expect(try rand([2], generator: generator, dtype: .float64).floats() == [0.0562441839, 0.0726297116])
        let normal = try randn([17], generator: Generator(seed: 0), dtype: .float64).floats()
        #expect(Array(normal.prefix(3)).isClose(to: [-2.3104118, -0.633274609, -1.26092466]))
    }

    @Test func integersAndPermutations() throws {
        let generator = Generator(seed: 0)
        #expect(try randint(0, 10, [5], generator: generator).integers() == [4, 9, 3, 0, 3])
        let wide = try randint(0, 1 << 40, [2], generator: generator).integers()
        #expect(wide == [1_080_377_046_723, 444_201_214_985])
        #expect(try randperm(6, generator: generator).integers() == [3, 2, 4, 0, 5, 1])
    }

    @Test func coinsOfOneAndOfManyProbabilities() throws {
        let generator = Generator(seed: 0)
        let coins = try Tensor.empty([10])
        coins.drawBernoulli(0.3, generator)
        #expect(coins.integers() == [0, 0, 0, 0, 0, 0, 1, 0, 0, 1])
        let each = try bernoulli(Tensor([Float(0), 1, 0.3, 0.9]), generator)
        #expect(each.integers() == [0, 1, 0, 1])
    }

    @Test func otherDistributions() throws {
        let generator = Generator(seed: 0)
        let numbers = try Tensor.empty([2])
        numbers.drawExponential(rate: 1, generator)
        #expect(numbers.floats().isClose(to: [3.50832629, 1.23038471]))
        let trials = try Tensor.empty([4])
        trials.drawGeometric(0.3, generator)
        #expect(trials.integers() == [3, 1, 2, 1])
        numbers.drawCauchy(0, 1, generator)
        #expect(numbers.floats().isClose(to: [-1.59110534, -0.50515008]))
        numbers.drawLogNormal(1, 2, generator)
        #expect(numbers.floats().isClose(to: [0.644993424, 1.21326244]))
    }

    @Test func multinomialWithAndWithoutReplacement() throws {
        let generator = Generator(seed: 0)
        let weights = try Tensor([Float(0.1), 0.2, 0.3, 0.4])
        #expect(try multinomial(weights, 10, true, generator).integers() == [3, 3, 2, 3, 3, 3, 1, 2, 2, 1])
        #expect(try multinomial(weights, 3, false, generator).integers() == [1, 2, 3])
        #expect(try multinomial(weights, 1, false, generator).integers() == [3])
        #expect(try multinomial(weights, 1, true, generator).integers() == [2])
    }

    @Test func multinomialRefusesWeightsThatAreNoProbabilities() throws {
        #expect(throws: TensorError.runtime("probability tensor contains either `inf`, `nan` or element < 0")) {
            try multinomial(Tensor([Float(-1), 2]), 1)
        }
        #expect(throws: TensorError.runtime("invalid multinomial distribution (sum of probabilities <= 0)")) {
            try multinomial(Tensor([Float(0), 0]), 1)
        }
    }

    @Test func aTransposedTensorIsFilledInTheOrderOfMemory() throws {
        let tensor = try t(Tensor.empty([2, 3]))
        tensor.drawUniform(0, 1, Generator(seed: 0))
        #expect(
            tensor.floats() == [0.49625659, 0.132030487, 0.768221796, 0.307422817, 0.0884774327, 0.634078681])
    }

    @Test(arguments: [
        (DType.int64, [900_450_186_894_289_455, 3_969_543_146_641_149_120]), (.int32, [209_652_396, 398_764_591]),
        (.int8, [44, 47]), (.uint8, [172, 47]), (.bool, [0, 1]), (.int16, [2732, 10799]),
        (.float32, [8_325_664, 12_888_472]), (.float16, [1277, 1017]), (.bfloat16, [149, 179]),
        (.float64, [8_737_460_674_930_124, 6_375_474_555_111_176]),
    ])
    func theWholeRangeOfADType(dtype: DType, expected: [Int]) throws {
        let tensor = try Tensor.empty([2], dtype: dtype)
        tensor.drawWholeRange(Generator(seed: 0))
        #expect(tensor.integers() == expected)
    }

    @Test func complexNormalNumbersShareTheVariance() throws {
        let tensor = try randn([2], generator: Generator(seed: 0), dtype: .complex64)
        let parts = tensor.scalars().flatMap { [Float($0.real), Float($0.imaginary)] }
        #expect(parts.isClose(to: [1.08964884, -0.207485572, -1.54063678, 0.401941597]))
    }

    @Test func fillingALeafThatCollectsGradientsIsRefused() throws {
        let leaf = try Tensor.ones([2])
        try leaf.setRequiresGrad(true)
        #expect(throws: TensorError.self) { try leaf.fillUniform(0, 1) }
        try GradientMode.disabled { try leaf.fillUniform(0, 1) }
        #expect(leaf.version == 1)
    }

    /// `torch.manual_seed(3); torch.randn(20, dtype=torch.bfloat16)[-4:], torch.rand(1)` in PyTorch 2.13.
    @Test func halfPrecisionDrawsItsLastSixteenAgain() throws {
        let generator = Generator(seed: 3)
        let x = try Tensor.empty([20], dtype: .bfloat16)
        x.drawNormal(0, 1, generator)
        #expect(x.doubles().suffix(4) == [0.99609375, 0.458984375, 2.4375, -0.146484375])
        #expect((generator.uniformFloat() * 10000).rounded() == 1394)
    }
}
