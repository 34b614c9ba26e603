import Tensors
import Testing

import Networks

/// What PyTorch 2.13 prints.
@Suite struct ModuleDescriptionTests {
    private static var leaves: [(type: String, arguments: [Argument], expected: String)] {
        [
            ("Linear", [.int(3), .int(4)], "Linear(in_features=3, out_features=4, bias=True)"),
            ("Linear", [.int(3), .int(4), .bool(false)], "Linear(in_features=3, out_features=4, bias=False)"),
            ("Embedding", [.int(10), .int(3), .int(0)], "Embedding(10, 3, padding_idx=0)"),
            ("LayerNorm", [.int(4)], "LayerNorm((4,), eps=1e-05, elementwise_affine=True, bias=True)"),
            ("RMSNorm", [.int(4)], "RMSNorm((4,), eps=None, elementwise_affine=True)"),
            ("Dropout", [.float(0.3)], "Dropout(p=0.3, inplace=False)"),
            ("ReLU", [], "ReLU()"), ("ReLU", [.bool(true)], "ReLU(inplace=True)"),
            ("GELU", [], "GELU(approximate='none')"), ("GELU", [.text("tanh")], "GELU(approximate='tanh')"),
            ("Softmax", [.int(-1)], "Softmax(dim=-1)"), ("Identity", [], "Identity()"),
            ("LeakyReLU", [.float(0.2)], "LeakyReLU(negative_slope=0.2)"),
            ("Flatten", [], "Flatten(start_dim=1, end_dim=-1)"), ("Softplus", [], "Softplus(beta=1.0, threshold=20.0)"),
            ("CrossEntropyLoss", [], "CrossEntropyLoss()"), ("Conv1D", [.int(6), .int(2)], "Conv1D(nf=6, nx=2)"),
            (
                "BatchNorm1d", [.int(3)],
                "BatchNorm1d(3, eps=1e-05, momentum=0.1, affine=True, bias=True, track_running_stats=True)"
            ),
            ("GroupNorm", [.int(2), .int(4)], "GroupNorm(2, 4, eps=1e-05, affine=True, bias=True)"),
            (
                "Conv1d", [.int(2), .int(4), .int(3), .int(1), .int(1)],
                "Conv1d(2, 4, kernel_size=(3,), stride=(1,), padding=(1,))"
            ),
            ("MaxPool1d", [.int(2)], "MaxPool1d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)"),
            ("AvgPool1d", [.int(3)], "AvgPool1d(kernel_size=(3,), stride=(3,), padding=(0,))"),
            ("AvgPool2d", [.int(3)], "AvgPool2d(kernel_size=3, stride=3, padding=0)"),
            (
                "MultiheadAttention", [.int(4), .int(2)],
                """
                MultiheadAttention(
                  (out_proj): NonDynamicallyQuantizableLinear(in_features=4, out_features=4, bias=True)
                )
                """
            ),
        ]
    }

    @Test(arguments: leaves.indices) func aLeafTellsItsSettings(index: Int) throws {
        let (type, arguments, expected) = Self.leaves[index]
        let made = try #require(LayerType.named(type)).make(arguments)
        #expect(made.description == expected)
    }

    @Test func everyTypeHasASignatureThatCanBeRead() {
        for type in LayerType.all { #expect(type.signature.name == type.name) }
        #expect(LayerType.all.count > 50)
    }

    @Test func childrenAreIndentedAndEqualNeighboursFolded() throws {
        func block() throws -> Module {
            try Sequential.module([("ln_1", LayerNorm.module([4])), ("act", Module(Identity()))])
        }
        let network = try Sequential.module([
            ("wte", Embedding.module(10, 4)), ("h", ModuleList.module([block(), block(), Linear.module(1, 1)])),
        ])
        let expected = """
            Sequential(
              (wte): Embedding(10, 4)
              (h): ModuleList(
                (0-1): 2 x Sequential(
                  (ln_1): LayerNorm((4,), eps=1e-05, elementwise_affine=True, bias=True)
                  (act): Identity()
                )
                (2): Linear(in_features=1, out_features=1, bias=True)
              )
            )
            """
        #expect(network.description == expected)
        #expect(try Sequential.module([Module]()).description == "Sequential()")
    }

    @Test func parameterContainersListTheirTensors() throws {
        let list = try ParameterContainer.list([Tensor.ones([2, 3]), Tensor.ones([2])])
        let expected = """
            ParameterList(
                (0): Parameter containing: [torch.float32 of size 2x3]
                (1): Parameter containing: [torch.float32 of size 2]
            )
            """
        #expect(list.description == expected)
    }

    @Test func aModuleThatContainsItselfIsAnErrorInsteadOfEndlessText() throws {
        let loop = try Sequential.module([Module]())
        try loop.register(child: loop, named: "a")
        #expect(throws: ModuleError.tooDeep(type: "Sequential")) { try loop.printedForm() }
        #expect(throws: ModuleError.tooDeep(type: "Sequential")) { try loop.call(Tensor.ones([1])) }
        #expect(throws: ModuleError.tooDeep(type: "Sequential")) { try loop.apply { _ in } }
        #expect(loop.namedModules().count == 1)
        #expect(loop.state().isEmpty)
    }
}
