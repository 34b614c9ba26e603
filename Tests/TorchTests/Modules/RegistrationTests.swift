import Testing

/// Members of modules, containers, and what surrounds training: what PyTorch 2.13 accepts and what it refuses.
@Suite struct RegistrationTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch\nimport torch.nn as nn\nlayer = nn.Linear(2, 2)\n" + text) }
    }

    @Test(
        "A member of the wrong kind is refused",
        arguments: [
            (
                "layer.register_parameter('x', torch.ones(1))",
                "TypeError: cannot assign 'torch.FloatTensor' object to parameter 'x' (torch.nn.Parameter or None required)"
            ),
            ("layer.register_parameter('bias_', None)", ""),
            ("layer.register_buffer(3, torch.ones(1))", "TypeError: buffer name should be a string. Got int"),
            (
                "layer.register_buffer('x', 3)",
                "TypeError: cannot assign 'int' object to buffer 'x' (torch Tensor or None required)"
            ),
            ("layer.get_buffer('weight')", "AttributeError: `weight` is not a buffer"),
            (
                "nn.BatchNorm1d(1).get_parameter('running_mean')",
                "AttributeError: `running_mean` is not an nn.Parameter"
            ),
            ("layer.register_parameter('forward', None)", "KeyError: \"attribute 'forward' already exists\""),
            ("layer.register_buffer('in_features', None)", "KeyError: \"attribute 'in_features' already exists\""),
            ("nn.Linear(2, 2, bias=False).get_parameter('bias')", "AttributeError: `bias` is not an nn.Parameter"),
            ("layer.get_parameter('in_features')", "AttributeError: `in_features` is not an nn.Parameter"),
            ("layer.get_buffer('in_features')", "AttributeError: `in_features` is not a buffer"),
            ("layer.get_buffer('nope')", "AttributeError: Linear has no attribute `nope`"),
        ])
    func kinds(_ cell: String, _ expected: String) { #expect(show(cell) == expected) }

    @Test(
        "Containers are added and repeated",
        arguments: [
            ("print(len(nn.Sequential(nn.ReLU()) + nn.Sequential(nn.Tanh(), nn.ReLU())))", "3\n"),
            (
                "print([type(m).__name__ for m in nn.Sequential(nn.ReLU(), nn.Tanh()) * 2])",
                "['ReLU', 'Tanh', 'ReLU', 'Tanh']\n"
            ),
            ("print(len(nn.Sequential(nn.ReLU()) * True))", "1\n"),
            ("m = nn.ModuleList([nn.ReLU()])\nm += [nn.Tanh()]\nprint(len(m), type(m).__name__)", "2 ModuleList\n"),
            (
                "nn.Sequential() * 0",
                "ValueError: Non-positive multiplication factor 0 for <class 'torch.nn.modules.container.Sequential'>"
            ),
            (
                "nn.Sequential() + 3",
                "ValueError: add operator supports only objects of Sequential class, but <class 'int'> is given."
            ),
            ("nn.Sequential().insert(9, nn.ReLU())", "IndexError: Index out of range: 9"),
        ])
    func containers(_ cell: String, _ expected: String) { #expect(show(cell) == expected) }

    @Test("A full backward pre-hook replaces the gradient of the output")
    func backwardPreHook() {
        let cell = """
            layer.weight.data.fill_(1.0)
            layer.register_full_backward_pre_hook(lambda module, sent: (sent[0] * 3,))
            x = torch.ones(2, requires_grad=True)
            layer(x).sum().backward()
            print(x.grad)
            """
        #expect(show(cell) == "tensor([6., 6.])\n")
    }

    @Test("Assigning to a parametrised weight goes through the right inverse")
    func parametrisedAssignment() {
        let cell = """
            import torch.nn.utils.parametrize as parametrize
            class Double(nn.Module):
                def forward(self, x): return 2 * x
                def right_inverse(self, x): return x / 2
            parametrize.register_parametrization(layer, 'weight', Double())
            layer.weight = torch.full((2, 2), 8.0)
            print(layer.weight[0, 0].item(), layer.parametrizations.weight.original[0, 0].item())
            """
        #expect(show(cell) == "8.0 4.0\n")
    }

    @Test(
        "Star imports bring the names that are made late",
        arguments: [
            ("from torch.optim import *\nprint(Adadelta.__name__)", "Adadelta\n"),
            ("from torch.nn import *\nprint(LSTM.__name__)", "LSTM\n"),
            ("from torch.nn.functional import *\nprint(interpolate.__name__)", "interpolate\n"),
            ("from torch.utils.data import *\nprint(RandomSampler.__name__)", "RandomSampler\n"),
            (
                "from torch.nn.utils import *\nprint(skip_init(nn.Linear, 2, 3))",
                "Linear(in_features=2, out_features=3, bias=True)\n"
            ),
        ])
    func starImports(_ cell: String, _ expected: String) { #expect(show(cell) == expected) }

    @Test(
        "Gains, fans and data sets answer as PyTorch's",
        arguments: [
            (
                "print(nn.init.calculate_gain('linear'), nn.init._calculate_fan_in_and_fan_out(torch.ones(2, 3, 4)))",
                "1 (12, 8)\n"
            ),
            ("nn.init.calculate_gain('leaky_relu', 'a')", "ValueError: negative_slope a not a valid number"),
            (
                "print(nn.BatchNorm1d(1).load_state_dict({}, strict=False).missing_keys)",
                "['weight', 'bias', 'running_mean', 'running_var']\n"
            ),
            (
                "print(torch.utils.data.get_worker_info(), torch.utils.data.default_convert([1, 2.0]))",
                "None [1, 2.0]\n"
            ),
        ])
    func others(_ cell: String, _ expected: String) { #expect(show(cell) == expected) }
}
