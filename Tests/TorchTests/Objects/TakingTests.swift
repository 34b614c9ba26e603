import Testing

/// Elements taken by their place in memory, and rows reduced into others, as PyTorch 2.13 computes them.
@Suite struct TakingTests {
    private func show(_ program: String) -> String { onCellThread { Cells().show("import torch\n" + program) } }

    @Test func takeCountsThroughAllElements() {
        #expect(show("torch.arange(12.).view(3, 4).take(torch.tensor([[0, -1]])).tolist()") == "[[0.0, 11.0]]")
    }

    @Test func indexReduceMultipliesRowsInto() {
        let program = """
            x = torch.arange(12.).view(3, 4)
            x.index_reduce(0, torch.tensor([0, 2, 0]), torch.full((3, 4), 2.), "prod")[0].tolist()
            """
        #expect(show(program) == "[0.0, 4.0, 8.0, 12.0]")
    }
}
