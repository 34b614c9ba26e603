import Testing

/// The shapes, numbers and messages are those of PyTorch 2.13.
@Suite struct RecurrentLayerTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch, torch.nn as nn\n" + text) }
    }

    @Test func projectionsNarrowWhatIsSeen() {
        #expect(
            show(
                """
                torch.manual_seed(0)
                l = nn.LSTM(4, 6, num_layers=2, bidirectional=True, proj_size=2)
                out, (h, c) = l(torch.ones(3, 1, 4))
                shapes = [tuple(v.shape) for v in (out, h, c, l.weight_hh_l0, l.weight_hr_l0, l.weight_ih_l1)]
                str((shapes, len(l.all_weights[0]), [round(v, 4) for v in out[0, 0].tolist()]))
                """)
                == "'([(3, 1, 4), (4, 1, 2), (4, 1, 6), (24, 2), (2, 6), (24, 4)], 5, [-0.0933, -0.0498, 0.0119, 0.0325])'"
        )
    }

    @Test(arguments: [
        ("nn.LSTM(4, 6, proj_size=6)", "ValueError: proj_size has to be smaller than hidden_size"),
        (
            "nn.LSTM(4, 6)(torch.ones(3, 1, 4).long())",
            "ValueError: RNN input dtype (torch.int64) does not match weight dtype (torch.float32). Convert input: "
                + "input.to(torch.float32), or convert model: model.to(torch.int64)"
        ),
        ("nn.LSTM(4, 6)(torch.ones(0, 1, 4))", "RuntimeError: Expected sequence length to be larger than 0 in RNN"),
    ])
    func refusals(call: String, message: String) {
        #expect(show(call) == message)
    }
}
