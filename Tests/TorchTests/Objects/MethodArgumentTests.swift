import Testing

/// What methods of tensors take and refuse, where signatures are easily confused.
@Suite struct MethodArgumentTests {
    private func show(_ text: String) -> String { onCellThread { Cells().show("import torch\n" + text) } }

    @Test func aTensorWithoutDimensionsIsTheOtherOperandOfMaxNotADimension() {
        #expect(show("print(torch.zeros(2).max(torch.tensor(1)))") == "tensor([1., 1.])\n")
        #expect(show("print(torch.arange(3.).min(torch.tensor(1)))") == "tensor([0., 1., 1.])\n")
    }

    @Test func theMedianWithoutNaNOfEachLineHasAPlace() {
        let text = """
            x = torch.tensor([[1., float("nan"), 3.], [4., 2., 9.]])
            v, i = x.nanmedian(1)
            print(v, i, x.nanmedian(0, keepdim=True).values)
            """
        #expect(show(text) == "tensor([1., 4.]) tensor([0, 0]) tensor([[1., 2., 3.]])\n")
    }

    @Test func smallSingularValuesCountAsZeroBelowTheTolerance() {
        let text = """
            A = torch.diag(torch.tensor([2., 0.5]))
            print(torch.linalg.pinv(A, atol=1.0))
            print(torch.linalg.pinv(A, rtol=0.5, atol=0.1).diag())
            """
        #expect(show(text) == "tensor([[0.5000, 0.0000],\n        [0.0000, 0.0000]])\ntensor([0.5000, 0.0000])\n")
    }

    @Test func otherWordsForAnArgumentAreTaken() {
        #expect(
            show(
                "print(len(torch.arange(5).split(split_size=2)), torch.split(tensor=torch.ones(3), split_size_or_sections=1)[0])"
            )
                == "3 tensor([1.])\n")
    }

    @Test(arguments: [
        ("torch.ones(2).quantile(torch.ones(1, 1))", "RuntimeError: quantile() q must be a scalar or 1D tensor"),
        (
            "torch.ones(2).quantile(torch.tensor([0]))",
            "RuntimeError: quantile() q tensor must be same dtype as the input tensor"
        ),
        ("torch.ones(2).bincount()", "NotImplementedError: \"bincount_cpu\" not implemented for 'Float'"),
        ("torch.ones(2).rot90()", "RuntimeError: expected total dims >= 2, but got total dims = 1"),
        (
            "torch.ones(2).logical_and(1)",
            "TypeError: logical_and(): argument 'other' (position 1) must be Tensor, not int"
        ),
        (
            "torch.ones(2).repeat_interleave(torch.ones(2))",
            "NotImplementedError: \"repeat_interleave_cpu\" not implemented for 'Float'"
        ),
    ])
    func whatDoesNotFitIsRefused(_ call: String, _ message: String) {
        #expect(
            show("try:\n    \(call)\nexcept Exception as error:\n    print(type(error).__name__ + ':', error)")
                == message + "\n")
    }

    @Test func theExponentialIsRoundedAsPrintsShow() {
        #expect(show("print(torch.arange(5).exp())") == "tensor([ 1.0000,  2.7183,  7.3891, 20.0855, 54.5981])\n")
    }

    @Test func joiningCopiesPiecesOfAnyLayout() {
        let text = """
            x = torch.arange(4.).reshape(2, 2)
            print(torch.cat([x, x.t()], 1), torch.cat([x[:, :1], x], -1), torch.cat([x, torch.ones(1, 2, dtype=torch.int64)]).dtype)
            """
        #expect(
            show(text)
                == "tensor([[0., 1., 0., 2.],\n        [2., 3., 1., 3.]]) tensor([[0., 0., 1.],\n        [2., 2., 3.]]) torch.float32\n"
        )
    }
}
