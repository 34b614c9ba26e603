import Testing

/// `torch.testing`: what `assert_close` says, and the tensors of `make_tensor`.
@Suite struct TestingTests {
    private func failure(_ call: String) -> String {
        let setup = "import torch\nfrom torch.testing import assert_close\n"
        let text =
            "try:\n    \(call)\n    print('close', end='')\nexcept Exception as e: print(type(e).__name__, e, end='')"
        return onCellThread { Cells().show(setup + text) }
    }

    @Test(arguments: [
        ("[torch.ones(2), {'a': 1.0}], [torch.ones(2), {'a': 1.0}]", "close"),
        ("1.0, 1.0 + 1e-9", "close"),
        ("(1, 2), [1, 2]", "close"),
        ("1, 1.0", "AssertionError The (d)types do not match: <class 'int'> != <class 'float'>."),
        ("True, False", "AssertionError Booleans mismatch: True is not False"),
        ("None, 1", "AssertionError None mismatch: None is not 1"),
        (
            "torch.ones(1), 1.0",
            "TypeError No comparison pair was able to handle inputs of type <class 'torch.Tensor'> and <class 'float'>."
        ),
        (
            "torch.ones(1), torch.ones(1), rtol=1",
            "ValueError Both 'rtol' and 'atol' must be either specified or omitted, but got no atol."
        ),
        (
            "torch.ones(2, 3).t(), torch.ones(3, 2), check_stride=True",
            "AssertionError The values for attribute 'stride()' do not match: (1, 3) != (2, 1)."
        ),
        (
            "torch.ones(2), torch.ones(2, device='meta')",
            "AssertionError The values for attribute 'device' do not match: cpu != meta."
        ),
    ]) func whatDiffersIsNamed(arguments: String, expected: String) {
        #expect(failure("assert_close(\(arguments))") == expected)
    }

    @Test func theGreatestDifferencesAndTheItemAreTold() {
        let expected = """
            AssertionError Tensor-likes are not close!

            Mismatched elements: 1 / 2 (50.0%)
            Greatest absolute difference: 1.0 at index (1,) (up to 1e-05 allowed)
            Greatest relative difference: 1.0 at index (1,) (up to 1.3e-06 allowed)

            The failure occurred for item ['a'][0]
            """
        #expect(failure("assert_close({'a': [torch.tensor([1., 2.])]}, {'a': [torch.ones(2)]})") == expected)
    }

    @Test func aMessageOfTheUsersTakesItsPlace() {
        #expect(failure("assert_close(1, 2, msg='no')") == "AssertionError no")
        #expect(
            failure("assert_close(True, False, msg=lambda m: m.upper())").hasSuffix(
                "BOOLEANS MISMATCH: TRUE IS NOT FALSE"))
    }

    @Test func randomTensorsAreThoseOfPyTorch() {
        let text = """
            import torch
            torch.manual_seed(1)
            print(torch.testing.make_tensor((2, 2), dtype=torch.float32, device="cpu"), end="")
            """
        #expect(onCellThread { Cells().show(text) } == "tensor([[ 4.6374, -3.9724],\n        [-1.7448,  4.2243]])")
    }
}
