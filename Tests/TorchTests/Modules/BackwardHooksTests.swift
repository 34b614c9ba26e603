import Testing

/// Full backward hooks and pre-hooks of modules, with the numbers of PyTorch 2.13.
@Suite struct BackwardHooksTests {
    private func show(_ program: String) -> String {
        let start = """
            import torch
            from torch import nn
            class Two(nn.Module):
                def __init__(self, chained=False):
                    super().__init__()
                    self.chained, self.l = chained, nn.Linear(1, 1, bias=False)
                    nn.init.constant_(self.l.weight, 2.)
                def forward(self, x):
                    y = self.l(x)
                    return y, (y if self.chained else self.l(x)) * 2
            x = torch.ones(1, requires_grad=True)

            """
        return onCellThread { Cells().show(start + program) }
    }

    @Test func aPreHookReplacesTheGradientsOfAllOutputs() {
        let program = """
            m = Two()
            m.register_full_backward_pre_hook(lambda m, sent: tuple(g * 3 for g in sent))
            a, b = m(x)
            (a.sum() + 5 * b.sum()).backward()
            x.grad, m.l.weight.grad, a.grad_fn is b.grad_fn, a.grad_fn.name()
            """
        #expect(show(program) == "(tensor([66.]), tensor([[33.]]), True, 'BackwardHookFunctionBackward')")
    }

    @Test func anUnusedOutputHasNoGradient() {
        let program = """
            m = Two()
            m.register_full_backward_pre_hook(lambda m, sent: print(sent))
            m.register_full_backward_hook(lambda m, received, sent: print(received, sent))
            m(x)[1].sum().backward()
            recurrent = nn.LSTM(1, 1)
            recurrent.register_full_backward_pre_hook(lambda m, sent: print(sent[0].shape, sent[1]))
            recurrent(torch.ones(2, 1, 1))[0].sum().backward()
            """
        let shown = show("import warnings\nwarnings.simplefilter('ignore')\n" + program)
        #expect(
            shown == """
                (None, tensor([1.]))
                (tensor([4.]),) (None, tensor([1.]))
                torch.Size([2, 1, 1]) None

                """)
    }

    @Test func onlyTheUseOfTheOutputCounts() {
        let program = """
            m = nn.Identity()
            m.register_full_backward_pre_hook(lambda m, sent: (sent[0] * 3,))
            (m(x).sum() + x.sum()).backward()
            z = m(torch.ones(1, requires_grad=True))
            z.retain_grad()
            z.sum().backward()
            x.grad, z.grad
            """
        #expect(show(program) == "(tensor([4.]), tensor([1.]))")
    }

    @Test func anOutputThatIsUsedInsideHasTheOutsideGradient() {
        let program = """
            m = Two(chained=True)
            m.register_full_backward_hook(lambda m, received, sent: print(received, sent))
            a, b = m(x)
            (a.sum() + 5 * b.sum()).backward()
            """
        #expect(show(program) == "(tensor([22.]),) (tensor([1.]), tensor([5.]))\n")
    }

    @Test func inputsWithoutAGradientHaveZeros() {
        let program = """
            m = nn.Bilinear(1, 1, 1, bias=False)
            nn.init.constant_(m.weight, 2.)
            m.register_full_backward_hook(lambda m, received, sent: print(received))
            m(x, torch.ones(1) * 3).sum().backward()
            """
        #expect(show(program) == "(tensor([6.]), tensor([0.]))\n")
    }

    @Test func prependedHooksComeFirst() {
        let program = """
            m, seen = nn.Identity(), []
            for i in range(3):
                m.register_full_backward_pre_hook(lambda m, g, i=i: seen.append(i), prepend=i == 1)
                m.register_full_backward_hook(lambda m, g, o, i=i: seen.append(10 + i), prepend=i == 1)
            m(x).sum().backward()
            seen
            """
        #expect(show(program) == "[1, 0, 2, 11, 10, 12]")
    }

    @Test(
        "What a hook returns must be gradients of the same tensors",
        arguments: [
            (
                "(sent[0], sent[0])",
                "RuntimeError: Backward pre hook returned an invalid number of grad_output, got 2, but expected 1"
            ),
            ("(torch.ones(2),)", "RuntimeError: hook 'hook' has changed the size of value"),
            (
                "(sent[0].double(),)",
                "RuntimeError: hook 'hook' has changed the type of value (was torch.FloatTensor got torch.DoubleTensor)"
            ),
            ("(5,)", "TypeError: expected Variable, but hook returned 'int'"),
            ("5", "TypeError: object of type 'int' has no len()"),
        ])
    func refusals(_ answer: String, _ expected: String) {
        let program = """
            m = nn.Identity()
            m.register_full_backward_pre_hook(lambda m, sent: \(answer))
            m(x).sum().backward()
            """
        #expect(show(program) == expected)
    }

    @Test func aModuleHasOneSortOfBackwardHooks() {
        let program = """
            m = nn.Identity()
            m.register_full_backward_hook(lambda *rest: None)
            m.register_backward_hook(lambda *rest: None)
            """
        #expect(
            show(program) == "RuntimeError: Cannot use both regular backward hooks and full backward hooks on a single "
                + "Module. Please use only one of them.")
    }

    @Test func theOutputMayNotBeChangedInPlace() {
        let program = """
            m = nn.Identity()
            m.register_full_backward_hook(lambda *rest: None)
            m(x * 1).add_(1)
            """
        #expect(
            show(program).hasPrefix(
                "RuntimeError: Output 0 of BackwardHookFunction is a view and is being modified inplace. This view was "
                    + "created inside a custom Function"))
    }
}
