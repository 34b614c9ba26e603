import Testing

/// How arrays are printed.
@Suite struct ArrayDescriptionTests {
    private func show(_ text: String) -> String {
        onCellThread { Cells().show("import numpy as np\n" + text) }
    }

    @Test func pointsStandBelowEachOther() {
        #expect(show("np.array([[1.5, 2], [30.25, 4]])") == "array([[ 1.5 ,  2.  ],\n       [30.25,  4.  ]])")
    }

    @Test func numbersOfVeryDifferentSizeAreWrittenWithExponents() {
        #expect(show("np.array([1e-5, 1.0])") == "array([1.e-05, 1.e+00])")
    }

    @Test func dtypesThatAreNotImpliedAreNamed() {
        #expect(show("np.array([0.1], dtype=np.float32)") == "array([0.1], dtype=float32)")
        #expect(show("np.zeros((0, 3))") == "array([], shape=(0, 3), dtype=float64)")
    }

    @Test func largeArraysAreSummarised() {
        #expect(show("np.arange(2000)") == "array([   0,    1,    2, ..., 1997, 1998, 1999])")
    }

    @Test func scalarsLookLikeNumbers() {
        #expect(show("print(np.float32(0.1), np.float64(1e20), np.bool_(True))") == "0.1 1e+20 True\n")
    }

    @Test func precisionAndSuppressionAreSettings() {
        let text = "np.set_printoptions(precision=3, suppress=True); print(np.array([1/3, 1e-6])); "
        #expect(show(text + "np.set_printoptions(precision=8, suppress=False)") == "[0.333 0.   ]\n")
    }
}
