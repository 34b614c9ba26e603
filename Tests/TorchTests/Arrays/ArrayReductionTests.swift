import Testing

/// Options of NumPy's reductions and of functions that choose places, as NumPy 1.26 answers.
@Suite struct ArrayReductionTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import numpy as np\na = np.array([[1., 5, 2], [4, 0, 3]])\n" + text) }
    }

    @Test(arguments: [
        ("np.sum(a, initial=10.)", "25.0"),
        ("np.sum(a, where=a > 1, initial=1)", "15.0"),
        ("np.prod(a, axis=0, initial=2)", "array([ 8.,  0., 12.])"),
        ("np.prod(a, where=a > 0)", "120.0"),
        ("np.max(a, initial=9)", "9.0"),
        ("np.max(a, where=a < 4, initial=-1, axis=0)", "array([1., 0., 3.])"),
        ("np.max([], initial=3)", "3.0"),
        ("np.min(a, axis=1, initial=-1)", "array([-1., -1.])"),
        ("np.argmax(a, keepdims=True)", "array([[1]])"),
        ("np.array_equal([1, np.nan], [1, np.nan], equal_nan=True)", "True"),
        ("np.take(a, [7, -8], mode='wrap')", "array([5., 0.])"),
        ("np.take(a, [7, -8], mode='clip')", "array([3., 1.])"),
        ("[g.shape for g in np.meshgrid([1, 2], [3, 4, 5], sparse=True)]", "[(1, 2), (3, 1)]"),
        ("np.fromiter((i * i for i in range(9)), dtype=float, count=3)", "array([0., 1., 4.])"),
        (
            "np.max(a, where=a < 4)",
            "ValueError: reduction operation 'maximum' does not have an identity, so to use a where mask one has to "
                + "specify 'initial'"
        ),
        ("np.take(a, [9], mode='q')", "ValueError: clipmode must be one of 'clip', 'raise', or 'wrap' (got 'q')"),
    ])
    func results(call: String, result: String) {
        #expect(show(call) == result)
    }

    @Test func everyReductionWritesToTheArrayItIsGiven() {
        let text = """
            row = np.zeros(3)
            found = []
            for f in (np.mean, np.std, np.var, np.max):
                f(a, axis=0, out=row)
                found.append(row.tolist())
            np.cumsum([1., 2, 3], out=row)
            print(found + [row.tolist()])
            """
        #expect(
            show(text)
                == "[[2.5, 2.5, 2.5], [1.5, 2.5, 0.5], [2.25, 6.25, 0.25], [4.0, 5.0, 3.0], [1.0, 3.0, 6.0]]\n")
    }
}
