import Testing

/// Indices of `scatter` and its like that would write beside the tensor are refused as PyTorch refuses them.
@Suite struct ScatterRefusalTests {
    private func show(_ text: String) -> String {
        let setup = """
            import torch
            z = torch.zeros(2, 2)
            wide = torch.zeros(1, 500, dtype=torch.int64)
            ones = torch.ones(1, 500)

            """
        return onCellThread { Cells().show(setup + text) }
    }

    private let tooWide =
        "RuntimeError: Expected index [1, 500] to be no larger than self [2, 2] apart from dimension 0"

    @Test(arguments: ["scatter(0, wide, ones)", "scatter_add(0, wide, ones)", "scatter_reduce(0, wide, ones, 'sum')"])
    func anIndexWiderThanTheTensorIsRefused(call: String) {
        #expect(show("z." + call) == tooWide + " and to be no larger size than src [1, 500]")
    }

    @Test(arguments: [
        "scatter_(0, wide, ones)", "scatter_add_(0, wide, ones)", "scatter_reduce_(0, wide, ones, 'amax')",
    ])
    func inPlaceToo(call: String) {
        #expect(show("z." + call) == tooWide + " and to be no larger size than src [1, 500]")
        #expect(show("try: z.\(call)\nexcept RuntimeError: pass\nz") == "tensor([[0., 0.],\n        [0., 0.]])")
    }

    @Test func aNumberHasNoSource() {
        #expect(show("z.scatter(0, wide, 1.0)") == tooWide)
    }

    @Test func dimensionsMustAgree() {
        let text = "RuntimeError: Index tensor must have the same number of dimensions as self tensor"
        #expect(show("torch.tensor(1.).scatter_add(0, wide, ones)") == text)
        #expect(show("torch.zeros(0).scatter_reduce(0, wide, ones, 'amax')") == text)
    }

    @Test func anEmptyIndexChangesNothing() {
        #expect(show("z.scatter(0, wide[:, :0], ones)") == "tensor([[0., 0.],\n        [0., 0.]])")
        #expect(show("z.gather(0, torch.empty(0, dtype=torch.int64))") == "tensor([])")
    }

    @Test func aMaskNeedsEnoughElements() {
        let text = "RuntimeError: Number of elements of source < number of ones in mask"
        #expect(show("z.masked_scatter(z == 0, torch.ones(3))") == text)
    }

    @Test func indicesAlongADimensionWrapAround() {
        #expect(
            show("torch.arange(6.).view(2, 3).take_along_dim(torch.tensor([[-1], [4]]), 1)")
                == "tensor([[2.],\n        [4.]])")
    }
}
