import Testing

/// The legacy stream of NumPy's random numbers.
@Suite struct RandomStreamTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import numpy as np\nnp.random.seed(0)\n" + text) }
    }

    @Test func aSeedGivesNumPysUniformNumbers() {
        #expect(show("np.random.rand(3)") == "array([0.5488135 , 0.71518937, 0.60276338])")
    }

    @Test func aSeedGivesNumPysNormalNumbers() {
        #expect(show("np.random.randn(3)") == "array([1.76405235, 0.40015721, 0.97873798])")
    }

    @Test func aSeedGivesNumPysIntegersAndOrder() {
        #expect(show("np.random.randint(0, 10, 5)") == "array([5, 0, 3, 3, 7])")
        #expect(show("np.random.permutation(5)") == "array([2, 0, 1, 3, 4])")
    }

    @Test func theNewGeneratorIsPCG64() {
        #expect(show("np.random.default_rng(0).random(2)") == "array([0.63696169, 0.26978671])")
        #expect(show("np.random.default_rng(42).integers(0, 10, 5)") == "array([0, 7, 6, 4, 4])")
    }

    @Test func seedsHave32Bits() {
        #expect(show("np.random.seed(-1)") == "ValueError: Seed must be between 0 and 2**32 - 1")
    }
}
