import Testing

/// Operations that write into their argument; the numbers and names are those of PyTorch 2.13.
@Suite struct InPlaceCallTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch, torch.nn as nn, torch.nn.functional as F\n" + text) }
    }

    /// What an operation makes of (-1, 0.5, 2) in its place, and the gradient of its sum.
    private func change(_ call: String) -> String {
        show(
            """
            x = torch.tensor([-1., .5, 2.], requires_grad=True)
            y = x * 1
            r = \(call)
            r.sum().backward()
            [round(v, 4) for v in y.tolist()], [round(v, 4) for v in x.grad.tolist()], r.grad_fn.name(), r is y
            """)
    }

    @Test(arguments: [
        ("F.relu(y, inplace=True)", "([0.0, 0.5, 2.0], [0.0, 1.0, 1.0], 'ReluBackward0', True)"),
        ("nn.ReLU(inplace=True)(y)", "([0.0, 0.5, 2.0], [0.0, 1.0, 1.0], 'ReluBackward0', True)"),
        ("F.relu_(y)", "([0.0, 0.5, 2.0], [0.0, 1.0, 1.0], 'ReluBackward0', True)"),
        ("F.silu(y, inplace=True)", "([-0.2689, 0.3112, 1.7616], [0.0723, 0.74, 1.0908], 'SiluBackward0', True)"),
        ("F.elu(y, inplace=True)", "([-0.6321, 0.5, 2.0], [0.3679, 1.0, 1.0], 'EluBackward1', True)"),
        ("nn.LeakyReLU(.1, True)(y)", "([-0.1, 0.5, 2.0], [0.1, 1.0, 1.0], 'LeakyReluBackward1', True)"),
        ("F.threshold(y, .6, 9., True)", "([9.0, 9.0, 2.0], [0.0, 0.0, 1.0], 'ThresholdBackward1', True)"),
        ("y.pow_(2)", "([1.0, 0.25, 4.0], [-2.0, 1.0, 4.0], 'PowBackward0', True)"),
        ("y.sin_()", "([-0.8415, 0.4794, 0.9093], [0.5403, 0.8776, -0.4161], 'SinBackward0', True)"),
        ("y.clamp_(0)", "([0.0, 0.5, 2.0], [0.0, 1.0, 1.0], 'ClampBackward1', True)"),
    ])
    func derivativesAreOfWhatWasThereBefore(call: String, outcome: String) {
        #expect(change(call) == outcome)
    }

    @Test func whatAnotherOperationSavedMayNotBeOverwritten() {
        #expect(change("y.mul_(y)").contains("modified by an inplace operation"))
    }

    @Test func aLeafIsNotOverwritten() {
        #expect(
            show("F.relu(torch.ones(2, requires_grad=True), inplace=True)")
                == "RuntimeError: a leaf Variable that requires grad is being used in an in-place operation.")
    }

    @Test func dropoutInPlace() {
        #expect(
            show("torch.manual_seed(0)\nb = -torch.ones(4)\nF.dropout(b, .5, inplace=True) is b, b.tolist()")
                == "(True, [-0.0, -0.0, -2.0, -0.0])")
        #expect(
            show("torch.manual_seed(0)\nb = -torch.ones(4)\nnn.Dropout(.5, inplace=True)(b)\nb.tolist()")
                == "[-0.0, -0.0, -2.0, -0.0]")
    }

    /// PyTorch draws for what is not above zero alone.
    @Test func randomisedSlopesDrawForNegativeNumbersAlone() {
        #expect(
            show(
                "torch.manual_seed(0)\nx = torch.tensor([-1., .5, 0., -3, 2])\n"
                    + "[round(v, 4) for v in F.rrelu(x, training=True).tolist() + torch.rand(1).tolist()]")
                == "[-0.3271, 0.5, 0.0, -0.6621, 2.0, 0.4901]")
    }
}
