import Testing

/// Calls with tensors and numbers by position take a short way, which must end where the general one does.
@Suite struct PlainCallTests {
    private func show(_ text: String) -> String { onCellThread { Cells().show("import torch\n" + text) } }

    @Test(arguments: [
        ("x.view(3, 2).shape", "torch.Size([3, 2])"), ("x.view((3, 2)).shape", "torch.Size([3, 2])"),
        ("x.view(torch.Size([3, 2])).shape", "torch.Size([3, 2])"), ("x.view(-1).shape", "torch.Size([6])"),
        ("x.view([6]).shape", "torch.Size([6])"), ("x.sum().item(), x.sum(0).tolist()", "(15.0, [3.0, 5.0, 7.0])"),
        ("x.sum((0, 1), True)", "tensor([[15.]])"), ("x.sum(dim=1).tolist()", "[3.0, 12.0]"),
        ("x.sum(None).item()", "15.0"), ("x.sum().shape, x.max().item()", "(torch.Size([]), 5.0)"),
        ("x.max(1).indices", "tensor([2, 2])"), ("torch.pow(2, x)[0]", "tensor([1., 2., 4.])"),
        ("torch.pow(x, 2)[0]", "tensor([0., 1., 4.])"), ("torch.zeros(2, 3).shape", "torch.Size([2, 3])"),
        ("torch.zeros(2), torch.ones(())", "(tensor([0., 0.]), tensor(1.))"),
        ("torch.zeros(1, 1, 1, 1, 1, 1, 2).shape", "torch.Size([1, 1, 1, 1, 1, 1, 2])"),
        ("x.clamp(1, 2.5)[1]", "tensor([2.5000, 2.5000, 2.5000])"), ("x.transpose(0, 1).shape", "torch.Size([3, 2])"),
        ("torch.add(x, 1, alpha=2)[0]", "tensor([2., 3., 4.])"), ("x.split([1, 2], 1)[1].shape", "torch.Size([2, 2])"),
    ]) func aCallGivesTheSameBothWays(expression: String, expected: String) {
        #expect(show("x = torch.arange(6.).view(2, 3)\n" + expression) == expected)
    }

    @Test(arguments: [
        (
            "x.view(4, 4)", "RuntimeError: shape '[4, 4]' is invalid for input of size 6"
        ),
        (
            "x.transpose(0, 5)",
            "IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 5)"
        ),
        (
            "x.exp(1)",
            "TypeError: TensorBase.exp() takes no arguments (1 given)"
        ),
    ]) func refusalsKeepTheirWords(expression: String, expected: String) {
        #expect(show("x = torch.arange(6.).view(2, 3)\n" + expression) == expected)
    }

    @Test func aCallLeavesNothingForTheNextOne() {
        let text = """
            x = torch.arange(6.).view(2, 3)
            x.sum(0, True); x.sum(1)
            a = x.sum()
            try: x.sum(7, True)
            except IndexError: pass
            print(a.item(), x.sum(0).shape, x.sum().shape)
            """
        #expect(show(text) == "15.0 torch.Size([3]) torch.Size([])\n")
    }
}
