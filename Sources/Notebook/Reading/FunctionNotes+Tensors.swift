/// Functions of `torch`.
extension FunctionNotes {
    static let tensors: [String: FunctionNote] = [
        "torch.tensor": FunctionNote(
            "torch.tensor([[1, 2], [3, 4]])", gives: "tensor([[1, 2],\n        [3, 4]])",
            shapes: "the nesting of the lists", errors: "ValueError when rows differ in length"),
        "torch.zeros": FunctionNote("torch.zeros(2, 3).shape", gives: "torch.Size([2, 3])", shapes: "the sizes given"),
        "torch.ones": FunctionNote("torch.ones(2).sum()", gives: "tensor(2.)", shapes: "the sizes given"),
        "torch.arange": FunctionNote("torch.arange(0, 10, 3)", gives: "tensor([0, 3, 6, 9])", shapes: "[count]"),
        "torch.randn": FunctionNote(
            "torch.randn(2, 3).shape", gives: "torch.Size([2, 3])",
            shapes: "the sizes given; torch.manual_seed(0) makes the numbers repeat"),
        "torch.manual_seed": FunctionNote("torch.manual_seed(0)\ntorch.rand(1)", gives: "tensor([0.4963])"),
        "torch.cat": FunctionNote(
            "torch.cat([torch.zeros(2, 3), torch.ones(1, 3)]).shape", gives: "torch.Size([3, 3])",
            shapes: "equal but for the dimension dim, whose sizes add up",
            errors: "RuntimeError when other sizes differ"),
        "torch.stack": FunctionNote(
            "torch.stack([torch.zeros(3), torch.ones(3)]).shape", gives: "torch.Size([2, 3])",
            shapes: "n tensors [...] give [n, ...]", errors: "RuntimeError when sizes differ"),
        "torch.matmul": FunctionNote(
            "torch.matmul(torch.ones(2, 3), torch.ones(3, 4)).shape", gives: "torch.Size([2, 4])",
            shapes: "[..., n, k] and [..., k, m] give [..., n, m]", errors: "RuntimeError when the two k differ"),
        "torch.argmax": FunctionNote(
            "torch.argmax(torch.tensor([[1., 5.], [7., 2.]]), dim=1)", gives: "tensor([1, 0])",
            shapes: "without dim a scalar; with dim that dimension goes, or becomes 1 with keepdim",
            errors: "IndexError when there is no such dimension"),
        "torch.softmax": FunctionNote(
            "torch.softmax(torch.zeros(4), dim=0)", gives: "tensor([0.2500, 0.2500, 0.2500, 0.2500])",
            shapes: "as the input", errors: "IndexError when there is no such dimension"),
        "torch.topk": FunctionNote(
            "torch.topk(torch.tensor([1., 9., 5.]), 2).indices", gives: "tensor([1, 2])",
            shapes: "[..., n] gives values and indices [..., k]", errors: "RuntimeError when k is larger than n"),
        "torch.mean": FunctionNote(
            "torch.mean(torch.tensor([[1., 3.], [5., 7.]]), dim=0)", gives: "tensor([3., 5.])",
            shapes: "the dimensions dim go, or become 1 with keepdim",
            errors: "RuntimeError for whole numbers: convert with .float()"),
        "torch.sum": FunctionNote(
            "torch.sum(torch.ones(2, 3), dim=1)", gives: "tensor([3., 3.])",
            shapes: "the dimensions dim go, or become 1 with keepdim"),
        "torch.max": FunctionNote(
            "torch.max(torch.tensor([[1., 5.], [7., 2.]]), dim=1).values", gives: "tensor([5., 7.])",
            shapes: "with dim: values and indices without that dimension; without: a scalar"),
        "torch.einsum": FunctionNote(
            "torch.einsum('ij,jk->ik', torch.ones(2, 3), torch.ones(3, 4)).shape", gives: "torch.Size([2, 4])",
            shapes: "as the letters say", errors: "RuntimeError when a letter stands for two sizes"),
        "torch.where": FunctionNote(
            "torch.where(torch.tensor([True, False]), 1.0, 0.0)", gives: "tensor([1., 0.])",
            shapes: "condition, input and other broadcast"),
        "torch.allclose": FunctionNote("torch.allclose(torch.ones(2), torch.ones(2))", gives: "True"),
        "torch.linspace": FunctionNote("torch.linspace(0, 1, 3)", gives: "tensor([0.0000, 0.5000, 1.0000])"),
        "torch.eye": FunctionNote("torch.eye(2)", gives: "tensor([[1., 0.],\n        [0., 1.]])", shapes: "[n, m]"),
        "torch.reshape": FunctionNote(
            "torch.arange(6).reshape(2, -1)", gives: "tensor([[0, 1, 2],\n        [3, 4, 5]])",
            shapes: "the sizes given; one may be -1", errors: "RuntimeError when the number of elements differs"),
        "torch.view": FunctionNote(
            "torch.zeros(2, 6).view(3, 4).shape", gives: "torch.Size([3, 4])",
            shapes: "the sizes given; one may be -1",
            errors: "RuntimeError when the tensor is not contiguous: use reshape"),
        "torch.transpose": FunctionNote(
            "torch.zeros(2, 3).transpose(0, 1).shape", gives: "torch.Size([3, 2])",
            shapes: "two dimensions change places"),
        "torch.permute": FunctionNote(
            "torch.zeros(2, 3, 4).permute(2, 0, 1).shape", gives: "torch.Size([4, 2, 3])",
            shapes: "the dimensions in the order given"),
        "torch.squeeze": FunctionNote(
            "torch.zeros(1, 3, 1).squeeze().shape", gives: "torch.Size([3])", shapes: "dimensions of size 1 go"),
        "torch.unsqueeze": FunctionNote(
            "torch.zeros(3).unsqueeze(0).shape", gives: "torch.Size([1, 3])", shapes: "a dimension of size 1 comes"),
        "torch.gather": FunctionNote(
            "torch.gather(torch.tensor([[1, 2], [3, 4]]), 1, torch.tensor([[0], [1]]))",
            gives: "tensor([[1],\n        [4]])",
            shapes: "as the index", errors: "RuntimeError when an index is out of range"),
        "torch.norm": FunctionNote("torch.norm(torch.tensor([3., 4.]))", gives: "tensor(5.)"),
        "torch.no_grad": FunctionNote(
            "with torch.no_grad():\n    y = torch.ones(1, requires_grad=True) * 2\ny.requires_grad", gives: "False"),
        "torch.item": FunctionNote(
            "torch.tensor(2.5).item()", gives: "2.5", errors: "RuntimeError for more than one element"),
        "torch.tolist": FunctionNote("torch.tensor([1, 2]).tolist()", gives: "[1, 2]"),
        "torch.backward": FunctionNote(
            "x = torch.tensor(3.0, requires_grad=True)\n(x * x).backward()\nx.grad", gives: "tensor(6.)",
            errors: "RuntimeError for a tensor that is no scalar, or that needs no gradient"),
    ]
}
