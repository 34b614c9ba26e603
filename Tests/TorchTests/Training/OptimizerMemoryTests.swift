import Testing

/// What an optimizer remembers of each parameter.
@Suite struct OptimizerMemoryTests {
    private func show(_ program: String) -> String { onCellThread { Cells().show("import torch\n" + program) } }

    @Test func beforeTheFirstStepNothingIsRemembered() {
        let program = """
            layer = torch.nn.Linear(1, 1)
            torch.optim.SGD(layer.parameters()).state[layer.weight]
            """
        #expect(show(program) == "{}")
    }
}
