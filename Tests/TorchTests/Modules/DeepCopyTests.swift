import Testing

/// `copy.copy` and `copy.deepcopy` of modules and tensors.
@Suite struct DeepCopyTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import copy, torch, torch.nn as nn\n" + text) }
    }

    @Test func aDeepCopyHasParametersOfItsOwn() {
        let text = """
            net = nn.Sequential(nn.Linear(2, 2), nn.BatchNorm1d(2), nn.Dropout(0.5))
            twin = copy.deepcopy(net)
            same = torch.equal(net[0].weight, twin[0].weight)
            twin[0].weight.data.zero_()
            twin[2].p = 0.1
            print(same, type(twin[0].weight).__name__, bool(net[0].weight.abs().sum() > 0), net[2].p, list(twin.state_dict()))
            """
        #expect(
            show(text) == "True Parameter True 0.5 ['0.weight', '0.bias', '1.weight', '1.bias', '1.running_mean', "
                + "'1.running_var', '1.num_batches_tracked']\n")
    }

    @Test func aDeepCopyKeepsTheUsersClassAndWhatWasTied() {
        let text = """
            class Tied(nn.Module):
                def __init__(self):
                    super().__init__()
                    self.first = nn.Linear(2, 2)
                    self.second = self.first
                    self.list = [1, [2]]
                    self.weights = [self.first.weight]
                def forward(self, x): return self.second(self.first(x))
            net = Tied()
            twin = copy.deepcopy(net)
            x = torch.ones(2)
            print(type(twin).__name__, twin.first is twin.second, twin.first is net.first, twin.list, twin.list[1] is net.list[1])
            print(twin.weights[0] is twin.first.weight, torch.equal(net(x), twin(x)), len(list(twin.parameters())))
            """
        #expect(show(text) == "Tied True False [1, [2]] False\nTrue True 2\n")
    }

    @Test func aShallowCopySharesItsMembers() {
        let text = """
            net = nn.Sequential(nn.Linear(2, 2))
            twin = copy.copy(net)
            twin.append(nn.ReLU())
            print(twin is net, twin[0] is net[0], len(net), len(twin))
            """
        #expect(show(text) == "False True 1 2\n")
    }

    @Test func tensorsAndStatesAreCopied() {
        let text = """
            w = torch.ones(2, requires_grad=True)
            print(copy.deepcopy(w), copy.deepcopy([w, w])[0] is w, copy.copy(w))
            state = nn.Linear(1, 1).state_dict()
            twin = copy.deepcopy(state)
            print(list(twin), twin['weight'] is state['weight'], torch.equal(twin['weight'], state['weight']))
            """
        #expect(
            show(text) == "tensor([1., 1.], requires_grad=True) False tensor([1., 1.], requires_grad=True)\n"
                + "['weight', 'bias'] False True\n")
    }
}
