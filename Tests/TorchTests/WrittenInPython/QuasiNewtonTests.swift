import Testing

/// LBFGS against PyTorch 2.13, with and without its line search.
@Suite struct QuasiNewtonTests {
    private func show(_ text: String) -> String { onCellThread { Cells().show("import torch\n" + text) } }

    private func losses(_ options: String) -> String {
        show(
            """
            x = torch.tensor([1.5, -2.0], requires_grad=True)
            opt = torch.optim.LBFGS([x], \(options))
            def closure():
                opt.zero_grad()
                loss = ((x[0] - 1) ** 2 * 3 + (x[1] - x[0] ** 2) ** 2 * 10)
                loss.backward()
                return loss
            print([f"{opt.step(closure).item():.4f}" for _ in range(3)], opt.state_dict()["state"][0]["func_evals"])
            """)
    }

    @Test func aLineSearchFindsTheLowestPoint() {
        #expect(losses("line_search_fn='strong_wolfe', max_iter=10") == "['181.3750', '0.0135', '0.0000'] 20\n")
    }

    @Test func aFixedStepFollowsTheEstimate() {
        #expect(losses("lr=0.1, max_iter=7, history_size=3") == "['181.3750', '76.2464', '21.1864'] 21\n")
    }

    @Test func sparseAdamRefusesDenseGradients() {
        let text = """
            p = torch.nn.Parameter(torch.ones(3))
            opt = torch.optim.SparseAdam([p])
            p.sum().backward()
            opt.step()
            """
        #expect(
            show(text)
                == "RuntimeError: SparseAdam does not support dense gradients, please consider Adam instead")
    }
}
