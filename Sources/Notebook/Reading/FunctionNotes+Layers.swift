/// Layers and losses of `torch.nn`, and the words of nnsight.
extension FunctionNotes {
    static let layers: [String: FunctionNote] = [
        "torch.nn.Linear": FunctionNote(
            "torch.nn.Linear(3, 2)(torch.zeros(5, 3)).shape", gives: "torch.Size([5, 2])",
            shapes: "[..., in_features] gives [..., out_features]",
            errors: "RuntimeError when the last size is not in_features"),
        "torch.nn.Embedding": FunctionNote(
            "torch.nn.Embedding(10, 4)(torch.tensor([1, 2])).shape", gives: "torch.Size([2, 4])",
            shapes: "whole numbers [...] give [..., embedding_dim]", errors: "IndexError when a number is out of range"),
        "torch.nn.LayerNorm": FunctionNote(
            "torch.nn.LayerNorm(4)(torch.zeros(2, 4)).shape", gives: "torch.Size([2, 4])",
            shapes: "as the input, which ends in normalized_shape"),
        "torch.nn.Sequential": FunctionNote(
            "torch.nn.Sequential(torch.nn.Linear(3, 4), torch.nn.ReLU())(torch.zeros(1, 3)).shape",
            gives: "torch.Size([1, 4])", shapes: "what the last layer gives"),
        "torch.nn.ReLU": FunctionNote(
            "torch.nn.ReLU()(torch.tensor([-1., 2.]))", gives: "tensor([0., 2.])", shapes: "as the input"),
        "torch.nn.Dropout": FunctionNote(
            "torch.nn.Dropout(0.5).eval()(torch.ones(2))", gives: "tensor([1., 1.])",
            shapes: "as the input; it drops only while training"),
        "torch.nn.CrossEntropyLoss": FunctionNote(
            "torch.nn.CrossEntropyLoss()(torch.zeros(1, 2), torch.tensor([1]))", gives: "tensor(0.6931)",
            shapes: "logits [batch, classes] and whole numbers [batch] give a scalar"),
        "torch.nn.MSELoss": FunctionNote(
            "torch.nn.MSELoss()(torch.zeros(2), torch.ones(2))", gives: "tensor(1.)",
            shapes: "two tensors of one shape give a scalar"),
        "torch.nn.functional.softmax": FunctionNote(
            "torch.nn.functional.softmax(torch.zeros(2), dim=-1)", gives: "tensor([0.5000, 0.5000])",
            shapes: "as the input"),
        "torch.nn.functional.cross_entropy": FunctionNote(
            "torch.nn.functional.cross_entropy(torch.zeros(1, 2), torch.tensor([1]))", gives: "tensor(0.6931)",
            shapes: "logits [batch, classes] and whole numbers [batch] give a scalar"),
    ]

    private static let tiny = """
        from collections import OrderedDict
        from nnsight import NNsight
        model = NNsight(torch.nn.Sequential(OrderedDict([('layer1', torch.nn.Linear(5, 10)), ('layer2', torch.nn.Linear(10, 2))])))

        """

    static let interventions: [String: FunctionNote] = [
        "NNsightModel.NNsight": FunctionNote(
            tiny + "with model.trace(torch.zeros(1, 5)):\n    hidden = model.layer1.output.save()\nhidden.shape",
            gives: "torch.Size([1, 10])", shapes: "those of the module that is wrapped"),
        "NNsight.trace": FunctionNote(
            tiny + "with model.trace(torch.zeros(1, 5)):\n    out = model.output.save()\nout.shape",
            gives: "torch.Size([1, 2])", shapes: "what the model takes",
            errors: "ValueError when a value is read that was not saved"),
        "NNsight.scan": FunctionNote(
            tiny + "with model.scan(torch.zeros(1, 5)):\n    shape = model.layer1.output.shape\nshape",
            gives: "torch.Size([1, 10])", shapes: "found without running the model"),
    ]
}
