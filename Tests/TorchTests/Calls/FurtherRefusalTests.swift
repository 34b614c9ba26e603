import Testing

/// Refused arguments of bags, norms and random numbers; the numbers and words are those of PyTorch 2.13.
@Suite struct FurtherRefusalTests {
    private func show(_ text: String) -> String {
        let start = """
            import torch, torch.nn as nn, torch.nn.functional as F
            def r(t): return [round(v, 4) for v in t.flatten().tolist()]
            x = torch.arange(4.).reshape(1, 1, 2, 2)
            torch.manual_seed(0)

            """
        return onCellThread { Cells().show(start + text) }
    }

    @Test(arguments: [
        (
            "torch.zeros(2).long().exponential_()",
            "RuntimeError: Exponential distribution is a continuous probability distribution. dtype must be a "
                + "floating point but you specified Long"
        ),
        (
            "torch.zeros(2).long().cauchy_()",
            "RuntimeError: Cauchy distribution is a continuous probability distribution. dtype must be a "
                + "floating point but you specified long int"
        ),
        (
            "torch.zeros(2).bool().geometric_(.5)",
            "NotImplementedError: \"geometric_cpu\" not implemented for 'Bool'"
        ),
        (
            "F.rms_norm(torch.ones(2, 3), ())",
            "RuntimeError: Expected normalized_shape to be at least 1-dimensional, i.e., containing at least "
                + "one element, but got normalized_shape = []"
        ),
        (
            "F.rms_norm(torch.ones(2, 3).long(), (3,))",
            "NotImplementedError: \"rms_norm\" not implemented for 'Long'"
        ),
        (
            "F.embedding_bag(torch.tensor([0, 1]), torch.ones(2, 2), torch.tensor([1]))",
            "RuntimeError: offsets[0] has to be 0, i.e., the first sequence in the mini-batch has to start "
                + "from position 0. However, got 1\n[ torch.LongTensor{} ]"
        ),
        (
            "F.embedding_bag(torch.tensor([0, 9]), torch.ones(2, 2), torch.tensor([0]))",
            "RuntimeError: Index 1 of input takes value 9 which is not in the valid range [0, 2)"
        ),
        (
            "F.embedding_bag(torch.tensor([[0, 1]]), torch.ones(2, 2), torch.tensor([0]))",
            "ValueError: if input is 2D, then offsets has to be None, as input is treated is a mini-batch of "
                + "fixed length sequences. However, found offsets of type <class 'torch.Tensor'>"
        ),
        (
            "F.pdist(torch.ones(3))",
            "RuntimeError: pdist only supports 2D tensors, got: 1D"
        ),
        (
            "F.instance_norm(torch.ones(1, 2, 1))",
            "ValueError: Expected more than 1 spatial element when training, got input size torch.Size([1, 2, "
                + "1])"
        ),
        (
            "F.bilinear(torch.ones(2, 3), torch.ones(3, 4), torch.ones(5, 3, 4))",
            "RuntimeError: bilinear(): input batch dimensions do not match at dim 0: got 2 and 3"
        ),
    ])
    func refusals(call: String, refusal: String) {
        #expect(show(call) == refusal)
    }
}
