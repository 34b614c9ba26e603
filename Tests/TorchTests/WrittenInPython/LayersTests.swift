import Testing

/// Layers, optimizers, schedulers and samplers that are written in Python.
@Suite struct LayersTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch\nfrom torch import nn\n" + text) }
    }

    @Test func aRecurrentLayerGivesPyTorchsNumbersForItsSeed() {
        let text = "torch.manual_seed(0); y, _ = nn.GRU(2, 1)(torch.ones(2, 1, 2)); print(y.detach().reshape(-1))"
        #expect(show(text) == "tensor([-0.4300, -0.4501])\n")
    }

    @Test func aRecurrentLayerPrintsItsSettings() {
        #expect(show("nn.LSTM(3, 4, 2, batch_first=True)") == "LSTM(3, 4, num_layers=2, batch_first=True)")
    }

    @Test func anOrthogonalWeightStaysOrthogonal() {
        let text = """
            from torch.nn.utils.parametrizations import orthogonal
            layer = orthogonal(nn.Linear(3, 3))
            layer.parametrizations.weight.original.data += 0.5
            print(torch.allclose(layer.weight @ layer.weight.T, torch.eye(3), atol=1e-5))
            """
        #expect(show(text) == "True\n")
    }

    @Test func aUsersOptimizerKeepsGroupsAndState() {
        let text = """
            class Descent(torch.optim.Optimizer):
                def __init__(self, params, lr): super().__init__(params, dict(lr=lr))
                def step(self):
                    with torch.no_grad():
                        for group in self.param_groups:
                            for p in group["params"]: p.sub_(p.grad * group["lr"])
            p = nn.Parameter(torch.ones(2))
            optimizer = Descent([p], lr=0.5)
            p.sum().backward()
            optimizer.step()
            print(p.tolist(), optimizer.state_dict())
            """
        #expect(show(text) == "[0.5, 0.5] {'state': {}, 'param_groups': [{'lr': 0.5, 'params': [0]}]}\n")
    }

    @Test func anOptimizerTakesOverTheMemoryOfAnother() {
        let text = """
            def optimizer():
                p = nn.Parameter(torch.ones(1))
                return p, torch.optim.Adam([p], lr=0.1)
            p, first = optimizer()
            (p ** 2).sum().backward()
            first.step()
            q, second = optimizer()
            second.load_state_dict(first.state_dict())
            print(second.state[q]["step"], second.state[q]["exp_avg"])
            """
        #expect(show(text) == "tensor(1.) tensor([0.2000])\n")
    }

    @Test func oneCycleRisesAndFalls() {
        let text = """
            optimizer = torch.optim.SGD([nn.Parameter(torch.zeros(1))], lr=1.0, momentum=0.9)
            scheduler = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=1.0, total_steps=5)
            rates = []
            for _ in range(5):
                rates.append(round(scheduler.get_last_lr()[0], 4))
                optimizer.step()
                if len(rates) < 5: scheduler.step()
            print(rates)
            """
        #expect(show(text) == "[0.04, 0.9505, 0.6113, 0.1883, 0.0]\n")
    }

    @Test func samplersDrawPyTorchsOrder() {
        let text = """
            from torch.utils.data import RandomSampler
            torch.manual_seed(0)
            print(list(RandomSampler(range(5))))
            """
        #expect(show(text) == "[1, 3, 4, 2, 0]\n")
    }

    @Test func poolsGivePlacesAndTakeThemBack() {
        let text = """
            import torch
            from torch import nn
            x = torch.arange(16.).view(1, 1, 4, 4)
            values, places = nn.MaxPool2d(2, return_indices=True)(x)
            print(values.flatten().tolist(), places.flatten().tolist())
            print(nn.MaxUnpool2d(2)(values, places)[0, 0, 1].tolist(), nn.AdaptiveAvgPool2d((1, None))(x).tolist())
            print(nn.AdaptiveAvgPool2d((None, 2)), nn.AdaptiveAvgPool2d((None, 2))(x).shape)
            """
        #expect(
            show(text) == """
                [5.0, 7.0, 13.0, 15.0] [5, 7, 13, 15]
                [0.0, 5.0, 0.0, 7.0] [[[[6.0, 7.0, 8.0, 9.0]]]]
                AdaptiveAvgPool2d(output_size=(None, 2)) torch.Size([1, 1, 4, 2])

                """)
    }

    @Test func classesInClustersHaveProbabilities() {
        let text = """
            import torch
            torch.manual_seed(0)
            m = torch.nn.AdaptiveLogSoftmaxWithLoss(8, 20, [5, 10], div_value=2.)
            x = torch.randn(4, 8)
            print(m(x, torch.tensor([0, 6, 12, 19])).output.detach(), m.predict(x))
            """
        #expect(show(text).hasPrefix("tensor([-2.1698, -3.2211, -4.0198, -3.5906]) tensor([2, 4, 2, 1])"))
    }
}
