import Testing

/// Rare functions and arguments, with what PyTorch 2.13 gives.
@Suite struct RareArgumentTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch\nfrom torch import nn\nimport torch.nn.functional as F\n" + text) }
    }

    @Test(
        "A call gives what PyTorch gives",
        arguments: [
            (
                "x = torch.tensor([[1., float('nan'), 2.], [3., 4., float('nan')]])\ntorch.nanquantile(x, .5), "
                    + "x.nanquantile(.25, 1), x.nanquantile(.3, 0, interpolation='nearest')",
                "(tensor(2.5000), tensor([1.2500, 3.2500]), tensor([1., 4., 2.]))"
            ),
            ("torch.special.bessel_j0(torch.tensor([1., 2.]))", "tensor([0.7652, 0.2239])"),
            ("F.nll_loss(torch.ones(2, 3), torch.tensor([0, -100]), reduction='none')", "tensor([-1.,  0.])"),
            (
                "print(nn.Dropout(0), nn.Dropout(0.), nn.Hardtanh(0, 6), nn.Softplus(2))",
                "Dropout(p=0, inplace=False) Dropout(p=0.0, inplace=False) Hardtanh(min_val=0, max_val=6) "
                    + "Softplus(beta=2, threshold=20.0)\n"
            ),
            (
                "import pickle\npickle.loads(pickle.dumps({'a': torch.ones(2), 'i': torch.arange(3)}))",
                "{'a': tensor([1., 1.]), 'i': tensor([0, 1, 2])}"
            ),
            ("nn.init.dirac_(torch.empty(2, 1, 3)).tolist()", "[[[0.0, 1.0, 0.0]], [[0.0, 0.0, 0.0]]]"),
            ("torch.float32.foo", "AttributeError: 'torch.dtype' object has no attribute 'foo'"),
            ("torch.Size([1]).foo", "AttributeError: 'torch.Size' object has no attribute 'foo'"),
            ("torch.ones(1).foo", "AttributeError: 'Tensor' object has no attribute 'foo'"),
            (
                "import numpy as np\na = np.arange(6).reshape(2, 3)\na.reshape((3, 2), order='F').tolist(), "
                    + "a.flatten('F').tolist(), np.ravel(a, order='F').tolist()",
                "([[0, 4], [3, 2], [1, 5]], [0, 3, 1, 4, 2, 5], [0, 3, 1, 4, 2, 5])"
            ),
        ])
    func aCallGivesWhatPyTorchGives(call: String, expected: String) {
        #expect(show(call) == expected)
    }

    @Test func aChangeOfAnElementIsNamedAsPyTorchNamesIt() {
        let text = """
            x = torch.ones(3, requires_grad=True).clone()
            y = x * x
            x[0] = 5
            y.sum().backward()
            """
        #expect(show(text).contains("which is output 0 of torch::autograd::CopySlices, is at version 1"))
    }

    @Test func oneOfSeveralViewsIsNotChanged() {
        let text = "a, b = torch.ones(2, 3, requires_grad=True).unbind(0)\na.add_(1)"
        #expect(show(text).hasPrefix("RuntimeError: Output 0 of Unbind is a view and is being modified inplace."))
    }

    @Test func aLeafIsShownAfterItsGradientWasAddedTo() {
        let text = """
            x = torch.ones(2, requires_grad=True)
            h = x.register_post_accumulate_grad_hook(lambda p: print(p.grad))
            (x * 3).sum().backward()
            h.remove()
            x.sum().backward()
            x.grad
            """
        #expect(show(text) == "tensor([3., 3.])\ntensor([4., 4.])")
        #expect(
            show("(torch.ones(2, requires_grad=True) * 2).register_post_accumulate_grad_hook(print)")
                == "RuntimeError: post accumulate grad hooks cannot be registered on non-leaf tensors")
    }

    @Test func aHookWithoutGradientsOfInputsWarns() {
        let text = """
            import warnings
            m = nn.Linear(2, 2)
            m.register_full_backward_hook(lambda m, received, sent: print(received[0], sent[0].shape))
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter("always")
                m(torch.ones(1, 2)).sum().backward()
            print(str(told[0].message)[:31])
            """
        #expect(show(text) == "None torch.Size([1, 2])\nFull backward hook is firing wh\n")
    }

    @Test func schedulersTellTheirWholeState() {
        let text = """
            o = torch.optim.SGD([torch.ones(1, requires_grad=True)], lr=.1, momentum=.9)
            s = torch.optim.lr_scheduler.CosineAnnealingWarmRestarts(o, 3, T_mult=2)
            for _ in range(5): s.step()
            print(s.state_dict())
            print(o.param_groups[0].keys())
            """
        #expect(
            show(text) == """
                {'T_0': 3, 'T_i': 6, 'T_mult': 2, 'eta_min': 0.0, 'T_cur': 2, 'base_lrs': [0.1], 'last_epoch': 5, \
                '_step_count': 0, '_is_initial': False, '_get_lr_called_within_step': False, \
                '_last_lr': [0.07500000000000001]}
                dict_keys(['params', 'lr', 'momentum', 'dampening', 'weight_decay', 'nesterov', 'maximize', 'foreach', \
                'differentiable', 'fused', 'initial_lr'])

                """)
    }
}
