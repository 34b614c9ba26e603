import Testing

/// Bags of embeddings and cells of recurrent layers, as PyTorch 2.13 prints and computes them.
@Suite struct EmbeddingBagTests {
    private func show(_ program: String) -> String { onCellThread { Cells().show(program) } }

    @Test func bagsLeaveOutThePaddingAndTakeTheLastOffsetAsTheirEnd() {
        let program = """
            import torch
            from torch import nn
            bag = nn.EmbeddingBag(4, 2, mode="sum", include_last_offset=True, padding_idx=0,
                                  _weight=torch.arange(8.).view(4, 2))
            print(bag, bag(torch.tensor([0, 1, 2, 3]), torch.tensor([0, 2, 4])).tolist())
            """
        #expect(show(program) == "EmbeddingBag(4, 2, mode='sum', padding_idx=0) [[2.0, 3.0], [10.0, 12.0]]\n")
    }

    @Test func cellsPrintTheirNonlinearity() {
        #expect(
            show("import torch\nprint(torch.nn.RNNCell(2, 3, nonlinearity='relu'))")
                == "RNNCell(2, 3, nonlinearity=relu)\n")
    }
}
