import Tensors
import Testing

import Networks

/// The numbers are those of PyTorch 2.13 after `manual_seed(0)`.
@Suite struct InitializationTests {
    private func isClose(_ found: Tensor, _ expected: [Float]) -> Bool {
        let values = found.floats()
        return values.count >= expected.count
            && zip(values, expected).allSatisfy { ($0 - $1).magnitude <= 2e-7 * Swift.max(1, $1.magnitude) }
    }

    @Test func linearDrawsWeightThenBias() throws {
        Generator.standard.seed(0)
        let module = try Linear.module(3, 2)
        let weight: [Float] = [-0.00432251766, 0.309715837, -0.475185335, -0.424894601, -0.222368971, 0.154820725]
        #expect(isClose(try module.parameter("weight"), weight))
        #expect(isClose(try module.parameter("bias"), [-0.0114391446, 0.457774937]))
    }

    @Test func attentionDrawsItsOutputFirst() throws {
        Generator.standard.seed(0)
        let module = try #require(LayerType.named("MultiheadAttention")).make([.int(4), .int(2)])
        #expect(isClose(try module.parameter("in_proj_weight"), [0.222424164, 0.508506715, -0.126026362, 0.458245516]))
        let output = try module.parameter(at: "out_proj.weight")
        #expect(isClose(output, [-0.00374341011, 0.268221796, -0.411522567, -0.367969513]))
        #expect(
            module.namedParameters().map(\.name) == [
                "in_proj_weight", "in_proj_bias", "out_proj.weight", "out_proj.bias",
            ])
    }

    @Test func convolutionCountsTheWindow() throws {
        Generator.standard.seed(0)
        let module = try #require(LayerType.named("Conv2d")).make([.int(1), .int(1), .int(2)])
        #expect(isClose(try module.parameter("weight"), [-0.00374341011, 0.268221796, -0.411522567, -0.367969513]))
        #expect(isClose(try module.parameter("bias"), [-0.192577183]))
    }

    @Test func truncatedNormalDrawsAgainOrRejects() throws {
        let generator = Generator(seed: 0)
        let weight = try Tensor.empty([6])
        try Initialization.truncatedNormal(weight, low: -0.5, high: 0.5, generator: generator)
        let wide: [Float] = [0.403346837, -0.293428898, 0.370393544, -0.403343529, -0.0208794735, 0.182036489]
        #expect(isClose(weight, wide))
        let narrow = try Tensor.empty([3])
        try Initialization.truncatedNormal(narrow, low: -0.1, high: 0.1, generator: generator)
        #expect(isClose(narrow, [0.0452473052, 0.0402160399, -0.0592352524]))
    }

    @Test func gainsAndFans() throws {
        #expect(try Initialization.gain("tanh") == 5.0 / 3)
        #expect(try Initialization.gain("leaky_relu", 5.0.squareRoot()) == (1.0 / 3).squareRoot())
        #expect(throws: TensorError.value("Unsupported nonlinearity x")) { try Initialization.gain("x") }
        #expect(try Initialization.fans(Tensor.empty([6, 2, 3])) == (6, 18))
        #expect(throws: TensorError.self) { try Initialization.xavierUniform(Tensor.empty([3])) }
    }
}
