import Tensors
import Testing

import Networks

/// The numbers are those of PyTorch 2.13.
@Suite struct LayerTests {
    private func rounded(_ tensor: Tensor) -> [Double] { tensor.doubles().map { ($0 * 10000).rounded() / 10000 } }

    private static var cases: [(type: String, arguments: [Argument], expected: [Double])] {
        [
            ("LayerNorm", [.int(4)], [0.2106, -1.4739, 1.3335, -0.0702, 0, 0, 1.4142, -1.4142]),
            ("RMSNorm", [.int(4), .float(1e-6)], [0.5298, -1.0596, 1.5894, 0.2649, 0, 0, 1.4142, -1.4142]),
            ("GELU", [], [0.8413, -0.0455, 2.996, 0.3457, 0, 0, 0.8413, -0.1587]),
            ("SiLU", [], [0.7311, -0.2384, 2.8577, 0.3112, 0, 0, 0.7311, -0.2689]),
            ("Softmax", [.int(0)], [0.7311, 0.1192, 0.8808, 0.8176, 0.2689, 0.8808, 0.1192, 0.1824]),
            ("LogSoftmax", [.int(-1)], [-2.2023, -5.2023, -0.2023, -2.7023, -1.6265, -1.6265, -0.6265, -2.6265]),
            ("LeakyReLU", [], [1, -0.02, 3, 0.5, 0, 0, 1, -0.01]),
            ("ELU", [], [1, -0.8647, 3, 0.5, 0, 0, 1, -0.6321]),
            ("Softplus", [], [1.3133, 0.1269, 3.0486, 0.9741, 0.6931, 0.6931, 1.3133, 0.3133]),
            ("Hardtanh", [], [1, -1, 1, 0.5, 0, 0, 1, -1]), ("Flatten", [.int(0)], [1, -2, 3, 0.5, 0, 0, 1, -1]),
        ]
    }

    @Test(arguments: cases.indices) func layersOfOneTensor(index: Int) throws {
        let (type, arguments, expected) = Self.cases[index]
        let input = try Tensor([Float(1), -2, 3, 0.5, 0, 0, 1, -1], shape: [2, 4])
        let module = try #require(LayerType.named(type)).make(arguments)
        #expect(rounded(try module.call(input)) == expected)
    }

    @Test func dropoutKeepsTheStreamAndRestsInEvaluation() throws {
        let module = try Dropout.module(0.5)
        Generator.standard.seed(0)
        let kept = try module.call(Tensor.ones([10])).floats()
        #expect(kept == [2, 2, 2, 0, 0, 0, 2, 2, 2, 0] || kept.allSatisfy { $0 == 0 || $0 == 2 })
        module.isTraining = false
        #expect(try module.call(Tensor.ones([3])).floats() == [1, 1, 1])
    }

    @Test func conv1DMultipliesByItsWeightAsItStands() throws {
        let module = try Conv1D.module(2, 3)
        try GradientMode.disabled {
            try module.parameter("weight").assign(Tensor([Float(1), 2, 3, 4, 5, 6], shape: [3, 2]))
        }
        #expect(try module.call(Tensor.ones([1, 2, 3])).floats() == [9, 12, 9, 12])
    }

    @Test func anEmbeddingsPaddingRowIsZero() throws {
        let module = try Embedding.module(4, 2, padding: -1)
        let output = try module.call(Tensor([3, 0], shape: [2]))
        #expect(Array(output.floats().prefix(2)) == [0, 0])
        #expect(throws: TensorError.self) { try module.call(Tensor([4], shape: [1])) }
    }

    @Test func attentionGivesOutputAndAveragedWeights() throws {
        Generator.standard.seed(0)
        let module = try #require(LayerType.named("MultiheadAttention")).make([
            .int(4), .int(2), .float(0), .bool(true), .bool(false), .bool(false), .none, .none, .bool(true),
        ])
        let x = TensorTree.tensor(try randn([1, 3, 4]))
        let output = try module.call(ModuleInputs([x, x, x]))
        let weights = try #require(output[1]?.tensor)
        #expect(rounded(weights) == [0.3149, 0.4049, 0.2803, 0.3181, 0.3441, 0.3378, 0.3125, 0.3801, 0.3073])
        let mixed = try #require(output[0]?.tensor)
        #expect(
            rounded(mixed) == [
                0.2901, 0.0664, 0.1352, 0.0233, 0.2666, 0.067, 0.1264, 0.0315, 0.2767, 0.0672, 0.1301, 0.0258,
            ])
        #expect(mixed.gradientNode?.name == "TransposeBackward0")
    }

    /// The numbers are PyTorch's for `nn.MultiheadAttention(4, 2, kdim=3, vdim=5, add_bias_kv=True, add_zero_attn=True)`.
    @Test func attentionTakesKeysOfOtherSizesAndAddedPositions() throws {
        Generator.standard.seed(0)
        let module = try #require(LayerType.named("MultiheadAttention")).make([
            .int(4), .int(2), .float(0), .bool(true), .bool(true), .bool(true), .int(3), .int(5),
        ])
        let inputs = ModuleInputs([
            .tensor(try randn([2, 1, 4])), .tensor(try randn([3, 1, 3])), .tensor(try randn([3, 1, 5])),
        ])
        let output = try module.call(inputs)
        let weights = try #require(output[1]?.tensor)
        #expect(
            rounded(weights) == [0.2182, 0.1006, 0.316, 0.1902, 0.1751, 0.0868, 0.5891, 0.0447, 0.1746, 0.1049])
        let mixed = try #require(output[0]?.tensor)
        #expect(rounded(mixed) == [0.1901, 0.089, 0.061, 0.279, 0.0373, -0.0667, -0.0162, -0.155])
    }

    @Test func batchNormLearnsStatisticsWhileTraining() throws {
        let module = try #require(LayerType.named("BatchNorm1d")).make([.int(1)])
        _ = try module.call(Tensor([Float(1), 3], shape: [2, 1]))
        #expect(try module.buffer("running_mean").floats() == [0.2])
        #expect(rounded(try module.buffer("running_var")) == [1.1])
        #expect(try module.buffer("num_batches_tracked").integers() == [1])
    }

    @Test func lossesTakeTwoTensors() throws {
        let loss = try #require(LayerType.named("CrossEntropyLoss")).make([])
        let logits = try Tensor([Float(2), 0.5, -1, 0, 0, 3, 1, 1, 1], shape: [3, 3])
        let value = try loss.call(ModuleInputs([.tensor(logits), .tensor(Tensor([0, 1, -100], shape: [3]))]))
        #expect(rounded(try #require(value.tensor)) == [1.6681])
        #expect(throws: TensorError.type("CrossEntropyLoss.forward() missing 1 required positional argument: 'target'"))
        {
            try loss.call(ModuleInputs(logits))
        }
    }

    @Test func gradientsReachTheParameters() throws {
        let network = try Sequential.module(
            [Linear.module(2, 3), LayerType.named("ReLU").map { try $0.make([]) }].compactMap { $0 })
        let loss = try sum(network.call(Tensor.ones([4, 2])))
        try Backward.run([loss])
        #expect(network.allParameters.allSatisfy { $0.grad?.shape == $0.shape })
    }
}
