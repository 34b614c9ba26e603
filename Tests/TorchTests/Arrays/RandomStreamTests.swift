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

    @Test(arguments: [
        ("binomial(10, 0.3, 5)", "array([3, 4, 3, 3, 3])"), ("binomial(100, 0.5, 5)", "array([52, 51, 61, 51, 43])"),
        ("poisson(3.0, 5)", "array([5, 6, 2, 0, 7])"), ("poisson(30.0, (2, 2))", "array([[31, 32],\n       [29, 29]])"),
        ("multinomial(10, [0.2, 0.3, 0.5])", "array([2, 4, 4])"), ("geometric(0.3, 4)", "array([3, 4, 3, 3])"),
        ("multivariate_normal([0, 1], [[1, 0.5], [0.5, 2]])", "array([1.33210702, 3.28488654])"),
        ("laplace(0, 1, 2)", "array([0.10272733, 0.56278358])"),
    ]) func distributionsAreThoseOfNumPy(call: String, expected: String) {
        #expect(show("np.random.\(call)") == expected)
    }

    @Test func seedsHave32Bits() {
        #expect(show("np.random.seed(-1)") == "ValueError: Seed must be between 0 and 2**32 - 1")
    }
}
