import Testing

import Tensors

/// The numbers are those that PyTorch 2.13 gives on a CPU.
@Suite struct GeneratorTests {
    @Test func aSeedGivesPyTorchsFloats() throws {
        let generator = Generator(seed: 0)
        #expect(generator.uniformFloat() == 0.49625659)
        #expect(generator.uniformFloat() == 0.768221796)
        #expect(generator.uniformFloat() == 0.0884774327)
    }

    @Test func theFirstWordOfSeedZeroIsTheTwisters() {
        #expect(Generator(seed: 0).next32() == 2_357_136_044)
    }

    @Test func normalNumbersComeInPairsAndTheSecondIsKept() throws {
        let generator = Generator(seed: 0)
        let values = try randn([3], generator: generator).floats()
        #expect(values.isClose(to: [1.54099607, -0.293428898, -2.17878938]))
        #expect(try randn([1], generator: generator).floats().isClose(to: [0.568431258]))
    }

    @Test func aSavedStateContinuesTheStream() throws {
        let generator = Generator(seed: 7)
        _ = try randn([3], generator: generator)
        let state = generator.state
        #expect(state.count == 5056)
        let expected = try randn([5], generator: generator).floats()
        let other = Generator(seed: 1)
        try other.restore(state)
        #expect(try randn([5], generator: other).floats() == expected)
        #expect(other.initialSeed == 7)
    }

    @Test func bytesThatAreNoStateAreRefused() {
        #expect(throws: TensorError.self) { try Generator(seed: 0).restore([1, 2, 3]) }
        #expect(throws: TensorError.self) { try Generator(seed: 0).restore([UInt8](repeating: 255, count: 5056)) }
    }
}

extension [Float] {
    /// Equal to seven digits.
    func isClose(to expected: [Float], tolerance: Float = 2e-7) -> Bool {
        count == expected.count
            && zip(self, expected).allSatisfy { ($0 - $1).magnitude <= tolerance * Swift.max(1, $1.magnitude) }
    }
}
