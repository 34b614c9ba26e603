import Testing

/// Where new tensors are put: `with torch.device(…)` and `torch.set_default_device`.
@Suite struct DefaultDeviceTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch, torch.nn as nn\n" + text) }
    }

    @Test("Within the block of a device constructors use it, after it no more")
    func block() {
        let cell = """
            with torch.device("meta"):
                made = [nn.Linear(2, 2).weight, torch.zeros(3), torch.tensor([1.0]), torch.rand(2),
                        nn.LSTM(2, 2).weight_ih_l0]
                with torch.device("cpu"):
                    inner = torch.ones(1)
                explicit = torch.ones(1, device="cpu")
            print([str(t.device) for t in made], inner.device, explicit.device, torch.zeros(1).device)
            """
        #expect(show(cell) == "['meta', 'meta', 'meta', 'meta', 'meta'] cpu cpu cpu\n")
    }

    @Test("An error within the block ends it")
    func failure() {
        let cell = """
            try:
                with torch.device("meta"):
                    raise ValueError
            except ValueError:
                print(torch.get_default_device())
            """
        #expect(show(cell) == "cpu\n")
    }

    @Test("The default device is set and told")
    func setting() {
        let cell = """
            torch.set_default_device("meta")
            found = torch.get_default_device(), torch.zeros(1).device
            torch.set_default_device(None)
            print(found, torch.get_default_device())
            """
        #expect(show(cell) == "(device(type='meta'), device(type='meta')) cpu\n")
    }
}
