import Testing

/// Sequences of different lengths in recurrent layers, against PyTorch 2.13.
@Suite struct PackedSequencesTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch\nfrom torch import nn\n" + text) }
    }

    @Test func sequencesArePackedStepByStep() {
        #expect(
            show("from torch.nn.utils.rnn import pack_sequence\npack_sequence([torch.ones(2), torch.zeros(1)])")
                == "PackedSequence(data=tensor([1., 0., 1.]), batch_sizes=tensor([2, 1]), sorted_indices=None, "
                + "unsorted_indices=None)")
    }

    @Test func aLayerStopsAtTheEndOfEachSequence() {
        let text = """
            from torch.nn.utils.rnn import pack_sequence, pad_packed_sequence
            torch.manual_seed(0)
            m = nn.LSTM(2, 3, num_layers=2, bidirectional=True)
            p = pack_sequence([torch.randn(2, 2), torch.randn(4, 2), torch.randn(1, 2)], enforce_sorted=False)
            o, (h, c) = m(p)
            print(p.sorted_indices, p.batch_sizes, o.data[0].detach(), h[0, 1].detach())
            padded, lengths = pad_packed_sequence(o, batch_first=True, total_length=5)
            print(padded.shape, lengths, padded[0, 1].detach())
            """
        #expect(
            show(text) == """
                tensor([1, 0, 2]) tensor([3, 2, 1, 1]) tensor([-0.1853,  0.0311,  0.1288, -0.2463, -0.2310, -0.1661]) \
                tensor([-0.3370, -0.2046,  0.0333])
                torch.Size([3, 5, 6]) tensor([2, 4, 1]) tensor([-0.2677,  0.0391,  0.1329, -0.1333, -0.1295, -0.1319])

                """)
    }

    @Test func lengthsMustFall() {
        #expect(
            show(
                "from torch.nn.utils.rnn import pack_padded_sequence\npack_padded_sequence(torch.randn(3, 2, 2), [2, 3])"
            )
            .hasPrefix("RuntimeError: `lengths` array must be sorted in decreasing order"))
    }
}
