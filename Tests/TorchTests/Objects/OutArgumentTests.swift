import Testing

/// Where a result goes with `out=`, and how the target is resized.
@Suite struct OutArgumentTests {
    private func show(_ text: String) -> String { onCellThread { Cells().show("import torch\n" + text) } }

    @Test func aTargetOfAnotherShapeIsResizedWithAWarning() {
        let text = """
            import warnings
            o = torch.empty(2)
            with warnings.catch_warnings(record=True) as told:
                warnings.simplefilter("always")
                torch.add(torch.ones(3), torch.ones(3), out=o)
            print(o, str(told[0].message)[:73])
            """
        #expect(
            show(text)
                == "tensor([2., 2., 2.]) An output with one or more elements was resized since it had shape [2], w\n")
    }

    @Test func anEmptyTargetIsResizedInSilence() {
        #expect(show("o = torch.empty(0)\ntorch.exp(torch.zeros(2), out=o)\no") == "tensor([1., 1.])")
    }

    @Test func recordedOperationsHaveNoTarget() {
        #expect(
            show("torch.exp(torch.ones(3, requires_grad=True), out=torch.empty(3))")
                == "RuntimeError: exp(): functions with out=... arguments don't support automatic differentiation, but one "
                + "of the arguments requires grad.")
    }

    @Test func resizingKeepsTheFirstElements() {
        #expect(show("x = torch.arange(6)\nx.resize_(2, 2).tolist()") == "[[0, 1], [2, 3]]")
        #expect(show("x = torch.arange(2)\nx.resize_(4)[:2]") == "tensor([0, 1])")
        #expect(
            show("torch.ones(2, requires_grad=True).resize_(3)")
                == "RuntimeError: cannot resize variables that require grad")
    }

    @Test func tensorsOfInferenceAreNotSaved() {
        let text = """
            with torch.inference_mode():
                x = torch.ones(3)
            w = torch.ones(3, requires_grad=True)
            for f in (lambda: x * w, lambda: torch.mul(x, w), lambda: torch.nn.functional.linear(w, x.view(1, 3))):
                try: f()
                except RuntimeError as e: print(str(e)[:51])
            print((x + w).sum().item(), (x.clone() * w).sum().item())
            """
        let refusal = "Inference tensors cannot be saved for backward. Ple\n"
        #expect(show(text) == refusal + refusal + refusal + "6.0 3.0\n")
    }
}
