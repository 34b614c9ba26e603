import Testing

/// Modules below torch that programs import from, by the names that PyTorch 2.13 gives them.
@Suite struct ImportHomesTests {
    private func show(_ text: String) -> String { onCellThread { Cells().show(text) } }

    @Test(
        "The files of torch.nn can be imported from",
        arguments: [
            ("from torch.nn.modules.linear import Linear\nprint(Linear.__name__)", "Linear\n"),
            ("from torch.nn.modules.activation import ReLU, MultiheadAttention\nprint(ReLU.__name__)", "ReLU\n"),
            ("from torch.nn.modules.conv import Conv2d\nprint(Conv2d.__name__)", "Conv2d\n"),
            ("from torch.nn.modules.container import Sequential\nprint(Sequential.__name__)", "Sequential\n"),
            ("from torch.nn.modules.rnn import LSTM\nprint(LSTM.__name__)", "LSTM\n"),
            ("import torch.nn as nn\nprint(nn.modules.module.Module is nn.Module)", "True\n"),
            ("import torch.nn as nn\nprint(nn.modules.linear.Linear is nn.Linear)", "True\n"),
            ("from torch.nn.modules.utils import _pair\nprint(_pair(3), _pair((1, 2)))", "(3, 3) (1, 2)\n"),
        ])
    func layers(_ cell: String, _ expected: String) { #expect(show(cell) == expected) }

    @Test(
        "So can other homes of well-known names",
        arguments: [
            (
                "import torch\nfrom torch.optim.optimizer import Optimizer\nprint(Optimizer is torch.optim.Optimizer)",
                "True\n"
            ),
            ("import torch\nfrom torch.optim.adam import Adam\nprint(Adam is torch.optim.Adam)", "True\n"),
            (
                "import torch\nfrom torch.autograd import Variable\nv = Variable(torch.ones(1), requires_grad=True)\n"
                    + "print(v, isinstance(v, Variable))", "tensor([1.], requires_grad=True) True\n"
            ),
            ("import torch.types\nprint(torch.types.Number)", "typing.Union[int, float, bool]\n"),
            ("from torch.utils.hooks import RemovableHandle\nprint(RemovableHandle.__name__)", "RemovableHandle\n"),
            (
                "import torch\nfrom torch.nn.utils.stateless import functional_call\nm = torch.nn.Linear(1, 1, bias=False)\n"
                    + "print(functional_call(m, {'weight': torch.ones(1, 1) * 3}, torch.ones(1)))", "tensor([3.])\n"
            ),
        ])
    func others(_ cell: String, _ expected: String) { #expect(show(cell) == expected) }
}
