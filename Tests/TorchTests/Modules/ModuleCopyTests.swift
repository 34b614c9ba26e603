import Testing

/// Deep copies of modules.
@Suite struct ModuleCopyTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import copy, torch\nfrom torch import nn\n" + text) }
    }

    @Test func aCopyHasWeightsOfItsOwn() {
        let text = """
            model = nn.Sequential(nn.Linear(1, 1, bias=False), nn.ReLU())
            twin = copy.deepcopy(model)
            twin[0].weight.data.fill_(7.0)
            print(twin[0].weight.item(), model[0].weight.item() == 7.0, twin)
            """
        #expect(
            show(text)
                == "7.0 False Sequential(\n  (0): Linear(in_features=1, out_features=1, bias=False)\n  (1): ReLU()\n)\n"
        )
    }

    @Test func sharedModulesStaySharedAndAttributesAreCopied() {
        let text = """
            class Net(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.first = nn.Linear(1, 1)
                    self.again = self.first
                    self.notes = [1]
            net = Net()
            twin = copy.deepcopy(net)
            twin.notes.append(2)
            print(type(twin).__name__, twin.first is twin.again, twin.first is net.first, net.notes, twin.notes)
            """
        #expect(show(text) == "Net True False [1] [1, 2]\n")
    }
}
