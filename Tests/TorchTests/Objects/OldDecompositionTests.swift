import Testing

/// `torch.svd` and `torch.qr`, which are older than `torch.linalg` and give other things.
@Suite struct OldDecompositionTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import torch\nA = torch.tensor([[2., 1.], [1., 3.], [0.5, 1.]])\n" + text) }
    }

    @Test(arguments: ["torch.svd(A)", "A.svd()"])
    func theOldDecompositionGivesTheVectorsAsColumns(_ call: String) {
        let text =
            "U, S, V = \(call)\nprint(type(\(call)).__name__, U.shape, torch.allclose(U @ torch.diag(S) @ V.T, A, atol=1e-5))"
        #expect(show(text) == "svd torch.Size([3, 2]) True\n")
    }

    @Test func vectorsThatNobodyWantsAreZero() {
        #expect(
            show(
                "U, S, V = torch.svd(A, compute_uv=False)\nprint(U.shape, V.abs().sum(), torch.allclose(S, torch.svd(A).S))"
            )
                == "torch.Size([3, 3]) tensor(0.) True\n")
    }

    @Test func theOldTriangularDecompositionHasANameOfItsOwn() {
        #expect(show("print(type(torch.qr(A)).__name__, torch.qr(A, some=False).Q.shape)") == "qr torch.Size([3, 3])\n")
    }

    @Test func theOldCrossProductTakesTheFirstDimensionOfThree() {
        let text = """
            B, C = torch.arange(9.).reshape(3, 3), torch.arange(9.).flip(0).reshape(3, 3)
            print(torch.equal(torch.cross(B, C), torch.linalg.cross(B, C, dim=0)), torch.equal(torch.cross(B, C), torch.linalg.cross(B, C)))
            """
        #expect(show(text) == "True False\n")
    }
}
