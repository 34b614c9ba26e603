import Testing

/// The dicts that hold the hooks of a module, as PyTorch 2.13 shows them.
@Suite struct HookTableTests {
    private func show(_ program: String) -> String { onCellThread { Cells().show(program) } }

    @Test func hooksThatLeaveTheirDictAreNotCalledAnyMore() {
        let program = """
            import torch
            from torch import nn
            layer = nn.Linear(1, 1)
            seen = []
            first = layer.register_forward_hook(lambda *a: seen.append("first"))
            layer.register_forward_hook(lambda *a: seen.append("second"), prepend=True)
            before = layer.register_forward_pre_hook(lambda *a: seen.append("before"))
            layer(torch.ones(1))
            print(seen, len(layer._forward_hooks), list(layer._forward_hooks)[1] == first.id)
            del layer._forward_hooks[first.id]
            layer(torch.ones(1))
            print(seen[3:], type(layer._forward_hooks).__name__)
            layer._forward_hooks.clear()
            before.remove()
            layer(torch.ones(1))
            print(seen[5:], len(layer._forward_pre_hooks), len(layer._backward_hooks))
            """
        let expected = """
            ['before', 'second', 'first'] 2 True
            ['before', 'second'] OrderedDict
            [] 0 0
            """
        #expect(show(program) == expected + "\n")
    }

    @Test func bagsLeaveOutThePaddingAndTakeTheLastOffsetAsTheirEnd() {
        let program = """
            import torch
            from torch import nn
            bag = nn.EmbeddingBag(4, 2, mode="sum", include_last_offset=True, padding_idx=0,
                                  _weight=torch.arange(8.).view(4, 2))
            print(bag, bag(torch.tensor([0, 1, 2, 3]), torch.tensor([0, 2, 4])).tolist())
            print(nn.RNNCell(2, 3, nonlinearity="relu"), torch.optim.SGD(bag.parameters()).state[bag.weight])
            x = torch.arange(12.).view(3, 4)
            print(x.take(torch.tensor([[0, -1]])).tolist())
            print(x.index_reduce(0, torch.tensor([0, 2, 0]), torch.full((3, 4), 2.), "prod")[0].tolist())
            """
        let expected = """
            EmbeddingBag(4, 2, mode='sum', padding_idx=0) [[2.0, 3.0], [10.0, 12.0]]
            RNNCell(2, 3, nonlinearity=relu) {}
            [[0.0, 11.0]]
            [0.0, 4.0, 8.0, 12.0]
            """
        #expect(show(program) == expected + "\n")
    }
}
