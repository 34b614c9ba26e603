import Testing

/// Which names `load_state_dict` misses, as PyTorch 2.13 does.
@Suite struct ModuleStateTests {
    private func show(_ program: String) -> String {
        onCellThread { Cells().show("import torch\nfrom torch import nn\n" + program) }
    }

    @Test func runningStatisticsOfInstancesBelongToTheState() {
        let program = """
            norm = nn.InstanceNorm1d(2, track_running_stats=True)
            print(list(norm.state_dict()), norm.load_state_dict({}, strict=False).missing_keys)
            norm(torch.arange(8.).view(2, 2, 2))
            print(norm.running_mean, norm.running_var, norm.num_batches_tracked)
            print(norm.eval()(torch.ones(1, 2, 1)).shape)
            """
        let expected = """
            ['running_mean', 'running_var', 'num_batches_tracked'] ['running_mean', 'running_var']
            tensor([0.2500, 0.4500]) tensor([0.9500, 0.9500]) tensor(0)
            torch.Size([1, 2, 1])
            """
        #expect(show(program) == expected + "\n")
    }

    @Test func onlyTheCountBesideRunningStatisticsMayBeMissing() {
        let program = """
            class Counting(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.register_buffer("num_batches_tracked", torch.tensor(0))
                    self.norm = nn.BatchNorm1d(1, affine=False)
            Counting().load_state_dict({}, strict=False).missing_keys
            """
        #expect(show(program) == "['num_batches_tracked', 'norm.running_mean', 'norm.running_var']")
    }
}
