import Testing

/// Methods of modules that users' classes define anew, called by parents and by native methods.
@Suite struct ModuleOverridesTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch, torch.nn as nn\n" + text) }
    }

    @Test("A parent's mode reaches children through their own train")
    func training() {
        let cell = """
            class Frozen(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.bn = nn.BatchNorm1d(2)
                def train(self, mode=True):
                    super().train(mode)
                    self.bn.eval()
                    return self
            p = nn.Sequential(nn.Sequential(Frozen()), nn.Dropout())
            p.train()
            print(p[0][0].training, p[0][0].bn.training, p[1].training)
            p.eval()
            print(p[0][0].training, p[1].training)
            """
        #expect(show(cell) == "True False True\nFalse False\n")
    }

    @Test("Evaluation goes through the module's own train")
    func evaluation() {
        let cell = """
            class Told(nn.Module):
                def train(self, mode=True):
                    print("train", mode)
                    return super().train(mode)
            print(Told().eval().training)
            """
        #expect(show(cell) == "train False\nFalse\n")
    }

    @Test("Conversions go through _apply, of the module and of its children")
    func conversions() {
        let cell = """
            class Holder(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.constant = torch.ones(1)
                    self.l = nn.Linear(1, 1)
                def _apply(self, fn, recurse=True):
                    super()._apply(fn)
                    self.constant = fn(self.constant)
                    return self
            p = nn.Sequential(Holder())
            print(p.double()[0].constant.dtype, p[0].l.weight.dtype)
            print(p.half()[0].constant.dtype, p.to(torch.float32)[0].constant.dtype)
            """
        #expect(show(cell) == "torch.float64 torch.float64\ntorch.float16 torch.float32\n")
    }

    @Test("Extra state is kept under its key and given back")
    func extraState() {
        let cell = """
            class Counting(nn.Module):
                count = 0
                def get_extra_state(self): return {"count": self.count}
                def set_extra_state(self, state): self.count = state["count"]
            first, second = nn.Sequential(Counting(), nn.Linear(1, 1)), nn.Sequential(Counting(), nn.Linear(1, 1))
            first[0].count = 7
            print(list(first.state_dict()))
            print(second.load_state_dict(first.state_dict()), second[0].count)
            """
        #expect(
            show(cell) == """
                ['0._extra_state', '1.weight', '1.bias']
                <All keys matched successfully> 7

                """)
    }

    @Test("A child's own state_dict and its saving and loading methods are called")
    func ownStates() {
        let cell = """
            class Renamed(nn.Linear):
                def state_dict(self, *args, destination=None, prefix="", keep_vars=False):
                    return super().state_dict(destination=destination, prefix=prefix + "inner.", keep_vars=keep_vars)
            class Doubled(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.w = nn.Parameter(torch.ones(1))
                def _save_to_state_dict(self, destination, prefix, keep_vars):
                    super()._save_to_state_dict(destination, prefix, keep_vars)
                    destination[prefix + "w"] = destination[prefix + "w"] * 2
                def _load_from_state_dict(self, state_dict, prefix, *rest):
                    state_dict[prefix + "w"] = state_dict[prefix + "w"] + 5
                    super()._load_from_state_dict(state_dict, prefix, *rest)
            print(list(nn.Sequential(Renamed(1, 1)).state_dict()))
            m = nn.Sequential(Doubled())
            print(m.state_dict()["0.w"])
            m.load_state_dict(m.state_dict())
            print(m[0].w.item())
            """
        #expect(show(cell) == "['0.inner.weight', '0.inner.bias']\ntensor([2.])\n7.0\n")
    }

    @Test("A state is added to a destination under a prefix, with parameters of the graph when asked")
    func destinations() {
        let cell = """
            known = {"x": 1}
            print(list(nn.Linear(1, 1).state_dict(destination=known, prefix="a.")))
            print(nn.Linear(1, 1).state_dict(keep_vars=True)["weight"].requires_grad)
            """
        #expect(show(cell) == "['x', 'a.weight', 'a.bias']\nTrue\n")
    }

    @Test("Walks reach the end of a chain of two thousand modules")
    func deepChain() {
        let cell = """
            root = nn.Module()
            place = root
            for _ in range(2000):
                place.c = nn.Module()
                place = place.c
            place.p = nn.Parameter(torch.ones(1))
            print(len(list(root.modules())), len(list(root.named_modules())), len(list(root.parameters())))
            print(len(root.state_dict()))
            """
        #expect(show(cell) == "2001 2001 1\n1\n")
    }

    @Test("Moving to meta and back gives new memory")
    func emptying() {
        let cell = """
            m = nn.Linear(2, 3).to("meta")
            print(m.weight.device, m.weight.requires_grad)
            print(m.to_empty(device="cpu").weight.device, m.bias.shape)
            print(nn.Linear(2, 3).type(torch.float64).weight.dtype)
            """
        let refusal =
            "NotImplementedError: Cannot copy out of meta tensor; no data! Please use torch.nn.Module.to_empty() instead "
            + "of torch.nn.Module.to() when moving module from meta to a different device."
        #expect(
            show(cell) == """
                meta True
                cpu torch.Size([3])
                torch.float64

                """)
        #expect(show("nn.Linear(2, 2, device='meta').to('cpu')") == refusal)
    }
}
