import Testing

/// Which tensors may not be changed in place while gradients are recorded, in PyTorch's words.
@Suite struct InPlaceRuleTests {
    private func error(_ text: String) -> String { onCellThread { Cells().show("import torch\n" + text) } }

    @Test(arguments: [
        "x = torch.arange(12.).reshape(3, 4).requires_grad_()\nx[0, 0] = 1",
        "x = torch.arange(12.).reshape(3, 4).requires_grad_()\nx.mul_(2)",
        "x = torch.arange(12.).reshape(3, 4).requires_grad_()\nx += 1",
        "x = torch.ones(3, 2, requires_grad=True)\nx[0].zero_()",
        "x = torch.ones(3, requires_grad=True)\nx[0] = 5",
    ])
    func viewsOfLeavesMayNotChange(_ program: String) {
        let message = "a view of a leaf Variable that requires grad is being used in an in-place operation."
        #expect(error(program) == "RuntimeError: " + message)
    }

    @Test func leavesMayNotChange() {
        let message = "a leaf Variable that requires grad is being used in an in-place operation."
        #expect(error("p = torch.ones(3, requires_grad=True)\np += 1") == "RuntimeError: " + message)
    }

    @Test(arguments: [
        "p = torch.ones(2, requires_grad=True)\nwith torch.no_grad(): p[0] = 5\nprint(p.tolist())",
        "p = torch.ones(2, requires_grad=True)\np.data[0] = 5\nprint(p.tolist())",
        "p = torch.ones(2)\nv = p[:1]\nv += 4 * torch.ones(1, requires_grad=True)\nprint(p.tolist())",
    ])
    func withoutRecordingTheyMay(_ program: String) {
        #expect(error(program) == "[5.0, 1.0]\n")
    }

    @Test func aTensorChangesItsOwnShape() {
        let text = """
            x = torch.ones(2, 3, requires_grad=True) * 2
            y = x.transpose_(0, 1)
            y.sum().backward()
            y is x, y.shape, y.grad_fn.name()
            """
        #expect(error(text) == "(True, torch.Size([3, 2]), 'TransposeBackward1')")
    }
}
