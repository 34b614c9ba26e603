import Testing

/// Attributes of layers, `__dict__`, and what is said of those that are not there.
@Suite struct ModuleAttributesTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch, torch.nn as nn\n" + text) }
    }

    @Test(
        "Layers tell the settings that PyTorch's tell",
        arguments: [
            (
                "c = nn.Conv2d(1, 2, 3, padding=1)\nprint(c.padding, c.padding_mode, c.transposed, c.output_padding)",
                "(1, 1) zeros False (0, 0)\n"
            ),
            ("print(nn.Conv2d(1, 2, 3, padding='same').padding)", "same\n"),
            (
                "print(nn.LayerNorm(3).elementwise_affine, nn.LayerNorm(3, elementwise_affine=False).elementwise_affine)",
                "True False\n"
            ),
            ("g = nn.GroupNorm(2, 4)\nprint(g.num_groups, g.num_channels, g.eps, g.affine)", "2 4 1e-05 True\n"),
            (
                "print([[tuple(w.shape) for w in l] for l in nn.LSTM(2, 3).all_weights])",
                "[[(12, 2), (12, 3), (12,), (12,)]]\n"
            ),
            ("print(nn.Linear(2, 2).__dict__['training'], vars(nn.Linear(2, 3))['in_features'])", "True 2\n"),
            (
                "print('weight' in vars(nn.Linear(2, 3)), list(vars(nn.Linear(2, 3))['_parameters']))",
                "False ['weight', 'bias']\n"
            ),
            ("m = nn.Linear(2, 3)\nvars(m)['x'] = 5\nprint(m.x, vars(m)['x'])", "5 5\n"),
        ])
    func settings(_ cell: String, _ expected: String) { #expect(show(cell) == expected) }

    @Test(
        "A missing attribute is missed in the object's own name",
        arguments: [
            ("Cust().zzz", "AttributeError: 'Cust' object has no attribute 'zzz'"),
            ("Cust().bad", "AttributeError: 'Cust' object has no attribute 'bad'"),
            ("Plain().bad", "AttributeError: 'Plain' object has no attribute 'bad'"),
            ("print(Cust().l)", "Linear(in_features=1, out_features=1, bias=True)\n"),
        ])
    func missing(_ cell: String, _ expected: String) {
        let classes = """
            class Plain(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.l = nn.Linear(1, 1)
                @property
                def bad(self): return self.inner
            class Cust(Plain):
                def __getattr__(self, name): return super().__getattr__(name)

            """
        #expect(show(classes + cell) == expected)
    }

    @Test(
        "A name that means something else already is refused",
        arguments: [
            ("nn.ModuleDict({'keys': nn.Linear(2, 2)})", "keys"),
            ("nn.ModuleDict()['values'] = nn.Linear(2, 2)", "values"),
            ("nn.Linear(2, 2).register_buffer('forward', torch.ones(1))", "forward"),
            ("nn.Module().add_module('training', nn.ReLU())", "training"),
        ])
    func taken(_ cell: String, _ name: String) {
        #expect(show(cell) == "KeyError: \"attribute '\(name)' already exists\"")
    }
}
